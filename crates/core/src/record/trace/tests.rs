use std::{
    fmt::Debug,
    sync::Mutex,
    time::{Duration, SystemTime},
};

use tracing::{
    Event, Level, Metadata, Subscriber,
    field::{Field, Visit},
    span,
};

use super::*;
use crate::{
    access::Access,
    code::Code,
    record::tests::record,
    report::{Covered, Report},
    testing::Setup,
};

/// What one event said.
#[derive(Clone, Debug, Default)]
struct Said {
    level: Option<Level>,
    target: String,
    fields: String,
}

/// A subscriber that keeps what it is told.
#[derive(Default)]
struct Listener(Mutex<Vec<Said>>);

impl Subscriber for Listener {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }
    fn new_span(&self, _: &span::Attributes<'_>) -> span::Id {
        span::Id::from_u64(1)
    }
    fn record(&self, _: &span::Id, _: &span::Record<'_>) {}
    fn record_follows_from(&self, _: &span::Id, _: &span::Id) {}
    fn event(&self, event: &Event<'_>) {
        let metadata = event.metadata();
        let mut said = Said { level: Some(*metadata.level()), target: metadata.target().to_owned(), ..Said::default() };
        event.record(&mut said);
        self.0.lock().unwrap().push(said);
    }
    fn enter(&self, _: &span::Id) {}
    fn exit(&self, _: &span::Id) {}
}

impl Visit for Said {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        self.fields.push_str(&format!("{}={value:?};", field.name()));
    }
}

fn said(act: impl FnOnce()) -> Vec<Said> {
    let listener = Arc::new(Listener::default());
    tracing::subscriber::with_default(Arc::clone(&listener), act);
    listener.0.lock().unwrap().to_vec()
}

#[test]
fn each_verdict_has_its_level_and_word() {
    for (code, level, word) in [
        (Code::Allowed, Level::DEBUG, "message=allowed;"),
        (Code::PathDenied, Level::WARN, "message=denied;"),
        (Code::PathEmpty, Level::WARN, "message=refused;"),
    ] {
        let said = said(|| Trace.record(&record(code)));
        assert_eq!((said.len(), said[0].level, said[0].target.as_str()), (1, Some(level), "authority"));
        assert!(said[0].fields.contains(word) && said[0].fields.contains(code.name()), "{}", said[0].fields);
    }
}

/// Loud: who reads the log must not take it for a grant.
#[test]
fn what_report_mode_lets_pass_is_a_warning() {
    let report = Report::new(Covered::App, SystemTime::now() + Duration::from_secs(3600));
    let setup = Setup::new(serde_json::json!(["/a/**"]), serde_json::json!([])).reporting(report);
    setup.judge("/b/x", Access::Read).unwrap();
    let said = said(|| Trace.record(&setup.last_record()));
    assert_eq!(said[0].level, Some(Level::WARN));
    for part in ["message=would be refused;", "code=\"path.outside-scope\";", "resource=\"/b/x\";"] {
        assert!(said[0].fields.contains(part), "{part} in {}", said[0].fields);
    }
}

#[test]
fn a_refusal_is_told_with_its_entry_and_difference() {
    let setup = Setup::new(serde_json::json!(["/a/**"]), serde_json::json!([]));
    let denial = setup.judge("/b/x", Access::Read).unwrap_err();
    let said = said(|| Trace.record(&Arc::new(denial.record().clone())));
    for part in ["pattern=\"/a/**\";", "difference=\"b\";", "resource=\"/b/x\";", "list=\"allow\";", "access=read;"] {
        assert!(said[0].fields.contains(part), "{part} in {}", said[0].fields);
    }
}

/// CVE-2023-22499: what a page sends must not steer a terminal.
#[test]
fn what_the_page_sent_is_told_escaped() {
    let setup = Setup::new(serde_json::json!(["/a/**"]), serde_json::json!([]));
    let denial = setup.judge("/b\u{1b}[2J\n\u{202e}x", Access::Read).unwrap_err();
    let said = said(|| Trace.record(&Arc::new(denial.record().clone())));
    assert!(said[0].fields.contains(r#"asked="/b\u{1b}[2J\n\u{202e}x";"#), "{}", said[0].fields);
}
