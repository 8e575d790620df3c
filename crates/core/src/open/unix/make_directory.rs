//! The call that makes a directory in one that is held.

use std::{io, os::fd::OwnedFd};

use rustix::{
    fs::{Mode, mkdirat},
    io::Errno,
};

use super::system::place;
use crate::{guard::JudgedPath, open::OpenError, validate::path::ValidPath};

/// Makes a directory of that name, if there is none: whether it did. None: the one that is held no longer lies at `path`.
pub(in crate::open) fn make(
    judged: &JudgedPath,
    dir: &OwnedFd,
    path: &ValidPath,
    name: &str,
) -> Result<Option<bool>, OpenError> {
    if !place::still_at(judged, dir, path)? {
        return Ok(None);
    }
    match mkdirat(dir, name, Mode::from_raw_mode(0o777)) {
        Ok(()) => Ok(Some(true)),
        Err(Errno::EXIST) => Ok(Some(false)),
        Err(errno) => Err(io::Error::from(errno).into()),
    }
}
