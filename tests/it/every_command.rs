//! Every command seen: each admitted call is a record before its handler runs, and those under no ACL are named or refused.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use serde_json::{Value, json};
use support::{with_acl, without_acl};
use tauri::{
    Manager,
    ipc::{Invoke, InvokeBody},
    test::MockRuntime,
};
use tauri_plugin_authority::{Authority, seen};

use crate::told::{alone, traced};

#[tauri::command]
fn greet() -> &'static str {
    "hello"
}

mod nested {
    #[tauri::command]
    pub(crate) fn count() -> u32 {
        7
    }
}

/// Everything that tells one call from another, but for its number, id and time.
fn told_apart(record: &Value) -> Value {
    let mut record = record.clone();
    for field in ["seq", "id", "at"] {
        assert!(record.as_object_mut().unwrap().remove(field).is_some(), "{record}");
    }
    record
}

#[test]
fn an_admitted_call_is_a_record_of_its_own() {
    let app = with_acl().seen().grant(json!(["allow-read-note", "allow-raw-scope"])).run();
    assert_eq!(app.main("raw_scope", json!({})), Ok(json!([])));
    let record = json!({
        "stage": "admit", "decision": "allow", "code": "allowed", "command": "raw_scope", "access": [],
        "window": "main", "webview": "main", "context": "local",
    });
    assert_eq!(app.records().iter().map(told_apart).collect::<Vec<_>>(), [record]);
    assert_eq!(app.refused("read_note", json!({ "note": "/etc/passwd" })), "scope.empty");
    let stages: Vec<Value> = app.records().iter().map(|record| record["stage"].clone()).collect();
    assert_eq!(stages, ["judge", "admit", "admit"]);
}

#[test]
fn it_is_recorded_before_the_handler_runs() {
    let before = Arc::new(AtomicUsize::new(usize::MAX));
    let counted = Arc::clone(&before);
    let handler = seen(move |invoke: Invoke<MockRuntime>| {
        let (records, _) = invoke.message.webview_ref().state::<Authority>().recent_decisions(10);
        counted.store(records.len(), Ordering::SeqCst);
        invoke.resolver.resolve("by hand");
        true
    });
    let app = with_acl().handler(handler).grant(json!(["allow-raw-scope"])).run();
    assert_eq!(app.main("raw_scope", json!({})), Ok(json!("by hand")));
    assert_eq!(before.load(Ordering::SeqCst), 1);
}

#[test]
fn what_tauri_refuses_is_not_admitted() {
    let app = with_acl().seen().run();
    assert!(app.main("raw_scope", json!({})).unwrap_err().is_string());
    assert_eq!(app.records().len(), 0);
}

#[test]
fn the_caller_is_what_tauri_resolved() {
    let app = with_acl()
        .seen()
        .capability(json!({ "windows": ["*"], "remote": { "urls": ["https://notes.example/*"] }, "permissions": ["allow-raw-scope"] }))
        .run();
    app.call("other", "raw_scope", json!({})).unwrap();
    assert_eq!((&app.records()[0]["window"], &app.records()[0]["context"]), (&json!("other"), &json!("local")));
    app.call_from("https://notes.example/page", "main", "raw_scope", InvokeBody::Json(json!({}))).unwrap();
    assert_eq!(app.records()[0]["context"], json!({ "remote": "https://notes.example/*" }));
}

#[test]
fn a_plugins_command_is_recorded_under_the_plugins_name() {
    let app = without_acl()
        .seen()
        .config(json!({ "commandsWithoutAcl": "error" }))
        .grant(json!([{ "identifier": "inlined:allow-inlined-read", "allow": ["$DIR/notes/**"] }]))
        .run();
    assert_eq!(app.main("plugin:inlined|inlined_read", json!({ "note": "$DIR/notes/a.md" })), Ok(json!("a")));
    let record = &app.records()[1];
    assert_eq!((&record["stage"], &record["command"]), (&json!("admit"), &json!("plugin:inlined|inlined_read")));
}

/// The attack: a page that fills the memory with names that it makes up.
#[test]
fn of_a_long_name_no_more_is_kept_than_of_other_text() {
    let app = without_acl().seen().run();
    let name = "x".repeat(100_000);
    let events = traced(|| assert!(app.main(&name, json!({})).unwrap_err().as_str().unwrap().ends_with(" not found")));
    assert_eq!(app.records()[0]["command"], "x".repeat(200));
    assert!(!events.contains("under no ACL"), "what no handler knows is no command");
}

/// Nothing would be recorded, so nothing runs.
#[test]
fn without_the_plugin_every_call_is_refused() {
    let app = without_acl().seen().without_plugin().run();
    let error = app.main("raw_scope", json!({})).unwrap_err();
    assert_eq!((&error["code"], &error["argument"]), (&json!("scope.invalid"), &json!("")));
}

#[test]
fn a_command_under_no_acl_is_refused_where_that_is_an_error() {
    let granted = json!([{ "identifier": "authority:scope", "allow": [
        { "command": "read_note", "path": "$DIR/notes/**", "windows": ["main"] },
        { "command": "other_note", "path": "$DIR/notes/**", "windows": ["main"] },
    ] }]);
    let config = json!({ "commandsWithoutAcl": "error", "frozenCommands": ["read_note"] });
    let app = without_acl().seen().config(config).grant(granted).run();
    let note = json!({ "note": "$DIR/notes/a.md" });
    let error = app.main("other_note", note.clone()).unwrap_err();
    assert_eq!((app.runs(), &error["type"], &error["code"]), (0, &json!("authority.denied"), &json!("command.no-acl")));
    let record = &app.records()[0];
    assert_eq!(
        (&record["stage"], &record["decision"], &record["id"]),
        (&json!("admit"), &json!("deny"), &error["decision"])
    );
    assert_eq!(app.refused("no_such_command", json!({})), "command.no-acl");
    assert_eq!(app.main("read_note", note), Ok(json!("a")), "it is frozen");
}

#[test]
fn a_command_under_the_acl_runs_where_others_are_an_error() {
    let app =
        with_acl().seen().config(json!({ "commandsWithoutAcl": "error" })).grant(json!(["allow-raw-scope"])).run();
    assert_eq!(app.main("raw_scope", json!({})), Ok(json!([])));
}

#[test]
fn the_apps_own_shape_is_that_of_this_denial_too() {
    let app = without_acl().seen().map_denial().config(json!({ "commandsWithoutAcl": "error" })).run();
    assert_eq!(app.main("raw_scope", json!({})), Err(json!({ "mine": "command.no-acl" })));
}

#[test]
fn a_command_under_no_acl_is_named_at_its_first_call() {
    let app = without_acl().seen().config(json!({ "frozenCommands": ["other_note"] })).run();
    let events = traced(|| {
        for command in ["raw_scope", "raw_scope", "read_note", "raw_scope", "other_note"] {
            let _ = app.main(command, json!({}));
        }
    });
    for (command, times) in [("raw_scope", 1), ("read_note", 1), ("other_note", 0)] {
        let said = format!("WARN authority: `{command}` is under no ACL: any window may call it");
        assert_eq!(events.matches(&said).count(), times, "{command}: {events}");
    }
    let app = with_acl().seen().grant(json!(["allow-raw-scope"])).run();
    assert!(!traced(|| drop(app.main("raw_scope", json!({})))).contains("under no ACL"));
}

#[test]
fn a_frozen_command_that_is_under_the_acl_now_is_named_at_its_first_call() {
    let app =
        with_acl().seen().config(json!({ "frozenCommands": ["raw_scope"] })).grant(json!(["allow-raw-scope"])).run();
    let events = traced(|| {
        for _ in 0..3 {
            let _ = app.main("raw_scope", json!({}));
        }
    });
    assert_eq!(events.matches("WARN authority: `raw_scope` is under the ACL now: take it out").count(), 1, "{events}");
}

#[test]
fn the_macro_takes_what_tauris_takes_and_knows_the_names() {
    let handler = tauri_plugin_authority::generate_handler![
        greet,
        #[cfg(all())]
        nested::count,
        #[cfg(any())]
        there_is_no_such_function,
    ];
    let config = json!({ "frozenCommands": ["greet", "count", "gone_since"] });
    let mut app = None;
    let events = traced(|| app = Some(without_acl().config(config).handler(handler).run()));
    let stale =
        "WARN authority: `gone_since` is no command of the app: take it out of `plugins.authority.frozenCommands`";
    assert!(events.contains(stale), "{events}");
    let app = app.unwrap();
    assert_eq!((app.main("greet", json!({})), app.main("count", json!({}))), (Ok(json!("hello")), Ok(json!(7))));
    let seen: Vec<Value> = app.records().iter().map(|record| record["command"].clone()).collect();
    assert_eq!(seen, ["count", "greet"]);
}

#[test]
fn the_macro_takes_a_plugins_commands_for_the_plugins() {
    let handler = tauri_plugin_authority::generate_handler![#![plugin(some_plugin)] greet];
    let app = without_acl().handler(handler).run();
    app.main("greet", json!({})).unwrap();
    assert_eq!(app.records()[0]["command"], "plugin:some-plugin|greet");
}

/// Such an entry counts for none, and the call is refused as if there were no entry at all.
#[test]
fn a_command_that_an_entry_misspells_is_said_at_start_up() {
    let entry = |command: &str| json!({ "command": command, "path": "$DIR/notes/**", "windows": ["main"] });
    let allow = [entry("greet"), entry("gret"), entry("plugin:greet|greet"), entry("take_leave"), entry("take_leve")];
    let scope = json!([{ "identifier": "authority:scope", "allow": allow }]);
    let handler = tauri_plugin_authority::generate_handler![greet, elsewhere::take_leave];
    let events = traced(|| drop(without_acl().handler(handler).grant(scope).run()));
    let said = "WARN authority: `allow[1]` in `authority:scope` is for `gret`, which is no command of the app; did you mean `greet`?";
    assert_eq!((events.matches(said).count(), events.matches("did you mean").count()), (1, 2), "{events}");
    assert!(events.contains(
        "`allow[4]` in `authority:scope` is for `take_leve`, which is no command of the app; did you mean `take_leave`?"
    ));
}

mod elsewhere {
    #[tauri::command]
    pub(super) fn take_leave() {}
}

/// In a process of its own: whether a handler is wrapped is known of the process.
#[test]
fn to_refuse_without_the_wrapper_is_a_mistake_that_stops_the_start() {
    if alone("every_command::to_refuse_without_the_wrapper_is_a_mistake_that_stops_the_start").is_some() {
        return;
    }
    let strict = || without_acl().config(json!({ "commandsWithoutAcl": "error" }));
    let error = strict().try_run().map(drop).unwrap_err().to_string();
    for word in
        ["plugins.authority.commandsWithoutAcl", "not wrapped", "tauri_plugin_authority::generate_handler!", "`seen`"]
    {
        assert!(error.contains(word), "{word}: {error}");
    }
    assert!(strict().seen().try_run().is_ok());
}

#[test]
fn it_is_said_on_standard_error() {
    let Some(said) = alone("every_command::it_is_said_on_standard_error") else {
        return drop(without_acl().seen().run().main("raw_scope", json!({})));
    };
    assert!(said.contains("tauri-plugin-authority: `raw_scope` is under no ACL: any window may call it"), "{said}");
}
