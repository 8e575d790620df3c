//! A scope and a guard, without an app around them.

use std::sync::Arc;

use authority_core::{
    access::AccessSet,
    caller::Caller,
    code::Code,
    denial::Denial,
    guard::{Ask, Guard, JudgedUrl},
    record::{Ledger, Record, Sink, ring::Ring},
    scope::{Frame, List, RawEntry, Scope, Way, bases::Bases},
};
use serde_json::Value;

/// Who judges for one command.
pub(crate) struct App {
    guard: Arc<Guard>,
    scope: Arc<Scope>,
    caller: Arc<Caller>,
    ring: Arc<Ring>,
}

impl App {
    pub(crate) fn new(allow: Value) -> Self {
        Self::denying(allow, Value::Array(Vec::new()))
    }

    pub(crate) fn denying(allow: Value, deny: Value) -> Self {
        Self::of(allow, deny, vec![])
    }

    /// Whose decisions go to one more sink.
    pub(crate) fn recording_to(allow: Value, sink: Arc<dyn Sink>) -> Self {
        Self::of(allow, Value::Array(Vec::new()), vec![sink])
    }

    fn of(allow: Value, deny: Value, mut sinks: Vec<Arc<dyn Sink>>) -> Self {
        let ring = Arc::new(Ring::new(200));
        sinks.push(Arc::clone(&ring) as _);
        let guard = Arc::new(Guard::new(Ledger::new(sinks), Bases::none()));
        let caller = Arc::new(Caller::local("main", "main"));
        let mut frame = Frame::new("load", &caller, guard.bases());
        frame.platform = guard.platform();
        let listed = |list, values: Value| {
            let Value::Array(values) = values else { panic!("entries are a list") };
            values.into_iter().enumerate().map(move |(index, value)| RawEntry::new(list, Way::Command, index, value))
        };
        let entries: Vec<RawEntry> = listed(List::Allow, allow).chain(listed(List::Deny, deny)).collect();
        let scope = Arc::new(Scope::compile(&entries, &frame));
        Self { guard, scope, caller, ring }
    }

    pub(crate) fn judge(&self, url: &str, method: &str) -> Result<JudgedUrl, Denial> {
        let command = Arc::from("load");
        let ask = Ask { caller: &self.caller, command: &command, argument: "url", index: &[], access: AccessSet::NONE };
        self.guard.judge_url(&self.scope, url, method, ask)
    }

    pub(crate) fn get(&self, url: &str) -> JudgedUrl {
        self.to("GET", url)
    }

    pub(crate) fn to(&self, method: &str, url: &str) -> JudgedUrl {
        self.judge(url, method).unwrap_or_else(|denial| panic!("{url}: {:?}", denial.record()))
    }

    pub(crate) fn last_record(&self) -> Arc<Record> {
        self.ring.newest(1).0.remove(0)
    }
}

/// The code of a refusal, which stands in its record.
pub(crate) fn code<T>(result: Result<T, Denial>) -> Code {
    match result {
        Ok(_) => panic!("it was not refused"),
        Err(denial) => denial.record().code,
    }
}

/// What the page gets of a refusal.
pub(crate) fn page(denial: &Denial) -> String {
    serde_json::to_string(denial).unwrap()
}
