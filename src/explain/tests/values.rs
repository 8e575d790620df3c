//! Values of kinds that an app declares.

use authority_core::{
    kind::{By, Case, Field, Kind},
    validate::value::Fields,
};

use super::*;

static FLAG: Kind = Kind::new(
    "app::Flag",
    Field::new::<String>("flag", By::Exact, Case::Counts),
    &[Field::new::<Option<String>>("value", By::Regex, Case::Counts)],
);

fn kinds() -> Kinds {
    let mut kinds = Kinds::none();
    kinds.register(&FLAG).unwrap();
    kinds
}

/// What is said of a flag that the page sends, and whether it was granted.
fn judged(app: &App, given: &Value) -> (bool, Explanation) {
    let policy = app.policy();
    let ring = Arc::new(Ring::new(10));
    let guard = Guard::new(Ledger::new(vec![Arc::clone(&ring) as _]), bases()).with_kinds(kinds());
    let caller = Arc::new(Caller::local("main", "main"));
    let entries = policy.entries(&Asker::from(&*caller), "read");
    let kinds = kinds();
    let mut frame = Frame::new("read", &caller, guard.bases());
    frame.kinds = &kinds;
    let scope = Arc::new(Scope::compile(&entries, &frame));
    let command = Arc::from("read");
    let ask = Ask { caller: &caller, command: &command, argument: "flag", index: &[], access: AccessSet::NONE };
    let made = |fields: &mut Fields<'_>| Some((fields.take::<String>()?, fields.take::<Option<String>>()?));
    let granted = guard.judge_value(&scope, &FLAG, given, ask, made).is_ok();
    let explainer = Explainer { policy: Some(policy), bases: bases(), kinds };
    (granted, explainer.explain(&ring.newest(1).0[0]))
}

#[test]
fn a_value_outside_is_told_with_what_to_paste_and_that_grants_it_alone() {
    let app = main_reads(json!([{ "flag": "--jobs", "value": "[0-9]" }]), json!([]));
    let given = json!({ "flag": "--jobs", "value": "1+1" });
    let (granted, explanation) = judged(&app, &given);
    let snippet = explanation.snippet.clone().unwrap();
    assert!(!granted && explanation.unknown.is_empty(), "{explanation}");
    assert_eq!(snippet.text, r#"{ "identifier": "allow-read", "allow": [{ "flag": "--jobs", "value": "1\\+1" }] }"#);
    let pasted = paste::paste(&app, &snippet);
    assert!(judged(&pasted, &given).0);
    assert!(!judged(&pasted, &json!({ "flag": "--jobs", "value": "11" })).0);
}

#[test]
fn where_nothing_is_granted_the_entry_is_one_of_the_plugins_scope() {
    let app = App::without_acl(json!({ "main": { "identifier": "main", "windows": ["main"], "permissions": [] } }));
    let (_, explanation) = judged(&app, &json!({ "flag": "--quiet" }));
    let snippet = explanation.snippet.unwrap();
    assert_eq!(
        snippet.text,
        r#"{ "identifier": "authority:scope", "allow": [{ "command": "read", "arg": "flag", "flag": "--quiet", "windows": ["main"] }] }"#
    );
    assert!(judged(&paste::paste(&app, &snippet), &json!({ "flag": "--quiet" })).0);
}

#[test]
fn a_deny_offers_nothing() {
    let app = main_reads(json!([{ "flag": "--jobs" }]), json!([{ "flag": "--jobs" }]));
    let (_, explanation) = judged(&app, &json!({ "flag": "--jobs" }));
    assert!(explanation.snippet.is_none(), "{explanation}");
}
