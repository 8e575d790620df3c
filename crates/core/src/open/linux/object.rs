//! What an opened handle is: the kind is asked of the handle, never of a name.

use std::{fs::File, os::fd::OwnedFd};

use rustix::fs::{FileType, OFlags, fcntl_getfl, fcntl_setfl, fstat};

use super::place::{self, Found};
pub(in crate::open) use crate::open::unix::object::{flags, kind, kind_of, metadata_of};
use crate::{
    code::Code,
    guard::JudgedPath,
    open::{Kind, OpenError},
    scope::Facts,
};

/// Refuses a directory, and what else cannot be used as a file: a pipe or a device answers reads with what somebody else
/// chooses, or never, so an entry has to take it.
pub(in crate::open) fn must_be_file(judged: &JudgedPath, found: &Found) -> Result<FileType, OpenError> {
    let kind = must_be_taken(judged, found)?;
    match kind {
        FileType::RegularFile => {}
        FileType::Directory => return Err(std::io::Error::from(std::io::ErrorKind::IsADirectory).into()),
        _ => place::judge_facts(judged, &found.path, Facts { special: true, ..found.facts })?,
    }
    Ok(kind)
}

/// Refuses what is no regular file, although an entry takes it as a file.
pub(in crate::open) fn must_be_regular(judged: &JudgedPath, kind: FileType) -> Result<(), OpenError> {
    match kind {
        FileType::RegularFile => Ok(()),
        _ => Err(judged.refuse(Code::OpenSpecial, None, None, None).into()),
    }
}

/// Refuses a file that has another name, too, where no entry takes it so: what is done to it is done under that name as well.
pub(in crate::open) fn must_be_taken(judged: &JudgedPath, found: &Found) -> Result<FileType, OpenError> {
    let stat = fstat(&found.object).map_err(std::io::Error::from)?;
    let kind = FileType::from_raw_mode(stat.st_mode);
    if kind == FileType::RegularFile && stat.st_nlink > 1 {
        place::judge_facts(judged, &found.path, Facts { linked: true, ..found.facts })?;
    }
    Ok(kind)
}

/// What was opened without waiting is read and written with it, as the standard library's files are. On a regular file the
/// flag has no meaning.
pub(in crate::open) fn wait_as_files_do(file: &File, kind: FileType) -> std::io::Result<()> {
    if kind == FileType::RegularFile {
        return Ok(());
    }
    Ok(fcntl_setfl(file, fcntl_getfl(file)?.difference(OFlags::NONBLOCK))?)
}

/// Whether the handle, a bare one, is one to a link itself.
pub(in crate::open) fn is_link(object: &OwnedFd) -> std::io::Result<bool> {
    Ok(kind(object)? == Kind::Link)
}
