mod ids;

use std::{collections::HashSet, sync::Mutex, time::Duration};

use serde_json::json;

use super::*;
use crate::{access::Access, testing::Setup};

/// Keeps everything, in the order in which it came.
#[derive(Debug, Default)]
pub(super) struct All(Mutex<Vec<Arc<Record>>>);

impl Sink for All {
    fn record(&self, record: &Arc<Record>) {
        self.0.lock().unwrap().push(Arc::clone(record));
    }
}

fn draft<'a>(caller: &'a Arc<Caller>, command: &'a Arc<str>, code: Code) -> Draft<'a> {
    Draft {
        parent: None,
        stage: Stage::Judge,
        code,
        mode: Mode::Enforce,
        caller,
        command,
        argument: "note",
        index: &[],
        access: Access::Read.into(),
        method: None,
        kind: None,
        resource: None,
        asked: None,
        entry: None,
        difference: None,
        field: None,
        fault: None,
        counts: None,
    }
}

/// A record of `code`, as a ledger makes it.
pub(super) fn record(code: Code) -> Arc<Record> {
    Ledger::new(vec![]).write(&draft(&Caller::local("main", "main-view").into(), &"read_note".into(), code))
}

#[test]
fn every_sink_gets_every_record() {
    let sinks = [Arc::new(All::default()), Arc::new(All::default())];
    let ledger = Ledger::new(sinks.iter().map(|sink| Arc::clone(sink) as _).collect());
    let (caller, command) = (Arc::new(Caller::local("main", "main")), Arc::from("read_note"));
    for _ in 0..3 {
        ledger.write(&draft(&caller, &command, Code::Allowed));
    }
    for sink in sinks {
        assert_eq!(sink.0.lock().unwrap().iter().map(|record| record.seq).collect::<Vec<_>>(), [1, 2, 3]);
    }
}

/// Numbers without gaps, from whichever threads.
#[test]
fn numbers_have_no_gaps_and_ids_are_unique_under_threads() {
    let sink = Arc::new(All::default());
    let ledger = Ledger::new(vec![Arc::clone(&sink) as _]);
    let (caller, command) = (Arc::new(Caller::local("main", "main")), Arc::from("read_note"));
    std::thread::scope(|threads| {
        for _ in 0..4 {
            threads.spawn(|| (0..2_500).for_each(|_| drop(ledger.write(&draft(&caller, &command, Code::Allowed)))));
        }
    });
    let records = sink.0.lock().unwrap();
    let numbers: HashSet<u64> = records.iter().map(|record| record.seq).collect();
    let ids: HashSet<String> = records.iter().map(|record| record.id.to_string()).collect();
    assert_eq!((numbers.len(), ids.len()), (10_000, 10_000));
    assert_eq!((numbers.iter().min(), numbers.iter().max()), (Some(&1), Some(&10_000)));
}

#[test]
fn ids_of_neighbours_share_nothing_and_another_run_has_others() {
    let ids = || {
        let ledger = Ledger::new(vec![]);
        let (caller, command) = (Arc::new(Caller::local("main", "main")), Arc::from("read_note"));
        [(); 2].map(|()| ledger.write(&draft(&caller, &command, Code::Allowed)).id)
    };
    let ([a, b], [c, _]) = (ids(), ids());
    assert!((8..=56).contains(&(a.0 ^ b.0).count_ones()), "{a} {b}");
    assert_ne!(a, c);
}

#[test]
fn an_id_is_sixteen_digits() {
    assert_eq!(DecisionId(0x1f).to_string(), "000000000000001f");
    assert_eq!(serde_json::to_value(DecisionId(0x1f)).unwrap(), "000000000000001f");
}

#[test]
fn verdicts_tell_malformed_from_refused() {
    for code in Code::ALL {
        let expected = match code.name() {
            "allowed" => Verdict::Allow,
            "path.denied"
            | "path.outside-scope"
            | "path.access"
            | "path.kernel"
            | "path.network"
            | "path.hidden"
            | "path.reserved"
            | "scope.empty"
            | "link.outside"
            | "link.denied"
            | "link.loop"
            | "link.refused"
            | "open.unresolved"
            | "open.changed"
            | "open.special"
            | "open.holds-denied"
            | "open.holds-outside"
            | "open.unjudged"
            | "url.outside-scope"
            | "url.denied"
            | "url.method"
            | "url.network"
            | "url.credentials"
            | "url.encoded-separator"
            | "url.scheme"
            | "url.redirect"
            | "connect.failed"
            | "connect.unresolved"
            | "connect.network"
            | "connect.denied"
            | "connect.resolver"
            | "connect.refused"
            | "connect.timeout"
            | "connect.tls"
            | "connect.redirects"
            | "request.header"
            | "response.too-long"
            | "response.timeout"
            | "response.broken"
            | "value.outside-scope"
            | "value.denied"
            | "command.no-acl"
            | "acl.refused"
            | "command.rate" => Verdict::Deny,
            _ => Verdict::Error,
        };
        assert_eq!(record(*code).decision, expected, "{code}");
    }
}

#[test]
fn a_record_on_the_wire() {
    let setup = Setup::new(json!(["/a/**"]), json!([]));
    let denial = setup.judge("/b//x", Access::Read).unwrap_err();
    let mut wire = serde_json::to_value(denial.record()).unwrap();
    let at = wire.as_object_mut().unwrap().remove("at").and_then(|at| at.as_u64()).unwrap();
    assert!(Duration::from_millis(at) > Duration::from_secs(1_700_000_000));
    assert_eq!(
        wire,
        json!({
            "seq": 1,
            "id": denial.id().to_string(),
            "stage": "judge",
            "decision": "deny",
            "code": "path.outside-scope",
            "window": "main",
            "webview": "main-view",
            "context": "local",
            "command": "read_note",
            "argument": "note",
            "access": ["read"],
            "resource": "/b/x",
            "asked": "/b//x",
            "entry": { "list": "allow", "way": "command", "index": 0, "pattern": "/a/**" },
            "difference": "b",
        })
    );
}

#[test]
fn a_remote_caller_is_recorded_with_the_pattern_that_let_it_in() {
    let context = crate::caller::Context::Remote { pattern: "https://*.example.com".into() };
    assert_eq!(serde_json::to_value(&context).unwrap(), json!({ "remote": "https://*.example.com" }));
    assert_eq!(context.to_string(), "remote https://*.example.com");
}

#[test]
fn what_was_asked_is_kept_where_it_differs() {
    let setup = Setup::new(json!(["/a/**"]), json!([]));
    setup.judge("/a/x", Access::Read).unwrap();
    assert_eq!(setup.last_record().asked, None);
    setup.judge("/a/./x", Access::Read).unwrap();
    assert_eq!(setup.last_record().asked.as_deref(), Some("/a/./x"));
}
