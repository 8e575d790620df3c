//! What hangs on a name, before it is taken away: what lies below a directory, and the denies that go through a link.

use std::os::fd::OwnedFd;

use rustix::{
    fs::{AtFlags, FileType, Mode, OFlags, openat, statat},
    io::Errno,
};

use super::{
    list::can_be_named,
    names::each_name,
    place::{self, Place},
    walk::Follow,
};
use crate::{
    code::Code,
    guard::JudgedPath,
    open::OpenError,
    scope::{Children, Scope},
    validate::path::ValidPath,
};

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
    let truth = judged.scope().truth();
    let scopes = std::iter::once(&**judged.scope()).chain(truth.scope());
    let children = scopes.flat_map(|scope| [judged.path(), path].map(|dir| scope.children(dir, judged.argument())));
    let len = judged.path().as_str().len().max(path.as_str().len());
    Level { judged, path: path.clone(), len, children: children.collect(), left: MAX_DEPTH }.look(&dir)
}

/// One directory of those that are looked through.
struct Level<'a> {
    judged: &'a JudgedPath,
    path: ValidPath,
    /// The longest of its paths.
    len: usize,
    /// By each of its names, in the scope as it is written and as the disk spells it.
    children: Vec<Children<'a>>,
    left: usize,
}

impl Level<'_> {
    fn look(&self, dir: &OwnedFd) -> Result<(), OpenError> {
        if self.left == 0 {
            return Err(self.refuse(Code::OpenUnjudged, &self.path));
        }
        each_name(dir, |name, told| {
            // What cannot be judged may be what is denied.
            let text = name.to_str().ok().filter(|text| can_be_named(self.len, text));
            let child = text.and_then(|text| Some((text, self.judged.child_of(&self.path, text).ok()?)));
            let (text, child) = child.ok_or_else(|| self.refuse(Code::OpenUnjudged, &self.path))?;
            let denied = self.children.iter().any(|dir| dir.denying(text, self.judged.access()).is_some());
            let may_be_link = matches!(told, FileType::Symlink | FileType::Unknown);
            if denied || (may_be_link && self.children.iter().any(|dir| dir.denies_through(text))) {
                return Err(self.refuse(Code::OpenHoldsDenied, &child));
            }
            if !matches!(told, FileType::Directory | FileType::Unknown) {
                return Ok(());
            }
            let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::NOFOLLOW | OFlags::CLOEXEC;
            match openat(dir, name, flags, Mode::empty()) {
                Ok(below) => self.enter(text, child).look(&below),
                Err(Errno::NOTDIR | Errno::LOOP | Errno::NOENT) => Ok(()),
                // What cannot be read may hold what is denied.
                Err(_) => Err(self.refuse(Code::OpenUnjudged, &child)),
            }
        })
    }

    fn enter(&self, name: &str, path: ValidPath) -> Self {
        let children = self.children.iter().map(|dir| dir.enter(name)).collect();
        Self { judged: self.judged, path, len: self.len + 1 + name.len(), children, left: self.left - 1 }
    }

    fn refuse(&self, code: Code, found: &ValidPath) -> OpenError {
        self.judged.refuse(code, Some(found.as_str()), None, None).into()
    }
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
