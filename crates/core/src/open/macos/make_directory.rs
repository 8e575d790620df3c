//! Making one directory in another that is held.

use std::{
    io::{self, ErrorKind},
    os::fd::OwnedFd,
};

use rustix::{
    fs::{AtFlags, FileType, Mode, statat, unlinkat},
    io::Errno,
};

use super::{look::PASS, object};
use crate::{
    guard::JudgedPath,
    open::{
        OpenError,
        true_name::{changed, true_child},
        unix::make_directory::make,
    },
    validate::path::ValidPath,
};

/// Makes a directory in the one that lies at `path`, if there is none, and enters it. None: something changed meanwhile.
pub(in crate::open) fn make_directory(
    judged: &JudgedPath,
    dir: OwnedFd,
    path: &ValidPath,
    name: &str,
) -> Result<Option<(OwnedFd, ValidPath)>, OpenError> {
    let Some(made) = make(judged, &dir, path, name)? else { return Ok(None) };
    let object = match object::open_at(&dir, name, PASS, Mode::empty()) {
        Ok(object) => object,
        // Gone since.
        Err(Errno::NOENT) => return Ok(None),
        Err(Errno::NOTDIR | Errno::LOOP) => return not_a_directory(&dir, name).map(|()| None),
        Err(errno) => return Err(io::Error::from(errno).into()),
    };
    let there = object::true_name(judged, &object)?;
    if true_child(judged, path, there.name().unwrap_or_default())? != there {
        if made {
            let _ = unlinkat(&dir, name, AtFlags::REMOVEDIR);
        }
        return Err(changed(judged));
    }
    Ok(Some((object, there)))
}

/// A link that came there after the walk had seen that nothing was is met on another try.
fn not_a_directory(dir: &OwnedFd, name: &str) -> Result<(), OpenError> {
    match statat(dir, name, AtFlags::SYMLINK_NOFOLLOW).map(|stat| FileType::from_raw_mode(stat.st_mode)) {
        Ok(FileType::Symlink | FileType::Directory) | Err(_) => Ok(()),
        Ok(_) => Err(io::Error::from(ErrorKind::AlreadyExists).into()),
    }
}
