//! Making a directory, and every one that leads to it.

use rustix::{
    fs::{FileType, Mode, OFlags, fstat, mkdirat, openat},
    io::Errno,
};

use super::{
    place::{self, Missing},
    require,
};
use crate::{access::Access, code::Code, guard::JudgedPath, open::OpenError, scope::Facts};

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
    for _ in 0..place::TRIES {
        if make(judged, place::missing(judged)?)? {
            return Ok(());
        }
    }
    Err(judged.refuse(Code::OpenChanged, None, None, None).into())
}

/// Whether all was made, or something on the way changed and the way has to be found anew.
fn make(judged: &JudgedPath, missing: Missing) -> Result<bool, OpenError> {
    let Missing { mut dir, mut path, names } = missing;
    let last = names.len().saturating_sub(1);
    // `.` where the path is that of the directory itself, as with the root.
    for (i, name) in names.iter().enumerate().filter(|(_, name)| *name != ".") {
        let below = judged.child_of(&path, name).map_err(|_| judged.refuse(Code::OpenUnresolved, None, None, None))?;
        // Of the last one this is known, and which of the two names the scope refuses is not to be told.
        if i < last {
            must_be_granted(judged, &below)?;
        }
        if !place::still_at(judged, &dir, &path)? {
            return Ok(false);
        }
        let made = match mkdirat(&dir, name, Mode::from_raw_mode(0o777)) {
            Ok(()) => true,
            Err(Errno::EXIST) => false,
            Err(errno) => return Err(std::io::Error::from(errno).into()),
        };
        let flags = OFlags::PATH | OFlags::NOFOLLOW | OFlags::CLOEXEC;
        let object = match openat(&dir, name, flags, Mode::empty()) {
            Ok(object) => object,
            // Gone since.
            Err(Errno::NOENT) => return Ok(false),
            Err(errno) => return Err(std::io::Error::from(errno).into()),
        };
        match FileType::from_raw_mode(fstat(&object).map_err(std::io::Error::from)?.st_mode) {
            FileType::Directory => {}
            // A link that came there after the walk had seen that nothing was.
            FileType::Symlink => return Ok(false),
            _ if made => return Ok(false),
            _ => return Err(std::io::Error::from(Errno::EXIST).into()),
        }
        (dir, path) = (object, below);
    }
    Ok(true)
}

/// A directory that leads to the one that was asked for is made, too, so it needs its grant. The record names it and why.
fn must_be_granted(judged: &JudgedPath, path: &crate::validate::path::ValidPath) -> Result<(), OpenError> {
    let truth = judged.scope().truth();
    let decision = judged.judge_again(truth.scope().unwrap_or_else(|| judged.scope()), path, Facts::default());
    if decision.is_allowed() {
        return Ok(());
    }
    Err(judged.refuse(decision.code, Some(path.as_str()), decision.entry, decision.difference).into())
}
