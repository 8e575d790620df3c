//! What hangs on a name, before it is taken away: what lies below a directory, and the denies that go through a link.

use std::os::fd::OwnedFd;

use rustix::fs::{AtFlags, Dir, FileType, Mode, OFlags, openat, statat};

use super::{
    place::{self, Place},
    walk::Follow,
};
use crate::{code::Code, guard::JudgedPath, open::OpenError, scope::Scope, validate::path::ValidPath};

/// Deeper trees are refused: each level holds a descriptor while it is read.
const MAX_DEPTH: usize = 64;

/// A name that may be taken away, and what it is.
pub(super) struct Removable {
    pub(super) place: Place,
    pub(super) kind: FileType,
}

/// The place of a name that is to be removed or renamed. Refuses a link that a `deny` entry goes through.
pub(super) fn removable(judged: &JudgedPath) -> Result<Removable, OpenError> {
    let place = place::place(judged, Follow::Parents)?;
    let stat = statat(&place.dir, &place.name, AtFlags::SYMLINK_NOFOLLOW).map_err(std::io::Error::from)?;
    let kind = FileType::from_raw_mode(stat.st_mode);
    if kind == FileType::Symlink && goes_through([judged.path(), &place.path], judged) {
        return Err(judged.refuse(Code::OpenHoldsDenied, Some(place.path.as_str()), None, None).into());
    }
    Ok(Removable { place, kind })
}

/// Refuses if something below the directory at `place` would be denied, were the directory at `path`: by its name there, and
/// by the one that was judged.
pub(super) fn holds_nothing_denied(judged: &JudgedPath, place: &Place, path: &ValidPath) -> Result<(), OpenError> {
    // Without a deny there is nothing to look for, however much lies below.
    if !judged.scope().denies_something() {
        return Ok(());
    }
    let dir = place.open(OFlags::RDONLY | OFlags::DIRECTORY).map_err(std::io::Error::from)?;
    look(judged, &dir, [judged.path(), path], MAX_DEPTH)
}

fn look(judged: &JudgedPath, dir: &OwnedFd, names: [&ValidPath; 2], depth: usize) -> Result<(), OpenError> {
    let [asked, path] = names;
    let refuse = |code, found: &ValidPath| OpenError::from(judged.refuse(code, Some(found.as_str()), None, None));
    if depth == 0 {
        return Err(refuse(Code::OpenUnjudged, path));
    }
    for entry in Dir::read_from(dir).map_err(std::io::Error::from)? {
        let entry = entry.map_err(std::io::Error::from)?;
        let name = match entry.file_name().to_str() {
            Ok("." | "..") => continue,
            Ok(name) => name,
            // What cannot be judged may be what is denied.
            Err(_) => return Err(refuse(Code::OpenUnjudged, path)),
        };
        let child_of = |parent| judged.child_of(parent, name).map_err(|_| refuse(Code::OpenUnjudged, path));
        let (asked, child) = (child_of(asked)?, child_of(path)?);
        let names = [&asked, &child];
        let denied = by_either(judged, |scope| {
            names.into_iter().any(|name| scope.denying(name, judged.argument(), judged.access()).is_some())
        });
        let may_be_link = matches!(entry.file_type(), FileType::Symlink | FileType::Unknown);
        if denied || (may_be_link && goes_through(names, judged)) {
            return Err(refuse(Code::OpenHoldsDenied, &child));
        }
        if matches!(entry.file_type(), FileType::Directory | FileType::Unknown) {
            let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::NOFOLLOW | OFlags::CLOEXEC;
            match openat(dir, name, flags, Mode::empty()) {
                Ok(below) => look(judged, &below, names, depth - 1)?,
                Err(rustix::io::Errno::NOTDIR | rustix::io::Errno::LOOP | rustix::io::Errno::NOENT) => {}
                // What cannot be read may hold what is denied.
                Err(_) => return Err(refuse(Code::OpenUnjudged, &child)),
            }
        }
    }
    Ok(())
}

/// Whether a `deny` entry goes through the link by one of its names: what the entry covers lies where the link leads, and
/// without the link it would cover nothing.
pub(super) fn goes_through(names: [&ValidPath; 2], judged: &JudgedPath) -> bool {
    by_either(judged, |scope| names.into_iter().any(|name| scope.denies_through(name)))
}

/// By the scope as it is written, or as the disk spells it.
fn by_either(judged: &JudgedPath, holds: impl Fn(&Scope) -> bool) -> bool {
    holds(judged.scope()) || judged.scope().truth().scope().is_some_and(holds)
}
