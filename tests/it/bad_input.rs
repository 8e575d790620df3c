//! Every malformed argument: refused with a code, recorded, and the body does not run.

use serde_json::{Value, json};
use tauri::ipc::InvokeBody;

use support::{Running, with_acl};

fn app() -> Running {
    let allow = json!([{ "path": "$DIR/notes/**" }, { "path": "$DIR/notes" }]);
    with_acl()
        .grant(json!([
            { "identifier": "allow-read-note", "allow": allow },
            { "identifier": "allow-count-notes", "allow": allow },
            { "identifier": "allow-nested-notes", "allow": allow },
            { "identifier": "allow-pair-note", "allow": allow },
            { "identifier": "allow-read-async", "allow": allow },
        ]))
        .run()
}

#[test]
fn each_has_its_code_a_record_and_no_body() {
    let app = app();
    let table: Vec<(Value, &str)> = vec![
        (json!({}), "argument.missing"),
        (json!({ "note": null }), "argument.missing"),
        (json!({ "note": 7 }), "argument.type"),
        (json!({ "note": true }), "argument.type"),
        (json!({ "note": ["$DIR/notes/a.md"] }), "argument.type"),
        (json!({ "note": { "path": 7 } }), "argument.type"),
        (json!({ "note": { "path": "a", "baseDir": "Document" } }), "argument.type"),
        (json!({ "note": { "path": "a", "baseDir": -1 } }), "argument.type"),
        (json!({ "note": { "path": "$DIR/notes/a.md", "toString": 1 } }), "argument.type"),
        (json!({ "note": { "path": "a", "baseDir": 99 } }), "path.unknown-base"),
        (json!({ "note": "" }), "path.empty"),
        (json!({ "note": "$DIR/notes/a.md\u{0}.png" }), "path.control-character"),
        (json!({ "note": "$DIR/notes/a\u{1b}[2J.md" }), "path.control-character"),
        (json!({ "note": format!("/{}", "a".repeat(1 << 20)) }), "path.too-long"),
        (json!({ "note": "$DIR/notes/../outside.md" }), "path.parent-component"),
        (json!({ "note": "notes/a.md" }), "path.relative"),
        (json!({ "note": "~/notes/a.md" }), "path.relative"),
        (json!({ "note": "$HOME/notes/a.md" }), "path.relative"),
        (json!({ "note": "file://$DIR/notes/a.md" }), "path.url"),
        (json!({ "note": "$DIR/notes/a.md/" }), "path.trailing-separator"),
        (json!({ "note": "$DIR/notes/.hidden.md" }), "path.hidden"),
        (json!({ "note": "$DIR/outside.md" }), "path.outside-scope"),
        (json!({ "note": "$DIR/missing.md" }), "path.outside-scope"),
    ];
    for (arguments, code) in table {
        let before = app.records().len();
        for command in ["read_note", "read_async"] {
            assert_eq!(app.refused(command, arguments.clone()), code, "{command} {:.200}", arguments.to_string());
        }
        assert_eq!(app.records().len(), before + 2);
        assert!(app.records()[0].to_string().len() < 10_240, "a record is bounded");
    }
    assert_eq!(app.runs(), 0);
}

#[test]
fn ten_thousand_elements_are_refused_as_a_whole_with_one_record() {
    let app = app();
    let notes = vec!["$DIR/notes/a.md"; 10_000];
    assert_eq!(app.refused("count_notes", json!({ "notes": notes })), "argument.too-many");
    assert_eq!((app.runs(), app.records().len()), (0, 1));
    assert_eq!(app.main("count_notes", json!({ "notes": vec!["$DIR/notes/a.md"; 1_000] })), Ok(json!(1_000)));
}

#[test]
fn lists_in_lists_are_counted_together() {
    let app = app();
    let notes = vec![vec!["$DIR/notes/a.md"; 600]; 2];
    assert_eq!(app.refused("nested_notes", json!({ "notes": notes })), "argument.too-many");
    assert_eq!(app.runs(), 0);
}

#[test]
fn a_body_of_bytes_names_no_arguments() {
    let app = app();
    let error = app.call_from("tauri://localhost", "main", "read_note", InvokeBody::Raw(vec![1, 2, 3])).unwrap_err();
    assert_eq!(error["code"], "argument.raw-body");
    assert_eq!((app.runs(), app.records().len()), (0, 1));
}

#[test]
fn a_missing_file_in_scope_is_the_disks_answer() {
    let app = app();
    let error = app.main("read_note", json!({ "note": "$DIR/notes/missing.md" })).unwrap_err();
    assert_eq!((&error["type"], &error["kind"]), (&json!("authority.io"), &json!("not-found")));
    assert!(!error.to_string().contains("notes"), "no path: {error}");
}

#[test]
fn a_directory_for_a_file_is_the_disks_answer() {
    let app = app();
    let error = app.main("read_note", json!({ "note": "$DIR/notes/private" })).unwrap_err();
    assert_eq!((&error["type"], &error["kind"]), (&json!("authority.io"), &json!("is-a-directory")));
}

#[test]
#[cfg(target_os = "linux")]
fn a_pipe_is_refused_without_waiting_for_its_other_end() {
    let app = app();
    let made = std::process::Command::new("mkfifo").arg(app.path("notes/pipe")).status().unwrap();
    assert!(made.success());
    assert_eq!(app.refused("read_note", json!({ "note": "$DIR/notes/pipe" })), "open.special");
}

#[test]
#[cfg(unix)]
fn missing_and_existing_outside_look_alike_behind_a_link_too() {
    let app = app();
    std::os::unix::fs::symlink(app.dir.path(), app.path("notes/out")).unwrap();
    let code = |name: &str| app.refused("read_note", json!({ "note": format!("$DIR/notes/out/{name}") }));
    assert_eq!(code("outside.md"), "path.outside-scope");
    assert_eq!(code("missing.md"), "path.outside-scope");
    assert_eq!(app.records()[0]["code"], "link.outside");
}
