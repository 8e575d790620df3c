//! Writing into a file that exists.

use std::fs::File;

use rustix::fs::OFlags;

use super::{place, require};
use crate::{access::Access, guard::JudgedPath, open::OpenError};

/// Opens a regular file that exists for writing. It is neither made nor cut off.
///
/// # Errors
///
/// A denial where a link on the way leaves the scope, or the object is a device, a pipe or a socket; else the disk's answer.
pub(in crate::open) fn write(judged: &JudgedPath) -> Result<File, OpenError> {
    require(judged, Access::Write.into())?;
    place::open_file(judged, OFlags::WRONLY)
}

/// Opens a regular file that exists for appending.
///
/// # Errors
///
/// As [`write()`].
pub(in crate::open) fn append(judged: &JudgedPath) -> Result<File, OpenError> {
    require(judged, Access::Write.into())?;
    place::open_file(judged, OFlags::WRONLY | OFlags::APPEND)
}

/// Sets the length of a regular file that exists, in bytes.
///
/// The file is opened first and cut through its handle: `O_TRUNC` would cut before anyone knew what was opened.
///
/// # Errors
///
/// As [`write()`].
pub(in crate::open) fn truncate(judged: &JudgedPath, len: u64) -> Result<(), OpenError> {
    require(judged, Access::Truncate.into())?;
    Ok(place::open_regular(judged, OFlags::WRONLY)?.set_len(len)?)
}
