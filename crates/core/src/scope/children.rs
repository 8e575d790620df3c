//! The children of a directory, judged one by one: each at the cost of its own name, not of its whole path.

use crate::{
    access::{Access, AccessSet},
    scope::{
        PathEntry, Scope,
        index::{Cursor, Reach},
    },
    validate::path::{Fold, ValidPath},
};

/// What a scope says of the children of one directory. Every answer is that of the function of [`Scope`] that is asked about
/// the child's whole path.
///
/// A name went through the gate, as one name of a path, before anything is asked about it.
#[derive(Clone, Debug)]
pub(crate) struct Children<'a> {
    scope: &'a Scope,
    argument: &'a str,
    by: By<'a>,
}

#[derive(Clone, Debug)]
enum By<'a> {
    /// A step of the index for each name.
    Steps { allow: Cursor<'a>, deny: Cursor<'a> },
    /// The child's whole path: where names fold, directories may have two names, and only a path as a whole tells which.
    Path(ValidPath),
}

impl Scope {
    /// The children of `dir`, for a value that came in `argument`.
    pub(crate) fn children<'a>(&'a self, dir: &ValidPath, argument: &'a str) -> Children<'a> {
        let by = match Fold::of_deny(self.platform) {
            Fold::None => {
                By::Steps { allow: self.allow.at(dir, Reach::AS_WRITTEN), deny: self.deny.at(dir, Reach::EVERYWHERE) }
            }
            Fold::Simple | Fold::Wide => By::Path(dir.clone()),
        };
        Children { scope: self, argument, by }
    }
}

impl<'a> Children<'a> {
    /// [`Scope::shows`] of the child.
    pub(crate) fn shows(&self, name: &str) -> bool {
        match &self.by {
            By::Steps { allow, .. } => {
                self.scope.faults.is_empty()
                    && self.denying(name, Access::List.into()).is_none()
                    && allow.child(name, |number| self.scope.lists(number, self.argument)).is_break()
            }
            By::Path(dir) => self.child(dir, name).is_some_and(|child| self.scope.shows(&child, self.argument)),
        }
    }

    /// [`Scope::denying`] of the child.
    pub(crate) fn denying(&self, name: &str, needed: AccessSet) -> Option<&'a PathEntry> {
        match &self.by {
            By::Steps { deny, .. } => {
                deny.child(name, |number| self.scope.denies(number, self.argument, needed)).break_value()
            }
            By::Path(dir) => self.scope.denying(&self.child(dir, name)?, self.argument, needed),
        }
    }

    /// [`Scope::denies_through`] of the child.
    pub(crate) fn denies_through(&self, name: &str) -> bool {
        match &self.by {
            By::Steps { deny, .. } => deny.goes_through(name),
            By::Path(dir) => self.child(dir, name).is_some_and(|child| self.scope.denies_through(&child)),
        }
    }

    /// The children of the child, which is a directory.
    pub(crate) fn enter(&self, name: &str) -> Self {
        let by = match &self.by {
            By::Steps { allow, deny } => By::Steps { allow: allow.enter(name), deny: deny.enter(name) },
            // A name that is none was not asked about, so nothing is below it.
            By::Path(dir) => By::Path(self.child(dir, name).unwrap_or_else(|| dir.clone())),
        };
        Self { by, ..*self }
    }

    fn child(&self, dir: &ValidPath, name: &str) -> Option<ValidPath> {
        dir.child(name, self.scope.platform).ok()
    }
}

#[cfg(test)]
mod tests;
