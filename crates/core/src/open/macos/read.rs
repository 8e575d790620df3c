//! Reading.

use std::fs::File;

use rustix::fs::OFlags;

use super::{place, require};
use crate::{access::Access, guard::JudgedPath, open::OpenError};

/// Opens a regular file for reading.
///
/// # Errors
///
/// A denial where a link on the way leaves the scope, or the object is no regular file; else the disk's answer.
pub(in crate::open) fn read(judged: &JudgedPath) -> Result<File, OpenError> {
    require(judged, Access::Read.into())?;
    place::open_file(judged, OFlags::RDONLY)
}
