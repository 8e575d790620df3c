//! Kinds of values that the app declares: entries in both ways, both shapes of argument, registration.

use serde_json::{Value, json};
use support::{Running, with_acl, without_acl};

fn app(permission: &str, allow: Value, deny: Value) -> Running {
    with_acl().grant(json!([{ "identifier": permission, "allow": allow, "deny": deny }])).run()
}

#[test]
fn a_value_in_scope_reaches_the_body_and_another_does_not() {
    let app = app(
        "allow-dump-table",
        json!([{ "table": "customers" }, { "table": "orders" }]),
        json!([{ "table": "Orders" }]),
    );
    assert_eq!(app.main("dump_table", json!({ "table": "customers" })), Ok(json!("customers")));
    assert_eq!(app.main("dump_table", json!({ "table": { "table": "customers" } })), Ok(json!("customers")));
    assert_eq!(app.refused("dump_table", json!({ "table": "secrets" })), "value.outside-scope");
    // The deny is of another case, and the kind says that case does not tell tables apart.
    assert_eq!(app.refused("dump_table", json!({ "table": "orders" })), "value.outside-scope");
    assert_eq!(app.records()[0]["code"], "value.denied");
    assert_eq!(app.runs(), 2);
}

#[test]
fn without_an_entry_no_value_is_in_scope() {
    let app = with_acl().grant(json!(["allow-dump-table"])).run();
    assert_eq!(app.refused("dump_table", json!({ "table": "customers" })), "scope.empty");
    assert_eq!(without_acl().run().refused("dump_table", json!({ "table": "customers" })), "scope.empty");
}

#[test]
fn entries_stand_under_authority_scope_too() {
    let app = without_acl()
        .grant(json!([{ "identifier": "authority:scope", "allow": [
            { "command": "dump_table", "windows": ["main"], "table": "customers" },
        ] }]))
        .run();
    assert_eq!(app.main("dump_table", json!({ "table": "customers" })), Ok(json!("customers")));
    assert_eq!(app.call("other", "dump_table", json!({ "table": "customers" })).unwrap_err()["code"], "scope.empty");
}

#[test]
fn a_bare_value_is_judged_as_one_in_its_wrapper() {
    let app = app("allow-bare-table", json!([{ "table": "customers" }]), json!([]));
    assert_eq!(app.main("bare_table", json!({ "table": "customers" })), Ok(json!("customers")));
    assert_eq!(app.refused("bare_table", json!({ "table": "secrets" })), "value.outside-scope");
    assert_eq!(app.runs(), 1);
}

#[test]
fn a_list_is_refused_whole_at_its_first_value_outside() {
    let allow = json!([{ "flag": "--jobs", "value": "[0-9]+|auto" }, { "flag": "--verbose" }]);
    let app = app("allow-run-tool", allow, json!([]));
    let run = |flags: Value| app.main("run_tool", json!({ "flags": flags }));
    assert_eq!(
        run(json!([{ "flag": "--jobs", "value": "auto" }, { "flag": "--verbose" }])),
        Ok(json!([r#"--jobs=Some("auto")"#, "--verbose=None"]))
    );
    for bad in [json!("4; rm -rf /"), json!("4autox"), json!(""), Value::Null] {
        let error = run(json!([{ "flag": "--verbose" }, { "flag": "--jobs", "value": bad }])).unwrap_err();
        assert_eq!((&error["code"], &error["index"]), (&json!("value.outside-scope"), &json!([1])), "{bad}");
    }
    assert_eq!(app.records()[0]["difference"], "value");
    assert_eq!(app.runs(), 1);
}

#[test]
fn a_number_that_the_commands_type_cannot_hold_is_refused_though_it_is_in_scope() {
    let app = app("allow-print", json!([{ "printer": "HP *", "copies": { "min": 1 }, "inColor": true }]), json!([]));
    let print =
        |copies: u64| app.main("print", json!({ "job": { "printer": "HP 4", "copies": copies, "inColor": true } }));
    assert_eq!(print(255), Ok(json!("HP 4 255 Some(true)")));
    assert_eq!(print(256).unwrap_err()["code"], "argument.type");
    assert_eq!(print(0).unwrap_err()["code"], "value.outside-scope");
    // The field has another name on the page, and its own is none.
    assert_eq!(
        app.refused("print", json!({ "job": { "printer": "HP 4", "copies": 1, "color": true } })),
        "argument.type"
    );
}

#[test]
fn a_kind_that_is_not_registered_refuses_and_the_log_says_why() {
    let app = with_acl().grant(json!(["allow-forgotten"])).run();
    assert_eq!(app.refused("forgotten", json!({ "value": "x" })), "scope.invalid");
    assert_eq!(app.records()[0]["code"], "kind.unregistered");
    assert!(app.records()[0]["fault"].as_str().unwrap().contains("judged::Forgotten"));
}

#[test]
fn an_entry_of_a_kind_that_is_not_registered_refuses_its_command() {
    let app = app("allow-dump-table", json!([{ "table": "a" }, { "forgotten": "x" }]), json!([]));
    assert_eq!(app.refused("dump_table", json!({ "table": "a" })), "scope.invalid");
    assert!(app.records()[0]["fault"].as_str().unwrap().contains("`flag`, `printer` or `table`"));
}

#[test]
fn a_regular_expression_that_does_not_compile_refuses_its_command_and_names_the_entry() {
    let app = app("allow-run-tool", json!([{ "flag": "--jobs", "value": "(" }]), json!([]));
    assert_eq!(app.refused("run_tool", json!({ "flags": [{ "flag": "--verbose" }] })), "scope.invalid");
    let fault = app.records()[0]["fault"].clone();
    assert!(
        fault.as_str().unwrap().contains("unclosed group") && fault.as_str().unwrap().contains("--jobs"),
        "{fault}"
    );
}

#[test]
fn a_kind_registered_twice_keeps_the_app_from_starting() {
    let error = with_acl().register_a_kind_twice().try_run().err().unwrap().to_string();
    assert!(error.contains("judged::Table") && error.contains("register each kind once"), "{error}");
}
