//! Making one directory in another that is held.

use std::os::fd::OwnedFd;

use rustix::{
    fs::{Mode, OFlags, openat},
    io::Errno,
};

use super::object;
use crate::{
    guard::JudgedPath,
    open::{Kind, OpenError, true_name::true_child, unix::make_directory::make},
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
    let object = match openat(&dir, name, OFlags::PATH | OFlags::NOFOLLOW | OFlags::CLOEXEC, Mode::empty()) {
        Ok(object) => object,
        // Gone since.
        Err(Errno::NOENT) => return Ok(None),
        Err(errno) => return Err(std::io::Error::from(errno).into()),
    };
    match object::kind(&object)? {
        Kind::Directory => Ok(Some((object, true_child(judged, path, name)?))),
        // A link that came there after the walk had seen that nothing was.
        Kind::Link => Ok(None),
        _ if made => Ok(None),
        _ => Err(std::io::Error::from(Errno::EXIST).into()),
    }
}
