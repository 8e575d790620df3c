//! What a scope says of the children of a directory by each of its names, where there is no way but the walk.

use super::Truth;
use crate::{guard::JudgedPath, scope::Children, validate::path::ValidPath};

/// Whether the children of one directory are shown: by the names that the caller would give them, and by their true ones.
pub(super) struct Shown<'a>([Children<'a>; 2]);

impl<'a> Shown<'a> {
    /// Of the directory that was judged, which lies at `path`.
    pub(super) fn below(judged: &'a JudgedPath, truth: &'a Truth, path: &ValidPath) -> Self {
        let (scope, argument) = (judged.scope(), judged.argument());
        let real = truth.scope().unwrap_or(scope);
        Self([scope.children(judged.path(), argument), real.children(path, argument)])
    }

    /// Whether this child is shown.
    pub(super) fn shows(&self, name: &str) -> bool {
        self.0.iter().all(|children| children.shows(name))
    }

    /// Of the child, which is a directory.
    pub(super) fn enter(&self, name: &str) -> Self {
        Self(self.0.each_ref().map(|children| children.enter(name)))
    }
}

/// Whether the children of one directory are denied: by either of its names, in the scope as it is written or as the disk
/// spells it.
pub(super) struct Denied<'a> {
    judged: &'a JudgedPath,
    /// By the name that was judged, and by the one that is told.
    names: [ValidPath; 2],
    children: Vec<Children<'a>>,
}

impl<'a> Denied<'a> {
    /// Of the directory that was judged, were it at `path`.
    pub(super) fn below(judged: &'a JudgedPath, truth: &'a Truth, path: &ValidPath) -> Self {
        let names = [judged.path().clone(), path.clone()];
        let scopes = std::iter::once(&**judged.scope()).chain(truth.scope());
        let children = scopes.flat_map(|scope| names.each_ref().map(|dir| scope.children(dir, judged.argument())));
        Self { judged, children: children.collect(), names }
    }

    /// Where the directory lies.
    pub(super) const fn path(&self) -> &ValidPath {
        let [_, path] = &self.names;
        path
    }

    /// Whether a `deny` entry covers this child.
    pub(super) fn denies(&self, name: &str) -> bool {
        self.children.iter().any(|children| children.denying(name, self.judged.access()).is_some())
    }

    /// Whether a `deny` entry goes through this child, which is a link: what the entry covers lies where the link leads, and
    /// without the link it would cover nothing.
    pub(super) fn denies_through(&self, name: &str) -> bool {
        self.children.iter().any(|children| children.denies_through(name))
    }

    /// Of the child. None: it cannot be judged by one of its names, and then nothing that is asked about it is an answer.
    pub(super) fn enter(&self, name: &str) -> Option<Self> {
        let [asked, path] = &self.names;
        let child_of = |parent| self.judged.child_of(parent, name).ok();
        let names = [child_of(asked)?, child_of(path)?];
        let children = self.children.iter().map(|children| children.enter(name)).collect();
        Some(Self { judged: self.judged, names, children })
    }
}
