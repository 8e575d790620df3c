//! Permissions and times, of the object that was opened and of no name.

use std::{
    fs::{File, FileTimes},
    io::{self, ErrorKind},
};

use winx::file::AccessMode;

use super::{object, place, walk::Follow};
use crate::{
    access::Access,
    guard::JudgedPath,
    open::{Kind, OpenError, Permissions, Times, require::require},
};

/// Sets whether a file may be written to, links followed into the scope. On a directory the attribute has no meaning.
///
/// # Errors
///
/// A denial where a link on the way leaves the scope, or the object is a device; `Unsupported` for the bits of a Unix mode,
/// which nothing here stands for; else the disk's answer.
pub(in crate::open) fn set_permissions(judged: &JudgedPath, permissions: Permissions) -> Result<(), OpenError> {
    let file = open(judged)?;
    let Permissions::Readonly(readonly) = permissions else {
        return Err(io::Error::from(ErrorKind::Unsupported).into());
    };
    let mut permissions = file.metadata()?.permissions();
    permissions.set_readonly(readonly);
    Ok(file.set_permissions(permissions)?)
}

/// Sets the times of what the name leads to, links followed into the scope.
///
/// # Errors
///
/// A denial as from [`set_permissions`]; `InvalidInput` for a time that the disk cannot hold; else the disk's answer.
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

/// A file or a directory, with the right to set what is said of it: it need not be readable to be changed.
fn open(judged: &JudgedPath) -> Result<File, OpenError> {
    let place = found(judged)?;
    let access = AccessMode::FILE_READ_ATTRIBUTES | AccessMode::FILE_WRITE_ATTRIBUTES;
    let file = object::reopen(place.object()?, access)?;
    place::judge_true_name(judged, &object::true_name(judged, &file)?)?;
    Ok(file)
}

/// The place of the file or the directory.
pub(in crate::open) fn found(judged: &JudgedPath) -> Result<place::Place, OpenError> {
    require(judged, Access::SetMetadata.into())?;
    let place = place::place(judged, Follow::Leaf)?;
    if object::kind(place.object()?)? != Kind::Directory {
        object::must_be_regular(judged, &place)?;
    }
    Ok(place)
}
