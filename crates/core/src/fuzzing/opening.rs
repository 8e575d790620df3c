//! A fixture of links, pipes and denied directories, and what may be opened of it.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "of tests and fuzz targets alone, where a panic is the report"
)]

use std::{
    collections::HashSet,
    fs::{self, File, Metadata},
    os::unix::fs::{MetadataExt as _, symlink},
    path::PathBuf,
    process,
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
};

use rustix::fs::{CWD, FileType, Mode, mknodat};

use crate::{
    access::AccessSet,
    caller::Caller,
    guard::{Ask, Guard, JudgedPath, PathInput},
    record::Ledger,
    scope::{Frame, List, RawEntry, Scope, Way, bases::Bases},
};

/// Of what requests are made.
pub const NAMES: [&str; 18] = [
    "a", "d", "b", "denied", "k", "out", "secret", "link", "up", "abs", "trail", "loop", "pipe", "new", "..", ".", "",
    "in",
];

/// A directory in which `in/**` is in scope, `in/denied/**` is denied, and `out` is outside. It goes away with this.
pub struct Fixture {
    root: PathBuf,
    guard: Arc<Guard>,
    scope: Arc<Scope>,
    caller: Arc<Caller>,
}

impl Fixture {
    /// Makes one.
    ///
    /// # Panics
    ///
    /// Where the disk does not let it.
    #[must_use]
    pub fn make() -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let name = format!("authority-fuzz-{}-{}", process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        let root = std::env::temp_dir().canonicalize().unwrap().join(name);
        let guard = Arc::new(Guard::new(Ledger::new(vec![]), Bases::none()));
        let caller = Arc::new(Caller::local("main", "main"));
        let entry = |list, pattern: &str| {
            let pattern = format!("{}/{pattern}", root.display());
            RawEntry::new(list, Way::Command, 0, serde_json::json!({ "path": pattern }))
        };
        let entries = [entry(List::Allow, "in/**"), entry(List::Deny, "in/denied/**")];
        let scope = Arc::new(Scope::compile(&entries, &Frame::new("read", &caller, guard.bases())));
        let fixture = Self { root, guard, scope, caller };
        fixture.mend();
        fixture
    }

    /// What the guard says of a path below `in` that is made of the fixture's names by number; none where it refuses.
    #[must_use]
    pub fn judge(&self, names: &[u8], access: AccessSet) -> Option<JudgedPath> {
        let mut text = format!("{}/in", self.root.display());
        for number in names.iter().take(24) {
            text.push('/');
            text.push_str(NAMES[usize::from(*number) % NAMES.len()]);
        }
        let command = Arc::from("read");
        let ask = Ask { caller: &self.caller, command: &command, argument: "path", index: &[], access };
        self.guard.judge_path(&self.scope, PathInput::Absolute(&text), ask).ok()
    }

    /// The objects in scope, by device and number, as they lie there now.
    ///
    /// # Panics
    ///
    /// Where the disk does not say.
    #[must_use]
    pub fn in_scope(&self) -> HashSet<(u64, u64)> {
        let mut found = HashSet::new();
        let denied = self.root.join("in/denied");
        let mut dirs = vec![self.root.join("in")];
        while let Some(dir) = dirs.pop() {
            for path in fs::read_dir(dir).unwrap().map(|entry| entry.unwrap().path()).filter(|path| *path != denied) {
                let object = path.symlink_metadata().unwrap();
                if object.is_dir() {
                    dirs.push(path);
                }
                if !object.is_symlink() {
                    found.insert(identity(&object));
                }
            }
        }
        found
    }

    /// Holds what was opened to what is in scope, and says which object it is.
    ///
    /// # Panics
    ///
    /// Where it is none of it.
    pub fn is_in_scope(&self, file: &File) -> (u64, u64) {
        let opened = identity(&file.metadata().unwrap());
        assert!(self.in_scope().contains(&opened), "{file:?} is in no scope");
        opened
    }

    /// # Panics
    ///
    /// Where something outside, or something denied, is not as it was made.
    pub fn outside_is_whole(&self) {
        for (file, content) in [("out/secret", "secret"), ("in/denied/k", "secret")] {
            assert_eq!(fs::read_to_string(self.at(file)).unwrap(), content, "{file}");
        }
        assert_eq!(fs::read_dir(self.at("out")).unwrap().count(), 1);
        assert_eq!(fs::read_dir(self.at("in/denied")).unwrap().count(), 1);
    }

    /// As it was before anything was removed or renamed.
    ///
    /// # Panics
    ///
    /// Where the disk does not let it.
    pub fn mend(&self) {
        if fs::read_dir(self.at("in")).is_ok_and(|names| names.count() == 9)
            && self.at("in/d/b").is_file()
            && self.at("in/a").is_file()
        {
            return;
        }
        let _ = fs::remove_dir_all(self.at("in"));
        fs::create_dir_all(self.at("in/d")).unwrap();
        fs::create_dir_all(self.at("in/denied")).unwrap();
        fs::create_dir_all(self.at("out")).unwrap();
        fs::write(self.at("out/secret"), "secret").unwrap();
        fs::write(self.at("in/denied/k"), "secret").unwrap();
        fs::write(self.at("in/a"), "a").unwrap();
        fs::write(self.at("in/d/b"), "b").unwrap();
        symlink("d", self.at("in/link")).unwrap();
        symlink("../out", self.at("in/up")).unwrap();
        symlink(self.at("in/denied"), self.at("in/abs")).unwrap();
        symlink("up/", self.at("in/trail")).unwrap();
        symlink("loop", self.at("in/loop")).unwrap();
        mknodat(CWD, self.at("in/pipe"), FileType::Fifo, Mode::from_raw_mode(0o600), 0).unwrap();
    }

    fn at(&self, name: &str) -> PathBuf {
        self.root.join(name)
    }
}

impl Drop for Fixture {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.root);
    }
}

fn identity(object: &Metadata) -> (u64, u64) {
    (object.dev(), object.ino())
}
