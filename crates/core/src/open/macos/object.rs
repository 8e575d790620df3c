//! What a handle is, and where it lies: asked of the handle.

use std::{
    fs::File,
    os::fd::{AsFd, OwnedFd},
};

use rustix::{
    fs::{AtFlags, FileType, Mode, OFlags, fstat, getpath, openat, statat},
    io::Errno,
};

use super::place::Place;
pub(in crate::open) use crate::open::unix::object::{flags, kind, kind_of, metadata_of};
use crate::{
    code::Code,
    guard::JudgedPath,
    open::{Kind, Metadata, OpenError},
    platform::Platform,
    validate::path::ValidPath,
};

/// A handle to a file, a directory or a link itself.
pub(in crate::open) type Object = File;

/// Opens a name, never what a link at it leads to.
pub(in crate::open) fn open_at(dir: &OwnedFd, name: &str, flags: OFlags, mode: Mode) -> Result<OwnedFd, Errno> {
    openat(dir, name, flags | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::NOCTTY | OFlags::CLOEXEC, mode)
}

/// Whether the name is one of a pipe, a socket or a device, which is opened even by who only asks.
pub(in crate::open) fn must_not_be_opened(dir: &OwnedFd, name: &str) -> bool {
    let stat = statat(dir, name, AtFlags::SYMLINK_NOFOLLOW);
    stat.is_ok_and(|stat| kind_of(FileType::from_raw_mode(stat.st_mode)) == Kind::Special)
}

/// A handle to a file, a directory or a link itself, only to ask what it is of: it keeps no volume from being ejected.
pub(in crate::open) fn bare(dir: &OwnedFd, name: &str) -> std::io::Result<Object> {
    let flags = EVENTS_ONLY | OFlags::SYMLINK | OFlags::NONBLOCK | OFlags::NOCTTY | OFlags::CLOEXEC;
    Ok(File::from(openat(dir, name, flags, Mode::empty())?))
}

/// `O_EVTONLY` of `<sys/fcntl.h>`.
const EVENTS_ONLY: OFlags = OFlags::from_bits_retain(0x8000);

/// A file or a directory to be changed. No bare handle is taken for that here: what is to be changed must be readable.
pub(in crate::open) fn open_to_set(place: &Place) -> std::io::Result<Object> {
    Ok(File::from(place.open(OFlags::RDONLY)?))
}

/// The path that the kernel gives to the object, as the directories on the disk spell it.
pub(in crate::open) fn true_name(judged: &JudgedPath, object: impl AsFd) -> Result<ValidPath, OpenError> {
    let unresolved = || OpenError::from(judged.refuse(Code::OpenUnresolved, None, None, None));
    let path = getpath(object).map_err(|_| unresolved())?;
    let path = path.to_str().map_err(|_| unresolved())?;
    ValidPath::parse(path, Platform::MacOs).map_err(|_| unresolved())
}

/// Where the directory of a place lies.
pub(in crate::open) fn place_of(judged: &JudgedPath, dir: &OwnedFd) -> Result<ValidPath, OpenError> {
    true_name(judged, dir)
}

/// How many names it has.
pub(in crate::open) fn names(object: &Object) -> std::io::Result<u64> {
    Ok(fstat(object)?.st_nlink.into())
}

pub(in crate::open) fn metadata(object: &Object) -> std::io::Result<Metadata> {
    Ok(metadata_of(&fstat(object)?))
}
