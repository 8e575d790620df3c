//! Removing a name: a file's, a link's, an empty directory's.

use rustix::fs::{AtFlags, unlinkat};

use super::{require, vetted};
use crate::{access::Access, guard::JudgedPath, open::OpenError};

/// Removes a file, or a link itself and never what it leads to. Not a directory.
///
/// # Errors
///
/// A denial where a link on the way to the name leaves the scope, or the name is a link that a `deny` entry goes through;
/// else the disk's answer.
pub(in crate::open) fn remove_file(judged: &JudgedPath) -> Result<(), OpenError> {
    require(judged, Access::Remove.into())?;
    let place = vetted::removable(judged)?.place;
    // The bare name from the handle: a separator at its end would have the kernel follow it.
    Ok(unlinkat(&place.dir, &place.name, AtFlags::empty()).map_err(std::io::Error::from)?)
}

/// Removes a directory that holds nothing.
///
/// # Errors
///
/// A denial where a link on the way to the name leaves the scope, or the name is a link that a `deny` entry goes through;
/// `DirectoryNotEmpty` or another answer of the disk.
pub(in crate::open) fn remove_directory(judged: &JudgedPath) -> Result<(), OpenError> {
    require(judged, Access::Remove.into())?;
    let place = vetted::removable(judged)?.place;
    Ok(unlinkat(&place.dir, &place.name, AtFlags::REMOVEDIR).map_err(std::io::Error::from)?)
}
