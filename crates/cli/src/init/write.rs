//! All changes, or none.
//!
//! 1. Every new content lies on the disk, beside its file, before the first file is other than it was.
//! 2. Each then takes its file's place in one step: nobody reads half a file, and a crash leaves the old one or the new one.
//! 3. Where one cannot, those that have are put back.

use std::{
    fs,
    io::{self, Write as _},
    path::Path,
};

use tempfile::{NamedTempFile, TempPath};

use super::{file::Change, refusal::Refusal};

/// Why not all changes were made.
#[derive(Debug)]
pub(super) enum Failure {
    /// None was.
    Nothing(Refusal),
    /// Some were, and could not be put back.
    Torn(Refusal),
}

/// A change that needs one more step.
struct Staged<'a> {
    change: &'a Change,
    /// The new content; none for a file that goes.
    new: Option<TempPath>,
}

/// Makes all changes.
pub(super) fn all(changes: &[Change]) -> Result<(), Failure> {
    all_by(changes, &mut put)
}

/// The last step of a change.
fn put(change: &Change, new: Option<TempPath>) -> io::Result<()> {
    match new {
        Some(new) => new.persist(&change.real).map_err(|error| error.error),
        None => fs::remove_file(&change.real),
    }
}

fn all_by(changes: &[Change], put: &mut dyn FnMut(&Change, Option<TempPath>) -> io::Result<()>) -> Result<(), Failure> {
    let mut staged = Vec::new();
    for change in changes {
        let new = stage(change).map_err(|error| nothing(change, &error))?;
        staged.push(Staged { change, new });
    }
    let mut done: Vec<&Change> = Vec::new();
    for Staged { change, new } in staged {
        if let Err(error) = put(change, new) {
            return Err(take_back(&done, change, &error));
        }
        done.push(change);
    }
    Ok(())
}

/// Puts a change's new content beside its file, if the file is still the one that was shown.
fn stage(change: &Change) -> io::Result<Option<TempPath>> {
    match (&change.before, fs::read(&change.real)) {
        (Some(before), Ok(now)) if before.as_bytes() == now => {}
        (None, Err(error)) if error.kind() == io::ErrorKind::NotFound => {}
        (_, Err(error)) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => return Err(io::Error::other("it has changed since it was read")),
    }
    change.after.as_ref().map(|after| beside(&change.real, after)).transpose()
}

/// A file with this content and with the permissions of the one beside it.
fn beside(file: &Path, content: &str) -> io::Result<TempPath> {
    let mut new = NamedTempFile::new_in(file.parent().unwrap_or(Path::new(".")))?;
    new.write_all(content.as_bytes())?;
    let permissions = match fs::metadata(file) {
        // Its owner wants it as it is, and taking its place would not ask.
        Ok(old) if old.permissions().readonly() => return Err(io::Error::other("it is read-only")),
        Ok(old) => Some(old.permissions()),
        Err(_) => fresh(),
    };
    if let Some(permissions) = permissions {
        fs::set_permissions(new.path(), permissions)?;
    }
    new.as_file().sync_all()?;
    Ok(new.into_temp_path())
}

/// What a file has that was not there: a temporary one is for its owner alone.
#[cfg(unix)]
fn fresh() -> Option<fs::Permissions> {
    use std::os::unix::fs::PermissionsExt as _;
    Some(fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn fresh() -> Option<fs::Permissions> {
    None
}

/// Puts back what was done before this change failed.
fn take_back(done: &[&Change], failed: &Change, error: &io::Error) -> Failure {
    let lost: Vec<_> = done
        .iter()
        .filter_map(|change| {
            let back = match &change.before {
                Some(before) => beside(&change.real, before).and_then(|old| Ok(old.persist(&change.real)?)),
                None => fs::remove_file(&change.real),
            };
            back.err().map(|error| format!("`{}` ({error})", change.name))
        })
        .collect();
    if lost.is_empty() {
        return nothing(failed, error);
    }
    let lost = lost.join(", ");
    Failure::Torn(Refusal::new(format!(
        "`{}` cannot be written ({error}), and what was written before could not be put back: {lost}",
        failed.name
    )))
}

fn nothing(change: &Change, error: &io::Error) -> Failure {
    Failure::Nothing(Refusal::new(format!("`{}` cannot be written: {error}; no file was changed", change.name)))
}

#[cfg(test)]
mod tests;
