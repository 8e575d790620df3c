//! From a directory that is held to one below it, following nothing.

use std::os::fd::OwnedFd;

use rustix::{
    fs::{Mode, OFlags, openat},
    io::Errno,
};

use super::system::look::PASS;
use crate::open::vetted::each;

/// Opens a directory for reading, by its names from another: none for that one itself.
pub(in crate::open) fn one_by_one(dir: &OwnedFd, names: &str) -> Result<OwnedFd, Errno> {
    let flags = OFlags::NOFOLLOW | OFlags::CLOEXEC;
    let (parents, last) = names.rsplit_once('/').unwrap_or(("", names));
    let mut at = None;
    for name in each(parents) {
        at = Some(openat(at.as_ref().unwrap_or(dir), name, flags | PASS, Mode::empty())?);
    }
    let last = if last.is_empty() { "." } else { last };
    openat(at.as_ref().unwrap_or(dir), last, flags | OFlags::RDONLY | OFlags::DIRECTORY, Mode::empty())
}
