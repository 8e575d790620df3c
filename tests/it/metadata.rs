//! Times and permissions, an access of their own; and the name of a file that is open.

#![cfg(unix)]

use std::{
    fs,
    os::unix::fs::symlink,
    time::{Duration, SystemTime},
};

use serde_json::{Value, json};
use support::{Running, with_acl};

fn granted() -> Running {
    let entries = json!([{ "path": "$DIR/notes/**" }]);
    let permissions = ["allow-date-note", "allow-lock-note", "allow-read-by-name"]
        .map(|it| json!({ "identifier": it, "allow": entries }));
    with_acl().grant(json!(permissions)).run()
}

#[test]
fn a_time_is_set_through_a_link_that_stays_and_no_other() {
    let app = granted();
    let modified = |name: &str| fs::metadata(app.path(name)).unwrap().modified().unwrap();
    let date = |name: &str| app.main("date_note", json!({ "note": format!("$DIR/{name}"), "seconds": 86_400 }));
    let day = SystemTime::UNIX_EPOCH + Duration::from_secs(86_400);
    symlink(app.path("notes/a.md"), app.path("notes/stays.md")).unwrap();
    symlink(app.path("outside.md"), app.path("notes/leaves.md")).unwrap();
    assert_eq!(date("notes/stays.md"), Ok(Value::Null));
    assert_eq!(date("notes/private"), Ok(Value::Null));
    assert_eq!((modified("notes/a.md"), modified("notes/private")), (day, day));
    for name in ["notes/leaves.md", "outside.md"] {
        assert_eq!(date(name).unwrap_err()["code"], "path.outside-scope", "{name}");
    }
    assert_ne!(modified("outside.md"), day);
}

#[test]
fn a_file_is_made_readonly_and_writable_again() {
    let app = granted();
    let lock =
        |name: &str, locked: bool| app.main("lock_note", json!({ "note": format!("$DIR/{name}"), "locked": locked }));
    let readonly = |name: &str| fs::metadata(app.path(name)).unwrap().permissions().readonly();
    for locked in [true, false] {
        assert_eq!(lock("notes/a.md", locked), Ok(Value::Null));
        assert_eq!(readonly("notes/a.md"), locked);
    }
    assert_eq!(lock("outside.md", true).unwrap_err()["code"], "path.outside-scope");
    assert!(!readonly("outside.md"));
}

#[test]
fn a_grant_to_see_or_to_write_is_none_to_change_permissions() {
    let entries = json!([{ "path": "$DIR/notes/**", "access": ["read", "write", "metadata"] }]);
    let app = with_acl().grant(json!([{ "identifier": "allow-lock-note", "allow": entries }])).run();
    assert_eq!(app.refused("lock_note", json!({ "note": "$DIR/notes/a.md", "locked": true })), "path.outside-scope");
    assert_eq!((&app.records()[0]["code"], app.runs()), (&json!("path.access"), 0));
}

#[test]
#[cfg(target_os = "linux")]
fn the_name_of_an_open_file_leads_to_it_wherever_its_own_name_leads() {
    let app = granted();
    assert_eq!(app.main("read_by_name", json!({ "note": "$DIR/notes/a.md" })), Ok(json!("a")));
    assert!(!app.path("notes/a.md").exists());
}
