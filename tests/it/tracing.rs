//! What reaches the subscriber that an app has already: every decision, and what is wrong with its scopes.

use serde_json::{Value, json};
use support::{with_acl, without_acl};
use tauri::{Manager, path::BaseDirectory};

use crate::told::traced;

#[test]
fn each_decision_is_one_event_with_the_records_fields() {
    let app = with_acl()
        .config(json!({ "audit": { "privacy": "full" } }))
        .grant(json!([{ "identifier": "allow-read-note", "allow": [{ "path": "$DIR/notes/**" }], "deny": [{ "path": "$DIR/notes/private/**" }] }]))
        .run();
    let events = traced(|| {
        let _ = app.main("read_note", json!({ "note": "$DIR/notes/a.md" }));
        let _ = app.main("read_note", json!({ "note": "$DIR/notes/private/p.md" }));
        let _ = app.main("read_note", json!({ "note": "a\nforged line" }));
    });
    let lines: Vec<&str> = events.lines().filter(|line| line.contains(" seq=")).collect();
    assert_eq!(lines.len(), 3, "{events}");
    assert!(lines[0].contains("DEBUG authority: allowed") && lines[0].contains("code=\"allowed\""), "{}", lines[0]);
    assert!(lines[1].contains("WARN authority: denied") && lines[1].contains("list=\"deny\""), "{}", lines[1]);
    assert!(lines[2].contains("WARN authority: refused") && lines[2].contains(r"a\nforged line"), "{}", lines[2]);
    let id = app.records()[1]["id"].as_str().unwrap().to_owned();
    assert!(lines[1].contains(&format!("id={id}")));
}

#[test]
fn an_entry_that_names_no_command_is_said_at_start_up() {
    let events = traced(|| {
        without_acl().grant(json!([{ "identifier": "authority:scope", "allow": [{ "path": "$DIR/notes/**", "windows": ["main"] }] }])).run();
    });
    assert!(
        events.contains("ERROR authority: every judged command will be refused: `allow[0]` in `authority:scope`"),
        "{events}"
    );
}

#[test]
fn an_entry_that_is_wider_than_it_seems_is_said_with_what_it_admits() {
    let urls = json!(["https://api.example.com/v1*", "https://*.com/*", "https://*.example.com/v1/*"]);
    let allow: Vec<Value> = urls.as_array().unwrap().iter().map(|url| json!({ "url": url })).collect();
    let app = with_acl().grant(json!([{ "identifier": "allow-fetch", "allow": allow }])).run();
    let events = traced(|| {
        let _ = app.main("fetch", json!({ "url": "https://api.example.com/v1/a" }));
        let _ = app.main("fetch", json!({ "url": "https://api.example.com/v1/b" }));
    });
    let wide = "WARN authority: scope entry is wider than it seems: ";
    assert_eq!(events.matches(wide).count(), 2, "{events}");
    assert!(events.contains(&format!("{wide}`allow[0]`")) && events.contains("`/v1-anything/else` too"), "{events}");
    assert!(events.contains(&format!("{wide}`allow[1]`")) && events.contains("every host below `.com`"), "{events}");
}

/// An app on a system without such a directory goes on with its other entries.
#[test]
fn an_entry_for_a_directory_that_this_system_lacks_is_said() {
    let names = [
        "TEMPLATE", "PUBLIC", "VIDEO", "AUDIO", "PICTURE", "DOWNLOAD", "DOCUMENT", "DESKTOP", "FONT", "EXE", "RUNTIME",
    ];
    let allow: Vec<Value> = names.iter().map(|name| json!({ "path": format!("${name}/notes/**") })).collect();
    let allow = [allow, vec![json!({ "path": "$DIR/notes/**" })]].concat();
    let app = with_acl().grant(json!([{ "identifier": "allow-read-note", "allow": allow }])).run();
    let events = traced(|| {
        app.main("read_note", json!({ "note": "$DIR/notes/a.md" })).unwrap();
    });
    let said = events.matches("WARN authority: scope entry can never match: ").count();
    let directory = |name: &str| BaseDirectory::from_variable(&format!("${name}")).unwrap();
    let lacking = names.iter().filter(|name| app.app.path().resolve("", directory(name)).is_err()).count();
    if lacking == 0 {
        eprintln!("skipped: this system has every directory that Tauri knows");
    }
    assert_eq!(said, lacking, "{events}");
}

#[test]
fn a_scope_is_compiled_once_for_all_calls_of_a_window() {
    let app =
        with_acl().grant(json!([{ "identifier": "allow-read-note", "allow": [{ "path": "$DIR/notes/**" }] }])).run();
    let events = traced(|| {
        for name in ["a.md", "b.md", "a.md"] {
            let _ = app.main("read_note", json!({ "note": format!("$DIR/notes/{name}") }));
        }
    });
    assert_eq!(events.matches("DEBUG authority: scope compiled").count(), 1, "{events}");
}

#[test]
fn a_refusal_is_explained_at_debug_and_an_admission_is_not() {
    let app = with_acl()
        .grant(json!([{ "identifier": "allow-read-note", "allow": [{ "path": "$DIR/notes/**" }] }]))
        .policy()
        .run();
    let events = traced(|| {
        let _ = app.main("read_note", json!({ "note": "$DIR/notes/a.md" }));
        let _ = app.main("read_note", json!({ "note": "$DIR/outside.md" }));
    });
    // In a developer's build alone: it costs more than the decision.
    let wanted = usize::from(cfg!(debug_assertions));
    assert_eq!(events.matches("DEBUG authority: explained").count(), wanted, "{events}");
}

#[test]
fn a_fault_of_the_policy_is_said_at_start_up() {
    let events = traced(|| {
        with_acl().other_policy("{").run();
    });
    assert!(
        events
            .contains("ERROR authority: explanations will be incomplete, the policy has a fault: `capabilities.json`"),
        "{events}"
    );
}

/// What an app collects already is not to have the names of the user's files because a plugin came along.
#[test]
fn an_event_shows_what_the_log_shows_with_a_log_or_without() {
    let named = |config: Value| {
        let app = with_acl()
            .config(config)
            .grant(json!([{ "identifier": "allow-read-note", "allow": [{ "path": "$DIR/notes/**" }] }]))
            .run();
        let events = traced(|| {
            let _ = app.main("read_note", json!({ "note": "$DIR/notes/./a.md" }));
        });
        let line = events.lines().find(|line| line.contains(" seq=")).unwrap().to_owned();
        (line.contains("a.md"), line.contains("/*.md"))
    };
    assert_eq!(named(json!({})), (false, true));
    assert_eq!(named(json!({ "audit": { "mode": "off" } })), (false, true));
    assert_eq!(named(json!({ "audit": { "mode": "off", "privacy": "hash" } })), (false, false));
    assert_eq!(named(json!({ "audit": { "privacy": "full" } })), (true, false));
    assert_eq!(named(json!({ "explain": true })), (true, false));
}
