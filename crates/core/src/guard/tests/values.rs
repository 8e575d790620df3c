//! Judging values of kinds that the app declares: the flow, and what is recorded of it.

use serde_json::json;

use super::*;
use crate::{
    kind::{By, Case, Field},
    testing::{
        Setup,
        kinds::{FLAG, PRINTER, TABLE},
    },
};

fn setup() -> Setup {
    Setup::with_kinds(
        json!([{ "table": "customers" }, { "flag": "-j", "value": "[0-9]+" }, { "printer": "*", "copies": { "min": 0 } }]),
        json!([{ "table": "secrets" }]),
    )
}

fn judge(setup: &Setup, kind: &'static Kind, given: &Value) -> Result<Option<String>, Denial> {
    setup.guard.judge_value(&setup.scope, kind, given, setup.ask(AccessSet::NONE), |fields| Some(fields.take()))
}

#[test]
fn a_value_in_scope_is_handed_out_after_it_was_recorded() {
    let setup = setup();
    assert_eq!(judge(&setup, &TABLE, &json!("customers")).unwrap(), Some("customers".to_owned()));
    let record = setup.last_record();
    assert_eq!((record.code, record.stage), (Code::Allowed, Stage::Judge));
    assert_eq!(record.resource.as_deref(), Some("customers"));
    assert_eq!(record.entry.as_ref().map(|entry| entry.pattern.as_str()), Some("customers"));
    assert_eq!((record.asked.as_deref(), record.access), (None, AccessSet::NONE));
}

#[test]
fn a_value_outside_is_refused_and_the_page_cannot_tell_it_from_a_denied_one() {
    let setup = setup();
    for (table, code) in [("orders", Code::ValueOutsideScope), ("Secrets", Code::ValueDenied)] {
        let denial = judge(&setup, &TABLE, &json!(table)).unwrap_err();
        assert_eq!(denial.code(), Code::ValueOutsideScope);
        assert_eq!(setup.last_record().code, code);
        assert_eq!(setup.last_record().resource.as_deref(), Some(table));
    }
}

#[test]
fn what_is_no_value_of_the_kind_is_refused_with_what_was_sent() {
    let setup = setup();
    let denial = judge(&setup, &TABLE, &json!("a\nb")).unwrap_err();
    assert_eq!(denial.code(), Code::ValueControlCharacter);
    assert_eq!(setup.last_record().asked.as_deref(), Some("a\nb"));
    assert_eq!(judge(&setup, &FLAG, &json!(["-j"])).unwrap_err().code(), Code::ArgumentType);
    assert_eq!(setup.last_record().resource, None);
}

#[test]
fn a_value_that_does_not_fit_the_commands_type_is_refused_though_it_is_in_scope() {
    let setup = setup();
    let ask = setup.ask(AccessSet::NONE);
    let copies = |given: Value| {
        setup.guard.judge_value(&setup.scope, &PRINTER, &given, ask, |fields| {
            fields.take::<String>()?;
            fields.take::<u8>()
        })
    };
    assert_eq!(copies(json!({ "printer": "a", "copies": 255 })).unwrap(), 255);
    assert_eq!(copies(json!({ "printer": "a", "copies": 256 })).unwrap_err().code(), Code::ArgumentType);
    assert_eq!(setup.last_record().code, Code::ArgumentType);
}

#[test]
fn a_value_that_keeps_the_rules_is_recorded_without_its_content() {
    let setup = setup();
    setup.guard.judge_rules(setup.ask(AccessSet::NONE), None).unwrap();
    let record = setup.last_record();
    assert_eq!((record.code, record.resource.as_deref(), record.asked.as_deref()), (Code::Allowed, None, None));
}

#[test]
fn of_a_broken_rule_the_page_learns_where_and_the_log_why() {
    let setup = setup();
    let broken = Broken { field: "address.zip", why: "does not match `^[0-9]{5}$`" };
    let denial = setup.guard.judge_rules(setup.ask(AccessSet::NONE), Some(broken)).unwrap_err();
    let page = serde_json::to_value(&denial).unwrap();
    assert_eq!((page["code"].as_str(), page["field"].as_str()), (Some("value.invalid"), Some("address.zip")));
    assert!(!page.to_string().contains("[0-9]"), "{page}");
    assert_eq!(setup.last_record().fault.as_deref(), Some(broken.why));
}

#[test]
fn where_a_value_parts_from_an_entry_stays_in_the_log() {
    let denial = judge(&setup(), &FLAG, &json!({ "flag": "-j", "value": "x" })).unwrap_err();
    assert_eq!(denial.record().difference.as_deref(), Some("value"));
    assert_eq!(serde_json::to_value(&denial).unwrap().get("field"), None);
}

#[test]
fn a_kind_that_is_not_registered_refuses_everything() {
    static OTHER: Kind = Kind::new("other::Table", Field::new::<String>("table", By::Exact, Case::Folds), &[]);
    let setup = setup();
    let denial = judge(&setup, &OTHER, &json!("customers")).unwrap_err();
    assert_eq!((denial.code(), setup.last_record().code), (Code::ScopeInvalid, Code::KindUnregistered));
    assert!(setup.last_record().fault.as_deref().unwrap_or_default().contains("other::Table"));
}
