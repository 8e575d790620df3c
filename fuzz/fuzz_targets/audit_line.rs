//! A log that somebody changed: no reader panics, `verify` takes no change for the log, and a writer that goes on changes
//! nothing of what is there.

#![no_main]

use std::{fmt, fs, path::Path, sync::LazyLock};

use arbitrary::Arbitrary;
use authority_audit::{
    AuditLog, Settings,
    query::{Query, query},
    read::{Line, Parsed, Piece, Pieces},
    verify::{Anchor, verify, verify_all},
};
use libfuzzer_sys::fuzz_target;
use serde::{Serialize, de::DeserializeOwned};
use sha2::{Digest as _, Sha256};

#[derive(Arbitrary, Debug)]
struct Input<'a> {
    how: How,
    at: u8,
    text: &'a [u8],
    goes_on: bool,
}

#[derive(Arbitrary, Clone, Copy, Debug)]
enum How {
    /// The line is this instead.
    Replaced,
    /// The line stands behind it.
    Inserted,
    /// These bytes are behind all lines.
    Behind,
    /// A line with a head that is right, and this for the rest.
    Sealed,
    /// Nothing but these bytes is in the file.
    Alone,
}

/// The example in the format's document, and what its last line is.
static LOG: LazyLock<(Vec<&'static [u8]>, Anchor)> = LazyLock::new(|| {
    let document = include_str!("../../docs/audit-format.md");
    let example = document.split_once("```jsonl\n").and_then(|(_, rest)| rest.split_once("```"));
    let lines: Vec<_> = example.expect("an example").0.lines().map(str::as_bytes).collect();
    let last = lines.last().expect("a line");
    let anchor = format!("{}:{}", lines.len(), hash(last)).parse().expect("an anchor");
    (lines, anchor)
});

fuzz_target!(|input: Input<'_>| {
    lines_are_all_of_it(input.text);
    let (lines, anchor) = &*LOG;
    let (text, is_as_it_was) = changed(&input, lines);
    let directory = tempfile::tempdir().expect("a directory");
    let file = directory.path().join("1/authority-00000001.jsonl");
    fs::create_dir(directory.path().join("1")).expect("a directory");
    fs::write(&file, &text).expect("a file");
    let log = directory.path().join("1");
    let holds = verify(&log, Some(*anchor)).is_ok_and(|report| report.holds());
    assert!(is_as_it_was || !holds, "{input:?} is taken for the log");
    let _ = verify_all(&log, None);
    let _ = query(&log, &Query::default());
    if input.goes_on {
        goes_on(directory.path(), &file, &text, holds);
    }
});

/// The file's bytes, and whether the log in it is as it was.
fn changed(input: &Input<'_>, lines: &[&[u8]]) -> (Vec<u8>, bool) {
    let at = usize::from(input.at) % lines.len();
    let mut all: Vec<Vec<u8>> = lines.iter().map(|line| line.to_vec()).collect();
    let mut behind = Vec::new();
    match input.how {
        How::Alone => return (input.text.to_vec(), false),
        How::Replaced => all[at] = input.text.to_vec(),
        How::Inserted => all.insert(at, input.text.to_vec()),
        How::Behind => behind = input.text.to_vec(),
        How::Sealed => {
            all.truncate(at + 1);
            let head = format!(r#"{{"v":1,"seq":{},"prev":"{}","#, at + 2, hash(&all[at]));
            all.push([head.as_bytes(), input.text].concat());
        }
    }
    let mut text = all.join(&b'\n');
    text.push(b'\n');
    text.extend(behind);
    let as_it_was = [lines.join(&b'\n').as_slice(), b"\n"].concat();
    let is_as_it_was = text.starts_with(&as_it_was);
    (text, is_as_it_was)
}

/// A run of an app in whose log this is.
fn goes_on(directory: &Path, file: &Path, text: &[u8], held: bool) {
    let log = AuditLog::open(Settings::new(directory.to_owned())).expect("settings");
    assert!(log.close());
    let after = fs::read(file).expect("the file");
    assert!(after.starts_with(text), "what was there was changed");
    if held {
        let report = verify(&directory.join("1"), Some(LOG.1)).expect("a log");
        assert!(report.holds(), "{:?}", report.findings);
    }
}

/// Lines, what is too long, and what is torn are all there is; and what a line says is said again by what was read of it.
fn lines_are_all_of_it(text: &[u8]) {
    let (mut pieces, mut read) = (Pieces::new(text), 0);
    while let Some(piece) = pieces.next().expect("memory can be read") {
        let (offset, end) = match piece {
            Piece::Line { bytes, offset, .. } => {
                if let Ok(line) = Line::parse(bytes) {
                    is_said_again(&line.body);
                }
                (offset, offset + bytes.len() as u64 + 1)
            }
            Piece::Oversized { offset, bytes, .. } | Piece::Torn { offset, bytes, .. } => (offset, offset + bytes),
            _ => panic!("another piece"),
        };
        assert_eq!(offset, read);
        read = end;
    }
    assert_eq!(read, text.len() as u64);
}

fn is_said_again(body: &Parsed) {
    match body {
        Parsed::Segment(line) => same(line),
        Parsed::Run(line) => same(&**line),
        Parsed::Decision(line) => same(&**line),
        Parsed::Count(line) => same(&**line),
        Parsed::Checkpoint(line) | Parsed::End(line) => same(line),
        Parsed::Gap(line) => same(line),
        Parsed::Forgot(line) => same(line),
        _ => {}
    }
}

fn same<T: Serialize + DeserializeOwned + PartialEq + fmt::Debug>(line: &T) {
    let text = serde_json::to_string(line).expect("a line");
    assert_eq!(&serde_json::from_str::<T>(&text).expect("the same line"), line);
}

fn hash(line: &[u8]) -> String {
    Sha256::digest(line).iter().map(|byte| format!("{byte:02x}")).collect()
}
