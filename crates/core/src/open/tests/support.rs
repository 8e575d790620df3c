//! The tree that the tests open things in.

#[cfg(unix)]
use std::os::unix::fs::{MetadataExt, symlink};
use std::{
    fmt::Debug,
    fs, io,
    path::{Path, PathBuf},
    sync::atomic::{AtomicU32, Ordering},
};

#[cfg(unix)]
use rustix::fs::{CWD, FileType, Mode, makedev, mknodat};
use serde_json::{Value, json};

#[cfg(target_os = "linux")]
use crate::report::Report;
use crate::{
    access::AccessSet,
    code::Code,
    guard::JudgedPath,
    open::{OpenError, truth::without_verbatim},
    platform::Platform,
    record::{Stage, Verdict},
    scope::bases::Bases,
    testing::Setup,
};

/// A test for each way that leads to an object.
#[cfg(target_os = "linux")]
macro_rules! both_ways {
    ($($(#[$doc:meta])* fn $name:ident($tree:ident) $body:block)*) => { $(
        mod $name {
            use super::*;

            $(#[$doc])*
            fn check(mut tree: $crate::open::tests::Tree) {
                let $tree = &mut tree;
                $body
            }

            #[test]
            fn straight() {
                check($crate::open::tests::Tree::new());
            }

            #[test]
            fn by_the_walk() {
                $crate::open::linux::hook::without_openat2(|| check($crate::open::tests::Tree::new()));
            }
        }
    )* };
}
#[cfg(target_os = "linux")]
pub(super) use both_ways;

/// A directory of its own that goes away with it, and a scope over a part of it.
pub(super) struct Tree {
    root: PathBuf,
    setup: Setup,
}

impl Tree {
    /// `in` with a file `a` (`inside`) and a denied directory with a file `k`; `out` with a file `s` (`outside`).
    pub(super) fn new() -> Self {
        Self::below(&std::env::temp_dir())
    }

    /// In memory where that is to be had: for tests whose worth is in how often they do a thing.
    #[cfg(target_os = "linux")]
    pub(super) fn in_memory() -> Self {
        let memory = Path::new("/dev/shm");
        if memory.is_dir() { Self::below(memory) } else { Self::new() }
    }

    fn below(dir: &Path) -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let name = format!("authority-{}-{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        // Where it really lies: tests of links make their own.
        let dir = dir.canonicalize().unwrap();
        let root = PathBuf::from(&*without_verbatim(dir.to_str().unwrap())).join(name);
        fs::create_dir(&root).unwrap();
        let setup = Setup::new(json!([]), json!([]));
        let mut tree = Self { root, setup };
        tree.file("in/a", "inside").file("in/denied/k", "denied").file("out/s", "outside");
        tree.scope(json!(["$ROOT/in", "$ROOT/in/**"]), json!(["$ROOT/in/denied/**"]));
        tree
    }

    /// A scope over the whole tree, of which `log` is kept for the plugin itself.
    #[cfg(target_os = "linux")]
    pub(super) fn reserving(log: &str) -> Self {
        let mut tree = Self::new();
        let mut bases = Bases::none();
        bases.set("ROOT", tree.root.to_str().unwrap(), Platform::host());
        bases.reserve(tree.at(log).to_str().unwrap(), Platform::host()).unwrap();
        tree.setup = Setup::here(json!(["$ROOT/**", "$AUTHORITYLOG/**"]), json!([]), bases);
        tree.file(&format!("{log}/1/authority-00000001.jsonl"), "recorded");
        tree
    }

    /// The same scope, with one more sink.
    #[cfg(target_os = "linux")]
    pub(super) fn recording_to(&mut self, sink: std::sync::Arc<dyn crate::record::Sink>) -> &mut Self {
        let setup = std::mem::replace(&mut self.setup, Setup::new(json!([]), json!([])));
        self.setup = setup.recording_to(sink);
        self
    }

    /// Another scope; `$ROOT` is the tree's root, `$BASE` its `base` and `$DEEP` its `in/deep/base`. Compiled anew, so that
    /// the disk is asked anew, too.
    pub(super) fn scope(&mut self, allow: Value, deny: Value) -> &mut Self {
        let mut bases = Bases::none();
        bases.set("ROOT", self.root.to_str().unwrap(), Platform::host());
        bases.set("BASE", self.root.join("base").to_str().unwrap(), Platform::host());
        bases.set("DEEP", self.root.join("in/deep/base").to_str().unwrap(), Platform::host());
        self.setup = Setup::here(allow, deny, bases);
        self
    }

    /// The first scope, below a base directory that is spelled so.
    #[cfg(windows)]
    pub(super) fn base_as(&mut self, spelled: &str) {
        let mut bases = Bases::none();
        bases.set("ROOT", spelled, Platform::host());
        self.setup = Setup::here(json!(["$ROOT/in", "$ROOT/in/**"]), json!(["$ROOT/in/denied/**"]), bases);
    }

    /// The same scope, in report mode.
    #[cfg(target_os = "linux")]
    pub(super) fn reporting(&mut self, report: Report) -> &mut Self {
        let setup = std::mem::replace(&mut self.setup, Setup::new(json!([]), json!([])));
        self.setup = setup.reporting(report);
        self
    }

    pub(super) fn dir(&self, name: &str) -> &Self {
        fs::create_dir_all(self.at(name)).unwrap();
        self
    }

    pub(super) fn file(&self, name: &str, content: &str) -> &Self {
        fs::create_dir_all(self.at(name).parent().unwrap()).unwrap();
        fs::write(self.at(name), content).unwrap();
        self
    }

    #[cfg(unix)]
    /// A link; `$ROOT` in its target is the tree's root.
    pub(super) fn link(&self, name: &str, target: &str) -> &Self {
        fs::create_dir_all(self.at(name).parent().unwrap()).unwrap();
        symlink(target.replace("$ROOT", self.root.to_str().unwrap()), self.at(name)).unwrap();
        self
    }

    #[cfg(unix)]
    pub(super) fn pipe(&self, name: &str) -> &Self {
        mknodat(CWD, self.at(name), FileType::Fifo, Mode::from_raw_mode(0o600), 0).unwrap();
        self
    }

    #[cfg(unix)]
    /// A device like `/dev/null`, if this user may make one.
    pub(super) fn device(&self, name: &str) -> bool {
        let mode = Mode::from_raw_mode(0o600);
        mknodat(CWD, self.at(name), FileType::CharacterDevice, mode, makedev(1, 3)).is_ok()
    }

    #[cfg(target_os = "linux")]
    pub(super) fn rename(&self, from: &str, to: &str) {
        fs::rename(self.at(from), self.at(to)).unwrap();
    }

    /// Where a name of the tree lies.
    pub(super) fn at(&self, name: &str) -> PathBuf {
        self.root.join(name)
    }

    /// Whether something has the name, be it a link that leads nowhere.
    pub(super) fn has(&self, name: &str) -> bool {
        self.at(name).symlink_metadata().is_ok()
    }

    pub(super) fn content(&self, name: &str) -> String {
        fs::read_to_string(self.at(name)).unwrap()
    }

    pub(super) fn names(&self, name: &str) -> Vec<String> {
        let mut names: Vec<_> = fs::read_dir(self.at(name))
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    pub(super) fn setup(&self) -> &Setup {
        &self.setup
    }

    /// A name that the page may use so.
    pub(super) fn judge(&self, name: &str, access: impl Into<AccessSet>) -> JudgedPath {
        let path = self.at(name);
        self.setup
            .judge(path.to_str().unwrap(), access)
            .unwrap_or_else(|denial| panic!("{name}: {:?}", denial.record()))
    }

    /// The fine code of a refusal at opening, which is recorded under the id of its judgement and tells the page nothing.
    pub(super) fn refused<T: Debug>(&self, result: Result<T, OpenError>) -> Code {
        let denial = match result {
            Err(OpenError::Denied(denial)) => denial,
            other => panic!("not refused: {other:?}"),
        };
        let record = self.setup.last_record();
        assert_eq!((record.id, record.stage), (denial.id(), Stage::Open));
        assert_ne!(record.decision, Verdict::Allow);
        assert!(self.setup.records().iter().any(|judged| Some(judged.id) == record.parent));
        assert!(matches!(denial.code(), Code::PathOutsideScope | Code::OpenSpecial), "{denial}");
        let wire = serde_json::to_string(&denial).unwrap();
        assert!(!wire.contains(self.root.to_str().unwrap()), "{wire}");
        record.code
    }

    /// The disk's answer, which is no refusal and leaves no record.
    pub(super) fn io<T: Debug>(&self, result: Result<T, OpenError>) -> io::ErrorKind {
        let OpenError::Io(error) = result.unwrap_err() else { panic!("{:?}", self.setup.last_record()) };
        assert_eq!(self.setup.last_record().stage, Stage::Judge);
        error.kind()
    }

    #[cfg(unix)]
    pub(super) fn inode(&self, name: &str) -> (u64, u64) {
        inode(&self.at(name).symlink_metadata().unwrap())
    }

    pub(super) fn root(&self) -> &Path {
        &self.root
    }
}

#[cfg(unix)]
pub(super) fn inode(metadata: &fs::Metadata) -> (u64, u64) {
    (metadata.dev(), metadata.ino())
}

impl Drop for Tree {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.root);
    }
}
