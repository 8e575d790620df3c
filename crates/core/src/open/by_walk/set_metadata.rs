//! Times, and what they and permissions are set of: the object that was opened, and no name.

use std::fs::{File, FileTimes};

use super::{
    Follow,
    place::{Place, place},
};
use crate::{
    access::Access,
    guard::JudgedPath,
    open::{
        Kind, OpenError, Times,
        require::require,
        system::object::{self, open_to_set},
        true_name::judge_true_name,
    },
};

/// Sets the times of what the name leads to, links followed into the scope.
///
/// # Errors
///
/// A denial where a link on the way leaves the scope, or the object is a device, a pipe or a socket; `InvalidInput` for a time
/// that the disk cannot hold; else the disk's answer.
pub(in crate::open) fn set_times(judged: &JudgedPath, times: Times) -> Result<(), OpenError> {
    let file = open(judged)?;
    let mut set = FileTimes::new();
    if let Some(at) = times.accessed {
        set = set.set_accessed(at);
    }
    if let Some(at) = times.modified {
        set = set.set_modified(at);
    }
    Ok(file.set_times(set)?)
}

/// A file or a directory, with the right to set what is said of it.
pub(in crate::open) fn open(judged: &JudgedPath) -> Result<File, OpenError> {
    let place = found(judged)?;
    let file = open_to_set(&place)?;
    must_be_taken(judged, &place, &file)?;
    judge_true_name(judged, &object::true_name(judged, &file)?)?;
    Ok(file)
}

/// The place of the file or the directory.
pub(in crate::open) fn found(judged: &JudgedPath) -> Result<Place, OpenError> {
    require(judged, Access::SetMetadata.into())?;
    let place = place(judged, Follow::Leaf)?;
    must_be_taken(judged, &place, place.object()?)?;
    Ok(place)
}

fn must_be_taken(judged: &JudgedPath, place: &Place, object: &File) -> Result<(), OpenError> {
    match object::kind(object)? {
        Kind::Directory => Ok(()),
        _ => place.must_be_regular(judged, object),
    }
}
