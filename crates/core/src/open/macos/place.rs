//! What is opened, made and removed at a place, from the handle of its directory.

use std::{
    fs::File,
    io::{self, ErrorKind},
    os::fd::OwnedFd,
};

use rustix::{
    fs::{Mode, OFlags},
    io::Errno,
};

use super::object;
pub(in crate::open) use crate::open::by_walk::place::{Missing, Place, find, missing, place};
use crate::{
    guard::JudgedPath,
    open::{Kind, OpenError, true_name::judge_true_name, vetted::Use},
    validate::path::ValidPath,
};

impl Place {
    /// Opens the name from the handle, following nothing.
    pub(in crate::open) fn open(&self, flags: OFlags) -> Result<OwnedFd, Errno> {
        object::open_at(&self.dir, &self.name, flags, Mode::empty())
    }

    /// Makes a file of that name, which must be free. One that came to lie elsewhere goes away again.
    pub(in crate::open) fn make_file(&self, judged: &JudgedPath) -> Result<File, OpenError> {
        let flags = OFlags::WRONLY | OFlags::CREATE | OFlags::EXCL;
        let file =
            object::open_at(&self.dir, &self.name, flags, Mode::from_raw_mode(0o666)).map_err(io::Error::from)?;
        object::true_name(judged, &file)
            .and_then(|path| judge_true_name(judged, &path))
            .inspect_err(|_| drop(self.remove_file()))?;
        Ok(File::from(file))
    }
}

/// Opens the regular file that a judged path leads to, where each link on the way leads into the scope. What came out of the
/// name is asked its kind and judged by its own true name before it is handed out.
pub(in crate::open) fn open_file(judged: &JudgedPath, purpose: Use) -> Result<File, OpenError> {
    let place = find(judged)?;
    place.must_be_regular(judged, place.object()?)?;
    let file = File::from(place.open(object::flags(purpose)).map_err(io::Error::from)?);
    place.must_be_regular(judged, &file)?;
    judge_true_name(judged, &object::true_name(judged, &file)?)?;
    Ok(file)
}

/// [`open_file`] for reading.
pub(in crate::open) fn open_to_read(judged: &JudgedPath) -> Result<File, OpenError> {
    open_file(judged, Use::Read)
}

/// Opens the directory that a judged path leads to, likewise. With it, where it lies.
pub(in crate::open) fn open_directory(judged: &JudgedPath) -> Result<(OwnedFd, ValidPath), OpenError> {
    let place = find(judged)?;
    if place.kind()? != Kind::Directory {
        return Err(io::Error::from(ErrorKind::NotADirectory).into());
    }
    let dir = place.open(OFlags::RDONLY | OFlags::DIRECTORY).map_err(io::Error::from)?;
    let path = object::true_name(judged, &dir)?;
    judge_true_name(judged, &path)?;
    Ok((dir, path))
}

/// Whether the directory is still where it was judged to be.
pub(in crate::open) fn still_at(judged: &JudgedPath, dir: &OwnedFd, path: &ValidPath) -> Result<bool, OpenError> {
    Ok(object::true_name(judged, dir)? == *path)
}
