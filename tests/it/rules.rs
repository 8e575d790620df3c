//! `Valid<T>`: any other argument, refused and recorded in the same way.

use serde_json::{Value, json};
use support::without_acl;

#[test]
fn a_value_that_keeps_the_rules_reaches_the_body_and_leaves_a_record_without_its_content() {
    let app = without_acl().run();
    assert_eq!(app.main("rename", json!({ "title": "abc" })), Ok(json!("abc")));
    let record = &app.records()[0];
    assert_eq!(
        (&record["code"], &record["argument"], &record["command"]),
        (&json!("allowed"), &json!("title"), &json!("rename"))
    );
    assert!(!record.to_string().contains("abc"), "{record}");
}

#[test]
fn length_pattern_and_shape_are_checked_before_the_body() {
    let app = without_acl().run();
    for (title, code) in [
        (json!(""), "value.invalid"),
        (json!("abcdef"), "value.invalid"),
        (json!("ABC"), "value.invalid"),
        (json!("abc\n"), "value.invalid"),
        (json!(1), "argument.type"),
        (json!(["abc"]), "argument.type"),
        (Value::Null, "argument.missing"),
    ] {
        assert_eq!(app.refused("rename", json!({ "title": title })), code, "{title}");
    }
    assert_eq!(app.refused("rename", json!({})), "argument.missing");
    assert_eq!(app.runs(), 0);
}

#[test]
fn the_page_learns_where_and_the_log_why() {
    let app = without_acl().run();
    let sent = json!({ "letter": { "address": { "zip": "x secret" } }, "titles": [] });
    let error = app.main("send", sent).unwrap_err();
    assert_eq!((&error["code"], &error["field"]), (&json!("value.invalid"), &json!("address.zip")));
    assert!(!error.to_string().contains("[0-9]"), "{error}");
    let record = &app.records()[0];
    assert!(record["fault"].as_str().unwrap().contains("[0-9]"), "{record}");
    assert!(!record.to_string().contains("x secret"), "{record}");
}

/// Report mode lets pass whatever could be read, as the app does it today.
#[test]
fn a_broken_rule_is_reported_and_a_wrong_shape_refused_in_report_mode() {
    let app = without_acl().config(json!({ "report": { "until": "2999-12-31", "commands": ["rename"] } })).run();
    assert_eq!(app.main("rename", json!({ "title": "ABC" })), Ok(json!("ABC")));
    let record = &app.records()[0];
    assert_eq!((&record["decision"], &record["code"]), (&json!("report"), &json!("value.invalid")));
    assert_eq!(app.refused("rename", json!({ "title": 1 })), "argument.type");
    assert_eq!(app.refused("send", json!({ "letter": { "address": { "zip": "x" } }, "titles": [] })), "value.invalid");
}

#[test]
fn it_stands_in_lists_and_the_length_of_those_is_bounded() {
    let app = without_acl().config(json!({ "maxElements": 2 })).run();
    let send =
        |titles: Value| app.main("send", json!({ "letter": { "address": { "zip": "12345" } }, "titles": titles }));
    assert_eq!(send(json!(["a", "b"])), Ok(json!("12345 2")));
    assert_eq!(send(json!(["a", "B"])).unwrap_err()["index"], json!([1]));
    assert_eq!(send(json!(["a", "b", "c"])).unwrap_err()["code"], "argument.too-many");
}
