//! Whether git holds everything that the app has, so that what is changed can be told from what was there.

use std::{path::Path, process::Command};

use super::refusal::{Refusal, one_line};

/// What git says of the app.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Held {
    /// Everything is committed.
    Clean,
    /// Some file is not; its name.
    Dirty(String),
    /// There is no work tree of git's.
    NoWorkTree,
}

/// Asks git about the work tree that a directory is in.
pub(super) fn ask(dir: &Path) -> Result<Held, Refusal> {
    if !dir.ancestors().any(|dir| dir.join(".git").exists()) {
        return Ok(Held::NoWorkTree);
    }
    let unknown = |why: &str| {
        let why = one_line(why.lines().next().unwrap_or_default());
        Refusal::new(format!(
            "git does not say whether there are uncommitted changes ({why}); `--allow-dirty` goes on without"
        ))
    };
    let mut git = Command::new("git");
    // About this directory, whatever a hook that runs this has set; and without a program that the work tree names.
    for name in ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"] {
        git.env_remove(name);
    }
    git.args(["-c", "core.fsmonitor=false", "status", "--porcelain", "-z", "--untracked-files=normal"])
        .current_dir(dir);
    let output = git.output().map_err(|error| unknown(&error.to_string()))?;
    if !output.status.success() {
        return Err(unknown(&String::from_utf8_lossy(&output.stderr)));
    }
    let status = String::from_utf8_lossy(&output.stdout);
    // `XY name`, one after the other.
    Ok(match status.split('\0').next().and_then(|first| first.get(3..)) {
        Some(name) => Held::Dirty(name.to_owned()),
        None => Held::Clean,
    })
}
