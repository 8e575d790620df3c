//! Making a directory, and every one that leads to it.

use std::{
    io::{self, ErrorKind},
    os::fd::OwnedFd,
};

use rustix::{
    fs::{AtFlags, FileType, Mode, OFlags, mkdirat, statat, unlinkat},
    io::Errno,
};

use super::{
    object,
    place::{self, Missing},
    require,
};
use crate::{access::Access, guard::JudgedPath, open::OpenError, scope::Facts, validate::path::ValidPath};

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
    Err(place::changed(judged))
}

/// Whether all was made, or something on the way changed and the way has to be found anew.
fn make(judged: &JudgedPath, missing: Missing) -> Result<bool, OpenError> {
    let Missing { mut dir, mut path, names } = missing;
    let last = names.len().saturating_sub(1);
    for (i, name) in names.iter().enumerate() {
        let below = place::below(judged, &path, name)?;
        // Of the last one this is known, and which of the two names the scope refuses is not to be told.
        if i < last {
            must_be_granted(judged, &below)?;
        }
        if object::true_name(judged, &dir)? != path {
            return Ok(false);
        }
        let made = match mkdirat(&dir, name, Mode::from_raw_mode(0o777)) {
            Ok(()) => true,
            Err(Errno::EXIST) => false,
            Err(errno) => return Err(io::Error::from(errno).into()),
        };
        let object = match object::open_at(&dir, name, OFlags::RDONLY | OFlags::DIRECTORY, Mode::empty()) {
            Ok(object) => object,
            // Gone since.
            Err(Errno::NOENT) => return Ok(false),
            Err(Errno::NOTDIR | Errno::LOOP) => return not_a_directory(&dir, name),
            Err(errno) => return Err(io::Error::from(errno).into()),
        };
        let there = object::true_name(judged, &object)?;
        if place::below(judged, &path, there.name().unwrap_or_default())? != there {
            if made {
                let _ = unlinkat(&dir, name, AtFlags::REMOVEDIR);
            }
            return Err(place::changed(judged));
        }
        // It came meanwhile, in another spelling.
        if there != below {
            must_be_granted(judged, &there)?;
        }
        (dir, path) = (object, there);
    }
    Ok(true)
}

/// A link that came there after the walk had seen that nothing was is met on another try.
fn not_a_directory(dir: &OwnedFd, name: &str) -> Result<bool, OpenError> {
    match statat(dir, name, AtFlags::SYMLINK_NOFOLLOW).map(|stat| FileType::from_raw_mode(stat.st_mode)) {
        Ok(FileType::Symlink | FileType::Directory) | Err(_) => Ok(false),
        Ok(_) => Err(io::Error::from(ErrorKind::AlreadyExists).into()),
    }
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
