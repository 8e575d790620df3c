//! A judged value from a header, for calls whose body is bytes.

use serde_json::{Value, json};
use support::{Running, with_acl};

fn app() -> Running {
    with_acl()
        .grant(
            json!([{ "identifier": "allow-save-bytes", "allow": [{ "path": "$DIR/notes/*.bin", "arg": "notePath" }] }]),
        )
        .run()
}

/// As `header` of the npm package writes it.
fn header(value: &Value) -> String {
    value.to_string().bytes().map(|byte| format!("%{byte:02X}")).collect()
}

#[test]
fn the_bytes_go_to_the_file_that_the_header_names() {
    let app = app();
    let name = app.path("notes/né.bin");
    app.call_raw("save_bytes", &[0, 159, 1], &[("notepath", header(&json!(name)))]).unwrap();
    assert_eq!(std::fs::read(name).unwrap(), [0, 159, 1]);
    assert_eq!(app.records()[0]["argument"], "notePath");
}

#[test]
fn what_is_not_in_scope_is_refused_before_the_body() {
    let app = app();
    for (headers, code) in [
        (vec![("notepath", header(&json!(app.path("outside.bin"))))], "path.outside-scope"),
        (vec![("notepath", header(&json!(app.path("notes/../outside.bin"))))], "path.parent-component"),
        (vec![], "argument.missing"),
        (vec![("notepath", header(&Value::Null))], "argument.missing"),
        (vec![("notepath", header(&json!(7)))], "argument.type"),
        // A bare path is no JSON, also where it is one that would be in scope.
        (vec![("notepath", app.path("notes/a.bin").to_str().unwrap().to_owned())], "argument.header"),
        (vec![("notepath", "%FF".to_owned())], "argument.header"),
        (vec![("notepath", String::new())], "argument.header"),
        // Judging one and using the other is how proxies and servers fell out.
        (
            vec![
                ("notepath", header(&json!(app.path("notes/a.bin")))),
                ("notepath", header(&json!(app.path("outside.bin")))),
            ],
            "argument.header",
        ),
    ] {
        let error = app.call_raw("save_bytes", b"x", &headers).unwrap_err();
        assert_eq!(error["code"], code, "{headers:?}");
    }
    assert_eq!(app.runs(), 0);
    assert!(!app.path("outside.bin").exists() && !app.path("notes/a.bin").exists());
}

#[test]
fn a_header_is_read_beside_arguments_too() {
    let app = app();
    assert_eq!(app.refused("save_bytes", json!({ "notePath": app.path("notes/a.bin") })), "argument.missing");
}
