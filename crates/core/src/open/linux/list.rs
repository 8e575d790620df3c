//! Listing: what the caller could name by itself, and nothing else.

use super::{
    names::{self, each_name},
    object, place, require,
};
use crate::{
    access::Access,
    guard::JudgedPath,
    open::{Child, Listing, OpenError, Truth},
    scope::Children,
    validate::path::{MAX_NAME_BYTES, MAX_PATH_BYTES, ValidPath, is_control},
};

/// Lists a directory, sorted by name. Each child is judged: one that no `allow` entry takes (a hidden one, say), or that a
/// `deny` entry covers, is withheld. The log gets one record with both counts.
///
/// # Errors
///
/// A denial where a link on the way leaves the scope; else the disk's answer.
pub(in crate::open) fn list(judged: &JudgedPath) -> Result<Listing, OpenError> {
    require(judged, Access::List.into())?;
    let found = place::open_directory(judged)?;
    let dir = &found.object;
    let truth = judged.scope().truth();
    let shown = Shown::below(judged, &truth, &found.path);
    let mut children = Vec::new();
    let mut withheld = 0;
    each_name(dir, |name, told| {
        match name.to_str() {
            Ok(text) if shown.shows(text) => {
                if let Some(kind) = names::kind(dir, name, told) {
                    children.push(Child { name: text.to_owned(), kind: object::kind_of(kind) });
                }
            }
            // A name that is not text cannot be judged, so it is in no scope.
            Ok(_) | Err(_) => withheld += 1,
        }
        Ok(())
    })?;
    children.sort_unstable_by(|a, b| a.name.cmp(&b.name));
    judged.record_listing(children.len() as u64, withheld)?;
    Ok(Listing { children })
}

/// Whether the children of one directory are shown: by the names that the caller would give them, and by their true ones.
pub(super) struct Shown<'a> {
    asked: Children<'a>,
    /// None where that is the same question.
    real: Option<Children<'a>>,
    /// The longer of the directory's two paths.
    len: usize,
}

impl<'a> Shown<'a> {
    /// Of the directory that was judged, which lies at `path`.
    pub(super) fn below(judged: &'a JudgedPath, truth: &'a Truth, path: &ValidPath) -> Self {
        let (scope, argument) = (judged.scope(), judged.argument());
        let same = truth.scope().is_none() && judged.path().as_str() == path.as_str();
        Self {
            asked: scope.children(judged.path(), argument),
            real: (!same).then(|| truth.scope().unwrap_or(scope).children(path, argument)),
            len: judged.path().as_str().len().max(path.as_str().len()),
        }
    }

    /// Whether this child is shown.
    pub(super) fn shows(&self, name: &str) -> bool {
        can_be_named(self.len, name) && self.asked.shows(name) && self.real.as_ref().is_none_or(|real| real.shows(name))
    }

    /// Of the child, which is a directory.
    pub(super) fn enter(&self, name: &str) -> Self {
        Self {
            asked: self.asked.enter(name),
            real: self.real.as_ref().map(|real| real.enter(name)),
            len: self.len + 1 + name.len(),
        }
    }
}

/// Whether the gate takes a name that was read from a directory, below a path of this length: what [`ValidPath::child`] says
/// without the path.
pub(super) fn can_be_named(dir: usize, name: &str) -> bool {
    let plain = |byte: u8| matches!(byte, b' '..=b'~');
    name.len() <= MAX_NAME_BYTES
        && dir + 1 + name.len() <= MAX_PATH_BYTES
        && (name.bytes().all(plain) || !name.chars().any(is_control))
}

#[cfg(test)]
#[path = "list/tests.rs"]
mod tests;
