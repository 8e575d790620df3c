//! All patterns of a list in one tree, so that a path is matched in one walk whose length is that of the path.
//!
//! Each component of a pattern is an edge: a name, a wildcard, any name, or `**`, which leads to a place that every name
//! leads back to. A path is at several places at a time, and each name leads on from all of them; what an entry accepts is
//! told by the places that the last name leads to. Names are looked up, and so are wildcards where there are more than a
//! few (`index/wilds.rs`), so the cost is that of the places and not of the entries. There are never more places than the
//! tree has, however `**` are arranged, and a path that leads nowhere ends the walk.

mod build;
#[cfg(any(target_os = "linux", target_os = "macos", windows))]
mod cursor;
mod hash;
mod names;
mod states;
mod steps;
mod wilds;

use std::ops::{ControlFlow, Range};

use build::Builder;
#[cfg(any(target_os = "linux", target_os = "macos", windows))]
pub(crate) use cursor::Cursor;
use names::{Hashed, Spellings};
use states::States;
use wilds::Wilds;

use crate::{
    scope::{
        pattern::Pattern,
        spelled::{Name, Names},
    },
    validate::path::ValidPath,
};

/// File systems that are interfaces of the kernel. A wildcard never reaches them: `/**` means files, not `/proc/self/mem`.
const KERNEL: [&str; 3] = ["dev", "proc", "sys"];

const ROOT: u32 = 0;
const NONE: u32 = u32::MAX;

/// The index of one list.
#[derive(Clone, Debug)]
pub(crate) struct Index {
    names: Spellings,
    nodes: Vec<Node>,
    /// The entries, by the places that accept for them.
    accepted: Box<[u32]>,
}

/// How far wildcards reach in a walk.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Reach {
    /// To hidden names, whatever the entry says.
    pub(crate) hidden: bool,
    /// Into kernel file systems.
    pub(crate) kernel: bool,
}

impl Reach {
    /// As the entries say: how an allow list is read.
    pub(crate) const AS_WRITTEN: Self = Self { hidden: false, kernel: false };
    /// Everywhere: how a deny list is read.
    pub(crate) const EVERYWHERE: Self = Self { hidden: true, kernel: true };
}

/// One place in the tree.
#[derive(Clone, Debug)]
struct Node {
    wilds: Option<Wilds>,
    /// Where any name leads: one that is not hidden, and any at all.
    any: [u32; 2],
    /// The place of a `**` that begins here: for names that are not hidden, and for all.
    below: [u32; 2],
    /// Whether it is such a place, and for hidden names too.
    stays: Option<bool>,
    /// Whether names lead on from here.
    named: bool,
    leads: Leads,
    /// Whether nothing but `**` leads on from here, and nothing is accepted: then there is no need to be here.
    bare: bool,
    accepted: Range<u32>,
    /// Some entry in or under this node, for "came nearest".
    sample: u32,
}

/// What leads on from a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Leads {
    /// Nothing but names that are spelled out.
    ByNames,
    /// Nothing but any name, back to it.
    Back,
    /// Whatever may.
    ByAll,
}

impl Default for Node {
    fn default() -> Self {
        Self {
            wilds: None,
            any: [NONE; 2],
            below: [NONE; 2],
            stays: None,
            named: false,
            leads: Leads::ByNames,
            bare: true,
            accepted: 0..0,
            sample: NONE,
        }
    }
}

impl Index {
    /// Builds the index of these patterns; each is known by its entry's number.
    pub(crate) fn build<'a>(patterns: impl IntoIterator<Item = (usize, &'a Pattern, bool)>) -> Self {
        let mut builder = Builder::default();
        for (entry, pattern, hidden) in patterns {
            builder.insert(entry, pattern, hidden);
        }
        builder.finish()
    }

    /// Calls `hit` for each entry whose pattern takes the path, until it breaks.
    pub(crate) fn walk<'p, B>(
        &self,
        path: impl Into<Names<'p>>,
        reach: Reach,
        hit: impl FnMut(usize) -> ControlFlow<B>,
    ) -> ControlFlow<B> {
        if self.accepted.is_empty() {
            return ControlFlow::Continue(());
        }
        self.accept(&self.follow(path.into(), reach), hit)
    }

    /// The entry whose literal part follows the path furthest, and how many names that is.
    pub(crate) fn nearest(&self, path: &ValidPath) -> Option<(usize, usize)> {
        if self.accepted.is_empty() {
            return None;
        }
        let (mut at, mut depth) = (ROOT, 0);
        for name in path.components() {
            let Some(child) = self.child(at, name) else { break };
            at = child;
            depth += 1;
        }
        let node = self.nodes.get(at as usize)?;
        Some((node.sample as usize, depth))
    }

    /// Whether some pattern's literal part goes through the path or ends there.
    pub(crate) fn goes_through(&self, path: &ValidPath) -> bool {
        path.components().try_fold(ROOT, |at, name| self.child(at, name)).is_some()
    }

    /// The places that a path comes to.
    fn follow(&self, path: Names<'_>, reach: Reach) -> States {
        let (mut one, mut other) = (self.start(), States::default());
        let (mut at, mut next) = (&mut one, &mut other);
        for (depth, name) in path.components().enumerate() {
            let node = match *at.all() {
                [] => break,
                [only] => self.nodes.get(only as usize).map(|node| (only, node)),
                _ => None,
            };
            next.clear();
            match node {
                // The usual ways: through directories that are spelled out, and about in a subtree.
                Some((only, Node { leads: Leads::ByNames, .. })) => {
                    steps::count();
                    if let Some(child) = self.names.next(only, Hashed::new(name.folded)) {
                        self.arrive(child, next);
                    }
                }
                Some((only, Node { leads: Leads::Back, stays, .. })) if depth > 0 => {
                    steps::count();
                    if *stays == Some(true) || reach.hidden || !name.is_hidden() {
                        next.add(only);
                    }
                }
                _ => self.step(at, name, reach, depth == 0, next),
            }
            std::mem::swap(&mut at, &mut next);
        }
        std::mem::take(at)
    }

    fn start(&self) -> States {
        let mut start = States::default();
        self.arrive(ROOT, &mut start);
        start
    }

    /// The places that `name` leads to. `first`: it is the first one of the path.
    fn step(&self, from: &States, name: Name<'_>, reach: Reach, first: bool, to: &mut States) {
        let shown = !name.is_hidden();
        // Only a pattern that spells the first name reaches `/proc` and its like.
        let closed = first && !reach.kernel && is_kernel(name.folded);
        let mut hashed = None;
        for at in from.all() {
            steps::count();
            let Some(node) = self.nodes.get(*at as usize).filter(|_| !closed || *at == ROOT) else { continue };
            if node.named
                && let Some(child) = self.names.next(*at, *hashed.get_or_insert_with(|| Hashed::new(name.folded)))
            {
                self.arrive(child, to);
            }
            if closed {
                continue;
            }
            if node.stays.is_some_and(|hidden| shown || hidden || reach.hidden) {
                to.add_again(*at);
            }
            let [not_hidden, all] = node.any;
            if not_hidden != NONE && (shown || reach.hidden) {
                self.arrive(not_hidden, to);
            }
            if all != NONE {
                self.arrive(all, to);
            }
            if let Some(wilds) = &node.wilds {
                wilds.follow(name, reach.hidden, |child| self.arrive_again(child, to));
            }
        }
        to.settle();
    }

    /// Comes to a place, and to those of the `**` that begin there, which stand for no name as well.
    fn arrive(&self, at: u32, to: &mut States) {
        let Some(node) = self.nodes.get(at as usize) else { return };
        if !node.bare {
            to.add(at);
        }
        node.below.iter().filter(|below| **below != NONE).for_each(|below| to.add_again(*below));
    }

    /// [`Index::arrive`] at a place that was perhaps come to already.
    fn arrive_again(&self, at: u32, to: &mut States) {
        let Some(node) = self.nodes.get(at as usize) else { return };
        if !node.bare {
            to.add_again(at);
        }
        node.below.iter().filter(|below| **below != NONE).for_each(|below| to.add_again(*below));
    }

    fn accept<B>(&self, at: &States, mut hit: impl FnMut(usize) -> ControlFlow<B>) -> ControlFlow<B> {
        for at in at.all() {
            let Some(node) = self.nodes.get(*at as usize) else { continue };
            let (from, to) = (node.accepted.start as usize, node.accepted.end as usize);
            for entry in self.accepted.get(from..to).unwrap_or_default() {
                hit(*entry as usize)?;
            }
        }
        ControlFlow::Continue(())
    }

    /// Where a name that the patterns spell leads, and nothing else does.
    fn child(&self, at: u32, folded: &str) -> Option<u32> {
        self.names.next(at, Hashed::new(folded))
    }
}

fn is_kernel(first: &str) -> bool {
    KERNEL.contains(&first)
}

/// Whether only an entry that names the first component may reach this path.
pub(crate) fn in_kernel_file_system(path: &ValidPath) -> bool {
    path.components().next().is_some_and(is_kernel)
}

#[cfg(test)]
mod tests;
