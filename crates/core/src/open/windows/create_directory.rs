//! Making a directory, and every one that leads to it.

use std::{
    fs,
    io::{self, ErrorKind},
};

use super::{
    object,
    place::{self, Missing},
    require,
};
use crate::{
    access::Access,
    guard::JudgedPath,
    open::{Kind, OpenError},
    scope::Facts,
    validate::path::ValidPath,
};

/// Makes a directory with all directories that lead to it. One that is there already is left as it is.
///
/// Each that is made is judged for itself, and held before the next one is made in it.
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
        let made = match fs::create_dir(dir.at(name)) {
            Ok(()) => true,
            Err(error) if error.kind() == ErrorKind::AlreadyExists => false,
            Err(error) => return Err(error.into()),
        };
        match dir.enter(name) {
            Ok(()) => {}
            // Gone since, or a link that came there after the walk had seen that nothing was.
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(false),
            Err(error) if error.kind() == ErrorKind::NotADirectory => {
                return taken_by_a_file(&dir.at(name));
            }
            Err(error) => return Err(error.into()),
        }
        // Only a directory that was made a junction of since could have it made elsewhere: its handle says so.
        let there = object::true_name(judged, dir.handle()?)?;
        if there.as_str() != place::below(judged, &path, there.name().unwrap_or_default())?.as_str() {
            dir.up();
            if made {
                let _ = fs::remove_dir(dir.at(name));
            }
            return Err(place::changed(judged));
        }
        // It came meanwhile, in another spelling.
        if there.as_str() != below.as_str() {
            must_be_granted(judged, &there)?;
        }
        path = there;
    }
    Ok(true)
}

fn taken_by_a_file(name: &str) -> Result<bool, OpenError> {
    match object::kind(&object::bare(name)?)? {
        Kind::File | Kind::Special => Err(io::Error::from(ErrorKind::AlreadyExists).into()),
        Kind::Link | Kind::Directory => Ok(false),
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
