//! Every owner of scopes has its own type, and reading fails closed when owner and command differ.

use serde_json::{Value, json};

use support::{Fixture, with_acl, without_acl};
use tauri_plugin_authority::{File, Owner, Read, Scoped};

/// App and plugin each have a global scope and a command scope of their own.
fn fixture() -> Fixture {
    with_acl().grant(json!([
        { "identifier": "allow-read-note", "allow": [{ "path": "$DIR/notes/a.md" }] },
        "allow-raw-scope",
        { "identifier": "everywhere", "allow": [{ "path": "of the app" }] },
        { "identifier": "notes:allow-read", "allow": [{ "path": "$DIR/notes/b.md" }] },
        { "identifier": "notes:allow-read-as-app", "allow": [{ "path": "$DIR/notes/**" }] },
        "notes:allow-raw-scope",
        { "identifier": "notes:everywhere", "allow": [{ "path": "of the plugin" }] },
        { "identifier": "inlined:allow-inlined-read", "allow": [{ "path": "$DIR/notes/b.md" }] },
        { "identifier": "inlined:allow-unsaid-read", "allow": [{ "path": "$DIR/notes/**" }] },
    ]))
}

#[test]
fn tauris_own_cache_gives_the_plugin_what_was_the_apps() {
    // Not our code: the trap that owners are there for. If this fails, Tauri mended it.
    let app = fixture().run();
    assert_eq!(app.main("raw_scope", json!({})), Ok(json!([{ "path": "of the app" }])));
    assert_eq!(app.main("plugin:notes|raw_scope", json!({})), Ok(json!([{ "path": "of the app" }])));
}

#[test]
fn ours_is_not_fooled_in_either_order() {
    let deny = |dir: &str| json!([{ "path": format!("$DIR/{dir}/**") }]);
    for plugin_first in [false, true] {
        let app = with_acl()
            .grant(json!([
                { "identifier": "allow-read-note", "allow": [{ "path": "$DIR/**" }] },
                { "identifier": "everywhere", "deny": [{ "path": "$DIR/outside.md" }] },
                { "identifier": "notes:allow-read", "allow": [{ "path": "$DIR/**" }] },
                { "identifier": "notes:everywhere", "deny": deny("notes") },
            ]))
            .run();
        let code = |result: Result<Value, Value>| result.map_err(|error| error["code"].clone());
        let plugin = || code(app.main("plugin:notes|read", json!({ "note": "$DIR/notes/a.md" })));
        let own = || code(app.main("read_note", json!({ "note": "$DIR/notes/a.md" })));
        if plugin_first {
            assert_eq!(plugin(), Err(json!("path.outside-scope")));
        }
        assert_eq!(own(), Ok(json!("a")));
        assert_eq!(plugin(), Err(json!("path.outside-scope")));
        assert_eq!(code(app.main("plugin:notes|read", json!({ "note": "$DIR/outside.md" }))), Ok(json!("o")));
        assert_eq!(code(app.main("read_note", json!({ "note": "$DIR/outside.md" }))), Err(json!("path.outside-scope")));
    }
}

#[test]
fn a_plugins_command_is_judged_by_its_own_scope() {
    let app = fixture().run();
    assert_eq!(app.main("plugin:notes|read", json!({ "note": "$DIR/notes/b.md" })), Ok(json!("b")));
    assert_eq!(app.refused("plugin:notes|read", json!({ "note": "$DIR/notes/a.md" })), "path.outside-scope");
    assert_eq!(app.records()[0]["command"], "plugin:notes|read");
}

#[test]
fn a_plugins_command_that_claims_to_be_the_apps_is_refused() {
    let app = fixture().run();
    assert_eq!(app.refused("plugin:notes|read_as_app", json!({ "note": "$DIR/notes/a.md" })), "scope.invalid");
    let record = &app.records()[0];
    assert_eq!(record["code"], "scope.owner");
    assert!(
        record["fault"]
            .as_str()
            .unwrap()
            .ends_with("belongs to the app, but Tauri dispatched it for the plugin `notes`")
    );
}

#[test]
fn an_inlined_plugin_works_when_its_owner_says_so() {
    let app = fixture().run();
    assert_eq!(app.main("plugin:inlined|inlined_read", json!({ "note": "$DIR/notes/b.md" })), Ok(json!("b")));
    assert_eq!(app.refused("plugin:inlined|inlined_read", json!({ "note": "$DIR/notes/a.md" })), "path.outside-scope");
}

/// The plugin that is inlined in the app, as its own code names it.
#[derive(Debug)]
struct Inlined;

impl Owner for Inlined {
    const PLUGIN: Option<&'static str> = Some("inlined");
    const INLINED: bool = true;
}

#[tauri::command]
fn inlined_read(note: Scoped<File<Read>, Inlined>) -> tauri_plugin_authority::Result<String> {
    note.read_to_string_blocking()
}

/// The attack: a command of the app, which is under no ACL, is judged by the entries of a plugin's command.
#[test]
fn a_command_of_the_app_is_none_of_an_inlined_plugins_though_its_type_says_so() {
    let entry = json!({ "command": "plugin:inlined|inlined_read", "path": "$DIR/notes/b.md", "windows": ["main"] });
    let app = without_acl()
        .handler(tauri::generate_handler![inlined_read])
        .grant(json!([{ "identifier": "authority:scope", "allow": [entry] }]))
        .run();
    assert_eq!(app.refused("inlined_read", json!({ "note": "$DIR/notes/b.md" })), "scope.invalid");
    assert_eq!(app.records()[0]["code"], "scope.owner");
}

#[test]
fn a_crate_that_cannot_be_told_apart_is_refused_with_the_way_out() {
    let app = fixture().run();
    assert_eq!(app.refused("plugin:inlined|unsaid_read", json!({ "note": "$DIR/notes/b.md" })), "scope.invalid");
    assert_eq!(app.runs(), 0);
    let fault = app.records()[0]["fault"].as_str().unwrap().to_owned();
    assert!(fault.contains("rename the crate, or set `INLINED` in the owner"), "{fault}");
}

#[test]
fn entries_under_the_plugins_permission_name_a_plugins_command_in_full() {
    let app = with_acl()
        .grant(json!([
            "notes:allow-read", "allow-read-note",
            { "identifier": "authority:scope", "allow": [
                { "command": "plugin:notes|read", "path": "$DIR/notes/b.md", "windows": ["main"] },
                { "command": "read", "path": "$DIR/notes/a.md", "windows": ["main"] },
            ] },
        ]))
        .run();
    assert_eq!(app.main("plugin:notes|read", json!({ "note": "$DIR/notes/b.md" })), Ok(json!("b")));
    assert_eq!(app.refused("plugin:notes|read", json!({ "note": "$DIR/notes/a.md" })), "path.outside-scope");
}
