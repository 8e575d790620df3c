//! What verifying says of logs that hold, and of what is no line at all.

use std::{
    fs::{self, File},
    io::{Seek as _, SeekFrom, Write as _},
    path::Path,
};

use authority_audit::verify::{Anchor, Kind, Report, verify, verify_all};
use serde_json::json;
use tempfile::TempDir;

use crate::forge::{Forge, Log, file, path};

fn read(log: &Log, anchor: Option<&str>) -> Report {
    let dir = TempDir::new().unwrap();
    log.write(dir.path());
    verify(dir.path(), anchor.map(|anchor| anchor.parse().unwrap())).unwrap()
}

#[track_caller]
fn finds(dir: &Path, kind: Kind, place: (u64, u64)) {
    for findings in [verify(dir, None), verify_all(dir, None)].map(|report| report.unwrap().findings) {
        let first = findings.first().unwrap();
        assert_eq!((first.kind, &*first.file, first.line), (kind, &*file(place.0), place.1), "{findings:#?}");
    }
}

#[track_caller]
fn finds_in(log: &Log, kind: Kind, place: (u64, u64)) {
    let dir = TempDir::new().unwrap();
    log.write(dir.path());
    finds(dir.path(), kind, place);
}

#[test]
fn a_log_that_holds_is_added_up() {
    let (log, anchor) = Log::whole("a");
    let report = read(&log, Some(&anchor));
    assert_eq!(report.findings, []);
    assert_eq!((report.files, report.lines, report.runs, report.unclosed, report.gaps), (3, 19, 2, 1, 1));
    let totals = serde_json::to_value(report.totals).unwrap();
    assert_eq!(
        totals,
        json!({ "allow": 7, "deny": 1007, "error": 1, "report": 1, "verbatim": 7, "counted": 1009 }),
        "{report:#?}"
    );
    assert_eq!(report.head.unwrap().to_string(), anchor);
    assert_eq!((report.forgotten, report.foreign), (0, vec![]));
    assert_eq!(
        report.notes,
        [
            "the last run did not close the log: it is running, or it was killed",
            "1 runs did not close the log and may have lost what their `loss` says"
        ]
    );
}

#[test]
fn a_log_that_forgot_files_holds_from_what_it_says_was_before() {
    let (log, anchor) = Log::shortened("a");
    let report = read(&log, Some(&anchor));
    assert_eq!(report.findings, []);
    assert_eq!((report.files, report.forgotten, report.runs), (3, 1, 2));
    assert_eq!(report.totals.allow, 8, "what was forgotten is counted all the same");
    assert_eq!(report.head.unwrap().to_string(), anchor);
}

#[test]
fn an_anchor_in_a_forgotten_file_is_noted_and_its_last_is_still_bound() {
    let (log, _) = Log::shortened("a");
    let oldest = &log.files[&2][0];
    let (seq, prev) = (6, &oldest[oldest.find("\"prev\":\"").unwrap() + 8..][..64]);
    let report = read(&log, Some(&format!("{seq}:{prev}")));
    assert_eq!(report.findings, []);
    assert!(report.notes.iter().any(|note| note.contains("the last of those forgotten")), "{:?}", report.notes);
    let report = read(&log, Some(&format!("3:{prev}")));
    assert_eq!(report.findings, []);
    assert!(report.notes.iter().any(|note| note.contains("is in a file that was forgotten")), "{:?}", report.notes);
    let report = read(&log, Some(&format!("{seq}:{}", "1".repeat(64))));
    assert_eq!(report.findings[0].kind, Kind::AnchorMissing);
}

#[test]
fn anchors_are_read_as_they_are_shown() {
    let hash = "0123456789abcdef".repeat(4);
    let anchor: Anchor = format!("17:{hash}").parse().unwrap();
    assert_eq!((anchor.seq, anchor.hash(), anchor.to_string()), (17, &*hash, format!("17:{hash}")));
    assert_eq!(format!("17:{}", hash.to_uppercase()).parse(), Ok(anchor));
    for wrong in ["", "17", "17:", ":", "0:", "x:y", &format!("0:{hash}"), &format!("+1:{hash}"), &format!("1:{hash}0")]
    {
        assert!(wrong.parse::<Anchor>().is_err(), "{wrong}");
    }
}

#[test]
fn a_writer_that_does_not_add_up_is_found_where_it_says_so() {
    for name in ["allow", "deny", "error", "report", "verbatim", "counted"] {
        let mut forge = Forge::new("a");
        forge.segment().run("a1", None).decision("allow", "allowed", "main").miscount(name);
        for kind in ["checkpoint", "end", "segment"] {
            let mut forge = forge.clone();
            if kind == "segment" { forge.segment() } else { forge.checkpoint(kind, 0) }.decision(
                "deny",
                "path.denied",
                "main",
            );
            finds_in(&forge.log, Kind::Totals, if kind == "segment" { (2, 1) } else { (1, 4) });
        }
    }
    let mut forge = Forge::new("a");
    forge.segment().run("a1", None).decision("allow", "allowed", "main").checkpoint("end", 2);
    assert_eq!(read(&forge.log, None).findings[0].kind, Kind::Totals, "an end leaves nothing to be written");
    let mut forge = Forge::new("a");
    forge.segment().run("a1", None).checkpoint("end", 0).decision("allow", "allowed", "main");
    assert_eq!(read(&forge.log, None).findings[0].kind, Kind::OutOfOrder, "nothing of a run stands behind its end");
    let mut forge = Forge::new("a");
    forge.segment().run("a1", None).run("a2", Some(true));
    assert_eq!(read(&forge.log, None).findings[0].kind, Kind::Totals, "the run before did not close the log");
    let mut forge = Forge::new("a");
    forge.segment().run("a1", None).decision("allow", "allowed", "main").segment().decision(
        "deny",
        "path.denied",
        "main",
    );
    let says = forge.segment().clone().forgot(1).log.files[&3][1].replace("\"allow\":1", "\"allow\":2");
    forge.raw(&says[says.find("\"type\"").unwrap()..]);
    forge.log.files.remove(&1);
    assert_eq!(read(&forge.log, None).findings[0].kind, Kind::Totals, "what was forgotten held something else");
}

/// Whoever can write the log can make its chain anew; what a file says of itself must still be what it is.
#[test]
fn a_file_of_another_log_or_number_is_found_though_the_chain_was_made_anew() {
    for (name, value) in [("log", json!(format!("{:0>32}", "b"))), ("segment", json!(7))] {
        let mut forge = Forge::new("a");
        forge.segment().run("a1", None).decision("allow", "allowed", "main").segment_saying(name, value).decision(
            "deny",
            "path.denied",
            "main",
        );
        finds_in(&forge.log, Kind::Spliced, (2, 1));
    }
}

/// The attack: what was decided is taken out from the beginning, and what is left says that it was there.
#[test]
fn the_first_file_has_nothing_before_it() {
    let mut totals: serde_json::Map<_, _> = ["allow", "deny", "error", "report", "verbatim", "counted"]
        .map(|name| (name.to_owned(), json!(0)))
        .into_iter()
        .collect();
    for name in ["deny", "verbatim"] {
        totals[name] = json!(5);
    }
    let before = json!({ "totals": totals, "codes": { "path.denied": 5 }, "windows": { "main": 5 } });
    let mut forge = Forge::new("a");
    forge.segment_saying("before", before).run("a1", None).decision("allow", "allowed", "main");
    finds_in(&forge.log, Kind::Totals, (1, 1));
}

#[test]
fn a_checkpoint_says_what_its_run_holds_and_adds_up() {
    // One line was written and one decision counted.
    for says in [[3, 1, 1, 0], [1, 1, 1, 0], [2, 2, 0, 0], [2, 0, 2, 0], [2, 1, 0, 1], [3, 1, 2, 0]] {
        for kind in ["checkpoint", "end"] {
            let mut forge = Forge::new("a");
            forge.segment().run("a1", None).decision("allow", "allowed", "main");
            forge.count("deny", Some("path.denied"), Some("main"), 1).checkpoint_saying(kind, says);
            finds_in(&forge.log, Kind::Totals, (1, 5));
        }
    }
}

/// A crash leaves a file of which the log says already that it forgot it.
#[test]
fn a_file_that_was_forgotten_and_is_there_holds_what_the_log_says() {
    for (held, sound) in [("\"allow\":1", true), ("\"allow\":2", false)] {
        let mut forge = Forge::new("a");
        forge.segment().run("a1", None).decision("allow", "allowed", "main").segment();
        let says = forge.clone().forgot(1).log.files[&2][1].replace("\"allow\":1", held);
        forge.raw(&says[says.find("\"type\"").unwrap()..]).decision("deny", "path.denied", "main");
        let found = read(&forge.log, None).findings;
        assert_eq!(found.first().map(|finding| finding.kind), (!sound).then_some(Kind::Totals), "{found:?}");
    }
}

/// The attack: a log whose names have no end, so that whoever verifies it runs out of memory.
#[test]
fn more_codes_than_a_line_can_list_are_none_of_a_writers() {
    let mut forge = Forge::new("a");
    forge.segment().run("a1", None);
    for at in 0..2_500 {
        forge.decision("deny", &format!("made.up-{at}"), "main");
    }
    finds_in(&forge.log, Kind::Totals, (1, 2_003));
}

#[test]
fn torn_bytes_are_known_to_the_next_file_or_are_the_end() {
    let torn = br#"{"v":1,"seq":4,"prev":"00"#;
    let dir = TempDir::new().unwrap();
    let mut forge = Forge::new("a");
    forge.segment().run("a1", None).decision("allow", "allowed", "main");
    forge.log.write(dir.path());
    append(dir.path(), 1, torn);
    let report = verify(dir.path(), None).unwrap();
    assert_eq!(report.findings, []);
    assert!(report.notes[0].starts_with("file 1, the last, ends in 25 bytes"), "{:?}", report.notes);

    let unspoken = forge.clone().segment().log.files[&2].clone();
    fs::write(path(dir.path(), 2), unspoken.join("\n") + "\n").unwrap();
    finds(dir.path(), Kind::Torn, (1, 4));

    let spoken = forge.segment_behind(json!({ "segment": 1, "bytes": 25 })).log.files[&2].clone();
    fs::write(path(dir.path(), 2), spoken.join("\n") + "\n").unwrap();
    assert_eq!(verify(dir.path(), None).unwrap().findings, []);
    append(dir.path(), 1, b"?");
    finds(dir.path(), Kind::Torn, (1, 4));
    append(dir.path(), 1, b"\n");
    finds(dir.path(), Kind::NotJson, (1, 4));
}

#[test]
fn a_line_of_a_hundred_mebibytes_is_found_without_being_read() {
    let dir = TempDir::new().unwrap();
    Log::whole("a").0.write(dir.path());
    let mut long = File::options().write(true).open(path(dir.path(), 2)).unwrap();
    long.seek(SeekFrom::End(100 * 1024 * 1024)).unwrap();
    // Bytes without a line feed are torn, however many.
    long.write_all(b"}").unwrap();
    finds(dir.path(), Kind::Torn, (2, 8));
    long.write_all(b"\n").unwrap();
    finds(dir.path(), Kind::Oversized, (2, 8));
    assert!(peak() < 100 * 1024, "{} KiB", peak());
}

/// How much memory this process had at most, in KiB.
fn peak() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.split_whitespace().next()?.parse().ok()).unwrap_or_default()
}

#[test]
fn a_line_is_as_long_as_the_format_says_and_no_longer() {
    for (longer, found) in [(0, None), (1, Some(Kind::Oversized))] {
        let mut forge = Forge::new("a");
        forge.segment().raw(r#""type":"x","y":"y"}"#);
        let length = forge.log.files[&1][1].len() + 1;
        let mut forge = Forge::new("a");
        forge.segment().raw(&format!(r#""type":"x","y":"{}"}}"#, "y".repeat(65_536 - length + 1 + longer)));
        let report = read(&forge.log, None);
        assert_eq!(report.findings.first().map(|finding| finding.kind), found);
    }
}

#[test]
fn what_is_no_text_is_no_line() {
    let dir = TempDir::new().unwrap();
    let (log, _) = Log::whole("a");
    log.write(dir.path());
    let mut bytes = fs::read(path(dir.path(), 1)).unwrap();
    let at = bytes.windows(5).rposition(|window| window == b"notes").unwrap();
    bytes[at] = 0xff;
    fs::write(path(dir.path(), 1), bytes).unwrap();
    finds(dir.path(), Kind::NotJson, (1, 4));
    for (junk, kind) in
        [("", Kind::NotJson), ("{}", Kind::Malformed), ("[1]", Kind::Malformed), ("\u{feff}", Kind::NotJson)]
    {
        let mut log = log.clone();
        log.files.get_mut(&2).unwrap().insert(2, junk.to_owned());
        log.write(dir.path());
        finds(dir.path(), kind, (2, 3));
    }
}

#[test]
fn a_file_without_a_line_hides_nothing() {
    let dir = TempDir::new().unwrap();
    let (log, _) = Log::whole("a");
    log.write(dir.path());
    fs::write(path(dir.path(), 4), "").unwrap();
    let report = verify(dir.path(), None).unwrap();
    assert_eq!(report.findings, []);
    assert!(report.notes.iter().any(|note| note == "authority-00000004.jsonl has no whole line"));
    fs::write(path(dir.path(), 2), "").unwrap();
    finds(dir.path(), Kind::Missing, (3, 1));
}

#[test]
fn what_is_no_file_of_the_log_is_not_looked_into() {
    let dir = TempDir::new().unwrap();
    let (log, _) = Log::whole("a");
    log.write(dir.path());
    for name in [
        "lock",
        "authority-00000004.new",
        "notes.txt",
        "authority-1.jsonl",
        "authority-000000004.jsonl",
        "authority-00000000.jsonl",
    ] {
        fs::write(dir.path().join(name), "?").unwrap();
    }
    fs::create_dir(dir.path().join("1")).unwrap();
    let report = verify(dir.path(), None).unwrap();
    assert_eq!(report.findings, []);
    assert_eq!(
        report.foreign,
        ["1", "authority-00000000.jsonl", "authority-000000004.jsonl", "authority-1.jsonl", "notes.txt"]
    );
    fs::create_dir(path(dir.path(), 4)).unwrap();
    finds(dir.path(), Kind::SegmentMissing, (4, 1));
    fs::remove_dir(path(dir.path(), 4)).unwrap();
    for number in [1, 2, 3] {
        let (here, away) = (path(dir.path(), number), dir.path().join("away"));
        fs::rename(&here, &away).unwrap();
        fs::create_dir(&here).unwrap();
        finds(dir.path(), Kind::SegmentMissing, (number, 1));
        fs::remove_dir(&here).unwrap();
        #[cfg(unix)]
        {
            std::os::unix::fs::symlink(&away, &here).unwrap();
            finds(dir.path(), Kind::SegmentMissing, (number, 1));
            fs::remove_file(&here).unwrap();
        }
        fs::rename(&away, &here).unwrap();
    }
}

#[test]
fn an_empty_directory_is_no_log_and_a_missing_one_an_error() {
    let dir = TempDir::new().unwrap();
    let report = verify(dir.path(), None).unwrap();
    assert_eq!((report.findings.len(), report.notes), (0, vec!["there is no line in it".to_owned()]));
    let anchor = format!("1:{}", "0".repeat(64)).parse().unwrap();
    assert_eq!(verify(dir.path(), Some(anchor)).unwrap().findings[0].kind, Kind::AnchorMissing);
    let error = verify(&dir.path().join("none"), None).unwrap_err().to_string();
    assert!(error.contains("none: ") && !error.is_empty(), "{error}");
}

fn append(dir: &Path, number: u64, bytes: &[u8]) {
    File::options().append(true).open(path(dir, number)).unwrap().write_all(bytes).unwrap();
}
