//! The names in a directory that is held open, as the kernel gives them.

use std::{ffi::CStr, os::fd::OwnedFd};

use rustix::fs::{Dir, FileType};

use crate::open::OpenError;

/// Calls `each` for every name with its kind, `.` and `..` left out, until it fails.
pub(in crate::open) fn each_name(
    dir: &OwnedFd,
    mut each: impl FnMut(&CStr, FileType) -> Result<(), OpenError>,
) -> Result<(), OpenError> {
    for entry in Dir::read_from(dir).map_err(std::io::Error::from)? {
        let entry = entry.map_err(std::io::Error::from)?;
        let name = entry.file_name();
        if !matches!(name.to_bytes(), b"." | b"..") {
            each(name, entry.file_type())?;
        }
    }
    Ok(())
}
