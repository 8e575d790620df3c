//! Two ways to write a scope, one meaning. Tauri's global scope knows no windows, so we enforce them.

use serde_json::{Value, json};
use tauri::ipc::InvokeBody;

use support::{with_acl, without_acl};

fn scope(allow: Value, deny: Value) -> Value {
    json!([{ "identifier": "authority:scope", "allow": allow, "deny": deny }])
}

fn note(name: &str) -> Value {
    json!({ "note": format!("$DIR/notes/{name}") })
}

#[test]
fn an_app_without_an_acl_writes_entries_under_the_plugins_permission() {
    let app = without_acl()
        .grant(scope(
            json!([{ "command": "read_note", "arg": "note", "path": "$DIR/notes/**", "access": ["read"], "windows": ["main"] }]),
            json!([{ "command": "read_note", "path": "$DIR/notes/private/**", "windows": ["*"] }]),
        ))
        .run();
    assert_eq!(app.main("read_note", note("a.md")), Ok(json!("a")));
    assert_eq!(app.refused("read_note", note("private/p.md")), "path.outside-scope");
    assert_eq!(app.refused("read_note", note("../outside.md")), "path.parent-component");
    assert_eq!(app.refused("other_note", note("a.md")), "scope.empty");
    assert_eq!(app.runs(), 1);
}

#[test]
fn an_entry_is_for_the_windows_that_it_names() {
    let app = without_acl()
        .grant(scope(
            json!([
                { "command": "read_note", "path": "$DIR/notes/a.md", "windows": ["main"] },
                { "command": "read_note", "path": "$DIR/notes/b.md", "windows": ["reader-*"] },
                { "command": "read_note", "path": "$DIR/outside.md", "webviews": ["panel"] },
            ]),
            json!([]),
        ))
        .run();
    let code =
        |window: &str, name: &str| app.call(window, "read_note", note(name)).map_err(|error| error["code"].clone());
    assert_eq!(code("main", "a.md"), Ok(json!("a")));
    assert_eq!(code("main", "b.md"), Err(json!("path.outside-scope")));
    assert_eq!(code("reader-1", "b.md"), Ok(json!("b")));
    assert_eq!(code("reader-1", "a.md"), Err(json!("path.outside-scope")));
    assert_eq!(code("stranger", "a.md"), Err(json!("scope.empty")));
    assert_eq!(app.call("panel", "read_note", json!({ "note": "$DIR/outside.md" })), Ok(json!("o")));
}

#[test]
fn windows_must_be_given() {
    let app = without_acl().grant(scope(json!([{ "command": "read_note", "path": "$DIR/notes/**" }]), json!([]))).run();
    assert_eq!(app.refused("read_note", note("a.md")), "scope.invalid");
    assert!(app.records()[0]["fault"].as_str().unwrap().contains("neither `windows` nor `webviews`"));
    // It names its command, so only that one is refused for it.
    assert_eq!(app.refused("other_note", note("a.md")), "scope.empty");
}

#[test]
fn an_entry_without_a_command_refuses_every_judged_command() {
    for unattributed in [
        json!("$DIR/notes/**"),
        json!({ "path": "$DIR/**", "windows": ["main"] }),
        json!({ "comand": "read_note", "path": "/x" }),
    ] {
        let app = with_acl()
            .grant(json!([
                { "identifier": "allow-read-note", "allow": [{ "path": "$DIR/notes/**" }] },
                { "identifier": "authority:scope", "deny": [unattributed] },
            ]))
            .run();
        assert_eq!(app.refused("read_note", note("a.md")), "scope.invalid");
        assert_eq!(app.records()[0]["code"], "scope.unattributed");
        assert_eq!(app.runs(), 0);
    }
}

#[test]
fn both_ways_make_one_scope_and_each_says_where_it_came_from() {
    let app = with_acl()
        .grant(json!([
            { "identifier": "allow-read-note", "allow": [{ "path": "$DIR/notes/a.md" }] },
            { "identifier": "authority:scope",
              "allow": [{ "command": "read_note", "path": "$DIR/notes/b.md", "windows": ["main"] }],
              "deny": [{ "command": "read_note", "path": "$DIR/notes/private/**", "windows": ["main"] }] },
        ]))
        .run();
    let way = |name: &str| {
        let _ = app.main("read_note", note(name));
        app.records()[0]["entry"]["way"].as_str().unwrap().to_owned()
    };
    assert_eq!(way("a.md"), "command");
    assert_eq!(way("b.md"), "authority:scope");
    assert_eq!(way("private/p.md"), "authority:scope");
    assert_eq!(app.runs(), 2);
}

#[test]
fn entries_under_the_plugins_permission_never_count_for_a_remote_origin() {
    let app = with_acl()
        .capability(json!({
            "windows": ["main"], "local": true, "remote": { "urls": ["https://notes.example/*"] },
            "permissions": [
                { "identifier": "allow-read-note", "allow": [{ "path": "$DIR/notes/a.md" }] },
                { "identifier": "authority:scope", "allow": [{ "command": "read_note", "path": "$DIR/notes/b.md", "windows": ["main"] }] },
            ],
        }))
        .run();
    let remote = |name: &str| {
        let body = InvokeBody::Json(json!({ "note": app.path("notes").join(name) }));
        app.call_from("https://notes.example/page", "main", "read_note", body).map_err(|error| error["code"].clone())
    };
    assert_eq!(remote("a.md"), Ok(json!("a")));
    assert_eq!(remote("b.md"), Err(json!("path.outside-scope")));
    assert_eq!(app.records()[0]["context"], json!({ "remote": "https://notes.example/*" }));
    assert_eq!(app.main("read_note", note("b.md")), Ok(json!("b")));
}

#[test]
fn denies_under_the_plugins_permission_count_for_a_remote_origin_too() {
    let app = with_acl()
        .capability(json!({
            "windows": ["main"], "local": true, "remote": { "urls": ["https://notes.example/*"] },
            "permissions": [
                { "identifier": "allow-read-note", "allow": [{ "path": "$DIR/notes/**" }] },
                { "identifier": "authority:scope", "deny": [{ "command": "read_note", "path": "$DIR/notes/b.md", "windows": ["main"] }] },
            ],
        }))
        .run();
    let body = InvokeBody::Json(json!({ "note": app.path("notes/b.md") }));
    let answer = app.call_from("https://notes.example/page", "main", "read_note", body);
    assert_eq!(answer.map_err(|error| error["code"].clone()), Err(json!("path.outside-scope")));
    assert_eq!(app.runs(), 0);
}

#[test]
fn a_remote_origin_without_a_grant_is_denied_by_tauri_itself() {
    let app = without_acl()
        .grant(scope(json!([{ "command": "read_note", "path": "$DIR/notes/**", "windows": ["main"] }]), json!([])))
        .run();
    let body = InvokeBody::Json(json!({ "note": app.path("notes/a.md") }));
    assert!(app.call_from("https://evil.example/", "main", "read_note", body).unwrap_err().is_string());
    assert_eq!((app.runs(), app.records().len()), (0, 0));
}

#[test]
fn of_the_global_scope_denies_count_and_allows_only_where_configured() {
    let grants = || {
        with_acl().grant(json!([
            { "identifier": "allow-read-note", "allow": [{ "path": "$DIR/notes/**" }] },
            { "identifier": "everywhere", "allow": [{ "path": "$DIR/outside.md" }], "deny": [{ "path": "$DIR/notes/private/**" }] },
        ]))
    };
    let app = grants().run();
    assert_eq!(app.refused("read_note", json!({ "note": "$DIR/outside.md" })), "path.outside-scope");
    assert_eq!(app.refused("read_note", note("private/p.md")), "path.outside-scope");
    assert_eq!(app.records()[0]["entry"]["way"], "global");
    let app = grants().config(json!({ "appGlobalAllow": true })).run();
    assert_eq!(app.main("read_note", json!({ "note": "$DIR/outside.md" })), Ok(json!("o")));
}

#[test]
fn each_window_sees_its_own_capabilities_scopes_only() {
    let app = with_acl()
        .grant(json!([{ "identifier": "allow-read-note", "allow": [{ "path": "$DIR/notes/a.md" }] }]))
        .capability(json!({ "windows": ["reader"], "permissions": [{ "identifier": "allow-read-note", "allow": [{ "path": "$DIR/notes/b.md" }] }] }))
        .run();
    let code =
        |window: &str, name: &str| app.call(window, "read_note", note(name)).map_err(|error| error["code"].clone());
    assert_eq!(code("main", "a.md"), Ok(json!("a")));
    assert_eq!(code("reader", "b.md"), Ok(json!("b")));
    assert_eq!(code("main", "b.md"), Err(json!("path.outside-scope")));
    assert_eq!(code("reader", "a.md"), Err(json!("path.outside-scope")));
}

#[test]
fn an_argument_considers_entries_for_it_and_of_its_kind() {
    let app = with_acl()
        .grant(json!([{ "identifier": "allow-copy-note", "allow": [
            { "path": "$DIR/notes/*.md", "arg": "from" },
            { "path": "$DIR/notes/copies-*.md", "arg": "to", "access": ["create"] },
            { "url": "https://example.com/*" },
            "https://example.com/*",
        ] }]))
        .run();
    let copy = |from: &str, to: &str| {
        app.main("copy_note", json!({ "from": format!("$DIR/notes/{from}"), "to": format!("$DIR/notes/{to}") }))
            .map_err(|error| (error["argument"].clone(), error["code"].clone()))
    };
    assert_eq!(copy("a.md", "copies-1.md"), Ok(json!(1)));
    assert_eq!(copy("a.md", "c.md"), Err((json!("to"), json!("path.outside-scope"))));
    assert!(!app.path("notes/c.md").exists());
}
