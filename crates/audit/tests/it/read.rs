//! Files and lines, one by one.

use std::io::Cursor;

use authority_audit::{
    read::{Files, Line, LineError, Parsed, Piece, Pieces},
    wire::LINE_BYTES,
};
use tempfile::TempDir;

use crate::forge::{Forge, Log, file};

#[test]
fn files_are_sorted_by_number() {
    let dir = TempDir::new().unwrap();
    for name in [&*file(10), &*file(9), &*file(123_456_789), "lock", "authority-00000011.new", "x"] {
        std::fs::write(dir.path().join(name), "").unwrap();
    }
    let files = Files::of(dir.path()).unwrap();
    assert_eq!(files.segments.iter().map(|file| file.number).collect::<Vec<_>>(), [9, 10, 123_456_789]);
    assert_eq!(files.foreign, ["x"]);
}

#[test]
fn a_directory_is_a_log_or_holds_some() {
    let dir = TempDir::new().unwrap();
    let names = || Files::logs(dir.path()).unwrap().into_iter().map(|(name, _)| name).collect::<Vec<_>>();
    assert_eq!(names(), [""], "a log without a line");
    for name in ["1", "2", "10", "02", "-1", "one"] {
        std::fs::create_dir(dir.path().join(name)).unwrap();
    }
    std::fs::write(dir.path().join("3"), "").unwrap();
    assert_eq!(names(), ["1", "2", "10"]);
    std::fs::write(dir.path().join(file(1)), "").unwrap();
    assert_eq!(names(), [""]);
}

#[test]
fn pieces_have_their_places() {
    let long = "x".repeat(LINE_BYTES);
    let text = format!("a\n\n{}\n{long}\nb\r\nc", &long[1..]);
    let mut pieces = Pieces::new(Cursor::new(text));
    let most = LINE_BYTES as u64;
    assert_eq!(pieces.next().unwrap(), Some(Piece::Line { bytes: b"a", line: 1, offset: 0 }));
    assert_eq!(pieces.next().unwrap(), Some(Piece::Line { bytes: b"", line: 2, offset: 2 }));
    assert_eq!(pieces.next().unwrap(), Some(Piece::Line { bytes: &long.as_bytes()[1..], line: 3, offset: 3 }));
    assert_eq!(pieces.next().unwrap(), Some(Piece::Oversized { line: 4, offset: 3 + most, bytes: most + 1 }));
    assert_eq!(pieces.next().unwrap(), Some(Piece::Line { bytes: b"b\r", line: 5, offset: 4 + 2 * most }));
    assert_eq!(pieces.next().unwrap(), Some(Piece::Torn { line: 6, offset: 7 + 2 * most, bytes: 1 }));
    assert_eq!(pieces.next().unwrap(), None);
}

#[test]
fn what_has_no_end_is_torn_however_long() {
    for more in [0, 1, 1_000_000] {
        let bytes = LINE_BYTES + more;
        let mut pieces = Pieces::new(Cursor::new(vec![b'x'; bytes]));
        assert_eq!(pieces.next().unwrap(), Some(Piece::Torn { line: 1, offset: 0, bytes: bytes as u64 }));
        assert_eq!(pieces.next().unwrap(), None);
    }
}

#[test]
fn every_line_is_read_as_its_type() {
    let (log, _) = Log::shortened("a");
    let mut kinds: Vec<String> = Vec::new();
    for line in log.files.values().flatten() {
        let line = Line::parse(line.as_bytes()).unwrap();
        let kind = match &line.body {
            Parsed::Segment(_) => "segment",
            Parsed::Run(_) => "run",
            Parsed::Decision(_) => "decision",
            Parsed::Count(_) => "count",
            Parsed::Checkpoint(_) => "checkpoint",
            Parsed::Gap(_) => "gap",
            Parsed::Forgot(_) => "forgot",
            Parsed::End(_) => "end",
            Parsed::Unknown(kind) => kind,
            other => panic!("{other:?}"),
        };
        assert_eq!(line.head.kind, kind);
        kinds.push(kind.to_owned());
    }
    kinds.sort();
    kinds.dedup();
    assert_eq!(kinds, ["checkpoint", "count", "decision", "end", "forgot", "gap", "of-tomorrow", "run", "segment"]);
}

#[test]
fn what_is_no_line_says_why() {
    let mut forge = Forge::new("a");
    forge.segment().run("a1", None).decision("allow", "allowed", "main");
    let line = forge.log.files[&1][2].clone();
    let error = |line: &str| Line::parse(line.as_bytes()).unwrap_err();
    assert!(matches!(error(&line.replacen("\"v\":1", "\"v\":2", 1)), LineError::Newer(2)));
    assert!(matches!(error("{\"v\":99999999999,\"new\":true}"), LineError::Newer(99_999_999_999)));
    assert!(matches!(error(&line.replacen("\"v\":1", "\"v\":0", 1)), LineError::Malformed(_)));
    assert!(matches!(error(&line[1..]), LineError::Malformed(_) | LineError::NotJson(_)));
    assert!(matches!(error(&line.replace("\"mono\":10000", "\"mono\":\"x\"")), LineError::Malformed(_)));
    assert!(matches!(error(&line.replace("{\"v\"", "{\"seq\":3,\"v\"")), LineError::Malformed(_)), "a field twice");
    assert!(matches!(Line::parse(b"\"\xff\"").unwrap_err(), LineError::NotUtf8));
    let more = line.replace("\"mono\"", "\"of-tomorrow\":{\"a\":[1]},\"mono\"");
    assert!(matches!(Line::parse(more.as_bytes()).unwrap().body, Parsed::Decision(_)), "a field more is passed over");
}
