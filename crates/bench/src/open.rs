//! Opening a file to read it, beside the standard library, cap-std and the check that apps write by hand.
//!
//! Ours is all that lies between a page's text and an open file but the record: reading the text, deciding, opening the object
//! and asking what it is. Each peer opens the same file and asks for its metadata.

use std::{
    error::Error,
    fs::{self, File},
    path::Path,
    sync::Arc,
};

use authority_core::{
    access::Access,
    caller::Caller,
    decide::{Question, decide},
    guard::{Ask, Guard, JudgedPath, PathInput},
    open,
    platform::Platform,
    record::Ledger,
    scope::{Frame, List, RawEntry, Scope, Way, bases::Bases},
    validate::path::ValidPath,
};
use cap_std::{ambient_authority, fs::Dir};
use serde_json::json;

use crate::{
    measure::{Work, medians},
    report::Line,
};

/// Directories between the scope's root and the file, and the file itself.
const DEPTHS: [usize; 3] = [1, 4, 8];
const ARGUMENT: &str = "note";

pub(crate) fn run() -> Result<Vec<Line>, Box<dyn Error>> {
    DEPTHS.into_iter().map(at_depth).collect::<Result<Vec<_>, _>>().map(|lines| lines.concat())
}

fn at_depth(depth: usize) -> Result<Vec<Line>, Box<dyn Error>> {
    let (_dir, root) = directory()?;
    let below = (1..depth).map(|i| format!("d{i}/")).collect::<String>() + "note.md";
    let file = format!("{root}/{below}");
    fs::create_dir_all(Path::new(&file).parent().ok_or("a file has a parent")?)?;
    fs::write(&file, "note")?;
    let scope = scope(&[&format!("{root}/**")], &[&format!("{root}/private/**")]);
    let judged = judged(&scope, &file, Access::Read)?;
    let held = Dir::open_ambient_dir(&root, ambient_authority())?;
    let works: Vec<(&str, Work<'_>)> = vec![
        ("ours", Box::new(|| judge_and_open(&scope, &file, &judged))),
        ("std", Box::new(|| File::open(&file).is_ok_and(|file| file.metadata().is_ok()))),
        ("cap-std", Box::new(|| held.open(&below).is_ok_and(|file| file.metadata().is_ok()))),
        ("by hand", Box::new(|| by_hand(&file, &root))),
    ];
    let [ours, std, cap_std, by_hand] = medians(works)?.try_into().map_err(|_| "four measures were asked for")?;
    let line = |peer, theirs, goal| Line {
        work: format!("judge and open, depth {depth}"),
        unit: "ns",
        ours,
        peer,
        theirs,
        goal,
    };
    Ok(vec![
        line("File::open and metadata", std, 1.1),
        line("cap-std, Dir::open and metadata", cap_std, 1.2),
        line("canonicalize, starts_with, open", by_hand, 1.0),
    ])
}

fn judge_and_open(scope: &Scope, file: &str, judged: &JudgedPath) -> bool {
    let Ok(path) = ValidPath::parse(file, Platform::host()) else { return false };
    decide(scope, Question::new(&path, Access::Read.into(), ARGUMENT)).is_allowed() && open::read(judged).is_ok()
}

fn by_hand(file: &str, root: &str) -> bool {
    let Ok(real) = fs::canonicalize(file) else { return false };
    real.starts_with(root) && File::open(real).is_ok_and(|file| file.metadata().is_ok())
}

/// A directory, by the name under which it really lies.
pub(crate) fn directory() -> Result<(tempfile::TempDir, String), Box<dyn Error>> {
    let dir = tempfile::tempdir()?;
    let root = dir.path().canonicalize()?;
    let root = root.to_str().ok_or("the temporary directory's path is not Unicode text")?.to_owned();
    Ok((dir, root))
}

/// A scope of these patterns.
pub(crate) fn scope(allow: &[&str], deny: &[&str]) -> Arc<Scope> {
    let entries = |list, patterns: &[&str]| {
        let raw = |(i, pattern): (usize, &&str)| RawEntry::new(list, Way::Command, i, json!({ "path": pattern }));
        patterns.iter().enumerate().map(raw).collect::<Vec<_>>()
    };
    let raw = [entries(List::Allow, allow), entries(List::Deny, deny)].concat();
    Arc::new(Scope::compile(&raw, &Frame::new("read_note", &Caller::local("main", "main"), &Bases::none())))
}

/// The path, judged once.
pub(crate) fn judged(scope: &Arc<Scope>, path: &str, access: Access) -> Result<JudgedPath, Box<dyn Error>> {
    let guard = Arc::new(Guard::new(Ledger::new(Vec::new()), Bases::none()));
    let (caller, command) = (Arc::new(Caller::local("main", "main")), Arc::from("read_note"));
    let ask = Ask { caller: &caller, command: &command, argument: ARGUMENT, index: &[], access: access.into() };
    Ok(guard.judge_path(scope, PathInput::Absolute(path), ask)?)
}
