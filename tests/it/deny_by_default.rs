//! Deny is the answer for doubt, and the body does not run.

use serde_json::json;

use support::{with_acl, without_acl};

use crate::told::alone;

#[test]
fn what_is_in_scope_reaches_the_body() {
    let app =
        with_acl().grant(json!([{ "identifier": "allow-read-note", "allow": [{ "path": "$DIR/notes/**" }] }])).run();
    assert_eq!(app.main("read_note", json!({ "note": "$DIR/notes/a.md" })), Ok(json!("a")));
    assert_eq!(app.runs(), 1);
}

#[test]
fn no_entry_refuses() {
    let app = with_acl().grant(json!(["allow-read-note"])).run();
    assert_eq!(app.refused("read_note", json!({ "note": "$DIR/notes/a.md" })), "scope.empty");
    assert_eq!(app.runs(), 0);
}

#[test]
fn only_deny_entries_refuse() {
    let app = with_acl()
        .grant(json!([{ "identifier": "allow-read-note", "deny": [{ "path": "$DIR/notes/private/**" }] }]))
        .run();
    assert_eq!(app.refused("read_note", json!({ "note": "$DIR/notes/a.md" })), "scope.empty");
}

#[test]
fn no_acl_and_no_entry_refuses() {
    let app = without_acl().run();
    assert_eq!(app.refused("read_note", json!({ "note": "$DIR/notes/a.md" })), "scope.empty");
    assert_eq!(app.runs(), 0);
}

#[test]
fn deny_beats_allow() {
    let app = with_acl()
        .grant(json!([{
            "identifier": "allow-read-note",
            "allow": [{ "path": "$DIR/notes/**" }, { "path": "$DIR/notes/private/p.md" }],
            "deny": [{ "path": "$DIR/notes/private/**" }],
        }]))
        .run();
    assert_eq!(app.refused("read_note", json!({ "note": "$DIR/notes/private/p.md" })), "path.outside-scope");
    assert_eq!(app.records()[0]["code"], "path.denied");
    assert_eq!(app.runs(), 0);
}

#[test]
fn a_malformed_entry_refuses_its_command_and_no_other() {
    for entry in [
        json!({ "path": "$DIR/notes/[" }),
        json!({ "paht": "$DIR/notes/**" }),
        json!({ "path": "$DIR/notes/**", "acess": ["read"] }),
        json!({ "path": "$DIR/notes/**", "access": ["raed"] }),
        json!({ "path": "$DOCUMENTS/**" }),
        json!({ "path": 7 }),
        json!(7),
        json!(null),
        json!("**/*.md"),
    ] {
        let app = with_acl()
            .grant(json!([
                { "identifier": "allow-read-note", "allow": [{ "path": "$DIR/notes/**" }, entry] },
                { "identifier": "allow-other-note", "allow": [{ "path": "$DIR/notes/**" }] },
            ]))
            .run();
        assert_eq!(app.refused("read_note", json!({ "note": "$DIR/notes/a.md" })), "scope.invalid", "{entry}");
        let fault = app.records()[0]["fault"].as_str().unwrap().to_owned();
        assert!(fault.starts_with("`allow[1]` in the command's scope"), "{fault}");
        assert_eq!(app.runs(), 0);
        assert_eq!(app.main("other_note", json!({ "note": "$DIR/notes/a.md" })), Ok(json!("a")));
    }
}

#[test]
fn a_deny_that_cannot_be_evaluated_refuses() {
    let app = with_acl()
        .grant(json!([{ "identifier": "allow-read-note", "allow": ["$DIR/notes/**"], "deny": ["$DIR/notes/{private,secret}/**"] }]))
        .run();
    assert_eq!(app.refused("read_note", json!({ "note": "$DIR/notes/a.md" })), "scope.invalid");
    assert!(app.records()[0]["fault"].as_str().unwrap().contains("one entry for each alternative"));
}

#[test]
fn a_window_without_the_capability_is_denied_by_tauri_itself() {
    let app =
        with_acl().grant(json!([{ "identifier": "allow-read-note", "allow": [{ "path": "$DIR/notes/**" }] }])).run();
    let error = app.call("stranger", "read_note", json!({ "note": "$DIR/notes/a.md" })).unwrap_err();
    assert!(error.as_str().unwrap().contains("not allowed"), "{error}");
    assert_eq!((app.runs(), app.records().len()), (0, 0));
}

#[test]
fn an_app_without_the_plugin_refuses_and_says_why() {
    let app = with_acl()
        .without_plugin()
        .grant(json!([{ "identifier": "allow-read-note", "allow": [{ "path": "$DIR/notes/**" }] }]))
        .run();
    for _ in 0..2 {
        assert_eq!(app.refused("read_note", json!({ "note": "$DIR/notes/a.md" })), "scope.invalid");
    }
    assert_eq!(app.runs(), 0);
}

/// There is no log to look into, and an app may have no subscriber. Once, however often a page asks.
#[test]
fn that_the_plugin_is_missing_is_said_on_standard_error() {
    let Some(said) = alone("deny_by_default::that_the_plugin_is_missing_is_said_on_standard_error") else {
        return an_app_without_the_plugin_refuses_and_says_why();
    };
    let expected = "tauri-plugin-authority: plugin.missing: the app does not run the plugin, so it refuses whatever is to be judged: \
                    add `.plugin(tauri_plugin_authority::init())` to the builder\n";
    assert_eq!(said.matches(expected).count(), 1, "{said}");
}
