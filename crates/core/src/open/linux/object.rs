//! What an opened handle is: the kind is asked of the handle, never of a name.

use std::os::fd::OwnedFd;

use rustix::fs::{FileType, Stat, fstat};

use crate::{
    code::Code,
    guard::JudgedPath,
    open::{Kind, Metadata, OpenError},
};

/// Refuses what is no regular file.
pub(super) fn must_be_regular(judged: &JudgedPath, object: &OwnedFd) -> Result<(), OpenError> {
    match file_type(object)? {
        FileType::RegularFile => Ok(()),
        FileType::Directory => Err(std::io::Error::from(std::io::ErrorKind::IsADirectory).into()),
        // A pipe or a device answers reads with what somebody else chooses, or never.
        _ => Err(judged.refuse(Code::OpenSpecial, None, None, None).into()),
    }
}

/// Whether the handle, a bare one, is one to a link itself.
pub(super) fn is_link(object: &OwnedFd) -> std::io::Result<bool> {
    Ok(file_type(object)? == FileType::Symlink)
}

fn file_type(object: &OwnedFd) -> std::io::Result<FileType> {
    Ok(FileType::from_raw_mode(fstat(object)?.st_mode))
}

pub(super) fn kind_of(file_type: FileType) -> Kind {
    match file_type {
        FileType::RegularFile => Kind::File,
        FileType::Directory => Kind::Directory,
        FileType::Symlink => Kind::Link,
        _ => Kind::Special,
    }
}

pub(super) fn metadata_of(stat: &Stat) -> Metadata {
    let nanoseconds = i64::try_from(stat.st_mtime_nsec).unwrap_or_default();
    Metadata {
        kind: kind_of(FileType::from_raw_mode(stat.st_mode)),
        len: u64::try_from(stat.st_size).unwrap_or_default(),
        modified: stat.st_mtime.saturating_mul(1000).saturating_add(nanoseconds / 1_000_000),
        readonly: stat.st_mode & 0o222 == 0,
    }
}
