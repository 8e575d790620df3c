//! Permissions, of the object that was opened and of no name.

use std::io::{self, ErrorKind};

pub(in crate::open) use crate::open::by_walk::set_metadata::{found, set_times};
use crate::{
    guard::JudgedPath,
    open::{OpenError, Permissions, by_walk::set_metadata::open},
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
