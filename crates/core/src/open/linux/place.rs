//! From a judged path to a place that may be used: resolved, judged by its true name, and checked to still be there.

use std::{
    fs::File,
    os::fd::{AsRawFd, OwnedFd},
};

use rustix::{
    fs::{Mode, OFlags, ResolveFlags, openat2, readlinkat},
    io::Errno,
};

#[cfg(test)]
use super::hook::{self, Step};
use super::{
    object,
    walk::{self, End, Follow},
};
use crate::{
    code::Code, guard::JudgedPath, open::OpenError, platform::Platform, scope::Scope, validate::path::ValidPath,
};

/// How often a tree that changes under the walk is walked again before it is refused.
pub(super) const TRIES: u32 = 8;
/// `EAGAIN` from `openat2`: a rename or a mount raced it. libpathrs measured 3 % left after 32 tries, 0.1 % after 128.
const RACES: u32 = 128;

/// A name in a directory that is held open, in scope under its true path.
#[derive(Debug)]
pub(super) struct Place {
    pub(super) dir: OwnedFd,
    pub(super) name: String,
    pub(super) path: ValidPath,
}

/// An object that is in scope under its true path.
#[derive(Debug)]
pub(super) struct Found {
    pub(super) object: OwnedFd,
    pub(super) path: ValidPath,
}

/// Opens the regular file that a judged path leads to, where no link is on the way or each leads into the scope.
///
/// First as a bare handle, whose kind is asked: opening a pipe wakes whoever waits at its other end, and opening a device may
/// do anything. Then that very handle is opened.
pub(super) fn open_file(judged: &JudgedPath, flags: OFlags) -> Result<File, OpenError> {
    let found = find(judged, OFlags::PATH)?;
    object::must_be_regular(judged, &found.object)?;
    Ok(reopen(&found.object, flags)?)
}

/// Opens the very object of a bare handle.
pub(super) fn reopen(object: &OwnedFd, flags: OFlags) -> std::io::Result<File> {
    Ok(File::from(rustix::fs::open(own(object), quiet(flags), Mode::empty())?))
}

/// Opens the directory that a judged path leads to, likewise.
pub(super) fn open_directory(judged: &JudgedPath) -> Result<Found, OpenError> {
    find(judged, OFlags::RDONLY | OFlags::DIRECTORY)
}

/// A bare handle to what a judged path leads to, likewise.
pub(super) fn find_object(judged: &JudgedPath) -> Result<OwnedFd, OpenError> {
    find(judged, OFlags::PATH).map(|found| found.object)
}

fn find(judged: &JudgedPath, flags: OFlags) -> Result<Found, OpenError> {
    match straight(judged, flags)? {
        Some(found) => Ok(found),
        None => by_walk(judged, flags),
    }
}

/// The place that the path names, links on the way to it followed into the scope only; at its last name as `follow` says.
pub(super) fn place(judged: &JudgedPath, follow: Follow) -> Result<Place, OpenError> {
    for _ in 0..TRIES {
        let end = walk::walk(judged.path(), follow).map_err(|code| judged.refuse(code, None, None, None))?;
        #[cfg(test)]
        hook::reached(Step::Walked);
        match end {
            End::Stopped { names, errno } => {
                // Where the walk stopped may lie outside: what the disk said there is told only of what is in scope.
                judge_true_name(judged, &join(judged, names)?)?;
                return Err(std::io::Error::from(errno).into());
            }
            End::Place { dir, dir_names, name } => {
                let dir_path = join(judged, dir_names.clone())?;
                if !still_at(judged, &dir, &dir_path)? {
                    continue;
                }
                let path =
                    join(judged, dir_names.into_iter().chain([name.clone()]).filter(|name| name != ".").collect())?;
                judge_true_name(judged, &path)?;
                #[cfg(test)]
                hook::reached(Step::Placed);
                return Ok(Place { dir, name, path });
            }
        }
    }
    Err(judged.refuse(Code::OpenChanged, None, None, None).into())
}

/// One system call, if no link is met. `None`: the walk has to look.
fn straight(judged: &JudgedPath, flags: OFlags) -> Result<Option<Found>, OpenError> {
    let truth = judged.scope().truth();
    let moved = truth.respell(judged.path());
    let path = moved.as_ref().unwrap_or_else(|| judged.path());
    if truth.scope().is_some() {
        judge_true_name(judged, path)?;
    }
    match no_links(path, flags) {
        Ok(object) => Ok(Some(Found { object, path: path.clone() })),
        // The kernel met a link, or has no openat2, or a filter forbids it (then with any of these).
        Err(Errno::LOOP | Errno::NOSYS | Errno::PERM | Errno::AGAIN | Errno::INVAL | Errno::XDEV) => Ok(None),
        // What was true of the base directory some seconds ago may not be any more.
        Err(_) if moved.is_some() => Ok(None),
        Err(errno) => Err(std::io::Error::from(errno).into()),
    }
}

/// Opens a path on whose way there is no link at all: what the kernel opens then is what the name spells.
fn no_links(path: &ValidPath, flags: OFlags) -> Result<OwnedFd, Errno> {
    let resolve = ResolveFlags::BENEATH | ResolveFlags::NO_SYMLINKS | ResolveFlags::NO_MAGICLINKS;
    let relative = path.as_str().trim_start_matches('/');
    let relative = if relative.is_empty() { "." } else { relative };
    #[cfg(test)]
    if hook::openat2_is_missing() {
        return Err(Errno::NOSYS);
    }
    let root = walk::root()?;
    let mut raced = 0;
    loop {
        match openat2(&root, relative, quiet(flags), Mode::empty(), resolve) {
            Err(Errno::AGAIN) if raced < RACES => raced += 1,
            done => return done,
        }
    }
}

fn by_walk(judged: &JudgedPath, flags: OFlags) -> Result<Found, OpenError> {
    for _ in 0..TRIES {
        let place = place(judged, Follow::Leaf)?;
        match place.open(flags) {
            // A bare handle to a link is a link that came there after the walk had seen what it was.
            Ok(object) if object::is_link(&object)? => {}
            Err(Errno::LOOP) => {}
            Ok(object) => return Ok(Found { object, path: place.path }),
            Err(errno) => return Err(std::io::Error::from(errno).into()),
        }
    }
    Err(judged.refuse(Code::OpenChanged, None, None, None).into())
}

impl Place {
    /// Opens the name from the handle, following nothing.
    pub(super) fn open(&self, flags: OFlags) -> Result<OwnedFd, Errno> {
        self.open_with_mode(flags, Mode::empty())
    }

    /// [`Place::open`], with the mode of a file that is made.
    pub(super) fn open_with_mode(&self, flags: OFlags, mode: Mode) -> Result<OwnedFd, Errno> {
        rustix::fs::openat(&self.dir, &self.name, quiet(flags) | OFlags::NOFOLLOW, mode)
    }
}

/// Never inherited by a child process, never waiting for the other end of a pipe, never becoming a controlling terminal.
fn quiet(flags: OFlags) -> OFlags {
    let common = flags | OFlags::CLOEXEC;
    // A bare handle takes no other flags.
    if flags.contains(OFlags::PATH) { common } else { common | OFlags::NONBLOCK | OFlags::NOCTTY }
}

/// INVARIANT true-name-judged: no object is opened, made or moved under a true name that the scope does not grant. What
/// report mode lets pass nevertheless is not opened here, but by [`plain`](crate::open::plain).
fn judge_true_name(judged: &JudgedPath, path: &ValidPath) -> Result<(), OpenError> {
    let truth = judged.scope().truth();
    let scope: &Scope = truth.scope().unwrap_or_else(|| judged.scope());
    let decision = judged.judge_again(scope, path);
    if decision.is_allowed() {
        return Ok(());
    }
    let code = if decision.code == Code::PathDenied { Code::LinkDenied } else { Code::LinkOutside };
    Err(judged.refuse(code, Some(path.as_str()), decision.entry, decision.difference).into())
}

/// Whether the directory is still where the walk went through. If it was moved meanwhile, the name that was judged is
/// not where it lies now.
fn still_at(judged: &JudgedPath, dir: &OwnedFd, path: &ValidPath) -> Result<bool, OpenError> {
    let unresolved = |_| judged.refuse(Code::OpenUnresolved, None, None, None);
    let now = readlinkat(rustix::fs::CWD, own(dir), Vec::new()).map_err(unresolved)?;
    Ok(now.as_bytes() == path.as_str().as_bytes())
}

/// The name under which this process reaches a handle that it holds.
fn own(handle: &OwnedFd) -> String {
    format!("/proc/self/fd/{}", handle.as_raw_fd())
}

fn join(judged: &JudgedPath, names: Vec<String>) -> Result<ValidPath, OpenError> {
    ValidPath::parse(&format!("/{}", names.join("/")), Platform::Linux)
        .map_err(|_| judged.refuse(Code::OpenUnresolved, None, None, None).into())
}
