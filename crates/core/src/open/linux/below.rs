//! A directory that is held, and what lies below it: reached from its handle, by names that were judged, following nothing.
//!
//! However deep the tree is, two descriptors are open at a time: the one of the directory that it began with, and the one that
//! is read.

use std::os::fd::OwnedFd;

use rustix::{
    fs::{FileType, Mode, OFlags, ResolveFlags, fstat, openat, openat2},
    io::Errno,
};

#[cfg(test)]
use super::hook;
use super::{
    names::{self, each_name},
    place,
};
use crate::{guard::JudgedPath, open::OpenError, validate::path::ValidPath};

/// What tells one directory from every other.
pub(super) type Identity = (u64, u64);

/// A directory that is held open, by its true path.
pub(super) struct Below {
    dir: OwnedFd,
    path: ValidPath,
}

/// A directory below, by its names from there: none for that one itself.
pub(super) struct Opened {
    pub(super) dir: OwnedFd,
    pub(super) path: ValidPath,
}

/// One name in a directory. None: it is no text.
pub(super) type Name = (Option<String>, FileType);

impl Below {
    pub(super) const fn new(dir: OwnedFd, path: ValidPath) -> Self {
        Self { dir, path }
    }

    /// Opens the directory with these names. None: there is no such directory any more, or a link or something else is in its
    /// place.
    pub(super) fn open(&self, judged: &JudgedPath, names: &str) -> Result<Option<Opened>, OpenError> {
        let dir = match self.reach(names) {
            Ok(dir) => dir,
            Err(Errno::NOENT | Errno::NOTDIR | Errno::LOOP) => return Ok(None),
            Err(errno) => return Err(std::io::Error::from(errno).into()),
        };
        let path = if names.is_empty() { Ok(self.path.clone()) } else { judged.below(&self.path, names) };
        let Ok(path) = path else { return Ok(None) };
        // What was moved away is not what was judged by this name.
        Ok(place::still_at(judged, &dir, &path)?.then_some(Opened { dir, path }))
    }

    fn reach(&self, names: &str) -> Result<OwnedFd, Errno> {
        let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::NOFOLLOW | OFlags::CLOEXEC;
        if names.is_empty() {
            return openat(&self.dir, ".", flags, Mode::empty());
        }
        let resolve = ResolveFlags::BENEATH | ResolveFlags::NO_SYMLINKS | ResolveFlags::NO_MAGICLINKS;
        #[cfg(test)]
        if hook::openat2_is_missing() {
            return self.reach_one_by_one(names);
        }
        match openat2(&self.dir, names, flags, Mode::empty(), resolve) {
            Err(Errno::NOSYS | Errno::PERM | Errno::INVAL | Errno::AGAIN) => self.reach_one_by_one(names),
            done => done,
        }
    }

    fn reach_one_by_one(&self, names: &str) -> Result<OwnedFd, Errno> {
        let flags = OFlags::DIRECTORY | OFlags::NOFOLLOW | OFlags::CLOEXEC;
        let (parents, last) = names.rsplit_once('/').unwrap_or(("", names));
        let mut at = None;
        for name in parents.split('/').filter(|name| !name.is_empty()) {
            at = Some(openat(at.as_ref().unwrap_or(&self.dir), name, flags | OFlags::PATH, Mode::empty())?);
        }
        openat(at.as_ref().unwrap_or(&self.dir), last, flags | OFlags::RDONLY, Mode::empty())
    }
}

impl Opened {
    /// What is in it, read to the end, so that nothing that is done meanwhile changes what is read. What is gone by then is
    /// left out.
    pub(super) fn names(&self) -> Result<Vec<Name>, OpenError> {
        let mut found = Vec::new();
        each_name(&self.dir, |name, told| {
            if let Some(kind) = names::kind(&self.dir, name, told) {
                found.push((name.to_str().ok().map(ToOwned::to_owned), kind));
            }
            Ok(())
        })?;
        Ok(found)
    }

    pub(super) fn identity(&self) -> Result<Identity, OpenError> {
        let stat = fstat(&self.dir).map_err(std::io::Error::from)?;
        Ok((stat.st_dev, stat.st_ino))
    }
}

/// The names of a child, from where those of its directory begin.
pub(super) fn child(names: &str, name: &str) -> String {
    if names.is_empty() { name.to_owned() } else { format!("{names}/{name}") }
}
