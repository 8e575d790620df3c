//! Copies of the repository, in which something else may be tried than what is locked.

use std::{fs, path::Path};

use anyhow::{Context, Result, bail};

use crate::{
    Unusable,
    command::{output, program},
};

/// Copies what git tracks, or would track, under `paths` (everything, where none is named). What is already there and the
/// same is left as it is, so that a build of the copy need not begin anew.
pub(crate) fn tracked(paths: &[&str], into: &Path) -> Result<()> {
    if !Path::new(".git").exists() {
        return Err(Unusable("not a git checkout, so nothing says which files are the repository's".into()).into());
    }
    let list =
        output(program("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard", "--"]).args(paths))?;
    let files: Vec<&str> = list.split('\0').filter(|file| Path::new(file).is_file()).collect();
    if files.is_empty() {
        bail!("git knows no file under {paths:?}");
    }
    for file in files {
        let target = into.join(file);
        let content = fs::read(file).with_context(|| format!("cannot read {file}"))?;
        if fs::read(&target).ok().as_deref() != Some(content.as_slice()) {
            fs::create_dir_all(target.parent().unwrap_or(into))?;
            fs::write(&target, content).with_context(|| format!("cannot write {}", target.display()))?;
        }
    }
    Ok(())
}
