//! A directory that the index was followed to, from where each child is one step, however deep the directory lies.

use std::ops::ControlFlow;

use super::{Index, Reach, States, Target};
use crate::validate::path::ValidPath;

/// The places that a directory's path comes to.
#[derive(Clone, Debug)]
pub(crate) struct Cursor<'a> {
    index: &'a Index,
    reach: Reach,
    at: States,
    is_root: bool,
    /// The place that the names alone lead to, wildcards left out.
    spelled: Option<Target>,
}

impl Index {
    /// Follows the index to a directory, where names do not fold.
    pub(crate) fn at(&self, dir: &ValidPath, reach: Reach) -> Cursor<'_> {
        let spelled = dir.components().try_fold(self.root, |at, name| self.child(at, name));
        Cursor { index: self, reach, at: self.follow(dir.into(), reach), is_root: dir.is_root(), spelled }
    }
}

impl<'a> Cursor<'a> {
    /// Calls `hit` for each entry whose pattern takes the child of this name, until it breaks: what [`Index::walk`] says of
    /// the child's path.
    pub(crate) fn child<B>(&self, name: &str, hit: impl FnMut(usize) -> ControlFlow<B>) -> ControlFlow<B> {
        if self.at.all().is_empty() {
            return ControlFlow::Continue(());
        }
        let mut to = States::default();
        self.index.step(&self.at, name.into(), self.reach, self.is_root, &mut to);
        self.index.accept(&to, hit)
    }

    /// The cursor of a child that is a directory.
    pub(crate) fn enter(&self, name: &str) -> Self {
        let mut at = States::default();
        self.index.step(&self.at, name.into(), self.reach, self.is_root, &mut at);
        Self { at, is_root: false, spelled: self.spelled(name), ..*self }
    }

    /// What [`Index::goes_through`] says of the child's path.
    pub(crate) fn goes_through(&self, name: &str) -> bool {
        self.spelled(name).is_some()
    }

    fn spelled(&self, name: &str) -> Option<Target> {
        self.index.child(self.spelled?, name)
    }
}
