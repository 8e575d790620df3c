//! A guard that writes to a log, and a look at what it wrote.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::Arc,
    time::{Duration, Instant},
};

use authority_audit::{
    AuditLog, Settings,
    verify::{self, Report},
};
use authority_core::{
    access::Access,
    caller::Caller,
    denial::Denial,
    guard::{Ask, Guard, JudgedPath, PathInput},
    platform::Platform,
    record::{
        Ledger,
        ring::{Counts, Ring},
    },
    scope::{Frame, List, RawEntry, Scope, Way, bases::Bases},
};
use serde_json::{Value, json};

/// An app that judges paths below `/srv/notes` for its commands.
pub(crate) struct App {
    pub(crate) log: Arc<AuditLog>,
    guard: Arc<Guard>,
    ring: Arc<Ring>,
}

impl App {
    pub(crate) fn new(settings: Settings) -> Self {
        let log = Arc::new(AuditLog::open(settings).unwrap());
        let ring = Arc::new(Ring::new(10));
        let ledger = Ledger::new(vec![Arc::clone(&log) as _, Arc::clone(&ring) as _]);
        let guard = Arc::new(Guard::new(ledger, Bases::none()).for_platform(Platform::Linux));
        Self { log, guard, ring }
    }

    /// What is counted beside the log, by something else.
    pub(crate) fn counts(&self) -> Counts {
        self.ring.newest(0).1
    }

    pub(crate) fn all(&self) -> u64 {
        let Counts { allowed, denied, errors, reported, .. } = self.counts();
        allowed + denied + errors + reported
    }

    pub(crate) fn window(&self, label: &str) -> Window {
        let caller = Arc::new(Caller::local(label, label));
        let entry = RawEntry::new(List::Allow, Way::Command, 0, json!("/srv/notes/**"));
        let mut frame = Frame::new("read_note", &caller, self.guard.bases());
        frame.platform = Platform::Linux;
        let scope = Arc::new(Scope::compile(&[entry], &frame));
        Window { guard: Arc::clone(&self.guard), scope, caller, command: "read_note".into() }
    }
}

/// One window of it.
pub(crate) struct Window {
    guard: Arc<Guard>,
    scope: Arc<Scope>,
    caller: Arc<Caller>,
    command: Arc<str>,
}

impl Window {
    pub(crate) fn calling(&self, command: &str) -> Self {
        let Self { guard, scope, caller, .. } = self;
        let (guard, scope, caller) = (Arc::clone(guard), Arc::clone(scope), Arc::clone(caller));
        Self { guard, scope, caller, command: command.into() }
    }

    pub(crate) fn judge(&self, path: &str) -> Result<JudgedPath, Denial> {
        let ask = Ask {
            caller: &self.caller,
            command: &self.command,
            argument: "note",
            index: &[],
            access: Access::Read.into(),
        };
        self.guard.judge_path(&self.scope, PathInput::Absolute(path), ask)
    }

    pub(crate) fn allowed(&self) {
        assert!(self.judge("/srv/notes/a.md").is_ok());
    }

    pub(crate) fn denied(&self) {
        assert!(self.judge("/etc/passwd").is_err());
    }
}

/// The directory of the first instance's log.
pub(crate) fn first(directory: &Path) -> PathBuf {
    directory.join("1")
}

/// The log holds; what was recomputed of it.
pub(crate) fn verified(log: &Path) -> Report {
    let report = verify::verify_all(log, None).unwrap();
    assert!(report.findings.is_empty(), "{:#?}", report.findings);
    report
}

/// All lines, as JSON. What a kill left behind the last line feed of a file is none.
pub(crate) fn lines(log: &Path) -> Vec<Value> {
    let texts: Vec<String> = files(log).iter().map(|file| fs::read_to_string(file).unwrap()).collect();
    let lines = texts.iter().flat_map(|text| text.split_inclusive('\n')).filter(|line| line.ends_with('\n'));
    lines.map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// The lines of one type.
pub(crate) fn of_type(log: &Path, kind: &str) -> Vec<Value> {
    lines(log).into_iter().filter(|line| line["type"] == kind).collect()
}

/// The files of the log, oldest first.
pub(crate) fn files(log: &Path) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = fs::read_dir(log)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "jsonl"))
        .collect();
    files.sort();
    files
}

/// Waits until something is so, for half a minute at most.
pub(crate) fn until(mut what: impl FnMut() -> bool) {
    let begun = Instant::now();
    while !what() {
        assert!(begun.elapsed() < Duration::from_secs(30), "it never came to that");
        std::thread::sleep(Duration::from_millis(5));
    }
}
