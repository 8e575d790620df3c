use std::process::{Command, Stdio};

use super::*;
use crate::wire::{CheckpointLine, Totals};

fn body() -> Body<'static> {
    let totals = Totals::default();
    let (run, at, taken, verbatim, counted, pending) = ("run".into(), 1, 2, 3, 4, 5);
    Body::Checkpoint(CheckpointLine { run, at, taken, verbatim, counted, pending, totals })
}

#[test]
fn a_line_begins_with_its_place_and_has_the_hash_of_the_line_before() {
    let (mut chain, mut text) = (Chain::EMPTY, Vec::new());
    chain.seal(&mut text, &body()).unwrap();
    let first = String::from_utf8(text.clone()).unwrap().trim_end().to_owned();
    assert!(first.starts_with(&format!(r#"{{"v":1,"seq":1,"prev":"{}","type":"checkpoint","run""#, "0".repeat(64))));
    text.clear();
    chain.seal(&mut text, &body()).unwrap();
    let second: serde_json::Value = serde_json::from_slice(&text).unwrap();
    assert_eq!((&second["seq"], &second["prev"]), (&2.into(), &Chain::ending(1, first.as_bytes()).hash().into()));
}

/// Whoever has no program of ours can check it.
#[test]
fn the_hash_is_what_sha256sum_says() {
    let Ok(mut sum) = Command::new("sha256sum").stdin(Stdio::piped()).stdout(Stdio::piped()).spawn() else {
        eprintln!("SKIPPED: there is no sha256sum here");
        return;
    };
    std::io::Write::write_all(&mut sum.stdin.take().unwrap(), b"a line").unwrap();
    let said = String::from_utf8(sum.wait_with_output().unwrap().stdout).unwrap();
    assert_eq!(said.split(' ').next().unwrap(), Chain::ending(1, b"a line").hash());
}

#[test]
fn a_line_that_no_reader_would_take_is_not_written() {
    let (mut chain, mut text) = (Chain::EMPTY, b"before".to_vec());
    let long = Body::Checkpoint(CheckpointLine { run: "x".repeat(LINE_BYTES).into(), ..checkpoint() });
    assert!(chain.seal(&mut text, &long).is_err());
    assert_eq!((text.as_slice(), chain), (&b"before"[..], Chain::EMPTY));
}

#[test]
fn texts_are_told_apart_in_a_digest() {
    assert_ne!(digest(["ab", "c"]), digest(["a", "bc"]));
    assert_eq!(digest(["ab", "c"]).len(), 64);
}

fn checkpoint() -> CheckpointLine<'static> {
    let Body::Checkpoint(line) = body() else { panic!("a checkpoint") };
    line
}
