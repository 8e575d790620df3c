//! From a directory that is held to one below it, in one system call where there is one for it.

use std::os::fd::OwnedFd;

use rustix::{
    fs::{Mode, OFlags, ResolveFlags, openat2},
    io::Errno,
};

#[cfg(test)]
use super::hook;
use crate::open::unix::reach::one_by_one;

/// Opens a directory for reading, by its names from another: none for that one itself.
pub(in crate::open) fn reach(dir: &OwnedFd, names: &str) -> Result<OwnedFd, Errno> {
    #[cfg(test)]
    if hook::openat2_is_missing() {
        return one_by_one(dir, names);
    }
    if names.is_empty() {
        return one_by_one(dir, names);
    }
    let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::NOFOLLOW | OFlags::CLOEXEC;
    let resolve = ResolveFlags::BENEATH | ResolveFlags::NO_SYMLINKS | ResolveFlags::NO_MAGICLINKS;
    match openat2(dir, names, flags, Mode::empty(), resolve) {
        Err(Errno::NOSYS | Errno::PERM | Errno::INVAL | Errno::AGAIN) => one_by_one(dir, names),
        done => done,
    }
}
