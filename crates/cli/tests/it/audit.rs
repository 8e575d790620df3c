//! `audit`: an app's log on the command line.

use std::{
    fs::{self, File},
    io::{BufRead as _, BufReader, Write as _},
    path::Path,
    process::{Output, Stdio},
};

use serde_json::{Value, json};

use crate::{
    forge::{Forge, Log, path},
    support::{Scratch, binary, run, text},
};

fn ask(what: &str, dir: &Path, options: &[&str]) -> Output {
    run(&[&["authority", "audit", what, dir.to_str().unwrap()], options].concat(), "")
}

/// What is asked for, where that is done.
#[track_caller]
fn told(what: &str, dir: &Path, options: &[&str]) -> String {
    let output = ask(what, dir, options);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    text(&output.stdout).to_owned()
}

fn written(log: &Log) -> Scratch {
    let dir = Scratch::new();
    log.write(dir.path());
    dir
}

#[test]
fn verify_says_what_holds_and_gives_an_anchor_that_it_takes_back() {
    let (log, anchor) = Log::shortened("a");
    let dir = written(&log);
    // Windows has no such name, and so no such attack.
    let (foreign, shown) = if cfg!(windows) { ("a[2J", "a[2J") } else { ("a\u{1b}[2J", "a\\u{1b}[2J") };
    fs::write(dir.path().join(foreign), "").unwrap();
    let said = told("verify", dir.path(), &["--anchor", &anchor]);
    assert!(said.starts_with("the log holds: "), "{said}");
    assert!(said.contains("1 files forgotten") && said.contains(&format!("  head: {anchor}\n")), "{said}");
    assert!(said.contains(&format!("foreign, not looked into: {shown}\n")), "{said}");
    let report: Value = serde_json::from_str(&told("verify", dir.path(), &["--json"])).unwrap();
    assert_eq!((&report["head"], &report["findings"]), (&json!(anchor), &json!([])));
}

#[test]
fn verify_names_the_first_line_that_disagrees_and_exits_with_1() {
    let (mut log, anchor) = Log::whole("a");
    log.files.get_mut(&2).unwrap().remove(3);
    let dir = written(&log);
    let output = ask("verify", dir.path(), &[]);
    let said = text(&output.stdout);
    assert_eq!(output.status.code(), Some(1));
    assert!(said.starts_with("authority-00000002.jsonl:4 (line 10 of the log): missing\n"), "{said}");
    assert!(!said.contains("head:"), "what was read of a log that does not hold is no anchor: {said}");
    let output = ask("verify", dir.path(), &["--json", "--all"]);
    assert_eq!(output.status.code(), Some(1));
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(report["findings"][0]["kind"], "missing");
    let (mut log, _) = Log::whole("a");
    log.files.get_mut(&3).unwrap().pop();
    let dir = written(&log);
    assert_eq!(ask("verify", dir.path(), &[]).status.code(), Some(0));
    let output = ask("verify", dir.path(), &["--anchor", &anchor]);
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stdout).contains(": anchor-missing\n"));
}

#[test]
fn what_cannot_be_read_is_3_and_says_what_to_do() {
    let (mut log, _) = Log::whole("a");
    let newer = log.at((2, 1)).replacen("{\"v\":1", "{\"v\":2", 1);
    *log.at((2, 1)) = newer;
    let dir = written(&log);
    for what in ["verify", "query", "stats"] {
        let output = ask(what, dir.path(), &[]);
        assert_eq!(output.status.code(), Some(3), "{what}");
        let message = "authority-00000002.jsonl:2: written by a newer version (2); this reads up to 1: use a newer cargo-authority";
        assert!(text(&output.stderr).contains(message), "{what}: {}", text(&output.stderr));
    }
    for what in ["verify", "query", "stats", "tail"] {
        assert_eq!(ask(what, &dir.path().join("none"), &[]).status.code(), Some(3), "{what}");
    }
}

#[test]
fn query_shows_what_is_asked_for_newest_first() {
    let (log, _) = Log::whole("a");
    let dir = written(&log);
    let said = told("query", dir.path(), &["--decision", "deny", "--code", "path."]);
    let lines: Vec<&str> = said.lines().map(str::trim_start).collect();
    assert_eq!(lines.len(), 3, "{said}");
    assert!(lines[0].starts_with("17 2023-11-14T22:13:2"), "{said}");
    assert!(lines[0].ends_with("deny path.denied main read_note $DOCUMENT/notes/a.md"), "{said}");
    assert!(lines[1].contains("deny path.outside-scope main read_note 998 times until 2023-"), "{said}");
    let output = ask("query", dir.path(), &["-n", "2", "--json"]);
    let first: Value = serde_json::from_str(text(&output.stdout).lines().next().unwrap()).unwrap();
    assert_eq!((&first["seq"], &first["type"]), (&json!(19), &json!("decision")));
    assert_eq!(text(&output.stderr), "there may be more: --before 17\n");
    let next = told("query", dir.path(), &["-n", "1", "--before", "17", "--json"]);
    assert!(next.contains("\"seq\":16"), "{next}");
    assert_eq!(told("query", dir.path(), &["--since", "1h"]), "");
    assert_eq!(told("query", dir.path(), &["--until", "2023-11-14T22:13Z"]), "");
    assert_eq!(told("query", dir.path(), &["--since", "2023-11-14", "--window", "settings"]).lines().count(), 2);
    assert_eq!(told("query", dir.path(), &["--id", &format!("{:026}", 4)]).lines().count(), 1);
}

/// The cure of such a refusal is to mend what the log names.
#[test]
fn what_was_wrong_is_shown_with_the_decision() {
    let mut forge = Forge::new("a");
    let fault = "`allow[0]` in the command's scope: there is no `$APDATA`; did you mean `APPDATA`?";
    forge.segment().run("a1", None).decide(
        "error",
        "scope.invalid",
        "main",
        json!({ "resource": "/a", "fault": fault }),
    );
    let dir = written(&forge.log);
    for what in ["query", "tail"] {
        assert!(
            told(what, dir.path(), &[]).contains(&format!("error scope.invalid main read_note /a: {fault}\n")),
            "{what}"
        );
    }
}

#[test]
fn a_page_cannot_write_on_the_terminal() {
    let mut forge = Forge::new("a");
    let resource = "\u{1b}]0;owned\u{7}\u{9b}31m\u{202e}\n  99 allow";
    forge.segment().run("a1", None).decide("deny", "path.denied", "main", json!({ "resource": resource }));
    let dir = written(&forge.log);
    for (what, options) in [("query", &[][..]), ("query", &["--json"]), ("tail", &[]), ("tail", &["--json"])] {
        let said = told(what, dir.path(), options);
        let hidden = |char: char| char != '\n' && (char.is_control() || char == '\u{202e}');
        assert!(!said.contains(hidden), "{said:?}");
        assert_eq!(said.lines().count(), if what == "query" { 1 } else { 3 });
    }
    let line: Value = serde_json::from_str(&told("query", dir.path(), &["--json"])).unwrap();
    assert_eq!(line["resource"], resource);
}

#[test]
fn stats_add_up() {
    let (log, _) = Log::shortened("a");
    let dir = written(&log);
    let said = told("stats", dir.path(), &[]);
    for line in ["1017 decisions from 2023-", "  1 runs, 1 of which closed the log; 1 gaps", "        1007  deny"] {
        assert!(said.contains(line), "{line}: {said}");
    }
    let stats: Value = serde_json::from_str(&told("stats", dir.path(), &["--json"])).unwrap();
    assert_eq!((&stats["codes"]["path.outside-scope"], &stats["forgotten"]), (&json!(999), &json!(1)));
}

#[test]
fn several_logs_are_named() {
    let dir = Scratch::new();
    for (name, log) in [("1", Log::whole("a").0), ("2", Log::whole("b").0), ("10", Log::whole("c").0)] {
        fs::create_dir(dir.path().join(name)).unwrap();
        log.write(&dir.path().join(name));
    }
    let said = told("verify", dir.path(), &[]);
    let logs: Vec<&str> = said.lines().filter(|line| line.contains("the log holds")).collect();
    assert_eq!(logs.iter().map(|line| line.split_once(' ').unwrap().0).collect::<Vec<_>>(), ["[1]", "[2]", "[10]"]);
    let tail = told("tail", dir.path(), &["-n", "1", "--json"]);
    let instances: Vec<Value> =
        tail.lines().map(|line| serde_json::from_str::<Value>(line).unwrap()["instance"].clone()).collect();
    assert_eq!(instances, ["1", "2", "10"]);
    fs::remove_file(path(&dir.path().join("2"), 2)).unwrap();
    let output = ask("verify", dir.path(), &[]);
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stdout).contains("[2] authority-00000003.jsonl:1"), "{}", text(&output.stdout));
    assert_eq!(ask("query", dir.path(), &["--before", "3"]).status.code(), Some(2));
}

#[test]
fn tail_shows_the_newest_lines_across_files() {
    let (log, _) = Log::whole("a");
    let dir = written(&log);
    let seqs = |said: &str| -> Vec<u64> {
        said.lines().map(|line| line.split_whitespace().next().unwrap().parse().unwrap()).collect()
    };
    assert_eq!(seqs(&told("tail", dir.path(), &[])), (10..=19).collect::<Vec<u64>>());
    assert_eq!(seqs(&told("tail", dir.path(), &["-n", "0"])), [0; 0]);
    assert_eq!(seqs(&told("tail", dir.path(), &["-n", "100"])), (1..=19).collect::<Vec<u64>>());
}

#[test]
fn tail_follows_across_files_and_shows_no_half_line() {
    let mut forge = Forge::new("a");
    forge.segment().run("a1", None);
    let dir = written(&forge.log);
    let mut child = binary()
        .args(["audit", "tail", "--follow", "-n", "1", "--json"])
        .arg(dir.path())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let mut next = || serde_json::from_str::<Value>(&lines.next().unwrap().unwrap()).unwrap()["seq"].clone();
    assert_eq!(next(), 2);
    forge.decision("allow", "allowed", "main");
    let line = &forge.log.files[&1][2];
    let mut file = File::options().append(true).open(path(dir.path(), 1)).unwrap();
    file.write_all(&line.as_bytes()[..50]).unwrap();
    std::thread::sleep(std::time::Duration::from_millis(600));
    file.write_all(&line.as_bytes()[50..]).unwrap();
    file.write_all(b"\n").unwrap();
    assert_eq!(next(), 3);
    forge.segment().decision("deny", "path.denied", "main");
    forge.log.write(dir.path());
    assert_eq!((next(), next()), (json!(4), json!(5)));
    child.kill().unwrap();
    child.wait().unwrap();
}
