//! How the walk looks at a name: its kind is asked before it is opened, and only directories are opened, so it reads, makes
//! and wakes nothing.

use std::{ffi::CString, io, os::fd::OwnedFd};

use rustix::fs::{AtFlags, FileType, Mode, OFlags, readlinkat, statat};

use super::object::{self, open_at};
use crate::{code::Code, open::Kind};

/// As the kernel's own limit (`MAXSYMLINKS`).
pub(in crate::open) const MAX_LINKS: u32 = 32;

/// How a directory is opened that is gone through.
pub(in crate::open) const PASS: OFlags = OFlags::RDONLY.union(OFlags::DIRECTORY);

/// What has a name.
pub(in crate::open) struct Seen {
    pub(in crate::open) kind: Kind,
}

#[expect(clippy::unnecessary_wraps, reason = "where a bare handle is asked, that may fail")]
pub(in crate::open) fn look(dir: &OwnedFd, name: &str) -> Result<io::Result<Seen>, Code> {
    Ok(match statat(dir, name, AtFlags::SYMLINK_NOFOLLOW) {
        Ok(stat) => Ok(Seen { kind: object::kind_of(FileType::from_raw_mode(stat.st_mode)) }),
        Err(errno) => Err(errno.into()),
    })
}

/// Opens a directory that was seen, not what has come there instead.
pub(in crate::open) fn enter(dir: &OwnedFd, name: &str, _seen: Seen) -> io::Result<OwnedFd> {
    Ok(open_at(dir, name, PASS, Mode::empty())?)
}

/// What a link that was seen leads to.
pub(in crate::open) fn target(dir: &OwnedFd, name: &str, _seen: &Seen) -> Result<CString, Code> {
    readlinkat(dir, name, Vec::new()).map_err(|_| Code::OpenUnresolved)
}
