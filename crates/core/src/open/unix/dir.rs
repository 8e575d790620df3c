//! The directory that a walk is in.

use std::{io, os::fd::OwnedFd};

use rustix::{
    fs::{Mode, OFlags, openat},
    io::Errno,
};

pub(in crate::open) use super::system::look::MAX_LINKS;
use super::system::look::{self, PASS, Seen};
use crate::{code::Code, validate::path::ValidPath};

/// The name of a directory in itself.
pub(in crate::open) const ITSELF: &str = ".";

/// Whether the character stands between two names.
pub(in crate::open) const fn separates(character: char) -> bool {
    character == '/'
}

/// A directory, by its handle and by its names from the root.
#[derive(Debug)]
pub(in crate::open) struct Dir {
    /// None after `..` and at the start, until it is needed. Only this one is held: a path has up to two thousand names, and an
    /// app that runs out of descriptors is held up as a whole.
    handle: Option<OwnedFd>,
    /// Links resolved.
    names: Vec<String>,
}

impl Dir {
    /// The root, and the names of the path from there.
    pub(in crate::open) fn at_root_of(path: &ValidPath) -> Result<(Self, Vec<String>), Code> {
        Ok((Self { handle: None, names: Vec::new() }, path.components().map(Into::into).collect()))
    }

    /// Goes to the directory above it, and says what it was called there.
    pub(in crate::open) fn up(&mut self) -> Option<String> {
        self.handle = None;
        self.names.pop()
    }

    /// Holds it: found anew from the root where the walk went up, once, however many `..` there were.
    pub(in crate::open) fn hold(&mut self) -> Result<&OwnedFd, Code> {
        let dir = match self.handle.take() {
            Some(dir) => dir,
            None => {
                let root = rustix::fs::open("/", PASS | OFlags::CLOEXEC, Mode::empty());
                let below =
                    |dir, name: &String| openat(dir, name, PASS | OFlags::NOFOLLOW | OFlags::CLOEXEC, Mode::empty());
                let dir: Result<_, Errno> = root.and_then(|root| self.names.iter().try_fold(root, below));
                dir.map_err(|_| Code::OpenUnresolved)?
            }
        };
        Ok(self.handle.insert(dir))
    }

    /// What has the name in it.
    pub(in crate::open) fn look(&mut self, name: &str) -> Result<io::Result<Seen>, Code> {
        look::look(self.hold()?, name)
    }

    /// Goes into a directory that was seen in it.
    pub(in crate::open) fn enter(&mut self, name: &str, seen: Seen) -> io::Result<()> {
        let below = match &self.handle {
            Some(dir) => look::enter(dir, name, seen)?,
            None => return Err(io::ErrorKind::NotFound.into()),
        };
        self.handle = Some(below);
        self.names.push(name.to_owned());
        Ok(())
    }

    /// What the link that was seen in it leads to.
    pub(in crate::open) fn target(&mut self, name: &str, seen: &Seen) -> Result<String, Code> {
        let target = look::target(self.hold()?, name, seen)?;
        target.into_string().map_err(|_| Code::OpenUnresolved)
    }

    /// Goes to where the target of a link in it is read from, and returns the names from there.
    pub(in crate::open) fn read_from(&mut self, target: &str) -> Result<Vec<String>, Code> {
        if target.starts_with('/') {
            self.names.clear();
            self.handle = None;
        }
        Ok(target.split('/').map(Into::into).collect())
    }

    /// Its handle, and its names.
    pub(in crate::open) fn into_parts(mut self) -> Result<(OwnedFd, Vec<String>), Code> {
        self.hold()?;
        Ok((self.handle.ok_or(Code::OpenUnresolved)?, self.names))
    }
}
