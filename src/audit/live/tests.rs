#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a panic is the report of a test")]

use std::{
    sync::{Mutex, mpsc},
    time::Duration,
};

use authority_audit::{AuditLog, Settings};
use authority_core::{caller::Caller, code::Code, guard::Guard, record::Ledger, scope::bases::Bases};
use serde_json::Value;
use tauri::ipc::InvokeResponseBody;

use super::*;

/// A page that is sent what it is sent, and an app that decides.
struct Setup {
    live: Arc<Live>,
    guard: Guard,
    lines: Lines,
    came: mpsc::Receiver<Value>,
    page: Mutex<mpsc::Sender<Value>>,
    _directory: tempfile::TempDir,
}

impl Setup {
    fn new() -> Self {
        let directory = tempfile::tempdir().unwrap();
        let log = Arc::new(AuditLog::open(Settings::new(directory.path().into())).unwrap());
        let live = Arc::new(Live::default());
        let guard = Guard::new(Ledger::new(vec![Arc::clone(&live) as _]), Bases::none());
        let (page, came) = mpsc::channel();
        Self { live, guard, lines: Lines(log), came, page: Mutex::new(page), _directory: directory }
    }

    fn channel(&self) -> Channel<Message> {
        let page = self.page.lock().unwrap().clone();
        Channel::new(move |body| {
            let InvokeResponseBody::Json(text) = body else { return Ok(()) };
            let _ = page.send(serde_json::from_str(&text).unwrap());
            Ok(())
        })
    }

    fn begin(&self, webview: &str, id: u64) -> Result<(), Refused> {
        self.live.begin(webview, id, self.channel(), self.lines.clone())
    }

    fn decide(&self, times: u64) {
        let caller = Arc::new(Caller::local("other", "other"));
        (0..times).for_each(|_| drop(self.guard.turn_away(&caller, &"save".into(), Code::CommandNoAcl)));
    }

    fn next(&self) -> Option<Value> {
        self.came.recv_timeout(Duration::from_millis(500)).ok()
    }
}

#[test]
fn a_page_is_told_each_decision_in_its_order() {
    let setup = Setup::new();
    setup.begin("main", 1).unwrap();
    setup.decide(3);
    for n in 1..=3 {
        let message = setup.next().unwrap();
        assert_eq!((&message["line"]["n"], &message["missed"]), (&n.into(), &0.into()));
        assert_eq!(
            (&message["line"]["type"], &message["line"]["code"]),
            (&"decision".into(), &"command.no-acl".into())
        );
    }
}

/// The attack: a page that never reads, and a window that decides without end. Memory is bounded, and what is missing is
/// told, exactly.
#[test]
fn a_slow_page_misses_some_and_is_told_how_many() {
    let setup = Setup::new();
    setup.begin("main", 1).unwrap();
    setup.decide(1);
    assert!(setup.next().is_some());
    setup.decide(10_000);
    let first: Vec<_> = std::iter::from_fn(|| setup.next()).collect();
    assert_eq!(first.len() as u64, u64::from(WINDOW) - 1, "it is sent no more than it has room for");
    let mut told = 1 + first.len() as u64;
    let mut missed: u64 = first.iter().map(|message| message["missed"].as_u64().unwrap()).sum();
    for _ in 0..20 {
        setup.live.more("main", 1, u32::MAX);
        for message in std::iter::from_fn(|| setup.next()) {
            told += 1;
            missed += message["missed"].as_u64().unwrap();
        }
        if told + missed >= 10_001 {
            break;
        }
    }
    // What is missing behind the last that was told is told with the next.
    setup.live.more("main", 1, u32::MAX);
    setup.decide(1);
    let last = setup.next().unwrap();
    assert_eq!(told + 1 + missed + last["missed"].as_u64().unwrap(), 10_002);
    assert!(told <= 1 + u64::from(WINDOW) + WAITING as u64, "{told} waited");
}

#[test]
fn an_id_is_its_webviews_own_and_ends_with_its_page() {
    let setup = Setup::new();
    setup.begin("main", 1).unwrap();
    assert_eq!(setup.begin("main", 1), Err(Refused::Taken));
    (2..=8).for_each(|id| setup.begin("main", id).unwrap());
    assert_eq!(setup.begin("main", 9), Err(Refused::TooMany));
    setup.begin("other", 1).unwrap();
    setup.live.end("other", 2);
    setup.live.end_all_of("main");
    setup.decide(1);
    assert!(setup.next().is_some() && setup.next().is_none(), "one subscription is left");
    setup.live.end("other", 1);
    setup.decide(1);
    assert!(setup.next().is_none());
}

/// A page that says after each decision that it read it has its whole window again after a burst.
#[test]
fn room_that_is_given_one_by_one_adds_up() {
    let setup = Setup::new();
    setup.begin("main", 1).unwrap();
    for _ in 0..3 {
        setup.decide(u64::from(WINDOW));
        let told = std::iter::from_fn(|| setup.next()).count();
        assert_eq!(told, WINDOW as usize);
        (0..WINDOW).for_each(|_| setup.live.more("main", 1, 1));
    }
}
