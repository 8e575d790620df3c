//! What a file's mode and numbers say of it.

use std::os::fd::AsFd;

use rustix::fs::{FileType, OFlags, Stat, fstat};

use crate::open::{Kind, Metadata, vetted::Use};

/// How a file is opened for a use.
pub(in crate::open) const fn flags(purpose: Use) -> OFlags {
    match purpose {
        Use::Read => OFlags::RDONLY,
        Use::Write | Use::Truncate => OFlags::WRONLY,
        Use::Append => OFlags::WRONLY.union(OFlags::APPEND),
    }
}

pub(in crate::open) fn kind(object: impl AsFd) -> std::io::Result<Kind> {
    Ok(kind_of(FileType::from_raw_mode(fstat(object)?.st_mode)))
}

pub(in crate::open) fn kind_of(file_type: FileType) -> Kind {
    match file_type {
        FileType::RegularFile => Kind::File,
        FileType::Directory => Kind::Directory,
        FileType::Symlink => Kind::Link,
        _ => Kind::Special,
    }
}

pub(in crate::open) fn metadata_of(stat: &Stat) -> Metadata {
    let nanoseconds = u32::try_from(stat.st_mtime_nsec).unwrap_or_default();
    Metadata {
        kind: kind_of(FileType::from_raw_mode(stat.st_mode)),
        len: u64::try_from(stat.st_size).unwrap_or_default(),
        modified: stat.st_mtime.saturating_mul(1000).saturating_add(i64::from(nanoseconds / 1_000_000)),
        readonly: stat.st_mode & 0o222 == 0,
    }
}
