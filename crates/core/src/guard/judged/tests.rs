use std::sync::{Mutex, Weak};

use serde_json::{Value, json};

use super::*;
use crate::{
    access::Access,
    guard::PathInput,
    platform::Platform,
    record::{Ledger, Record, Sink},
    scope::bases::Bases,
    testing::Setup,
};

const FOUND: &str = "/secret/place";

fn setup() -> Setup {
    Setup::new(json!(["/a/**"]), json!(["/a/private/**"]))
}

fn judged(setup: &Setup) -> JudgedPath {
    let ask = Ask { index: &[1, 4], ..setup.ask(AccessSet::REPLACE) };
    setup.guard.judge_path(&setup.scope, PathInput::Absolute("/a/x"), ask).unwrap()
}

/// What the page gets when opening is refused with everything that is known.
fn wire(setup: &Setup, code: Code) -> (Denial, Value) {
    let judged = judged(setup);
    let denial = judged.refuse(code, Some(FOUND), setup.scope.entries().next_back(), Some("private"));
    assert_eq!(denial.id(), setup.last_record().id);
    let value = serde_json::to_value(&denial).unwrap();
    (denial, value)
}

fn refusals() -> impl Iterator<Item = Code> {
    Code::ALL.iter().copied().filter(|code| *code != Code::Allowed)
}

/// One answer for all that lies outside, whatever the log has.
#[test]
fn every_code_of_the_outside_family_is_the_same_answer_to_the_page() {
    let setup = setup();
    let answer = |code| {
        let (_, mut wire) = wire(&setup, code);
        wire.as_object_mut().unwrap().remove("decision");
        wire
    };
    let outside = answer(Code::PathOutsideScope);
    for code in refusals().filter(|code| code.page() == Code::PathOutsideScope) {
        assert_eq!(answer(code), outside, "{code}");
    }
}

#[test]
fn no_code_takes_pattern_path_or_its_own_name_to_the_page() {
    let setup = setup();
    for code in refusals() {
        let (denial, wire) = wire(&setup, code);
        for text in [wire.to_string(), denial.to_string(), format!("{denial:?}")] {
            for inside in [FOUND, "/a", "private", "deny"] {
                assert!(!text.contains(inside), "{code}: `{inside}` in {text}");
            }
            assert!(code == code.page() || !text.contains(code.name()), "{code}: {text}");
        }
        let mut fields: Vec<_> = wire.as_object().unwrap().keys().map(String::as_str).collect();
        fields.sort_unstable();
        let documented = ["access", "argument", "code", "command", "decision", "index", "message", "remedy", "type"];
        assert_eq!(fields, documented, "{code}");
    }
}

#[test]
fn a_developers_build_shows_why_opening_was_refused() {
    let setup = setup().explaining();
    for code in refusals() {
        let (_, wire) = wire(&setup, code);
        assert_eq!(wire["code"], code.page().name());
        let detail = &wire["detail"];
        assert_eq!((&detail["code"], &detail["resource"]), (&json!(code.name()), &json!(FOUND)));
        assert_eq!((&detail["entry"]["pattern"], &detail["difference"]), (&json!("/a/private/**"), &json!("private")));
    }
}

/// A refusal at opening is a decision of its own, with the id of the judgement.
#[test]
fn a_refusal_at_opening_is_a_second_record_with_the_firsts_id() {
    let setup = setup();
    let judged = judged(&setup);
    let denial = judged.refuse(Code::LinkDenied, Some(FOUND), setup.scope.entries().next_back(), Some("private"));
    let record = setup.last_record();
    assert_eq!((record.seq, record.parent, record.stage), (2, Some(judged.id()), Stage::Open));
    assert_ne!(denial.id(), judged.id());
    assert_eq!((record.resource.as_deref(), record.asked.as_deref()), (Some(FOUND), Some("/a/x")));
    assert_eq!((record.index.as_slice(), record.access), (&[1, 4][..], AccessSet::REPLACE));
    // Where nothing else was found, it is the judged name.
    judged.refuse(Code::OpenSpecial, None, None, None);
    assert_eq!(setup.last_record().resource.as_deref(), Some("/a/x"));
}

#[test]
fn a_listing_is_one_record_with_its_counts() {
    let setup = setup();
    let judged = judged(&setup);
    judged.record_listing(3, 40).unwrap();
    let record = setup.last_record();
    assert_eq!((record.seq, record.parent, record.stage), (2, Some(judged.id()), Stage::List));
    assert_eq!((record.shown, record.withheld, record.code), (Some(3), Some(40), Code::Allowed));
}

/// A true name is judged for the argument and the access of the judgement, and for no others.
#[test]
fn judging_again_asks_the_same_question() {
    let allow = json!([{ "path": "/a/*", "arg": "note" }, { "path": "/b/*", "arg": "other" }]);
    let setup =
        Setup::new(allow, json!([{ "path": "/a/r", "access": ["read"] }, { "path": "/a/w", "access": ["write"] }]));
    let judged = judged(&setup);
    let code = |text: &str| judged.judge_again(&setup.scope, &crate::testing::path(text), Facts::default()).code;
    assert_eq!(code("/a/y"), Code::Allowed);
    assert_eq!(code("/a/r"), Code::Allowed);
    assert_eq!(code("/a/w"), Code::PathDenied);
    assert_eq!(code("/b/y"), Code::PathOutsideScope);
}

/// While the sink has the record, no judged value exists yet (each holds the scope).
#[test]
fn the_record_is_there_before_the_value_is() {
    #[derive(Debug)]
    struct Watch {
        scope: Weak<Scope>,
        holders: Mutex<Vec<usize>>,
    }
    impl Sink for Watch {
        fn record(&self, _: &Arc<Record>) {
            self.holders.lock().unwrap().push(self.scope.strong_count());
        }
    }
    let setup = setup();
    let watch = Arc::new(Watch { scope: Arc::downgrade(&setup.scope), holders: Mutex::default() });
    let ledger = Ledger::new(vec![Arc::clone(&watch) as _]);
    let guard = Arc::new(Guard::new(ledger, Bases::none()).for_platform(Platform::Linux));
    let ask = setup.ask(Access::Read);
    let judged = guard.judge_path(&setup.scope, PathInput::Absolute("/a/x"), ask).unwrap();
    assert_eq!((watch.holders.lock().unwrap().as_slice(), Arc::strong_count(&setup.scope)), (&[1][..], 2));
    drop(judged);
    assert_eq!(Arc::strong_count(&setup.scope), 1);
}

/// What could not even be put to the scope is recorded with the fine code, and shown where a developer asks for it.
#[test]
fn a_refusal_without_a_path_keeps_its_fine_code_for_the_log() {
    for code in refusals() {
        let refuse = |setup: &Setup| {
            let denial = setup.guard.refuse(setup.ask(Access::Read), code, Some(FOUND), Some("a fault"));
            assert_eq!((setup.last_record().code, setup.last_record().id), (code, denial.id()));
            serde_json::to_value(&denial).unwrap()
        };
        let wire = refuse(&setup());
        assert_eq!((&wire["code"], wire.get("detail")), (&json!(code.page().name()), None));
        assert!(!wire.to_string().contains(FOUND) && !wire.to_string().contains("a fault"), "{wire}");
        let detail = &refuse(&setup().explaining())["detail"];
        assert_eq!(
            (&detail["code"], &detail["asked"], &detail["fault"]),
            (&json!(code.name()), &json!(FOUND), &json!("a fault"))
        );
    }
}
