//! What a handle is, and where it lies: asked of the handle.

use std::os::fd::{AsFd, OwnedFd};

use rustix::{
    fs::{FileType, Mode, OFlags, fstat, getpath, openat},
    io::Errno,
};

use super::place::{self, Place};
pub(in crate::open) use crate::open::unix::object::{flags, kind, kind_of, metadata_of};
use crate::{
    code::Code,
    guard::JudgedPath,
    open::{Kind, OpenError},
    platform::Platform,
    scope::Facts,
    validate::path::ValidPath,
};

/// Opens a name, never what a link at it leads to.
pub(in crate::open) fn open_at(dir: &OwnedFd, name: &str, flags: OFlags, mode: Mode) -> Result<OwnedFd, Errno> {
    openat(dir, name, flags | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::NOCTTY | OFlags::CLOEXEC, mode)
}

/// A handle to a file, a directory or a link itself, only to ask what it is of: it keeps no volume from being ejected.
pub(in crate::open) fn witness(dir: &OwnedFd, name: &str) -> Result<OwnedFd, Errno> {
    openat(
        dir,
        name,
        EVENTS_ONLY | OFlags::SYMLINK | OFlags::NONBLOCK | OFlags::NOCTTY | OFlags::CLOEXEC,
        Mode::empty(),
    )
}

/// `O_EVTONLY` of `<sys/fcntl.h>`.
const EVENTS_ONLY: OFlags = OFlags::from_bits_retain(0x8000);

/// The path that the kernel gives to the object, as the directories on the disk spell it.
pub(in crate::open) fn true_name(judged: &JudgedPath, object: impl AsFd) -> Result<ValidPath, OpenError> {
    let unresolved = || OpenError::from(judged.refuse(Code::OpenUnresolved, None, None, None));
    let path = getpath(object).map_err(|_| unresolved())?;
    let path = path.to_str().map_err(|_| unresolved())?;
    ValidPath::parse(path, Platform::MacOs).map_err(|_| unresolved())
}

/// Refuses what is no regular file, and one that has more names than its entry takes.
pub(in crate::open) fn must_be_regular(judged: &JudgedPath, object: impl AsFd, place: &Place) -> Result<(), OpenError> {
    let stat = fstat(object).map_err(std::io::Error::from)?;
    match kind_of(FileType::from_raw_mode(stat.st_mode)) {
        Kind::File if stat.st_nlink > 1 => {
            place::judge_facts(judged, &place.path, Facts { linked: true, ..place.facts })
        }
        Kind::File => Ok(()),
        Kind::Directory => Err(std::io::Error::from(std::io::ErrorKind::IsADirectory).into()),
        // A link that came there after the walk had seen what it was.
        Kind::Link => Err(judged.refuse(Code::OpenChanged, None, None, None).into()),
        Kind::Special => Err(judged.refuse(Code::OpenSpecial, None, None, None).into()),
    }
}
