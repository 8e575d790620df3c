//! Removing a name: a file's, a link's, an empty directory's.

use std::io::{self, ErrorKind};

use super::{
    removable::{Removable, removable},
    require,
};
use crate::{
    access::Access,
    guard::JudgedPath,
    open::{Kind, OpenError},
};

/// Removes a file, or a link itself and never what it leads to. Not a directory.
///
/// # Errors
///
/// A denial where a link on the way to the name leaves the scope, or the name is a link that a `deny` entry goes through;
/// else the disk's answer.
pub(in crate::open) fn remove_file(judged: &JudgedPath) -> Result<(), OpenError> {
    require(judged, Access::Remove.into())?;
    let Removable { place, kind } = removable(judged)?;
    if kind == Kind::Directory {
        return Err(io::Error::from(ErrorKind::IsADirectory).into());
    }
    Ok(place.remove_file()?)
}

/// Removes a directory that holds nothing.
///
/// # Errors
///
/// A denial where a link on the way to the name leaves the scope, or the name is a link that a `deny` entry goes through;
/// `NotADirectory` of a link, `DirectoryNotEmpty` or another answer of the disk.
pub(in crate::open) fn remove_directory(judged: &JudgedPath) -> Result<(), OpenError> {
    require(judged, Access::Remove.into())?;
    let Removable { place, kind } = removable(judged)?;
    if kind != Kind::Directory {
        return Err(io::Error::from(ErrorKind::NotADirectory).into());
    }
    Ok(place.remove_directory()?)
}
