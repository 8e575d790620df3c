//! How the walk looks at a name: by a bare handle (`O_PATH`), which reads, makes and wakes nothing, and stays that of the very
//! object that was seen.

use std::{ffi::CString, io, os::fd::OwnedFd};

use rustix::fs::{AtFlags, FileType, Mode, OFlags, fstatfs, openat, readlinkat, statat};

use super::object;
use crate::{code::Code, open::Kind};

/// As the kernel's own limit (`MAXSYMLINKS`).
pub(in crate::open) const MAX_LINKS: u32 = 40;

/// How a directory is opened that is gone through: as a bare handle, which needs no right to read it.
pub(in crate::open) const PASS: OFlags = OFlags::PATH.union(OFlags::DIRECTORY);

/// What has a name, and its bare handle.
pub(in crate::open) struct Seen {
    pub(in crate::open) kind: Kind,
    object: OwnedFd,
}

pub(in crate::open) fn look(dir: &OwnedFd, name: &str) -> Result<io::Result<Seen>, Code> {
    let object = match openat(dir, name, OFlags::PATH | OFlags::NOFOLLOW | OFlags::CLOEXEC, Mode::empty()) {
        Ok(object) => object,
        Err(errno) => return Ok(Err(errno.into())),
    };
    let stat = statat(&object, "", AtFlags::EMPTY_PATH).map_err(|_| Code::OpenUnresolved)?;
    Ok(Ok(Seen { kind: object::kind_of(FileType::from_raw_mode(stat.st_mode)), object }))
}

/// The handle of a directory that was seen.
#[expect(clippy::unnecessary_wraps, reason = "where there are no bare handles it is opened by now")]
pub(in crate::open) fn enter(_dir: &OwnedFd, _name: &str, seen: Seen) -> io::Result<OwnedFd> {
    Ok(seen.object)
}

/// What a link that was seen leads to.
pub(in crate::open) fn target(_dir: &OwnedFd, _name: &str, seen: &Seen) -> Result<CString, Code> {
    // What the kernel shows as the target of a link in /proc (`/proc/self/root`, `fd/3`) is not where it leads.
    if fstatfs(&seen.object).map_err(|_| Code::OpenUnresolved)?.f_type == PROC_SUPER_MAGIC {
        return Err(Code::LinkOutside);
    }
    readlinkat(&seen.object, "", Vec::new()).map_err(|_| Code::OpenUnresolved)
}

const PROC_SUPER_MAGIC: rustix::fs::FsWord = 0x9fa0;
