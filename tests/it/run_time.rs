//! A capability that is added while the app runs is seen by the next call, by both ways.

use serde_json::{Value, json};
use tauri::{Manager, ipc::CapabilityBuilder};

use support::with_acl;

#[test]
fn a_command_scope_that_is_added_counts_from_the_next_call() {
    let app =
        with_acl().grant(json!([{ "identifier": "allow-read-note", "allow": [{ "path": "$DIR/notes/a.md" }] }])).run();
    let b = json!({ "note": "$DIR/notes/b.md" });
    assert_eq!(app.refused("read_note", b.clone()), "path.outside-scope");
    let allow = vec![json!({ "path": app.path("notes/b.md") })];
    let capability =
        CapabilityBuilder::new("later").window("main").permission_scoped("allow-read-note", allow, Vec::<Value>::new());
    app.app.add_capability(capability).unwrap();
    assert_eq!(app.main("read_note", b), Ok(json!("b")));
}

#[test]
fn an_entry_under_the_plugins_permission_that_is_added_counts_from_the_next_call() {
    let app =
        with_acl().grant(json!([{ "identifier": "allow-read-note", "allow": [{ "path": "$DIR/notes/**" }] }])).run();
    let b = json!({ "note": "$DIR/notes/b.md" });
    assert_eq!(app.main("read_note", b.clone()), Ok(json!("b")));
    let deny = vec![json!({ "command": "read_note", "path": app.path("notes/b.md"), "windows": ["main"] })];
    let capability =
        CapabilityBuilder::new("later").window("main").permission_scoped("authority:scope", Vec::<Value>::new(), deny);
    app.app.add_capability(capability).unwrap();
    assert_eq!(app.refused("read_note", b), "path.outside-scope");
}

#[test]
fn a_thousand_windows_do_not_fill_the_memory() {
    let app = with_acl()
        .capability(json!({ "windows": ["*"], "permissions": [{ "identifier": "allow-read-note", "allow": [{ "path": "$DIR/notes/**" }] }] }))
        .run();
    for i in 0..1_100 {
        let result = app.call(&format!("w{i}"), "read_note", json!({ "note": "$DIR/notes/a.md" }));
        assert_eq!(result, Ok(json!("a")));
    }
}
