//! Whatever is opened, made, listed or removed below a fixture of links, pipes and denied directories lies in the scope.

#![no_main]

use std::{
    fs,
    os::{fd::AsRawFd as _, unix::fs::symlink},
    path::{Path, PathBuf},
    process::{self, Command},
    sync::{Arc, OnceLock},
};

use arbitrary::Arbitrary;
use authority_core::{
    access::{Access, AccessSet},
    caller::Caller,
    guard::{Ask, Guard, JudgedPath, PathInput},
    open,
    record::Ledger,
    scope::{Frame, List, RawEntry, Scope, Way, bases::Bases},
};
use libfuzzer_sys::fuzz_target;

const NAMES: [&str; 18] = [
    "a", "d", "b", "denied", "k", "out", "secret", "link", "up", "abs", "trail", "loop", "pipe", "new", "..", ".", "",
    "in",
];

#[derive(Arbitrary, Debug)]
enum Doing {
    Read,
    Write,
    Create,
    List,
    Metadata,
    Remove,
    Rename(Vec<u8>),
}

#[derive(Arbitrary, Debug)]
struct Input {
    names: Vec<u8>,
    doing: Doing,
}

struct Fixture {
    root: PathBuf,
    guard: Arc<Guard>,
    scope: Arc<Scope>,
    caller: Arc<Caller>,
}

fuzz_target!(|input: Input| {
    let fixture = fixture();
    let Some(judged) = fixture.judge(&input.names, input.doing.access()) else { return };
    match &input.doing {
        Doing::Read => {
            if let Ok(file) = open::read(&judged) {
                fixture.is_in_scope(&held(&file));
            }
        }
        Doing::Write => {
            if let Ok(file) = open::write(&judged) {
                fixture.is_in_scope(&held(&file));
            }
        }
        Doing::Create => {
            if let Ok(file) = open::create(&judged) {
                let made = held(&file);
                fixture.is_in_scope(&made);
                fs::remove_file(made).unwrap();
            }
        }
        Doing::List => {
            if let Ok(listing) = open::list(&judged) {
                assert!(listing.children.iter().all(|child| !["denied", "secret", "k"].contains(&child.name.as_str())));
            }
        }
        Doing::Metadata => {
            let _ = open::metadata(&judged);
        }
        Doing::Remove => {
            let _ = open::remove_file(&judged);
            fixture.mend();
        }
        Doing::Rename(to) => {
            if let Some(to) = fixture.judge(to, Access::RenameTo.into()) {
                let _ = open::rename(&judged, &to);
                fixture.mend();
            }
        }
    }
    fixture.outside_is_whole();
});

impl Doing {
    fn access(&self) -> AccessSet {
        match self {
            Self::Read => Access::Read.into(),
            Self::Write => Access::Write.into(),
            Self::Create => Access::Create.into(),
            Self::List => Access::List.into(),
            Self::Metadata => Access::Metadata.into(),
            Self::Remove => Access::Remove.into(),
            Self::Rename(_) => Access::RenameFrom.into(),
        }
    }
}

fn held(file: &fs::File) -> PathBuf {
    fs::read_link(format!("/proc/self/fd/{}", file.as_raw_fd())).unwrap()
}

fn fixture() -> &'static Fixture {
    static FIXTURE: OnceLock<Fixture> = OnceLock::new();
    FIXTURE.get_or_init(|| {
        let root = std::env::temp_dir().canonicalize().unwrap().join(format!("authority-fuzz-{}", process::id()));
        let guard = Arc::new(Guard::new(Ledger::new(vec![]), Bases::none()));
        let caller = Arc::new(Caller::local("main", "main"));
        let entry = |list, pattern: &str| {
            let pattern = format!("{}/{pattern}", root.display());
            RawEntry::new(list, Way::Command, 0, serde_json::json!({ "path": pattern }))
        };
        let entries = [entry(List::Allow, "in/**"), entry(List::Deny, "in/denied/**")];
        let scope = Arc::new(Scope::compile(&entries, &Frame::new("read", &caller, guard.bases())));
        let fixture = Fixture { root, guard, scope, caller };
        fixture.mend();
        fixture
    })
}

impl Fixture {
    fn judge(&self, names: &[u8], access: AccessSet) -> Option<JudgedPath> {
        let mut text = format!("{}/in", self.root.display());
        for number in names.iter().take(24) {
            text.push('/');
            text.push_str(NAMES[usize::from(*number) % NAMES.len()]);
        }
        let command = Arc::from("read");
        let ask = Ask { caller: &self.caller, command: &command, argument: "path", index: &[], access };
        self.guard.judge_path(&self.scope, PathInput::Absolute(&text), ask).ok()
    }

    fn is_in_scope(&self, path: &Path) {
        let below = path.strip_prefix(self.root.join("in")).unwrap_or_else(|_| panic!("{} is outside", path.display()));
        assert!(!below.starts_with("denied"), "{} is denied", path.display());
    }

    fn outside_is_whole(&self) {
        for (file, content) in [("out/secret", "secret"), ("in/denied/k", "secret")] {
            assert_eq!(fs::read_to_string(self.root.join(file)).unwrap(), content, "{file}");
        }
        assert_eq!(fs::read_dir(self.root.join("out")).unwrap().count(), 1);
        assert_eq!(fs::read_dir(self.root.join("in/denied")).unwrap().count(), 1);
    }

    /// As it was before anything was removed or renamed.
    fn mend(&self) {
        let at = |name: &str| self.root.join(name);
        if fs::read_dir(at("in")).is_ok_and(|names| names.count() == 9)
            && at("in/d/b").is_file()
            && at("in/a").is_file()
        {
            return;
        }
        let _ = fs::remove_dir_all(at("in"));
        fs::create_dir_all(at("in/d")).unwrap();
        fs::create_dir_all(at("in/denied")).unwrap();
        fs::create_dir_all(at("out")).unwrap();
        fs::write(at("out/secret"), "secret").unwrap();
        fs::write(at("in/denied/k"), "secret").unwrap();
        fs::write(at("in/a"), "a").unwrap();
        fs::write(at("in/d/b"), "b").unwrap();
        symlink("d", at("in/link")).unwrap();
        symlink("../out", at("in/up")).unwrap();
        symlink(at("in/denied"), at("in/abs")).unwrap();
        symlink("up/", at("in/trail")).unwrap();
        symlink("loop", at("in/loop")).unwrap();
        assert!(Command::new("mkfifo").arg(at("in/pipe")).status().unwrap().success());
    }
}
