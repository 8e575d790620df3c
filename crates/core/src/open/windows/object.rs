//! What a handle is, and where it lies: asked of the handle, never of a name.

use std::{
    fs::{File, OpenOptions},
    io,
    os::windows::{
        fs::{MetadataExt, OpenOptionsExt},
        io::AsHandle,
    },
    time::UNIX_EPOCH,
};

use winx::file::{AccessMode, Flags, ShareMode};

use super::{dir::Dir, place::Place};
use crate::{
    code::Code,
    guard::JudgedPath,
    open::{Kind, Metadata, OpenError, truth::without_verbatim, vetted::Use},
    platform::Platform,
    validate::path::ValidPath,
};

/// A handle to anything.
pub(in crate::open) type Object = File;

/// A handle with which nothing can be done but to ask what it is of. It reads, makes and wakes nothing, and keeps nobody from
/// anything.
pub(in crate::open) fn bare(dir: &Dir, name: &str) -> io::Result<Object> {
    OpenOptions::new()
        .access_mode(AccessMode::FILE_READ_ATTRIBUTES.bits())
        .custom_flags((Flags::FILE_FLAG_BACKUP_SEMANTICS | Flags::FILE_FLAG_OPEN_REPARSE_POINT).bits())
        .open(dir.at(name))
}

/// Nothing is opened by a bare handle, so everything can be asked.
pub(in crate::open) const fn must_not_be_opened(_dir: &Dir, _name: &str) -> bool {
    false
}

/// A directory that is held: until the handle is closed, nobody can rename or remove it. The right to pass through it is
/// asked for because the system heeds what is shared only of a handle that can do something.
pub(in crate::open) fn hold(name: &str) -> io::Result<File> {
    let access = AccessMode::FILE_TRAVERSE | AccessMode::FILE_READ_ATTRIBUTES;
    OpenOptions::new()
        .access_mode(access.bits())
        .share_mode((ShareMode::FILE_SHARE_READ | ShareMode::FILE_SHARE_WRITE).bits())
        .custom_flags((Flags::FILE_FLAG_BACKUP_SEMANTICS | Flags::FILE_FLAG_OPEN_REPARSE_POINT).bits())
        .open(name)
}

/// The rights that a file is opened with for a use.
pub(in crate::open) fn access(purpose: Use) -> AccessMode {
    match purpose {
        Use::Read => AccessMode::FILE_GENERIC_READ,
        Use::Write | Use::Truncate => AccessMode::FILE_GENERIC_WRITE,
        // Without the right to write elsewhere, everything goes to the end.
        Use::Append => AccessMode::FILE_GENERIC_WRITE - AccessMode::FILE_WRITE_DATA,
    }
}

/// Opens the very object of a bare handle, a file or a directory, for others to use as they like.
pub(in crate::open) fn reopen(object: &File, access: AccessMode) -> io::Result<File> {
    // Without this flag no directory is opened, and a file never with it: it may ask for more than the rights of the file.
    let flags = if is_like_a_directory(object)? { Flags::FILE_FLAG_BACKUP_SEMANTICS } else { Flags::empty() };
    winx::file::reopen_file(object.as_handle(), access, ShareMode::all(), flags)
}

/// A file or a directory to be changed: it need not be readable for that.
pub(in crate::open) fn open_to_set(place: &Place) -> io::Result<Object> {
    reopen(place.object()?, AccessMode::FILE_READ_ATTRIBUTES | AccessMode::FILE_WRITE_ATTRIBUTES)
}

/// The name that the system gives to the object: the long one, in the case that the directory has it in, from its drive.
pub(in crate::open) fn true_name(judged: &JudgedPath, object: &File) -> Result<ValidPath, OpenError> {
    let unresolved = || OpenError::from(judged.refuse(Code::OpenUnresolved, None, None, None));
    let name = winx::file::get_file_path(object).map_err(|_| unresolved())?;
    let name = name.to_str().ok_or_else(unresolved)?;
    #[cfg(test)]
    let replaced = super::hook::instead_of(name);
    #[cfg(test)]
    let name = replaced.as_deref().unwrap_or(name);
    // What the gate takes for no place in a directory tree (a pipe, a volume without a letter) is in no scope.
    ValidPath::parse(&without_verbatim(name), Platform::Windows).map_err(|_| unresolved())
}

/// Where the directory of a place lies.
pub(in crate::open) fn place_of(judged: &JudgedPath, dir: &Dir) -> Result<ValidPath, OpenError> {
    true_name(judged, dir.handle()?)
}

/// How many names it has.
pub(in crate::open) fn names(object: &Object) -> io::Result<u64> {
    Ok(winapi_util::file::information(object)?.number_of_links())
}

pub(in crate::open) fn kind(object: &File) -> io::Result<Kind> {
    Ok(kind_of(&object.metadata()?))
}

/// What a link is, the standard library tells by a bit of the reparse tag: that it stands for the name of something else.
/// So junctions are links, and a file that lies in a cloud is a file.
pub(in crate::open) fn kind_of(metadata: &std::fs::Metadata) -> Kind {
    let file_type = metadata.file_type();
    if file_type.is_symlink() {
        Kind::Link
    } else if file_type.is_dir() {
        Kind::Directory
    } else if metadata.file_attributes() & FILE_ATTRIBUTE_DEVICE == 0 && file_type.is_file() {
        Kind::File
    } else {
        Kind::Special
    }
}

/// Whether it is a directory, or a link that is made like one: such a link is removed as a directory is.
pub(in crate::open) fn is_like_a_directory(object: &File) -> io::Result<bool> {
    Ok(object.metadata()?.file_attributes() & FILE_ATTRIBUTE_DIRECTORY != 0)
}

/// What tells one object from every other of its volume, as long as both are there.
pub(in crate::open) type Identity = (u64, u64);

pub(in crate::open) fn identity(object: &File) -> io::Result<Identity> {
    let information = winapi_util::file::information(object)?;
    Ok((information.volume_serial_number(), information.file_index()))
}

const FILE_ATTRIBUTE_DIRECTORY: u32 = 0x10;
const FILE_ATTRIBUTE_DEVICE: u32 = 0x40;

pub(in crate::open) fn metadata(object: &File) -> io::Result<Metadata> {
    let metadata = object.metadata()?;
    let modified = metadata.modified().ok().map(|at| match at.duration_since(UNIX_EPOCH) {
        Ok(since) => i64::try_from(since.as_millis()).unwrap_or(i64::MAX),
        Err(before) => i64::try_from(before.duration().as_millis()).map_or(i64::MIN, |millis| -millis),
    });
    Ok(Metadata {
        kind: kind_of(&metadata),
        len: metadata.len(),
        modified: modified.unwrap_or_default(),
        readonly: metadata.permissions().readonly(),
    })
}
