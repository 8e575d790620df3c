//! Reading.

use std::fs::File;

use super::{place, require};
use crate::{access::Access, guard::JudgedPath, open::OpenError};

/// Opens a regular file for reading.
///
/// # Errors
///
/// A denial where a link on the way leaves the scope, or the object is a device, a pipe or a socket; else the disk's answer.
pub(in crate::open) fn read(judged: &JudgedPath) -> Result<File, OpenError> {
    require(judged, Access::Read.into())?;
    place::open_to_read(judged)
}
