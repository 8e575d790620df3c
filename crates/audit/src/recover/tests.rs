use super::*;
use crate::wire::{Body, GapLine};

fn log(directory: &Path, number: u64, lines: &[Body<'_>]) -> (Chain, String) {
    let (mut chain, mut text) = (Chain::EMPTY, Vec::new());
    for line in lines {
        chain.seal(&mut text, line).unwrap();
    }
    fs::write(directory.join(segment::name(number)), &text).unwrap();
    (chain, String::from_utf8(text).unwrap())
}

fn first(segment: u64) -> Body<'static> {
    Body::Segment(SegmentLine { log: "a".repeat(32).into(), segment, at: 7, before: Before::default(), torn: None })
}

fn gap() -> Body<'static> {
    let (run, since, until, reason, taken) = ("r".into(), 1, 2, "full".into(), 3);
    Body::Gap(GapLine { run, since, until, reason, taken })
}

fn found(directory: &Path) -> Found {
    match look(directory).unwrap() {
        Left::Log(found) => *found,
        other => panic!("{other:?}"),
    }
}

#[test]
fn an_empty_directory_has_no_log_and_what_is_foreign_is_none() {
    let directory = tempfile::tempdir().unwrap();
    for name in ["lock", "authority-1.jsonl", "authority-00000000.jsonl", "authority-00000001.new", "notes.txt"] {
        fs::write(directory.path().join(name), "x").unwrap();
    }
    fs::create_dir(directory.path().join("authority-00000002.jsonl")).unwrap();
    assert!(matches!(look(directory.path()).unwrap(), Left::Nothing));
}

#[test]
fn a_whole_file_is_gone_on_with_at_its_end() {
    let directory = tempfile::tempdir().unwrap();
    let (chain, text) = log(directory.path(), 3, &[first(3), gap()]);
    let found = found(directory.path());
    assert_eq!((found.chain, found.last.number, found.last.torn), (chain, 3, 0));
    assert_eq!((found.last.whole, found.last.at), (text.len() as u64, 7));
    assert_eq!(found.run.unwrap(), After { run: "r".into(), closed: false });
}

/// An app that was killed when it had just begun a file: what the run before says of its end would be lost.
#[test]
fn the_run_is_known_where_the_newest_files_have_no_line_of_it() {
    let directory = tempfile::tempdir().unwrap();
    log(directory.path(), 1, &[first(1), gap()]);
    log(directory.path(), 2, &[first(2)]);
    log(directory.path(), 3, &[first(3)]);
    assert_eq!(found(directory.path()).run.unwrap(), After { run: "r".into(), closed: false });
    fs::write(directory.path().join(segment::name(1)), "not json\n").unwrap();
    assert_eq!(found(directory.path()).run, None);
}

/// The attack: each byte of a line is changed once. Nothing of it and behind it is built upon.
#[test]
fn behind_a_line_that_does_not_follow_nothing_is_believed() {
    let directory = tempfile::tempdir().unwrap();
    let (_, text) = log(directory.path(), 1, &[first(1), gap(), gap(), gap()]);
    let ends: Vec<usize> = text.match_indices('\n').map(|(at, _)| at + 1).collect();
    for at in ends[0]..ends[2] {
        let mut changed = text.clone().into_bytes();
        changed[at] ^= 1;
        fs::write(directory.path().join(segment::name(1)), &changed).unwrap();
        let found = found(directory.path());
        // A change shows in the line itself, or in the hash that the next one has.
        assert!(found.last.whole <= ends[2] as u64, "byte {at}: {}", found.last.whole);
        assert!(found.last.torn > 0);
    }
}

#[test]
fn a_file_that_cannot_be_read_is_left_as_it_is() {
    let directory = tempfile::tempdir().unwrap();
    let unusable = |text: &str| {
        fs::write(directory.path().join(segment::name(1)), text).unwrap();
        match look(directory.path()).unwrap() {
            Left::Unusable(why) => why,
            other => panic!("{other:?}"),
        }
    };
    assert!(unusable("").contains("first line"));
    assert!(unusable("not json\n").contains("first line"));
    assert!(unusable("{\"v\":2,\"seq\":1,\"prev\":\"\",\"type\":\"segment\"}\n").contains("newer version (2"));
    let (_, text) = log(directory.path(), 1, &[gap()]);
    assert!(unusable(&text).contains("first line"));
    // The number in it is not its name's.
    let (_, text) = log(directory.path(), 1, &[first(2)]);
    assert!(unusable(&text).contains("first line"));
}
