//! A directory that is held, and what lies below it: reached from its handle, by names that were judged, following nothing.
//!
//! However deep the tree is, two descriptors are open at a time: the one of the directory that it began with, and the one that
//! is read.

use std::{borrow::Cow, os::fd::OwnedFd};

use rustix::{
    fs::{AtFlags, Dev, FileType, OFlags, fstat, statat, unlinkat},
    io::Errno,
};

#[cfg(all(test, target_os = "linux"))]
use super::system::hook;
use super::system::{
    names, object,
    place::{self, Place},
    reach,
};
use crate::{
    guard::JudgedPath,
    open::{Kind, OpenError},
    validate::path::ValidPath,
};

/// What tells one directory from every other.
pub(in crate::open) type Identity = (Dev, u64);

/// A directory that is held open, by its true path.
pub(in crate::open) struct Below {
    dir: OwnedFd,
    path: ValidPath,
}

/// A directory that can be read: the one that it began with, or one below.
pub(in crate::open) struct Opened<'a> {
    began: &'a Below,
    /// None: it is the one that it began with.
    dir: Option<OwnedFd>,
    path: Cow<'a, ValidPath>,
}

impl Below {
    /// The directory that a judged path leads to.
    pub(in crate::open) fn led_to(judged: &JudgedPath) -> Result<Self, OpenError> {
        let (dir, path) = place::open_directory(judged)?;
        Ok(Self { dir, path })
    }

    /// The directory at a place.
    pub(in crate::open) fn of(_judged: &JudgedPath, place: &Place) -> Result<Self, OpenError> {
        let dir = place.open(OFlags::RDONLY | OFlags::DIRECTORY).map_err(std::io::Error::from)?;
        Ok(Self { dir, path: place.path.clone() })
    }

    /// The directory itself, to be read once.
    pub(in crate::open) const fn itself(&self) -> Opened<'_> {
        Opened { began: self, dir: None, path: Cow::Borrowed(&self.path) }
    }

    /// Opens the directory with these names. None: there is no such directory any more, a link or something else is in its
    /// place, or it is not where it was judged to be.
    pub(in crate::open) fn open(&mut self, judged: &JudgedPath, names: &str) -> Result<Option<Opened<'_>>, OpenError> {
        let dir = match reach(&self.dir, names) {
            Ok(dir) => dir,
            Err(Errno::NOENT | Errno::NOTDIR | Errno::LOOP) => return Ok(None),
            Err(errno) => return Err(std::io::Error::from(errno).into()),
        };
        let path = if names.is_empty() {
            Cow::Borrowed(&self.path)
        } else {
            let Ok(path) = judged.below(&self.path, names) else { return Ok(None) };
            Cow::Owned(path)
        };
        // What was moved away is not what was judged by this name.
        Ok(place::still_at(judged, &dir, &path)?.then_some(Opened { began: self, dir: Some(dir), path }))
    }

    /// Lets go of the directory with these names, which was the last that was opened. None is held here between two.
    pub(in crate::open) const fn leave(&mut self, _names: &str) {}
}

impl Opened<'_> {
    /// Where it lies.
    pub(in crate::open) fn path(&self) -> &ValidPath {
        &self.path
    }

    /// Calls `each` for every name in it, until it fails; with none for a name that is no text. What is gone by then is left
    /// out.
    pub(in crate::open) fn each_name(
        &self,
        _judged: &JudgedPath,
        mut each: impl FnMut(Option<&str>, Kind) -> Result<(), OpenError>,
    ) -> Result<(), OpenError> {
        names::each_name(self.dir(), |name, told| {
            let kind = match told {
                FileType::Unknown => match statat(self.dir(), name, AtFlags::SYMLINK_NOFOLLOW) {
                    Ok(stat) => FileType::from_raw_mode(stat.st_mode),
                    Err(_) => return Ok(()),
                },
                told => told,
            };
            each(name.to_str().ok(), object::kind_of(kind))
        })?;
        #[cfg(all(test, target_os = "linux"))]
        hook::reached(hook::Step::Read);
        Ok(())
    }

    /// What tells it from every other directory.
    pub(in crate::open) fn identity(&self) -> Result<Identity, OpenError> {
        let stat = fstat(self.dir()).map_err(std::io::Error::from)?;
        Ok((stat.st_dev, stat.st_ino))
    }

    /// Removes a name in it, if the directory is still where it was judged to be: whether it is. A name that is gone is
    /// removed.
    pub(in crate::open) fn remove(&self, judged: &JudgedPath, name: &str, kind: Kind) -> Result<bool, OpenError> {
        if !place::still_at(judged, self.dir(), &self.path)? {
            return Ok(false);
        }
        let flags = if kind == Kind::Directory { AtFlags::REMOVEDIR } else { AtFlags::empty() };
        match unlinkat(self.dir(), name, flags) {
            Ok(()) | Err(Errno::NOENT) => Ok(true),
            Err(errno) => Err(std::io::Error::from(errno).into()),
        }
    }

    fn dir(&self) -> &OwnedFd {
        self.dir.as_ref().unwrap_or(&self.began.dir)
    }
}
