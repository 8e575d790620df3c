//! Making one directory in another that is held.

use std::os::fd::OwnedFd;

use rustix::{
    fs::{Mode, OFlags, mkdirat, openat},
    io::Errno,
};

use super::{object, place};
use crate::{
    guard::JudgedPath,
    open::{Kind, OpenError, true_name::true_child},
    validate::path::ValidPath,
};

/// Makes a directory in the one that lies at `path`, if there is none, and enters it. None: something changed meanwhile.
pub(in crate::open) fn make_directory(
    judged: &JudgedPath,
    dir: OwnedFd,
    path: &ValidPath,
    name: &str,
) -> Result<Option<(OwnedFd, ValidPath)>, OpenError> {
    if !place::still_at(judged, &dir, path)? {
        return Ok(None);
    }
    let made = match mkdirat(&dir, name, Mode::from_raw_mode(0o777)) {
        Ok(()) => true,
        Err(Errno::EXIST) => false,
        Err(errno) => return Err(std::io::Error::from(errno).into()),
    };
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
