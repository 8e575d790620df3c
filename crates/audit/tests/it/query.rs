//! What is looked for in a log, and what it adds up to.

use std::fs;

use authority_audit::query::{Page, Query, query, stats};
use serde_json::json;
use tempfile::TempDir;

use crate::forge::{Forge, Log, path};

fn written(log: &Log) -> TempDir {
    let dir = TempDir::new().unwrap();
    log.write(dir.path());
    dir
}

fn seqs(page: &Page) -> Vec<u64> {
    page.lines.iter().map(|line| line["seq"].as_u64().unwrap()).collect()
}

#[test]
fn filters_take_what_they_say() {
    let dir = written(&Log::whole("a").0);
    let ask = |change: fn(&mut Query)| {
        let mut asked = Query::default();
        change(&mut asked);
        seqs(&query(dir.path(), &asked).unwrap())
    };
    assert_eq!(ask(|_| ()), [19, 17, 16, 15, 13, 10, 8, 5, 4, 3]);
    assert_eq!(ask(|asked| asked.decision = Some("deny".into())), [17, 8, 5, 4]);
    assert_eq!(ask(|asked| asked.code = Some("path.".into())), [17, 10, 5, 4]);
    assert_eq!(ask(|asked| asked.code = Some("path.denied".into())), [17]);
    assert_eq!(ask(|asked| asked.code = Some("path".into())), [0; 0]);
    assert_eq!(ask(|asked| asked.window = Some("settings".into())), [15, 10]);
    assert_eq!(ask(|asked| asked.command = Some("read_note".into())), [19, 17, 16, 15, 13, 10, 5, 4, 3]);
    assert_eq!(ask(|asked| asked.id = Some(format!("{:026}", 4))), [4]);
    assert_eq!(ask(|asked| asked.since = Some(1_700_000_002_060)), [19, 17, 16, 8].map(|seq| seq)[..3].to_vec());
    assert_eq!(ask(|asked| asked.until = Some(1_700_000_000_010)), [3]);
}

#[test]
fn a_later_stage_is_found_by_the_id_of_its_judgement() {
    let mut forge = Forge::new("a");
    forge.segment().run("a1", None).decision("allow", "allowed", "main");
    forge.decide("deny", "path.denied", "main", json!({ "stage": "open", "parent": format!("{:026}", 3) }));
    let mut asked = Query::default();
    asked.id = Some(format!("{:026}", 3));
    assert_eq!(seqs(&query(written(&forge.log).path(), &asked).unwrap()), [4, 3]);
}

#[test]
fn pages_follow_each_other_without_a_gap() {
    let dir = written(&Log::whole("a").0);
    for limit in 1..12 {
        let mut asked = Query::default();
        asked.limit = Some(limit);
        let mut seen = Vec::new();
        loop {
            let page = query(dir.path(), &asked).unwrap();
            assert!(page.lines.len() <= limit);
            seen.extend(seqs(&page));
            asked.before_seq = page.next;
            if page.next.is_none() {
                break;
            }
        }
        assert_eq!(seen, [19, 17, 16, 15, 13, 10, 8, 5, 4, 3], "{limit}");
    }
}

#[test]
fn lines_are_whole_but_for_the_chain() {
    let dir = written(&Log::whole("a").0);
    let page = query(dir.path(), &Query::default()).unwrap();
    let count = &page.lines[7];
    assert_eq!(
        (&count["type"], &count["count"], &count["code"]),
        (&json!("count"), &json!(998), &json!("path.outside-scope"))
    );
    assert!(count.get("prev").is_none() && count.get("v").is_none());
    assert_eq!(page.lines[0]["resource"], "$DOCUMENT/notes/a.md");
}

#[test]
fn damage_is_passed_over_and_counted() {
    let (mut log, _) = Log::whole("a");
    log.files.get_mut(&2).unwrap().insert(2, "{".to_owned());
    log.files.get_mut(&3).unwrap().insert(1, "x".repeat(70_000));
    let dir = written(&log);
    let page = query(dir.path(), &Query::default()).unwrap();
    assert_eq!((page.skipped, page.lines.len()), (2, 10));
    assert_eq!(stats(dir.path()).unwrap().skipped, 2);
    fs::write(path(dir.path(), 4), "{\"v\":7}\n").unwrap();
    assert!(query(dir.path(), &Query::default()).unwrap_err().is_newer());
    assert!(stats(dir.path()).unwrap_err().is_newer());
}

#[test]
fn a_log_is_added_up_from_what_was_forgotten_on() {
    let whole = stats(written(&Log::whole("a").0).path()).unwrap();
    assert_eq!((whole.totals.deny, whole.totals.verbatim, whole.totals.counted), (1007, 7, 1009));
    assert_eq!(whole.codes["path.outside-scope"], 999);
    assert_eq!(whole.windows["*"], 7);
    assert_eq!(
        whole.commands.iter().map(|(name, many)| (name.as_str(), *many)).collect::<Vec<_>>(),
        [("*", 7), ("read_note", 1009)]
    );
    assert_eq!((whole.runs, whole.closed, whole.gaps, whole.forgotten, whole.lines), (2, 0, 1, 0, 19));
    let short = stats(written(&Log::shortened("a").0).path()).unwrap();
    assert_eq!((short.totals.deny, short.totals.allow, short.forgotten, short.closed), (1007, 8, 1, 1));
    assert_eq!(short.commands["read_note"], 10, "of what is left alone");
}

#[test]
fn commands_are_bounded() {
    let mut forge = Forge::new("a");
    forge.segment().run("a1", None);
    for number in 0..300 {
        forge.decide("allow", "allowed", "main", json!({ "command": format!("command_{number}") }));
    }
    let stats = stats(written(&forge.log).path()).unwrap();
    assert_eq!((stats.commands.len(), stats.commands["*"]), (257, 44));
}
