//! A struct of judged fields: one argument, each field judged as its own type, under its own name.

use serde_json::{Value, json};
use support::{Running, with_acl};

fn app() -> Running {
    with_acl()
        .grant(json!([
            { "identifier": "allow-export", "allow": [
                { "table": "customers", "arg": "request.table" },
                { "path": "$DIR/notes/**", "arg": "request.notePath" },
                { "path": "$DIR/copies-*.md", "arg": "request.to" },
            ] },
            { "identifier": "allow-bare-export", "allow": [{ "table": "customers", "arg": "request" }, { "path": "$DIR/**", "arg": "request" }] },
        ]))
        .run()
}

fn export(app: &Running, request: Value) -> Result<Value, Value> {
    app.main("export", json!({ "request": request }))
}

#[test]
fn every_field_is_judged_as_its_own_type() {
    let app = app();
    let whole = json!({ "table": "customers", "notePath": "$DIR/notes/a.md", "to": ["$DIR/copies-1.md", "$DIR/copies-2.md"], "title": "abc" });
    assert_eq!(export(&app, whole), Ok(json!(r#"customers Some("abc")"#)));
    assert_eq!(std::fs::read_to_string(app.path("copies-2.md")).unwrap(), "a");
    assert_eq!(export(&app, json!({ "table": "customers", "to": [] })), Ok(json!("customers None")));
    assert_eq!(app.runs(), 2);
}

#[test]
fn a_refusal_names_the_field_and_the_place_in_it() {
    let app = app();
    for (request, argument, index, code) in [
        (json!({ "table": "x", "to": [] }), "request.table", Value::Null, "value.outside-scope"),
        (
            json!({ "table": "customers", "notePath": "$DIR/outside.md", "to": [] }),
            "request.notePath",
            Value::Null,
            "path.outside-scope",
        ),
        // In scope for another field.
        (
            json!({ "table": "customers", "notePath": "$DIR/copies-1.md", "to": [] }),
            "request.notePath",
            Value::Null,
            "path.outside-scope",
        ),
        (
            json!({ "table": "customers", "to": ["$DIR/copies-1.md", "$DIR/notes/c.md"] }),
            "request.to",
            json!([1]),
            "path.outside-scope",
        ),
        (json!({ "table": "customers", "to": "$DIR/copies-1.md" }), "request.to", Value::Null, "argument.type"),
        (json!({ "table": "customers" }), "request.to", Value::Null, "argument.missing"),
        (json!({ "table": "customers", "to": [], "title": "ABC" }), "request.title", Value::Null, "value.invalid"),
        (json!({ "table": "customers", "to": [], "tilte": "abc" }), "request", Value::Null, "argument.type"),
        (json!({ "table": "customers", "to": [], "note_path": "/x" }), "request", Value::Null, "argument.type"),
        (json!(["customers"]), "request", Value::Null, "argument.type"),
        (Value::Null, "request", Value::Null, "argument.missing"),
    ] {
        let error = export(&app, request.clone()).unwrap_err();
        assert_eq!(
            (&error["argument"], &error["index"], &error["code"]),
            (&json!(argument), &index, &json!(code)),
            "{request}"
        );
    }
    assert!(!app.path("copies-1.md").exists());
    assert_eq!(app.runs(), 0);
}

#[test]
fn an_entry_for_the_argument_is_for_all_its_fields_and_a_bare_struct_is_judged_too() {
    let app = app();
    let export = |request: Value| app.main("bare_export", json!({ "request": request }));
    assert_eq!(
        export(json!({ "table": "customers", "notePath": "$DIR/outside.md", "to": [] })),
        Ok(json!("customers"))
    );
    assert_eq!(export(json!({ "table": "orders", "to": [] })).unwrap_err()["code"], "value.outside-scope");
}

#[test]
fn the_record_of_a_struct_that_is_none_names_all_that_its_fields_need() {
    let app = app();
    let error = export(&app, json!("x")).unwrap_err();
    assert_eq!(error["access"], json!(["read", "create"]));
}
