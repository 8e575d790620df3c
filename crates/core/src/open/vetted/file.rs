//! Opening a file that exists.

use std::fs::File;

use super::{require, system::place};
use crate::{access::Access, guard::JudgedPath, open::OpenError};

/// What a file is opened for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::open) enum Use {
    Read,
    Write,
    Append,
    Truncate,
}

/// Opens a regular file for reading.
///
/// # Errors
///
/// A denial where a link on the way leaves the scope, or the object is a device, a pipe or a socket; else the disk's answer.
pub(in crate::open) fn read(judged: &JudgedPath) -> Result<File, OpenError> {
    require(judged, Access::Read.into())?;
    place::open_to_read(judged)
}

/// Opens a regular file that exists for writing. It is neither made nor cut off.
///
/// # Errors
///
/// A denial where a link on the way leaves the scope, or the object is a device, a pipe or a socket; else the disk's answer.
pub(in crate::open) fn write(judged: &JudgedPath) -> Result<File, OpenError> {
    require(judged, Access::Write.into())?;
    place::open_file(judged, Use::Write)
}

/// Opens a regular file that exists for appending.
///
/// # Errors
///
/// As [`write()`].
pub(in crate::open) fn append(judged: &JudgedPath) -> Result<File, OpenError> {
    require(judged, Access::Write.into())?;
    place::open_file(judged, Use::Append)
}

/// Sets the length of a regular file that exists, in bytes.
///
/// The file is opened first and cut through its handle: to cut it while it is opened would cut before anyone knew what that is.
///
/// # Errors
///
/// As [`write()`].
pub(in crate::open) fn truncate(judged: &JudgedPath, len: u64) -> Result<(), OpenError> {
    require(judged, Access::Truncate.into())?;
    Ok(place::open_file(judged, Use::Truncate)?.set_len(len)?)
}
