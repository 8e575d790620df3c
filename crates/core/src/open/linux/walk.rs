//! The walk: from the root directory to a place, one name at a time, following no link but by reading it.
//!
//! It is what `openat2` does in the kernel, in user space: used where a link was met (so that its end can be judged before
//! it is opened) and where `openat2` is missing or forbidden. It opens directories as bare handles (`O_PATH`), so it reads,
//! makes and wakes nothing.

use std::{collections::VecDeque, os::fd::OwnedFd};

use rustix::{
    fs::{AtFlags, FileType, Mode, OFlags, fstatfs, openat, readlinkat, statat},
    io::Errno,
};

use crate::{code::Code, validate::path::ValidPath};

/// As the kernel's own limit (`MAXSYMLINKS`).
const MAX_LINKS: u32 = 40;

/// What the walk does at the last name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::open) enum Follow {
    /// If it is a link, goes on to what the link leads to.
    Leaf,
    /// Stops at the name, link or not: for operations on the name itself.
    Parents,
}

/// Where a walk ended.
#[derive(Debug)]
pub(in crate::open) enum End {
    /// At a name in a directory that is held open. The name may not exist yet.
    Place {
        /// The directory.
        dir: OwnedFd,
        /// The names that led to it, links resolved.
        dir_names: Vec<String>,
        /// The name in it.
        name: String,
    },
    /// Before its goal: the names up to there and all that were left, and the disk's answer.
    Stopped {
        /// All names, the part that exists resolved.
        names: Vec<String>,
        /// The last directory on the way, and how many of the names led to it.
        held: (OwnedFd, usize),
        /// Why.
        errno: Errno,
    },
}

/// Walks `path` from the root.
///
/// `Err` is a refusal: a loop, a magic link, a name that is not text.
pub(in crate::open) fn walk(path: &ValidPath, follow: Follow) -> Result<End, Code> {
    Walk { dir: None, names: Vec::new(), todo: path.components().map(Into::into).collect(), links: 0 }.run(follow)
}

/// How a directory is opened that is gone through: as a bare handle, which needs no right to read it.
pub(in crate::open) const PASS: OFlags = OFlags::PATH.union(OFlags::DIRECTORY);

/// The root directory, as a bare handle.
pub(in crate::open) fn root() -> Result<OwnedFd, Errno> {
    rustix::fs::open("/", PASS | OFlags::CLOEXEC, Mode::empty())
}

struct Walk {
    /// The directory that the walk is in; none after `..` and at the start, until it is needed. Only this one is held: a path
    /// has up to two thousand names, and an app that runs out of descriptors is held up as a whole.
    dir: Option<OwnedFd>,
    /// Its names from the root, links resolved.
    names: Vec<String>,
    todo: VecDeque<String>,
    links: u32,
}

impl Walk {
    fn run(mut self, follow: Follow) -> Result<End, Code> {
        while let Some(name) = self.todo.pop_front() {
            let last = self.todo.is_empty();
            match name.as_str() {
                "." | "" => continue,
                ".." => {
                    self.up();
                    continue;
                }
                _ if last && follow == Follow::Parents => return self.at(name),
                _ => {}
            }
            let flags = OFlags::PATH | OFlags::NOFOLLOW | OFlags::CLOEXEC;
            let object = match openat(self.dir()?, &name, flags, Mode::empty()) {
                Ok(object) => object,
                Err(Errno::NOENT) if last => return self.at(name),
                Err(errno) => return self.stopped(name, errno),
            };
            match kind(&object)? {
                FileType::Symlink => self.link(&object)?,
                _ if last => return self.at(name),
                FileType::Directory => {
                    self.dir = Some(object);
                    self.names.push(name);
                }
                _ => return self.stopped(name, Errno::NOTDIR),
            }
        }
        // A link led to a directory that the walk is in (`.`, `..`, `/`): that directory, by its own name.
        let name = self.names.last().cloned().unwrap_or_else(|| ".".to_owned());
        self.up();
        self.at(name)
    }

    /// `..` of a link's target: the directory under the names that led here, not whatever is the parent by now. What is
    /// there by now is judged by its true name in the end.
    fn up(&mut self) {
        self.names.pop();
        self.dir = None;
    }

    /// The directory that the walk is in, found anew from the root where it went up: once, however many `..` there were.
    fn dir(&mut self) -> Result<&OwnedFd, Code> {
        let dir = match self.dir.take() {
            Some(dir) => dir,
            None => {
                let root = root().map_err(|_| Code::OpenUnresolved)?;
                let flags = PASS | OFlags::NOFOLLOW | OFlags::CLOEXEC;
                let below = |dir, name: &String| openat(dir, name, flags, Mode::empty());
                self.names.iter().try_fold(root, below).map_err(|_| Code::OpenUnresolved)?
            }
        };
        Ok(self.dir.insert(dir))
    }

    fn link(&mut self, link: &OwnedFd) -> Result<(), Code> {
        self.links += 1;
        if self.links > MAX_LINKS {
            return Err(Code::LinkLoop);
        }
        // What the kernel shows as the target of a link in /proc (`/proc/self/root`, `fd/3`) is not where it leads.
        if fstatfs(link).map_err(|_| Code::OpenUnresolved)?.f_type == PROC_SUPER_MAGIC {
            return Err(Code::LinkOutside);
        }
        let target = readlinkat(link, "", Vec::new()).map_err(|_| Code::OpenUnresolved)?;
        let target = target.to_str().map_err(|_| Code::OpenUnresolved)?;
        // `../out/x/../../in/a` leads to `in/a` if `out/x` is there: the page would learn whether it is.
        if goes_down_and_up(target) {
            return Err(Code::LinkOutside);
        }
        if target.starts_with('/') {
            self.names.clear();
            self.dir = None;
        }
        // A separator at the target's end is dropped with the other empty names: `evil/` is walked as `evil`, and judged.
        for name in target.rsplit('/') {
            self.todo.push_front(name.to_owned());
        }
        // Forty links of a page of text each are followed; more names than any path can have are not.
        if self.todo.len() > MAX_NAMES {
            return Err(Code::LinkLoop);
        }
        Ok(())
    }

    fn at(mut self, name: String) -> Result<End, Code> {
        self.dir()?;
        let dir = self.dir.ok_or(Code::OpenUnresolved)?;
        Ok(End::Place { dir, dir_names: self.names, name })
    }

    fn stopped(mut self, name: String, errno: Errno) -> Result<End, Code> {
        self.dir()?;
        let held = (self.dir.ok_or(Code::OpenUnresolved)?, self.names.len());
        self.names.push(name);
        for name in self.todo {
            match name.as_str() {
                "." | "" => {}
                // Where `..` of something that does not exist leads cannot be said.
                ".." => return Err(Code::OpenUnresolved),
                _ => self.names.push(name),
            }
        }
        Ok(End::Stopped { names: self.names, held, errno })
    }
}

/// Whether the target has a `..` after a name.
fn goes_down_and_up(target: &str) -> bool {
    let mut names = target.split('/').filter(|name| !matches!(*name, "" | "."));
    names.by_ref().any(|name| name != "..") && names.any(|name| name == "..")
}

/// Names that are still to be walked, at most.
const MAX_NAMES: usize = 4096;

const PROC_SUPER_MAGIC: rustix::fs::FsWord = 0x9fa0;

fn kind(object: &OwnedFd) -> Result<FileType, Code> {
    let stat = statat(object, "", AtFlags::EMPTY_PATH).map_err(|_| Code::OpenUnresolved)?;
    Ok(FileType::from_raw_mode(stat.st_mode))
}
