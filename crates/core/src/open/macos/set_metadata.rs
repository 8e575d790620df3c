//! Permissions, of the object that was opened and of no name.

use std::{
    io::{self, ErrorKind},
    os::unix::fs::PermissionsExt,
};

pub(in crate::open) use crate::open::by_walk::set_metadata::{found, set_times};
use crate::{
    guard::JudgedPath,
    open::{OpenError, Permissions, by_walk::set_metadata::open},
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
