//! Records as the guard makes them, of several windows and commands.

use std::{
    error::Error,
    sync::{Arc, Mutex, PoisonError},
    time::{Instant, SystemTime},
};

use authority_core::{
    access::{Access, AccessSet},
    caller::Caller,
    guard::{Ask, Guard, PathInput},
    platform::Platform,
    record::{Ledger, Record, Sink, Verdict},
    scope::{Scope, bases::Bases},
};

use crate::load;

/// Each of them fills an eighth of the queue in turn, which is less than the quarter that one may have.
pub(super) const WINDOWS: usize = 8;
const COMMANDS: usize = 4;
/// Resources of each window and command: one in scope, one outside.
const RESOURCES: usize = 16;

/// What is judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum What {
    Paths,
    Urls,
}

/// Records to make others of, which differ in number and time.
pub(super) struct Templates(Vec<Record>);

impl Templates {
    pub(super) fn of(what: What) -> Result<Self, Box<dyn Error>> {
        let kept = Arc::new(Kept::default());
        let guard = Arc::new(Guard::new(Ledger::new(vec![Arc::clone(&kept) as _]), bases()));
        let judging = Judging::new();
        for i in 0..WINDOWS * COMMANDS * RESOURCES {
            judging.judge(&guard, what, i);
        }
        let records = kept.0.lock().unwrap_or_else(PoisonError::into_inner).drain(..).collect::<Vec<_>>();
        let templates: Vec<_> = records.iter().map(|record| Record::clone(record)).collect();
        let allowed = templates.iter().filter(|record| record.decision == Verdict::Allow).count();
        // One kind of line alone would be another work.
        if allowed * 2 != templates.len() {
            return Err(format!("{allowed} of {} were allowed", templates.len()).into());
        }
        Ok(Self(templates))
    }

    /// Record number `n`, as it is when it was just made. Two that follow one another are of different windows.
    pub(super) fn make(&self, n: usize) -> Option<Arc<Record>> {
        let mut record = self.0.get(n % self.0.len())?.clone();
        record.seq = n as u64 + 1;
        (record.at, record.moment) = (SystemTime::now(), Instant::now());
        Some(Arc::new(record))
    }

    /// A denial for a flood, which is not about what any other one is about.
    pub(super) fn denied(
        &self,
        n: usize,
        caller: Arc<Caller>,
        command: Arc<str>,
        resource: String,
    ) -> Option<Arc<Record>> {
        let mut record = self.0.iter().find(|record| record.decision == Verdict::Deny)?.clone();
        record.seq = n as u64 + 1;
        (record.at, record.moment) = (SystemTime::now(), Instant::now());
        (record.caller, record.command, record.resource) = (caller, command, Some(resource));
        Some(Arc::new(record))
    }
}

/// Keeps all, for templates.
#[derive(Debug, Default)]
struct Kept(Mutex<Vec<Arc<Record>>>);

impl Sink for Kept {
    fn record(&self, record: &Arc<Record>) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(Arc::clone(record));
    }
}

/// What is asked, by whom.
pub(super) struct Judging {
    callers: Vec<Arc<Caller>>,
    commands: Vec<Arc<str>>,
    paths: Arc<Scope>,
    urls: Arc<Scope>,
    resources: [Vec<String>; 2],
}

impl Judging {
    pub(super) fn new() -> Self {
        let windows = ["main", "settings", "editor-1", "editor-2", "preview", "export", "search", "help"];
        let commands = ["read_note", "write_note", "list_notes", "export_note"];
        let paths = ["/home/ada/Documents/notes/**".to_owned(), "/home/ada/.local/share/notes/**".to_owned()];
        let paths = load::raw(authority_core::scope::List::Allow, &paths);
        let urls = load::raw_urls(&["https://api.example.com/v1/*".to_owned()]);
        let path = |i: usize| match i % 4 {
            0 => format!("/home/ada/Documents/notes/2024/minutes-{i}.md"),
            1 => format!("/home/ada/Documents/taxes/2024/return-{i}.pdf"),
            2 => format!("/home/ada/.local/share/notes/index/part-{i}.json"),
            _ => format!("/etc/ssl/private/host-{i}.pem"),
        };
        let url = |i: usize| match i % 2 {
            0 => format!("https://api.example.com/v1/notes/{i}/attachments?page={i}&order=date"),
            _ => format!("https://files.example.org/v2/notes/{i}/image.png?size={i}"),
        };
        Self {
            callers: windows.into_iter().take(WINDOWS).map(|window| Arc::new(Caller::local(window, window))).collect(),
            commands: commands.into_iter().take(COMMANDS).map(Into::into).collect(),
            paths: Arc::new(load::scope(&paths)),
            urls: Arc::new(load::scope(&urls)),
            resources: [(0..RESOURCES).map(path).collect(), (0..RESOURCES).map(url).collect()],
        }
    }

    /// Judges number `n`: of another window than the one before. Whether anything could be asked.
    pub(super) fn judge(&self, guard: &Arc<Guard>, what: What, n: usize) -> bool {
        let resource = n / WINDOWS / COMMANDS;
        let [paths, urls] = &self.resources;
        let resources = if what == What::Paths { paths } else { urls };
        let (Some(caller), Some(command), Some(resource)) = (
            self.callers.get(n % WINDOWS),
            self.commands.get(n / WINDOWS % COMMANDS),
            resources.get(resource % RESOURCES),
        ) else {
            return false;
        };
        let access = if what == What::Paths { Access::Read.into() } else { AccessSet::NONE };
        let ask = Ask { caller, command, argument: "note", index: &[], access };
        match what {
            What::Paths => drop(guard.judge_path(&self.paths, PathInput::Absolute(resource), ask)),
            What::Urls => drop(guard.judge_url(&self.urls, resource, "GET", ask)),
        }
        true
    }
}

/// As many as an app has on Linux, by and large: a redactor looks for the nearest.
pub(super) fn bases() -> Bases {
    let mut bases = Bases::none();
    for (name, path) in [
        ("AUDIO", "/home/ada/Music"),
        ("CACHE", "/home/ada/.cache"),
        ("CONFIG", "/home/ada/.config"),
        ("DATA", "/home/ada/.local/share"),
        ("DOCUMENT", "/home/ada/Documents"),
        ("DOWNLOAD", "/home/ada/Downloads"),
        ("PICTURE", "/home/ada/Pictures"),
        ("RESOURCE", "/usr/lib/notes"),
        ("TEMP", "/tmp"),
        ("APPCONFIG", "/home/ada/.config/notes"),
        ("APPDATA", "/home/ada/.local/share/notes"),
        ("APPCACHE", "/home/ada/.cache/notes"),
        ("DESKTOP", "/home/ada/Desktop"),
        ("HOME", "/home/ada"),
    ] {
        bases.set(name, path, Platform::host());
    }
    bases
}
