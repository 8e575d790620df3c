use std::time::{Duration, SystemTime};

use serde_json::json;

use super::*;
use crate::{
    record::Verdict,
    report::{Covered, Report},
    testing::Setup,
};

#[test]
fn an_admitted_call_is_a_record_without_an_argument() {
    let setup = Setup::new(json!([]), json!([]));
    let id = setup.guard.admit(&setup.caller, &setup.command).unwrap();
    let record = setup.last_record();
    assert_eq!((record.id, record.stage, record.decision), (id, Stage::Admit, Verdict::Allow));
    let wire = serde_json::to_value(&*record).unwrap();
    let mut fields: Vec<_> = wire.as_object().unwrap().keys().map(String::as_str).collect();
    fields.sort_unstable();
    let expected =
        ["access", "at", "code", "command", "context", "decision", "id", "seq", "stage", "webview", "window"];
    assert_eq!(fields, expected);
    assert_eq!((&wire["stage"], &wire["access"], &wire["context"]), (&json!("admit"), &json!([]), &json!("local")));
}

#[test]
fn a_call_that_is_turned_away_is_a_denial_like_any_other() {
    let setup = Setup::new(json!([]), json!([]));
    let denial = setup.guard.turn_away(&setup.caller, &setup.command, Code::CommandNoAcl);
    let record = setup.last_record();
    assert_eq!((record.id, record.stage, record.decision), (denial.id(), Stage::Admit, Verdict::Deny));
    let wire = serde_json::to_value(&denial).unwrap();
    assert_eq!(
        wire,
        json!({
            "type": "authority.denied",
            "code": "command.no-acl",
            "command": "read_note",
            "argument": "",
            "access": [],
            "remedy": "developer",
            "decision": denial.id().to_string(),
            "message": "`read_note` was refused: the command is under no ACL, and the app calls only those that are (command.no-acl)",
        })
    );
}

#[test]
fn report_mode_does_not_let_it_pass() {
    let report = Report::new(Covered::App, SystemTime::now() + Duration::from_secs(3600));
    let setup = Setup::new(json!([]), json!([])).reporting(report);
    let denial = setup.guard.turn_away(&setup.caller, &setup.command, Code::CommandNoAcl);
    assert_eq!(denial.record().decision, Verdict::Deny);
}
