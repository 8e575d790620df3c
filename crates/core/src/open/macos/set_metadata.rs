//! Permissions and times, of the object that was opened and of no name. There is no bare handle here that the kernel would
//! take for this: what is to be changed must be readable.

use std::{
    fs::{File, FileTimes},
    io::{self, ErrorKind},
    os::{fd::AsFd, unix::fs::PermissionsExt},
};

use rustix::fs::OFlags;

use super::{
    object,
    place::{self, Place},
    walk::Follow,
};
use crate::{
    access::Access,
    guard::JudgedPath,
    open::{Kind, OpenError, Permissions, Times, require::require},
};

/// Sets the permissions of what the name leads to, links followed into the scope.
///
/// # Errors
///
/// A denial where a link on the way leaves the scope, or the object is a device, a pipe or a socket; `InvalidInput` for bits
/// that are no permissions; else the disk's answer.
pub(in crate::open) fn set_permissions(judged: &JudgedPath, permissions: Permissions) -> Result<(), OpenError> {
    let file = open(judged)?;
    let old = file.metadata()?.permissions().mode() & 0o7777;
    let mode = permissions.of(old).ok_or(ErrorKind::InvalidInput).map_err(io::Error::from)?;
    Ok(file.set_permissions(PermissionsExt::from_mode(mode))?)
}

/// Sets the times of what the name leads to, links followed into the scope.
///
/// # Errors
///
/// As [`set_permissions`]; `InvalidInput` for a time that the disk cannot hold.
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

fn open(judged: &JudgedPath) -> Result<File, OpenError> {
    let place = found(judged)?;
    let file = place.open(OFlags::RDONLY).map_err(io::Error::from)?;
    must_be_taken(judged, &file, &place)?;
    place::judge_true_name(judged, &object::true_name(judged, &file)?)?;
    Ok(File::from(file))
}

/// The place of a file or a directory.
pub(in crate::open) fn found(judged: &JudgedPath) -> Result<Place, OpenError> {
    require(judged, Access::SetMetadata.into())?;
    let place = place::place(judged, Follow::Leaf)?;
    must_be_taken(judged, place.object()?, &place)?;
    Ok(place)
}

fn must_be_taken(judged: &JudgedPath, object: impl AsFd, place: &Place) -> Result<(), OpenError> {
    match object::kind(&object)? {
        Kind::Directory => Ok(()),
        _ => object::must_be_regular(judged, object, place),
    }
}
