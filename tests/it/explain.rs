//! Origins and explanations in a running app: the policy names, and never decides.

use serde_json::{Value, json};
use support::{Fixture, Running, with_acl, without_acl};
use tauri::Manager;
use tauri_plugin_authority::{Authority, Explanation};

/// The explanation of the newest decision.
fn explained(app: &Running) -> Explanation {
    let authority = app.app.state::<Authority>();
    let (records, _) = authority.recent_decisions(1);
    authority.explain(&records[0])
}

fn notes() -> Fixture {
    with_acl().grant(json!([{
        "identifier": "allow-read-note",
        "allow": [{ "path": "$DIR/notes/**" }],
        "deny": [{ "path": "$DIR/notes/private/**" }],
    }]))
}

#[test]
fn a_record_names_the_capability_and_permission_behind_its_entry() {
    let app = notes().policy().run();
    for (path, code) in
        [("a.md", "allowed"), ("private/p.md", "path.denied"), ("../outside.md", "path.parent-component")]
    {
        let _ = app.main("read_note", json!({ "note": format!("$DIR/notes/{path}") }));
        let record = &app.records()[0];
        assert_eq!(record["code"], code);
        let origin = (code != "path.parent-component").then_some("capability `cap-0`, permission `allow-read-note`");
        assert_eq!(record["entry"]["origin"].as_str(), origin, "{record}");
    }
}

#[test]
fn an_entry_of_the_plugins_permission_and_of_the_global_scope_is_named_too() {
    let app = without_acl()
        .grant(json!([{ "identifier": "authority:scope", "allow": [{ "command": "read_note", "path": "$DIR/notes/**", "windows": ["main"] }] }]))
        .policy()
        .run();
    app.main("read_note", json!({ "note": "$DIR/notes/a.md" })).unwrap();
    assert_eq!(app.records()[0]["entry"]["origin"], "capability `cap-0`, permission `authority:scope`");

    let app = with_acl()
        .grant(json!([
            // The same value in both lists: each is named for its own.
            { "identifier": "allow-read-note", "allow": [{ "path": "$DIR/notes/a.md" }] },
            { "identifier": "everywhere", "deny": [{ "path": "$DIR/notes/a.md" }] },
        ]))
        .policy()
        .run();
    assert_eq!(app.refused("read_note", json!({ "note": "$DIR/notes/a.md" })), "path.outside-scope");
    assert_eq!(app.records()[0]["entry"]["origin"], "capability `cap-0`, permission `everywhere`");
}

#[test]
fn of_several_equal_entries_the_first_is_named_and_the_others_are_counted() {
    let entry = || json!([{ "identifier": "allow-read-note", "allow": [{ "path": "$DIR/notes/**" }] }]);
    let app = with_acl()
        .grant(entry())
        .capability(json!({ "windows": ["m*"], "permissions": entry() }))
        .capability(json!({ "windows": ["other"], "permissions": entry() }))
        .policy()
        .run();
    app.main("read_note", json!({ "note": "$DIR/notes/a.md" })).unwrap();
    let origin = app.records()[0]["entry"]["origin"].clone();
    assert_eq!(origin, "capability `cap-0`, permission `allow-read-note` (and 1 more)");
}

#[test]
fn remote_content_is_attributed_by_every_pattern_that_took_it() {
    let capability = |url: &str, path: &str| {
        json!({
            "windows": ["main"], "local": false, "remote": { "urls": [url] },
            "permissions": [{ "identifier": "allow-read-note", "allow": [{ "path": path }] }],
        })
    };
    let app = with_acl()
        .capability(capability("https://*.example.com", "$DIR/notes/a.md"))
        .capability(capability("https://a.example.com", "$DIR/notes/b.md"))
        .policy()
        .run();
    for (name, origin) in [("a.md", "cap-0"), ("b.md", "cap-1")] {
        let body = json!({ "note": app.path("notes").join(name) });
        app.call_from("https://a.example.com/x", "main", "read_note", tauri::ipc::InvokeBody::Json(body)).unwrap();
        let found = app.records()[0]["entry"]["origin"].clone();
        assert_eq!(found, format!("capability `{origin}`, permission `allow-read-note`"));
    }
}

#[test]
fn inlined_capabilities_of_the_configuration_are_known_and_its_list_selects() {
    let inline = json!({ "identifier": "inline", "windows": ["main"], "permissions": [
        { "identifier": "allow-read-note", "allow": [{ "path": "$DIR/notes/**" }] },
    ] });
    let unselected = json!([{ "identifier": "allow-other-note", "allow": [{ "path": "$DIR/**" }] }]);
    let app = with_acl().grant(unselected).security_capabilities(json!([inline])).policy().run();
    app.main("read_note", json!({ "note": "$DIR/notes/a.md" })).unwrap();
    assert_eq!(app.records()[0]["entry"]["origin"], "capability `inline`, permission `allow-read-note`");
    let authority = app.app.state::<Authority>();
    let names: Vec<&str> = authority.policy().unwrap().capabilities().iter().map(|it| it.identifier.as_str()).collect();
    assert_eq!(names, ["inline"]);
}

#[test]
fn a_reference_to_a_capability_that_is_not_there_is_a_fault_and_refuses_nothing() {
    let app = notes().security_capabilities_of_the_policy(json!(["gone"])).policy().run();
    app.main("read_note", json!({ "note": "$DIR/notes/a.md" })).unwrap();
    let fault = app.app.state::<Authority>().policy().unwrap().faults()[0].to_string();
    assert!(fault.contains("`app.security.capabilities`") && fault.contains("gone"), "{fault}");
    let unknown = explained(&app).unknown.join("\n");
    assert!(unknown.contains("the embedded policy has a fault") && unknown.contains("gone"), "{unknown}");
}

/// Everything of a record but its id, its time and who stands behind its entry.
fn verdicts(app: &Running) -> Vec<Value> {
    let dir = app.dir.path().to_str().unwrap().to_owned();
    let mut records = app.records();
    for record in &mut records {
        let fields = record.as_object_mut().unwrap();
        fields.retain(|key, _| key != "id" && key != "at");
        if let Some(entry) = fields.get_mut("entry").and_then(Value::as_object_mut) {
            entry.remove("origin");
        }
        *record = serde_json::from_str(&record.to_string().replace(&dir, "$DIR")).unwrap();
    }
    records
}

#[test]
fn no_decision_depends_on_the_policy() {
    let build = || {
        notes()
            .capability(json!({ "windows": ["side"], "permissions": [
                { "identifier": "allow-read-note", "allow": [{ "path": "$DIR/notes/a.md" }] },
                { "identifier": "allow-list-notes", "allow": [{ "path": "$DIR/notes" }] },
            ] }))
            .grant(json!([{ "identifier": "authority:scope", "allow": [{ "command": "other_note", "path": "$DIR/**", "windows": ["main"] }] }]))
            .grant(json!(["allow-other-note", { "identifier": "everywhere", "allow": [{ "path": "$DIR/outside.md" }] }]))
    };
    let ask = |app: &Running| {
        for window in ["main", "side"] {
            for command in ["read_note", "other_note"] {
                for path in ["notes/a.md", "notes/private/p.md", "notes/.hidden.md", "outside.md", "nothing"] {
                    let _ = app.call(window, command, json!({ "note": format!("$DIR/{path}") }));
                }
            }
        }
        verdicts(app)
    };
    let without = ask(&build().run());
    assert!(without.len() > 12);
    // With the true one, one that says yes to everything, one that denies everything, and one that cannot be read.
    let yes = json!({ "identifier": "yes", "windows": ["*"], "permissions": [{ "identifier": "allow-read-note", "allow": [{ "path": "/**", "hidden": true }] }] });
    let no = json!({ "identifier": "no", "windows": ["*"], "permissions": [{ "identifier": "allow-read-note", "deny": [{ "path": "/**" }] }] });
    assert_eq!(ask(&build().policy().run()), without);
    for other in [yes, no] {
        assert_eq!(ask(&build().other_policy(&json!({ "it": other }).to_string()).run()), without);
    }
    assert_eq!(ask(&build().other_policy("{").run()), without);
}

#[test]
fn a_snippet_is_pasted_and_the_same_call_runs() {
    let acl = json!([{ "identifier": "allow-read-note", "allow": [{ "path": "$DIR/notes/**" }] }]);
    let scope = json!([{ "identifier": "authority:scope", "allow": [{ "command": "read_note", "path": "$DIR/notes/**", "windows": ["main"] }] }]);
    for (fixture, before) in [(with_acl as fn() -> Fixture, acl), (without_acl, scope)] {
        for path in ["outside.md", "notes/.hidden.md"] {
            let dir = fixture().dir;
            let app = fixture().in_dir(dir).grant(before.clone()).policy().run();
            let ask = |app: &Running| app.main("read_note", json!({ "note": format!("$DIR/{path}") }));
            ask(&app).unwrap_err();
            let snippet = explained(&app).snippet.unwrap();
            assert_eq!(snippet.capability.as_deref(), Some("cap-0"));
            let mut after = before.clone();
            after.as_array_mut().unwrap().push(serde_json::from_str(&snippet.text).unwrap());
            let app = fixture().in_dir(app.dir).grant(after).policy().run();
            ask(&app).unwrap_or_else(|error| panic!("{error} with {}", snippet.text));
        }
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_link_that_leads_outside_is_allowed_by_what_is_pasted() {
    let before = json!([{ "identifier": "allow-read-note", "allow": [{ "path": "$DIR/notes/**" }] }]);
    let app = with_acl().grant(before.clone()).policy().run();
    std::os::unix::fs::symlink(app.path("outside.md"), app.path("notes/link.md")).unwrap();
    let ask = |app: &Running| app.main("read_note", json!({ "note": "$DIR/notes/link.md" }));
    ask(&app).unwrap_err();
    assert_eq!(app.records()[0]["code"], "link.outside");
    let explanation = explained(&app);
    assert!(explanation.missing.as_ref().unwrap().contains("outside.md`, which a link on the way leads to"));
    let mut after = before;
    after.as_array_mut().unwrap().push(serde_json::from_str(&explanation.snippet.unwrap().text).unwrap());
    let app = with_acl().in_dir(app.dir).grant(after).run();
    assert_eq!(ask(&app).unwrap(), "o");
}

#[test]
fn a_developers_page_gets_the_explanation_and_no_other_does() {
    let arguments = || json!({ "note": "$DIR/outside.md" });
    let app = notes().policy().config(json!({ "explain": true })).run();
    let error = app.main("read_note", arguments()).unwrap_err();
    let text = error["detail"]["explanation"].as_str().unwrap();
    assert!(text.contains("permission `allow-read-note`") && text.contains("paste into `permissions`"), "{text}");
    assert_eq!(error["detail"]["code"], "path.outside-scope");

    let error = notes().policy().run().main("read_note", arguments()).unwrap_err();
    assert!(error.get("detail").is_none() && !error.to_string().contains("permission"), "{error}");
}

#[test]
fn a_value_of_the_apps_own_kind_is_explained_with_what_allows_it() {
    let app = with_acl()
        .grant(json!([
            { "identifier": "allow-dump-table", "allow": [{ "table": "customers" }] },
            "allow-bare-table",
        ]))
        .policy()
        .run();
    // It looks like a path, and is none.
    for (command, code) in [("dump_table", "value.outside-scope"), ("bare_table", "scope.empty")] {
        assert_eq!(app.refused(command, json!({ "table": "/etc/passwd" })), code);
        let explanation = explained(&app);
        let snippet = explanation.snippet.as_ref().unwrap_or_else(|| panic!("{explanation}"));
        assert!(snippet.text.contains(r#""allow": [{ "table": "/etc/passwd" }]"#), "{explanation}");
        assert_eq!(explanation.unknown, Vec::<String>::new(), "{explanation}");
        let behind = explanation.behind.unwrap();
        assert!(behind.contains("capability `cap-0`, permission `allow-"), "{behind}");
    }
}

#[test]
fn a_scope_with_entries_of_the_apps_own_kinds_is_no_fault_for_a_snippet() {
    let app = with_acl()
        .grant(json!([{ "identifier": "allow-read-note", "allow": [{ "table": "customers" }] }]))
        .policy()
        .run();
    assert_eq!(app.refused("read_note", json!({ "note": "$DIR/notes/a.md" })), "scope.empty");
    assert!(explained(&app).snippet.is_some());
}
