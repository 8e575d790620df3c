//! What the tests of several modules set up: a guard that writes into a ring, and a scope for one command of one window.

use std::sync::Arc;

use serde_json::{Value, json};

use crate::{
    access::AccessSet,
    caller::Caller,
    denial::Denial,
    guard::{Ask, Guard, JudgedPath, PathInput},
    kind::Kinds,
    platform::Platform,
    record::{
        Ledger, Record, Sink,
        ring::{Counts, Ring},
    },
    report::Report,
    scope::{Frame, List, RawEntry, Scope, Way, bases::Bases},
    validate::path::ValidPath,
};

pub(crate) const COMMAND: &str = "read_note";
pub(crate) const ARGUMENT: &str = "note";

pub(crate) struct Setup {
    pub(crate) guard: Arc<Guard>,
    pub(crate) scope: Arc<Scope>,
    pub(crate) caller: Arc<Caller>,
    pub(crate) command: Arc<str>,
    ring: Arc<Ring>,
}

impl Setup {
    /// A scope of these entries, each list as it stands in a capability, read by Linux's rules on every host.
    pub(crate) fn new(allow: Value, deny: Value) -> Self {
        Self::with_bases(allow, deny, Bases::none())
    }

    pub(crate) fn with_bases(allow: Value, deny: Value, bases: Bases) -> Self {
        Self::of(&[entries(List::Allow, allow), entries(List::Deny, deny)].concat(), bases)
    }

    /// The same by the rules of this host: for tests that ask its disk.
    #[cfg(any(target_os = "linux", windows))]
    pub(crate) fn here(allow: Value, deny: Value, bases: Bases) -> Self {
        Self::by(Platform::host(), &[entries(List::Allow, allow), entries(List::Deny, deny)].concat(), bases)
    }

    pub(crate) fn of(raw: &[RawEntry], bases: Bases) -> Self {
        Self::by(Platform::Linux, raw, bases)
    }

    fn by(platform: Platform, raw: &[RawEntry], bases: Bases) -> Self {
        let ring = Arc::new(Ring::new(100));
        let guard = Guard::new(Ledger::new(vec![Arc::clone(&ring) as _]), bases).for_platform(platform);
        let caller = Arc::new(Caller::local("main", "main-view"));
        let scope =
            Scope::compile(raw, &Frame { platform: guard.platform(), ..Frame::new(COMMAND, &caller, guard.bases()) });
        Self { guard: Arc::new(guard), scope: Arc::new(scope), caller, command: COMMAND.into(), ring }
    }

    /// The same, in a developer's build that shows the page everything.
    pub(crate) fn explaining(self) -> Self {
        let Ok(guard) = Arc::try_unwrap(self.guard) else { panic!("something was judged already") };
        Self { guard: Arc::new(guard.explaining(true)), ..self }
    }

    /// The same, for an app that declares the kinds of [`kinds`].
    pub(crate) fn with_kinds(allow: Value, deny: Value) -> Self {
        let mut setup = Self::new(json!([]), json!([]));
        let mut declared = Kinds::none();
        for kind in [&kinds::TABLE, &kinds::FLAG, &kinds::PRINTER] {
            declared.register(kind).expect("a kind");
        }
        let Ok(guard) = Arc::try_unwrap(setup.guard) else { panic!("something was judged already") };
        setup.guard = Arc::new(guard.with_kinds(declared));
        let raw = [entries(List::Allow, allow), entries(List::Deny, deny)].concat();
        let frame = Frame::new(COMMAND, &setup.caller, setup.guard.bases());
        setup.scope = Arc::new(Scope::compile(
            &raw,
            &Frame { kinds: setup.guard.kinds(), platform: setup.guard.platform(), ..frame },
        ));
        setup
    }

    /// The same, whose decisions go to one more sink.
    pub(crate) fn recording_to(self, sink: Arc<dyn Sink>) -> Self {
        let ledger = Ledger::new(vec![Arc::clone(&self.ring) as _, sink]);
        let guard = Guard::new(ledger, self.guard.bases().clone()).for_platform(self.guard.platform());
        Self { guard: Arc::new(guard), ..self }
    }

    /// The same, where a window has so many decisions a second.
    pub(crate) fn limited_to(self, per_second: u32) -> Self {
        let rate = crate::rate::Rate::new(per_second.try_into().expect("some"));
        let Ok(guard) = Arc::try_unwrap(self.guard) else { panic!("something was judged already") };
        Self { guard: Arc::new(guard.limiting(rate)), ..self }
    }

    /// The same, in report mode.
    pub(crate) fn reporting(self, report: Report) -> Self {
        let Ok(guard) = Arc::try_unwrap(self.guard) else { panic!("something was judged already") };
        Self { guard: Arc::new(guard.reporting(report)), ..self }
    }

    pub(crate) fn judge(&self, path: &str, access: impl Into<AccessSet>) -> Result<JudgedPath, Denial> {
        self.judge_input(PathInput::Absolute(path), access)
    }

    pub(crate) fn judge_input(&self, input: PathInput<'_>, access: impl Into<AccessSet>) -> Result<JudgedPath, Denial> {
        self.guard.judge_path(&self.scope, input, self.ask(access))
    }

    pub(crate) fn ask(&self, access: impl Into<AccessSet>) -> Ask<'_> {
        let Self { caller, command, .. } = self;
        Ask { caller, command, argument: ARGUMENT, index: &[], access: access.into() }
    }

    /// What was recorded, newest first, and the counts.
    pub(crate) fn newest(&self) -> (Vec<Arc<Record>>, Counts) {
        self.ring.newest(usize::MAX)
    }

    /// What was recorded, oldest first.
    pub(crate) fn records(&self) -> Vec<Arc<Record>> {
        let (mut newest, _) = self.newest();
        newest.reverse();
        newest
    }

    pub(crate) fn last_record(&self) -> Arc<Record> {
        self.records().pop().expect("nothing was recorded")
    }
}

/// The entries of a list, as they stand on a command's permission.
pub(crate) fn entries(list: List, values: Value) -> Vec<RawEntry> {
    let Value::Array(values) = values else { panic!("a list is an array") };
    values.into_iter().enumerate().map(|(i, value)| RawEntry::new(list, Way::Command, i, value)).collect()
}

/// A frame in which entries are read by Linux's rules on every host, as [`path`] reads paths.
pub(crate) fn linux_frame<'a>(command: &'a str, caller: &'a Caller, bases: &'a Bases) -> Frame<'a> {
    Frame { platform: Platform::Linux, ..Frame::new(command, caller, bases) }
}

pub(crate) fn path(text: &str) -> ValidPath {
    ValidPath::parse(text, Platform::Linux).expect(text)
}

/// splitmix64 with a fixed seed: a sweep is the same one in every run.
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    pub(crate) fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) as usize % n
    }

    pub(crate) fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[self.below(from.len())]
    }
}

/// Kinds as an app declares them.
pub(crate) mod kinds {
    use crate::kind::{By, Case, Field, Kind};

    /// A table of SQL, where case does not tell names apart.
    pub(crate) static TABLE: Kind = Kind::new("app::Table", Field::new::<String>("table", By::Exact, Case::Folds), &[]);
    /// A flag with a pattern for its value.
    pub(crate) static FLAG: Kind = Kind::new(
        "app::Flag",
        Field::new::<String>("flag", By::Exact, Case::Counts),
        &[Field::new::<Option<String>>("value", By::Regex, Case::Counts)],
    );
    /// A print job: a pattern as the key, a range, and something that must be said.
    pub(crate) static PRINTER: Kind = Kind::new(
        "app::Printer",
        Field::new::<String>("printer", By::Glob, Case::Folds),
        &[
            Field::new::<u8>("copies", By::Range, Case::Counts),
            Field::new::<Option<bool>>("color", By::Exact, Case::Counts),
            Field::new::<Option<String>>("tray", By::Regex, Case::Folds),
        ],
    );
}
