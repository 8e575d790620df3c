//! Making a directory, and every one that leads to it.

use super::system::{
    make_directory,
    place::{self, Missing},
};
use crate::{
    access::Access,
    guard::JudgedPath,
    open::{
        OpenError,
        require::require,
        true_name::{TRIES, changed, true_child},
    },
    scope::Facts,
    validate::path::ValidPath,
};

/// Makes a directory with all directories that lead to it. One that is there already is left as it is.
///
/// Each that is made is judged for itself, and made beneath the handle of the one before: a name that is changed meanwhile
/// is not followed, and nothing is made outside.
///
/// # Errors
///
/// A denial where a link on the way leaves the scope, or one of the directories that would be made is not in scope;
/// `AlreadyExists` where the name is taken by something else; else the disk's answer.
pub(in crate::open) fn create_directory(judged: &JudgedPath) -> Result<(), OpenError> {
    require(judged, Access::Create.into())?;
    for _ in 0..TRIES {
        if make(judged, place::missing(judged)?)? {
            return Ok(());
        }
    }
    Err(changed(judged))
}

/// Whether all was made, or something on the way changed and the way has to be found anew.
fn make(judged: &JudgedPath, missing: Missing) -> Result<bool, OpenError> {
    let Missing { mut dir, mut path, names } = missing;
    let last = names.len().saturating_sub(1);
    // `.` where the path is that of the directory itself, as with the root.
    for (i, name) in names.iter().enumerate().filter(|(_, name)| *name != ".") {
        let below = true_child(judged, &path, name)?;
        // Of the last one this is known, and which of the two names the scope refuses is not to be told.
        if i < last {
            must_be_granted(judged, &below)?;
        }
        let Some((entered, there)) = make_directory(judged, dir, &path, name)? else { return Ok(false) };
        // It came meanwhile, in another spelling.
        if there != below {
            must_be_granted(judged, &there)?;
        }
        (dir, path) = (entered, there);
    }
    Ok(true)
}

/// A directory that leads to the one that was asked for is made, too, so it needs its grant. The record names it and why.
fn must_be_granted(judged: &JudgedPath, path: &ValidPath) -> Result<(), OpenError> {
    let truth = judged.scope().truth();
    let decision = judged.judge_again(truth.scope().unwrap_or_else(|| judged.scope()), path, Facts::default());
    if decision.is_allowed() {
        return Ok(());
    }
    Err(judged.refuse(decision.code, Some(path.as_str()), decision.entry, decision.difference).into())
}
