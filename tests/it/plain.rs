//! Commands that keep plain arguments: `require!` in the body, and Tauri's own scopes asked fail-closed.

use serde_json::{Value, json};
use support::{Running, with_acl, without_acl};

fn plain(allow: Value, deny: Value) -> Running {
    with_acl().grant(json!([{ "identifier": "allow-plain-note", "allow": allow, "deny": deny }])).run()
}

#[test]
fn a_plain_path_is_judged_under_the_name_that_the_page_uses() {
    let app = plain(json!([{ "path": "$DIR/notes/**", "arg": "notePath" }]), json!(["$DIR/notes/private/**"]));
    let read = |path: &str| app.main("plain_note", json!({ "notePath": path }));
    assert_eq!(read("$DIR/notes/a.md"), Ok(json!("a")));
    for (path, code) in [
        ("$DIR/outside.md", "path.outside-scope"),
        ("$DIR/notes/private/p.md", "path.outside-scope"),
        ("$DIR/notes/../outside.md", "path.parent-component"),
        ("notes/a.md", "path.relative"),
    ] {
        let error = read(path).unwrap_err();
        assert_eq!((&error["code"], &error["argument"]), (&json!(code), &json!("notePath")), "{path}");
    }
    assert_eq!(app.runs(), 1);
    assert_eq!(app.records()[0]["command"], "plain_note");
}

#[test]
fn without_an_entry_a_plain_path_is_refused_too() {
    let error = without_acl().run().main("plain_note", json!({ "notePath": "/etc/passwd" })).unwrap_err();
    assert_eq!(error["code"], "scope.empty");
}

#[test]
fn without_the_plugin_the_body_does_not_begin() {
    let error =
        without_acl().without_plugin().run().main("plain_note", json!({ "notePath": "/etc/passwd" })).unwrap_err();
    assert_eq!((&error["code"], &error["argument"]), (&json!("scope.invalid"), &json!("")));
}

#[test]
fn any_value_can_be_required_and_a_name_can_be_given() {
    let app = with_acl()
        .grant(json!([{ "identifier": "allow-plain-pair", "allow": [
            { "table": "customers" },
            { "flag": "--verbose" },
            { "path": "$DIR/notes/**", "arg": "the from" },
        ] }]))
        .run();
    let pair = |from: &str, table: Value, flags: Value| {
        app.main("plain_pair", json!({ "from": from, "table": table, "flags": flags }))
    };
    assert_eq!(pair("$DIR/notes/a.md", json!("customers"), json!([{ "flag": "--verbose" }])), Ok(json!(11)));
    let error = pair("$DIR/outside.md", json!("customers"), json!([])).unwrap_err();
    assert_eq!(
        (&error["argument"], &error["access"]),
        (&json!("the from"), &json!(["read", "write", "create", "truncate"]))
    );
    let error =
        pair("$DIR/notes/a.md", json!("customers"), json!([{ "flag": "--verbose" }, { "flag": "-x" }])).unwrap_err();
    assert_eq!((&error["argument"], &error["index"]), (&json!("flags"), &json!([1])));
    assert_eq!(pair("$DIR/notes/a.md", json!({ "tables": 1 }), json!([])).unwrap_err()["code"], "argument.type");
    assert_eq!(pair("$DIR/notes/a.md", Value::Null, json!([])).unwrap_err()["code"], "argument.missing");
}

#[test]
fn the_commands_own_scope_is_asked_fail_closed() {
    let app = with_acl()
        .grant(json!([
            { "identifier": "allow-by-command-scope", "allow": ["$DIR/notes/**"], "deny": ["$DIR/notes/private/**"] },
            { "identifier": "authority:scope", "deny": [{ "command": "by_command_scope", "windows": ["main"], "path": "$DIR/notes/b.md" }],
              "allow": [{ "command": "by_command_scope", "windows": ["main"], "path": "$DIR/outside.md" }] },
        ]))
        .run();
    let code =
        |note: &str| app.main("by_command_scope", json!({ "note": note })).map_err(|error| error["code"].clone());
    assert_eq!(code("$DIR/notes/a.md"), Ok(json!("a")));
    assert_eq!(code("$DIR/notes/private/p.md"), Err(json!("path.outside-scope")));
    // A deny counts wherever it stands; an allow counts if it stands in this scope.
    assert_eq!(code("$DIR/notes/b.md"), Err(json!("path.outside-scope")));
    assert_eq!(code("$DIR/outside.md"), Err(json!("path.outside-scope")));
}

#[test]
fn an_empty_scope_of_tauris_means_no() {
    let app = with_acl().grant(json!(["allow-by-command-scope", "allow-by-global-scope"])).run();
    for command in ["by_command_scope", "by_global_scope"] {
        assert_eq!(app.refused(command, json!({ "note": "$DIR/notes/a.md" })), "scope.empty");
    }
}

#[test]
fn a_global_scope_that_the_command_asks_for_grants_without_configuration() {
    let app = with_acl()
        .grant(json!([
            "allow-by-global-scope",
            { "identifier": "allow-by-command-scope", "allow": ["$DIR/notes/b.md"] },
            { "identifier": "everywhere", "allow": ["$DIR/notes/a.md"], "deny": ["$DIR/notes/private/**"] },
        ]))
        .run();
    let code =
        |command: &str, note: &str| app.main(command, json!({ "note": note })).map_err(|error| error["code"].clone());
    assert_eq!(code("by_global_scope", "$DIR/notes/a.md"), Ok(json!("a")));
    assert_eq!(code("by_global_scope", "$DIR/notes/b.md"), Err(json!("path.outside-scope")));
    assert_eq!(code("by_command_scope", "$DIR/notes/b.md"), Ok(json!("b")));
    assert_eq!(code("by_command_scope", "$DIR/notes/a.md"), Err(json!("path.outside-scope")));
}

/// The trap: Tauri caches a global scope by type alone, so whoever asks first has all others see theirs.
#[test]
fn a_global_scope_that_another_owner_read_first_is_refused() {
    let app = with_acl()
        .grant(json!([
            "allow-by-global-scope",
            "notes:allow-read-with-the-apps-type",
            { "identifier": "everywhere", "allow": ["$DIR/notes/a.md"] },
            { "identifier": "notes:everywhere", "allow": ["$DIR/outside.md"] },
        ]))
        .run();
    assert_eq!(app.main("plugin:notes|read_with_the_apps_type", json!({})), Ok(json!(1)));
    for note in ["$DIR/notes/a.md", "$DIR/outside.md"] {
        assert_eq!(app.refused("by_global_scope", json!({ "note": note })), "scope.invalid");
        assert_eq!(app.records()[0]["code"], "scope.owner");
    }
    assert_eq!(app.runs(), 0);
}
