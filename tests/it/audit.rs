//! The audit log of a running app: what is in it, who reads it, and that no page writes it.

use std::{fs, path::PathBuf};

use serde_json::{Value, json};
use support::{Running, with_acl};
use tauri::Manager as _;
use tauri_plugin_authority::Authority;

fn notes() -> Value {
    json!([{ "identifier": "allow-read-note", "allow": [{ "path": "$DIR/notes/**" }] }])
}

fn log(app: &Running) -> PathBuf {
    app.path("audit/1")
}

/// The lines of the log, once everything that was decided is in it.
fn lines(app: &Running) -> Vec<Value> {
    app.app.state::<Authority>().audit_log().unwrap().sync().unwrap();
    let text = fs::read_to_string(log(app).join("authority-00000001.jsonl")).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn decisions(app: &Running) -> Vec<Value> {
    lines(app).into_iter().filter(|line| line["type"] == "decision").collect()
}

#[test]
fn every_decision_is_in_the_log_with_the_id_that_the_page_was_given() {
    let app = with_acl().grant(notes()).policy().run();
    app.main("read_note", json!({ "note": "$DIR/notes/a.md" })).unwrap();
    let denial = app.main("read_note", json!({ "note": "$DIR/outside.md" })).unwrap_err();
    let run = &lines(&app)[1];
    assert_eq!((&run["type"], &run["mode"], &run["privacy"]), (&json!("run"), &json!("buffered"), &json!("template")));
    assert_eq!(run["policy"].as_str().unwrap().len(), 64);
    let decided = decisions(&app);
    assert_eq!(decided.len(), 2);
    assert_eq!((&decided[0]["decision"], &decided[0]["window"]), (&json!("allow"), &json!("main")));
    assert_eq!((&decided[1]["decision"], &decided[1]["id"]), (&json!("deny"), &denial["decision"]));
    let origin = decided[0]["entry"]["origin"].as_str().unwrap();
    assert!(origin.contains("cap-0") && origin.contains("allow-read-note"), "{origin}");
    let text = Value::from(decided).to_string();
    assert!(!text.contains("a.md") && !text.contains("outside.md"), "the user's names are in the log: {text}");
}

#[test]
fn the_app_s_end_closes_the_log() {
    let app = with_acl().grant(notes()).run();
    app.main("read_note", json!({ "note": "$DIR/notes/a.md" })).unwrap();
    app.app.state::<Authority>().close_audit_log();
    let text = fs::read_to_string(log(&app).join("authority-00000001.jsonl")).unwrap();
    assert!(text.lines().last().unwrap().contains(r#""type":"end""#), "{text}");
}

/// The attack: the app's scope covers the log, and the page rewrites what is recorded of it.
#[test]
fn no_page_reads_or_writes_the_log_whatever_an_entry_says() {
    let all = |command: &str| json!({ "identifier": command, "allow": [{ "path": "$DIR/**" }] });
    let granted =
        json!([all("allow-read-note"), all("allow-save-note"), all("allow-remove-tree"), all("allow-list-notes")]);
    let app = with_acl().grant(granted).run();
    app.main("read_note", json!({ "note": "$DIR/outside.md" })).unwrap();
    let file = "$DIR/audit/1/authority-00000001.jsonl";
    let before = lines(&app).len();
    for (command, arguments) in [
        ("read_note", json!({ "note": file })),
        ("read_note", json!({ "note": "$DIR/audit/1/lock" })),
        ("save_note", json!({ "note": file, "text": "" })),
        ("remove_tree", json!({ "dir": "$DIR/audit" })),
    ] {
        assert_eq!(app.refused(command, arguments), "path.outside-scope", "{command}");
    }
    let codes: Vec<_> = decisions(&app).iter().map(|line| line["code"].clone()).collect();
    assert_eq!(codes[1..], ["path.reserved", "path.reserved", "path.reserved", "path.reserved"]);
    assert_eq!(lines(&app).len(), before + 4);
}

/// The attack: the log lies behind a link, and the page names where that leads.
#[cfg(unix)]
#[test]
fn no_page_reaches_the_log_by_the_name_that_a_link_leads_to() {
    let fixture = with_acl();
    fs::create_dir(fixture.dir.path().join("real")).unwrap();
    std::os::unix::fs::symlink("real", fixture.dir.path().join("link")).unwrap();
    let place = fixture.dir.path().join("link/audit");
    let granted = json!([{ "identifier": "allow-read-note", "allow": [{ "path": "$DIR/**" }] }]);
    let app = fixture.config(json!({ "audit": { "directory": place } })).grant(granted).run();
    app.main("read_note", json!({ "note": "$DIR/outside.md" })).unwrap();
    app.app.state::<Authority>().audit_log().unwrap().sync().unwrap();
    assert!(app.path("real/audit/1/authority-00000001.jsonl").exists());
    for name in ["real", "link"] {
        let note = format!("$DIR/{name}/audit/1/authority-00000001.jsonl");
        assert_eq!(app.refused("read_note", json!({ "note": note })), "path.outside-scope", "{name}");
    }
}

#[test]
fn a_page_with_the_permission_asks_the_log() {
    let mut permissions = notes();
    permissions.as_array_mut().unwrap().push(json!("authority:audit"));
    let app = with_acl().grant(permissions).run();
    for name in ["a.md", "b.md", "private/p.md"] {
        app.main("read_note", json!({ "note": format!("$DIR/notes/{name}") })).unwrap();
    }
    let denial = app.main("read_note", json!({ "note": "$DIR/outside.md" })).unwrap_err();
    let ask = |query: Value| app.main("plugin:authority|audit_query", json!({ "query": query })).unwrap();
    let numbers = |page: &Value| -> Vec<u64> {
        page["lines"].as_array().unwrap().iter().map(|line| line["n"].as_u64().unwrap()).collect()
    };
    assert_eq!(numbers(&ask(json!({}))), [4, 3, 2, 1]);
    assert_eq!(numbers(&ask(json!({ "decision": "deny" }))), [4]);
    assert_eq!(numbers(&ask(json!({ "code": "path." }))), [4]);
    assert_eq!(numbers(&ask(json!({ "id": denial["decision"] }))), [4]);
    let first = ask(json!({ "limit": 3 }));
    assert_eq!(numbers(&first), [4, 3, 2]);
    let second = ask(json!({ "limit": 3, "beforeSeq": first["next"] }));
    assert_eq!((numbers(&second), &second["next"]), (vec![1], &Value::Null));
    let unknown = app.main("plugin:authority|audit_query", json!({ "query": { "windows": "main" } })).unwrap_err();
    assert!(unknown.as_str().unwrap().contains("unknown field `windows`"), "{unknown}");
}

#[test]
fn without_the_permission_nobody_asks_and_without_a_log_there_is_a_reason() {
    let app = with_acl().grant(json!(["authority:default", "authority:allow-recent-decisions"])).run();
    for command in ["audit_query", "audit_subscribe", "audit_more", "audit_unsubscribe", "acl_refused"] {
        let error = app.main(&format!("plugin:authority|{command}"), json!({})).unwrap_err();
        assert!(error.as_str().unwrap().contains("not allowed"), "{command}: {error}");
    }
    let app = with_acl().config(json!({ "audit": { "mode": "off" } })).grant(json!(["authority:audit"])).run();
    let error = app.main("plugin:authority|audit_query", json!({})).unwrap_err();
    assert!(error.as_str().unwrap().contains("`off`"), "{error}");
    assert!(!app.path("audit").exists());
}

/// The directory cannot be made, and the app does nothing that is not on record: judged as ever, and not opened.
#[test]
fn required_opens_nothing_while_the_log_cannot_be_written() {
    let fixture = with_acl();
    let place = fixture.dir.path().join("in-the-way");
    fs::write(&place, "a file").unwrap();
    let config = json!({ "audit": { "mode": "required", "directory": &place } });
    let app = fixture.config(config).grant(notes()).run();
    assert_eq!(app.refused("read_note", json!({ "note": "$DIR/notes/a.md" })), "record.unsettled");
    let records = app.records();
    assert_eq!((&records[0]["code"], &records[1]["code"]), (&json!("record.unsettled"), &json!("allowed")));
    assert_eq!(records[0]["parent"], records[1]["id"]);
    fs::remove_file(&place).unwrap();
    let begun = std::time::Instant::now();
    while app.main("read_note", json!({ "note": "$DIR/notes/a.md" })).is_err() {
        assert!(begun.elapsed().as_secs() < 30, "it is never opened again");
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    let text = fs::read_to_string(place.join("1/authority-00000001.jsonl")).unwrap();
    assert!(text.contains(r#""type":"gap""#) && text.contains(r#""code":"record.unsettled""#), "{text}");
}

#[test]
fn buffered_goes_on_while_the_log_cannot_be_written() {
    let fixture = with_acl();
    let place = fixture.dir.path().join("in-the-way");
    fs::write(&place, "a file").unwrap();
    let app = fixture.config(json!({ "audit": { "directory": &place } })).grant(notes()).run();
    app.main("read_note", json!({ "note": "$DIR/notes/a.md" })).unwrap();
}

#[test]
fn a_window_that_asks_too_often_is_refused_and_another_is_not() {
    let everyone = json!({ "windows": ["*"], "permissions": notes() });
    let app = with_acl().config(json!({ "decisionsPerSecond": 5 })).capability(everyone).run();
    let ask = |window| app.call(window, "read_note", json!({ "note": "$DIR/notes/a.md" }));
    let refused: Vec<Value> = (0..50).filter_map(|_| ask("main").err()).collect();
    assert!(refused.len() > 30 && refused.iter().all(|error| error["code"] == "command.rate"));
    ask("other").unwrap();
}

/// What Tauri's own ACL refuses is known from the page alone, and the policy is asked whether that can be.
#[test]
fn what_a_page_says_of_tauri_s_refusals_is_recorded_as_its_word() {
    let mut permissions = notes();
    permissions.as_array_mut().unwrap().push(json!("authority:allow-acl-refused"));
    let tell = |app: &Running, command: &str| app.main("plugin:authority|acl_refused", json!({ "command": command }));
    let app = with_acl().grant(permissions.clone()).policy().run();
    assert!(app.main("save_note", json!({ "note": "$DIR/notes/a.md", "text": "" })).unwrap_err().is_string());
    tell(&app, "save_note").unwrap();
    // One a second: nobody fills the log by saying so.
    (0..50).for_each(|_| drop(tell(&app, "save_note")));
    let decided = decisions(&app);
    assert!((1..=2).contains(&decided.len()), "{decided:?}");
    let fields = ["decision", "code", "stage", "command", "window"].map(|name| decided[0][name].as_str().unwrap());
    assert_eq!(fields, ["deny", "acl.refused", "told", "save_note", "main"]);
    let app = with_acl().grant(permissions.clone()).policy().run();
    tell(&app, "read_note").unwrap();
    assert_eq!(
        (&decisions(&app)[0]["code"], &decisions(&app)[0]["decision"]),
        (&json!("acl.unconfirmed"), &json!("error"))
    );
    let app = with_acl().grant(permissions).run();
    tell(&app, &"x".repeat(10_000)).unwrap();
    assert_eq!(decisions(&app)[0]["code"], "acl.unconfirmed");
    assert!(decisions(&app)[0]["command"].as_str().unwrap().chars().count() <= 201);
}

#[test]
fn two_apps_at_a_time_have_two_logs() {
    let first = with_acl().grant(notes()).run();
    first.main("read_note", json!({ "note": "$DIR/notes/a.md" })).unwrap();
    lines(&first);
    let second = with_acl().config(json!({ "audit": { "directory": first.path("audit") } })).grant(notes()).run();
    second.main("read_note", json!({ "note": "$DIR/notes/a.md" })).unwrap();
    second.app.state::<Authority>().audit_log().unwrap().sync().unwrap();
    assert!(first.path("audit/2/authority-00000001.jsonl").exists());
    assert_eq!(decisions(&first).len(), 1);
}
