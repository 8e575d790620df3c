//! The names in a directory that is held open, as the kernel gives them.

use std::{ffi::CStr, os::fd::OwnedFd};

use rustix::fs::{FileType, RawDir};

use crate::open::OpenError;

/// What one call of the kernel may fill: some hundred names.
const BUFFER: usize = 64 * 1024;

/// Calls `each` for every name with its kind, `.` and `..` left out, until it fails. The directory was opened for this.
pub(in crate::open) fn each_name(
    dir: &OwnedFd,
    mut each: impl FnMut(&CStr, FileType) -> Result<(), OpenError>,
) -> Result<(), OpenError> {
    let mut buffer = Vec::with_capacity(BUFFER);
    let mut names = RawDir::new(dir, buffer.spare_capacity_mut());
    while let Some(entry) = names.next() {
        let entry = entry.map_err(std::io::Error::from)?;
        let name = entry.file_name();
        if !matches!(name.to_bytes(), b"." | b"..") {
            each(name, entry.file_type())?;
        }
    }
    Ok(())
}
