//! The plugin's own command is a command like any other: it needs its permission.

use serde_json::json;

use support::with_acl;

#[test]
fn reading_the_decisions_needs_a_permission_that_the_default_set_does_not_have() {
    let app = with_acl().grant(json!(["authority:default"])).run();
    assert!(app.main("plugin:authority|recent_decisions", json!({})).unwrap_err().is_string());
    let app = with_acl().grant(json!(["authority:allow-recent-decisions"])).run();
    assert_eq!(
        app.main("plugin:authority|recent_decisions", json!({})),
        Ok(json!({ "decisions": [], "counts": { "allowed": 0, "denied": 0, "errors": 0, "reported": 0 } }))
    );
}

#[test]
fn they_come_newest_first_and_no_more_than_asked_for() {
    let app = with_acl()
        .grant(json!(["authority:allow-recent-decisions", { "identifier": "allow-read-note", "allow": [{ "path": "$DIR/notes/**" }] }]))
        .run();
    for name in ["a.md", "b.md", "../x"] {
        let _ = app.main("read_note", json!({ "note": format!("$DIR/notes/{name}") }));
    }
    let recent = app.main("plugin:authority|recent_decisions", json!({ "limit": 2 })).unwrap();
    let seqs: Vec<_> =
        recent["decisions"].as_array().unwrap().iter().map(|record| record["seq"].as_u64().unwrap()).collect();
    assert_eq!(seqs, [3, 2]);
    assert_eq!(recent["counts"], json!({ "allowed": 2, "denied": 0, "errors": 1, "reported": 0 }));
}

#[test]
fn the_memory_is_bounded_and_the_counts_are_not() {
    let app = with_acl()
        .config(json!({ "recentDecisions": 10 }))
        .grant(json!([{ "identifier": "allow-read-note", "allow": [{ "path": "$DIR/notes/**" }] }]))
        .run();
    for _ in 0..100 {
        let _ = app.main("read_note", json!({ "note": "/etc/passwd" }));
    }
    let (records, counts) =
        tauri::Manager::state::<tauri_plugin_authority::Authority>(&app.app).recent_decisions(usize::MAX);
    assert_eq!((records.len(), counts.denied), (10, 100));
}
