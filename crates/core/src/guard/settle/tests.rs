use std::{
    collections::BTreeSet,
    time::{Duration, SystemTime},
};

use serde_json::json;

use crate::{
    access::{Access, AccessSet},
    code::Code,
    guard::PathInput,
    record::{Stage, Verdict},
    report::{Covered, Report},
    testing::{COMMAND, Setup, kinds::TABLE},
};

fn for_an_hour(covered: Covered) -> Report {
    Report::new(covered, SystemTime::now() + Duration::from_secs(3600))
}

fn setup() -> Setup {
    Setup::new(json!(["/a/**"]), json!(["/a/private/**"]))
}

#[test]
fn what_the_scope_refuses_is_recorded_as_such_and_handed_out() {
    let setup = setup().reporting(for_an_hour(Covered::App));
    for (path, code) in [
        ("/b/x", Code::PathOutsideScope),
        ("/a/private/x", Code::PathDenied),
        ("/a/.hidden", Code::PathHidden),
        ("/a/./private/x", Code::PathDenied),
    ] {
        let judged = setup.judge(path, Access::Read).unwrap();
        let record = setup.last_record();
        assert_eq!((record.decision, record.code, record.stage), (Verdict::Report, code, Stage::Judge), "{path}");
        assert_eq!(record.id, judged.id());
        assert!(judged.is_reported() && judged.is_in_report_mode());
    }
    let (_, counts) = setup.newest();
    assert_eq!((counts.allowed, counts.denied, counts.errors, counts.reported), (0, 0, 0, 4));
}

/// A value of a kind of the app's own is one like any other.
#[test]
fn what_the_scope_refuses_of_other_kinds_is_handed_out_too() {
    let setup = Setup::with_kinds(json!([{ "table": "customers" }]), json!([{ "table": "secrets" }]));
    let setup = setup.reporting(for_an_hour(Covered::App));
    let judge = |given| {
        let ask = setup.ask(AccessSet::NONE);
        setup.guard.judge_value(&setup.scope, &TABLE, &given, ask, |fields| fields.take::<String>())
    };
    for (table, code) in [("orders", Code::ValueOutsideScope), ("secrets", Code::ValueDenied)] {
        assert_eq!(judge(json!(table)).unwrap(), table);
        assert_eq!((setup.last_record().decision, setup.last_record().code), (Verdict::Report, code));
    }
    for (given, code) in [(json!("a\nb"), Code::ValueControlCharacter), (json!(["a"]), Code::ArgumentType)] {
        assert_eq!(judge(given).unwrap_err().code(), code);
        assert_ne!(setup.last_record().decision, Verdict::Report);
    }
}

#[test]
fn what_the_scope_grants_is_granted() {
    let setup = setup().reporting(for_an_hour(Covered::App));
    let judged = setup.judge("/a/x", Access::Read).unwrap();
    assert_eq!((setup.last_record().decision, judged.is_reported()), (Verdict::Allow, false));
}

#[test]
fn a_scope_that_cannot_be_used_or_has_nothing_is_reported_too() {
    for (allow, code) in [(json!([]), Code::ScopeEmpty), (json!(["/a/{x,y}"]), Code::ScopeInvalid)] {
        let setup = Setup::new(allow, json!([])).reporting(for_an_hour(Covered::App));
        assert!(setup.judge("/a/x", Access::Read).is_ok());
        assert_eq!((setup.last_record().decision, setup.last_record().code), (Verdict::Report, code));
    }
}

/// The attack: a page that hopes that everything goes while report mode is on.
#[test]
fn what_cannot_be_parsed_is_refused_as_ever() {
    let setup = setup().reporting(for_an_hour(Covered::App));
    for path in ["", "x", "../x", "/a/../b", "/a/\0", "https://example.com/a", "/a/x/", "/a/\u{1b}[2J"] {
        let denial = setup.judge(path, Access::Read).unwrap_err();
        assert_eq!(setup.last_record().id, denial.id());
        assert_ne!(setup.last_record().decision, Verdict::Report, "{path}");
    }
    let below = PathInput::Below { path: "x", base: 9_999 };
    assert_eq!(setup.judge_input(below, Access::Read).unwrap_err().code(), Code::PathUnknownBase);
    for code in [Code::ArgumentMissing, Code::ScopeOwner, Code::ScopeUnavailable, Code::PathOutsideScope] {
        let denial = setup.guard.refuse(setup.ask(Access::Read), code, None, None);
        assert_ne!(denial.record().decision, Verdict::Report, "{code}");
    }
}

#[test]
fn a_command_that_is_not_named_is_enforced() {
    for names in [vec!["save_note"], vec!["read_notes", "plugin:notes|read_note"], vec![]] {
        let names: BTreeSet<String> = names.into_iter().map(str::to_owned).collect();
        assert!(!names.contains(COMMAND));
        let setup = setup().reporting(for_an_hour(Covered::Commands(names)));
        assert_eq!(setup.judge("/b/x", Access::Read).unwrap_err().code(), Code::PathOutsideScope);
        assert_eq!(setup.last_record().decision, Verdict::Deny);
        assert!(!setup.judge("/a/x", Access::Read).unwrap().is_in_report_mode());
    }
}

#[test]
fn after_its_end_everything_is_refused_again() {
    for ended in [SystemTime::UNIX_EPOCH, SystemTime::now()] {
        let setup = setup().reporting(Report::new(Covered::App, ended));
        assert_eq!(setup.judge("/b/x", Access::Read).unwrap_err().code(), Code::PathOutsideScope);
        assert_eq!(setup.last_record().decision, Verdict::Deny);
    }
}

#[test]
fn without_report_mode_nothing_is_reported() {
    let setup = setup();
    assert!(setup.judge("/b/x", Access::Read).is_err());
    assert!(!setup.judge("/a/x", Access::Read).unwrap().is_in_report_mode());
}

#[test]
fn a_window_that_asks_without_end_is_refused_and_what_is_refused_keeps_its_reason() {
    let setup = setup().limited_to(3);
    for _ in 0..3 {
        setup.judge("/a/x", Access::Read).unwrap();
    }
    let denial = setup.judge("/a/x", Access::Read).unwrap_err();
    assert_eq!((denial.code(), denial.record().decision), (Code::CommandRate, Verdict::Deny));
    assert_eq!(setup.guard.admit(&setup.caller, &setup.command).unwrap_err().code(), Code::CommandRate);
    assert_eq!(setup.judge("/b/x", Access::Read).unwrap_err().record().code, Code::PathOutsideScope);
}

#[test]
fn report_mode_lets_no_window_ask_without_end() {
    let setup = setup().limited_to(1).reporting(for_an_hour(Covered::App));
    setup.judge("/b/x", Access::Read).unwrap();
    assert_eq!(setup.judge("/b/x", Access::Read).unwrap_err().code(), Code::CommandRate);
}
