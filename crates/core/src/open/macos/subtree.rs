//! What hangs on a name, before it is taken away: what lies below a directory, and the denies that go through a link.

use std::os::fd::OwnedFd;

use rustix::fs::{Dir, FileType, Mode, OFlags, openat};

use super::{
    object,
    place::{self, Place},
    walk::Follow,
};
use crate::{
    code::Code,
    guard::JudgedPath,
    open::{Kind, OpenError, below::Denied},
    scope::Scope,
    validate::path::ValidPath,
};

/// Deeper trees are refused: each level holds a descriptor while it is read.
const MAX_DEPTH: usize = 64;

/// The place of a name that is to be removed or renamed. Refuses a link that a `deny` entry goes through.
pub(super) fn removable(judged: &JudgedPath) -> Result<Place, OpenError> {
    let place = place::place(judged, Follow::Parents)?;
    if object::kind(place.object()?)? == Kind::Link && goes_through([judged.path(), &place.path], judged) {
        return Err(judged.refuse(Code::OpenHoldsDenied, Some(place.path.as_str()), None, None).into());
    }
    Ok(place)
}

/// Refuses if something below the directory at `place` would be denied, were the directory at `path`: by its name there, and
/// by the one that was judged.
pub(super) fn holds_nothing_denied(judged: &JudgedPath, place: &Place, path: &ValidPath) -> Result<(), OpenError> {
    // Without a deny there is nothing to look for, however much lies below.
    if !judged.scope().denies_something() {
        return Ok(());
    }
    let dir = place.open(OFlags::RDONLY | OFlags::DIRECTORY).map_err(std::io::Error::from)?;
    let truth = judged.scope().truth();
    look(judged, &dir, &Denied::below(judged, &truth, path), MAX_DEPTH)
}

fn look(judged: &JudgedPath, dir: &OwnedFd, children: &Denied<'_>, depth: usize) -> Result<(), OpenError> {
    let refuse = |code, found: &ValidPath| OpenError::from(judged.refuse(code, Some(found.as_str()), None, None));
    // What cannot be judged, or read, may hold what is denied.
    let unjudged = || refuse(Code::OpenUnjudged, children.path());
    if depth == 0 {
        return Err(unjudged());
    }
    for entry in Dir::read_from(dir).map_err(std::io::Error::from)? {
        let entry = entry.map_err(std::io::Error::from)?;
        let name = match entry.file_name().to_str() {
            Ok("." | "..") => continue,
            Ok(name) => name,
            Err(_) => return Err(unjudged()),
        };
        let below = children.enter(name).ok_or_else(unjudged)?;
        let may_be_link = matches!(entry.file_type(), FileType::Symlink | FileType::Unknown);
        if children.denies(name) || (may_be_link && children.denies_through(name)) {
            return Err(refuse(Code::OpenHoldsDenied, below.path()));
        }
        if matches!(entry.file_type(), FileType::Directory | FileType::Unknown) {
            let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::NOFOLLOW | OFlags::CLOEXEC;
            match openat(dir, name, flags, Mode::empty()) {
                Ok(dir) => look(judged, &dir, &below, depth - 1)?,
                Err(rustix::io::Errno::NOTDIR | rustix::io::Errno::LOOP | rustix::io::Errno::NOENT) => {}
                Err(_) => return Err(refuse(Code::OpenUnjudged, below.path())),
            }
        }
    }
    Ok(())
}

/// Whether a `deny` entry goes through the link by one of its names: what the entry covers lies where the link leads, and
/// without the link it would cover nothing.
fn goes_through(names: [&ValidPath; 2], judged: &JudgedPath) -> bool {
    by_either(judged, |scope| names.into_iter().any(|name| scope.denies_through(name)))
}

/// By the scope as it is written, or as the disk spells it.
fn by_either(judged: &JudgedPath, holds: impl Fn(&Scope) -> bool) -> bool {
    holds(judged.scope()) || judged.scope().truth().scope().is_some_and(holds)
}
