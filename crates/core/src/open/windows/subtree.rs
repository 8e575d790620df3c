//! What hangs on a name, before it is taken away: what lies below a directory, and the denies that go through a link.

use std::{fs, io::ErrorKind};

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

/// Deeper trees are refused, as on Linux.
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
    let truth = judged.scope().truth();
    look(judged, &place.name(), &Denied::below(judged, &truth, path), MAX_DEPTH)
}

fn look(judged: &JudgedPath, dir: &str, children: &Denied<'_>, depth: usize) -> Result<(), OpenError> {
    let refuse = |code, found: &ValidPath| OpenError::from(judged.refuse(code, Some(found.as_str()), None, None));
    // What cannot be judged, or read, may hold what is denied.
    let unjudged = || refuse(Code::OpenUnjudged, children.path());
    // Held, so that what is read is what was seen to be a directory.
    let held = match object::hold(dir) {
        Ok(held) => held,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
        Err(_) => return Err(unjudged()),
    };
    if object::kind(&held)? != Kind::Directory {
        return Ok(());
    }
    if depth == 0 {
        return Err(unjudged());
    }
    for entry in fs::read_dir(dir).map_err(|_| unjudged())? {
        let entry = entry?;
        let name = entry.file_name().into_string().map_err(|_| unjudged())?;
        let below = children.enter(&name).ok_or_else(unjudged)?;
        let kind = object::kind_of(&entry.metadata()?);
        if children.denies(&name) || (kind == Kind::Link && children.denies_through(&name)) {
            return Err(refuse(Code::OpenHoldsDenied, below.path()));
        }
        if kind == Kind::Directory {
            look(judged, &format!(r"{dir}\{name}"), &below, depth - 1)?;
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
