//! The names in a directory that is held open, as the kernel gives them.

use std::os::fd::OwnedFd;

use rustix::fs::{AtFlags, Dir, FileType, statat};

use super::object;
use crate::open::{Kind, OpenError};

/// One name in a directory, and what it is. None: it is no text.
pub(super) type Name = (Option<String>, Kind);

/// What is in the directory, read to the end, so that nothing that is done meanwhile changes what is read. What is gone by
/// then is left out.
pub(super) fn names(dir: &OwnedFd) -> Result<Vec<Name>, OpenError> {
    let mut found = Vec::new();
    for entry in Dir::read_from(dir).map_err(std::io::Error::from)? {
        let entry = entry.map_err(std::io::Error::from)?;
        let name = entry.file_name();
        if matches!(name.to_bytes(), b"." | b"..") {
            continue;
        }
        let kind = match entry.file_type() {
            FileType::Unknown => match statat(dir, name, AtFlags::SYMLINK_NOFOLLOW) {
                Ok(stat) => FileType::from_raw_mode(stat.st_mode),
                Err(_) => continue,
            },
            told => told,
        };
        found.push((name.to_str().ok().map(ToOwned::to_owned), object::kind_of(kind)));
    }
    Ok(found)
}
