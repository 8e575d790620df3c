//! Which children of a directory are shown: those that the caller could name by itself.

use crate::{
    guard::JudgedPath,
    open::Truth,
    scope::Children,
    validate::path::{MAX_NAME_BYTES, MAX_PATH_BYTES, ValidPath, is_control},
};

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
        // Where names fold, a child is asked about by its whole path, which goes through the gate.
        (!cfg!(target_os = "linux") || can_be_named(self.len, name))
            && self.asked.shows(name)
            && self.real.as_ref().is_none_or(|real| real.shows(name))
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

/// Whether the gate of Linux takes a name that was read from a directory, below a path of this length: what
/// [`ValidPath::child`] says without the path.
pub(super) fn can_be_named(dir: usize, name: &str) -> bool {
    let plain = |byte: u8| matches!(byte, b' '..=b'~');
    name.len() <= MAX_NAME_BYTES
        && dir + 1 + name.len() <= MAX_PATH_BYTES
        && (name.bytes().all(plain) || !name.chars().any(is_control))
}

#[cfg(test)]
mod tests;
