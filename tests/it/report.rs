//! Report mode: what a scope refuses is recorded and done, loudly, for the commands that are named, until a date.

use serde_json::{Value, json};
use support::{Fixture, Running, with_acl};
use time::{Duration, OffsetDateTime};

use crate::told::{alone, traced};

fn fixture(report: Value) -> Fixture {
    let notes = json!([{ "path": "$DIR/notes/**" }]);
    let granted = |command: &str| json!({ "identifier": format!("allow-{command}"), "allow": notes });
    with_acl().config(json!({ "report": report })).grant(json!([
        granted("read-note"),
        granted("other-note"),
        granted("save-note"),
        { "identifier": "allow-list-notes", "allow": ["$DIR/notes", "$DIR/notes/**"] },
        "allow-count-notes",
        { "identifier": "notes:allow-read", "allow": notes },
    ]))
}

/// A day from today, in UTC.
fn day(offset: i64) -> String {
    (OffsetDateTime::now_utc() + Duration::days(offset)).date().to_string()
}

fn read(app: &Running, command: &str, name: &str) -> Result<Value, Value> {
    app.main(command, json!({ "note": format!("$DIR/{name}") }))
}

#[test]
fn what_the_scope_refuses_is_recorded_and_done() {
    let app = fixture(json!({ "until": day(30) })).run();
    assert_eq!(read(&app, "read_note", "outside.md"), Ok(json!("o")));
    let record = &app.records()[0];
    assert_eq!(
        (&record["decision"], &record["code"], &record["stage"]),
        (&json!("report"), &json!("path.outside-scope"), &json!("judge"))
    );
    let saved = app.main("save_note", json!({ "note": "$DIR/outside.md", "text": "saved" }));
    assert_eq!((saved, std::fs::read_to_string(app.path("outside.md")).unwrap().as_str()), (Ok(Value::Null), "saved"));
    // No entry at all.
    assert_eq!(app.main("count_notes", json!({ "notes": ["$DIR/outside.md", "/etc/passwd"] })), Ok(json!(2)));
    assert_eq!(app.records()[0]["code"], "scope.empty");
    let counts = app.counts();
    assert_eq!((counts.allowed, counts.denied, counts.errors, counts.reported), (0, 0, 0, 4));
}

#[test]
fn what_the_opening_step_refuses_is_recorded_and_done() {
    let app = fixture(json!({ "until": day(30) })).run();
    std::os::unix::fs::symlink("../outside.md", app.path("notes/link.md")).unwrap();
    assert_eq!(read(&app, "read_note", "notes/link.md"), Ok(json!("o")));
    let [opened, judged] = &app.records()[..] else { panic!("two records") };
    assert_eq!(
        (&opened["decision"], &opened["code"], &opened["parent"]),
        (&json!("report"), &json!("link.outside"), &judged["id"])
    );
    assert_eq!(judged["decision"], "allow");
    let listing = app.main("list_notes", json!({ "dir": "$DIR/notes" })).unwrap();
    assert_eq!(listing["children"].as_array().unwrap().len(), 5, "{listing}");
    assert_eq!((&app.records()[0]["decision"], &app.records()[0]["withheld"]), (&json!("report"), &json!(1)));
}

/// The attack: a page that sends what no scope could take, while report mode is on.
#[test]
fn what_cannot_be_parsed_is_refused_as_ever() {
    let app = fixture(json!({ "until": day(30) })).run();
    for (note, code) in [
        (json!("$DIR/notes/../outside.md"), "path.parent-component"),
        (json!("$DIR/notes/a.md\u{0}"), "path.control-character"),
        (json!("notes/a.md"), "path.relative"),
        (json!(""), "path.empty"),
        (json!(17), "argument.type"),
        (json!(null), "argument.missing"),
    ] {
        assert_eq!(app.refused("read_note", json!({ "note": note })), code);
    }
    assert_eq!(app.refused("read_note", json!({})), "argument.missing");
    assert_eq!((app.runs(), app.counts().reported), (0, 0));
}

#[test]
fn a_command_that_is_not_named_is_enforced() {
    let app = fixture(json!({ "until": day(30), "commands": ["other_note", "plugin:notes|read"] })).run();
    assert_eq!(app.refused("read_note", json!({ "note": "$DIR/outside.md" })), "path.outside-scope");
    assert_eq!(app.runs(), 0);
    std::os::unix::fs::symlink("../outside.md", app.path("notes/link.md")).unwrap();
    assert_eq!(app.refused("read_note", json!({ "note": "$DIR/notes/link.md" })), "path.outside-scope");
    assert_eq!(app.counts().reported, 0);
    assert_eq!(read(&app, "other_note", "outside.md"), Ok(json!("o")));
    assert_eq!(read(&app, "plugin:notes|read", "outside.md"), Ok(json!("o")));
    assert_eq!(app.counts().reported, 2);
}

#[test]
fn it_is_on_through_its_last_day_and_off_after_it() {
    assert_eq!(read(&fixture(json!({ "until": day(0) })).run(), "read_note", "outside.md"), Ok(json!("o")));
    let app = fixture(json!({ "until": day(-1) })).run();
    assert_eq!(app.refused("read_note", json!({ "note": "$DIR/outside.md" })), "path.outside-scope");
    assert_eq!((app.runs(), app.counts().reported, app.counts().denied), (0, 0, 1));
}

#[test]
fn each_decision_of_it_is_a_warning() {
    let app = fixture(json!({ "until": day(30) })).run();
    let events = traced(|| {
        let _ = read(&app, "read_note", "outside.md");
        let _ = read(&app, "read_note", "notes/a.md");
    });
    let said: Vec<&str> = events.lines().filter(|line| line.contains(" seq=")).collect();
    assert!(said[0].contains("WARN authority: would be refused") && said[0].contains("/*.md"), "{events}");
    assert!(said[1].contains("DEBUG authority: allowed"), "{events}");
}

#[test]
fn it_is_said_at_every_start_for_what_and_until_when() {
    let said = |report: Value| traced(|| drop(fixture(report).run()));
    let on = said(json!({ "until": "2999-01-31" }));
    assert!(on.contains("WARN authority: report mode is on for every command, through 2999-01-31 (UTC)"), "{on}");
    assert!(on.contains("nothing of it is refused"), "{on}");
    let on = said(json!({ "until": "2999-01-31", "commands": ["read_note", "save_note"] }));
    assert!(on.contains("report mode is on for `read_note`, `save_note`, through 2999-01-31 (UTC)"), "{on}");
    let off = said(json!({ "until": "2020-01-31" }));
    assert!(
        off.contains("WARN authority: report mode ended with 2020-01-31 (UTC), and every scope is enforced again"),
        "{off}"
    );
    assert!(off.contains("remove `plugins.authority.report`"), "{off}");
    assert!(!traced(|| drop(with_acl().run())).contains("report mode"));
}

/// An app without a subscriber is told, too.
#[test]
fn it_is_said_on_standard_error() {
    let Some(said) = alone("report::it_is_said_on_standard_error") else {
        return drop(fixture(json!({ "until": "2999-01-31" })).run());
    };
    assert!(
        said.contains("tauri-plugin-authority: report mode is on for every command, through 2999-01-31 (UTC)"),
        "{said}"
    );
}
