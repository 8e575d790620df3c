//! All patterns of a list in one tree, so that a path is matched in one walk whose length is that of the path.
//!
//! Each component of a pattern is an edge: a name, a wildcard, any name, or `**`, which leads to a place that every name
//! leads back to. A path is at several places at a time, and each name leads on from all of them; what an entry accepts is
//! told by the places that the last name leads to. Names are looked up, and so are wildcards where there are more than a
//! few (`index/wilds.rs`), so the cost is that of the places and not of the entries. There are never more places than the
//! tree has, however `**` are arranged, and a path that leads nowhere ends the walk.
//!
//! Ten thousand entries do not fit into the nearest cache, so what a walk looks at is small and lies together: most patterns
//! end without a place of their own (`index/place.rs`), and as long as there is one way only, none is kept.

mod all_ways;
mod build;
#[cfg(any(target_os = "linux", target_os = "macos", windows))]
mod cursor;
pub(super) mod hash;
mod names;
mod one_way;
mod place;
mod states;
mod steps;
mod wilds;

use std::ops::ControlFlow;

use build::Builder;
#[cfg(any(target_os = "linux", target_os = "macos", windows))]
pub(crate) use cursor::Cursor;
use names::{Hashed, Spellings};
use one_way::{End, OneWay};
use place::{Fork, Leads, Onward, Place, Target};
use states::States;
use wilds::Edge;

use crate::{
    scope::{
        pattern::Pattern,
        spelled::{Name, Names},
    },
    validate::path::ValidPath,
};

/// File systems that are interfaces of the kernel. A wildcard never reaches them: `/**` means files, not `/proc/self/mem`.
const KERNEL: [&str; 3] = ["dev", "proc", "sys"];

/// The place of the root directory, which has this number even if nothing leads there.
const ROOT: u32 = 0;

/// The index of one list.
#[derive(Clone, Debug)]
pub(crate) struct Index {
    root: Target,
    stem: Stem,
    names: Spellings,
    places: Box<[Place]>,
    forks: Box<[Fork]>,
    /// The wildcards of places that have one alone.
    wilds: Box<[Edge]>,
    /// The entries, by the places that accept for them.
    accepted: Box<[u32]>,
}

/// The names that all patterns begin with: those of a base directory, most often. They are compared in one piece.
#[derive(Clone, Debug)]
struct Stem {
    /// Separated by `/`.
    text: Box<str>,
    names: usize,
    /// Where the last one leads.
    to: Target,
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

    /// Whether anything but a spelled name leads on by this one: into a kernel file system only a pattern does that spells it.
    fn enters(self, name: Name<'_>, first: bool) -> bool {
        !first || self.kernel || !is_kernel(name.folded)
    }

    /// Whether a wildcard of an entry that reaches hidden names, or does not, leads on by this name.
    fn goes_on(self, name: Name<'_>, first: bool, hidden: bool) -> bool {
        (hidden || self.hidden || !name.is_hidden()) && self.enters(name, first)
    }
}

/// How far a path is spelled by the patterns: what a walk finds out on its way.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Trail {
    at: Target,
    /// The names that led there.
    depth: usize,
    /// Whether the next name was looked for already, and leads nowhere that is spelled.
    ended: bool,
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
        self.walk_leaving_trail(path.into(), reach, hit).0
    }

    /// [`Index::walk`], and what [`Index::nearest`] needs to go on from.
    pub(crate) fn walk_leaving_trail<B>(
        &self,
        path: Names<'_>,
        reach: Reach,
        hit: impl FnMut(usize) -> ControlFlow<B>,
    ) -> (ControlFlow<B>, Trail) {
        if self.root == Target::NOWHERE {
            return (ControlFlow::Continue(()), self.start());
        }
        let mut names = path.components();
        let begun = self.begin(&mut names);
        if begun.depth < self.stem.names {
            // Every pattern begins so, and this path does not. How far it is spelled is asked where that matters.
            return (ControlFlow::Continue(()), begun);
        }
        let way = self.one_way(begun, &mut names, reach, End::OfPath);
        let OneWay { first, trail, .. } = way;
        let flow = match way.at.leads() {
            Leads::Nowhere => ControlFlow::Continue(()),
            Leads::Exact(entry) => hit_if(names.next().is_none(), entry, hit),
            Leads::Tree { entry, hidden } => {
                let open = names.clone().next().is_none_or(|name| reach.enters(name, first));
                hit_if(open && (hidden || reach.hidden || !names.any_hidden()), entry, hit)
            }
            Leads::Under { entry, hidden } => {
                let open = names.clone().next().is_some_and(|name| reach.enters(name, first));
                hit_if(open && (hidden || reach.hidden || !names.any_hidden()), entry, hit)
            }
            Leads::Place(_) => self.accept(&self.all_ways(way, names, reach), hit),
        };
        (flow, trail)
    }

    /// The entry whose literal part follows the path furthest, and how many names that is.
    pub(crate) fn nearest(&self, path: &ValidPath, trail: Trail) -> Option<(usize, usize)> {
        let Trail { mut at, mut depth, ended } = trail;
        if !ended {
            for name in path.components().skip(depth) {
                let Some(child) = self.child(at, name) else { break };
                at = child;
                depth += 1;
            }
        }
        let entry = match at.leads() {
            Leads::Nowhere => return None,
            Leads::Place(place) => self.places.get(place as usize)?.sample,
            Leads::Exact(entry) | Leads::Tree { entry, .. } | Leads::Under { entry, .. } => entry,
        };
        Some((entry as usize, depth))
    }

    /// The trail of a walk that has not begun.
    pub(crate) const fn start(&self) -> Trail {
        Trail { at: self.root, depth: 0, ended: false }
    }

    /// Whether some pattern's literal part goes through the path or ends there.
    pub(crate) fn goes_through(&self, path: &ValidPath) -> bool {
        self.root != Target::NOWHERE && path.components().try_fold(self.root, |at, name| self.child(at, name)).is_some()
    }

    /// The places that a directory's path comes to.
    fn follow(&self, path: Names<'_>, reach: Reach) -> States {
        let mut names = path.components();
        let begun = self.begin(&mut names);
        let way = self.one_way(begun, &mut names, reach, End::OfDirectory);
        self.all_ways(way, names, reach)
    }

    fn accept<B>(&self, at: &States, mut hit: impl FnMut(usize) -> ControlFlow<B>) -> ControlFlow<B> {
        for at in at.all() {
            match at.leads() {
                Leads::Nowhere | Leads::Under { .. } => {}
                Leads::Exact(entry) | Leads::Tree { entry, .. } => hit(entry as usize)?,
                Leads::Place(number) => {
                    for entry in self.accepted_at(number as usize) {
                        hit(*entry as usize)?;
                    }
                }
            }
        }
        ControlFlow::Continue(())
    }

    fn accepted_at(&self, place: usize) -> &[u32] {
        let start = |place: usize| self.places.get(place).map_or(self.accepted.len(), |place| place.accepted as usize);
        self.accepted.get(start(place)..start(place + 1)).unwrap_or_default()
    }

    fn accepts(&self, place: u32) -> bool {
        !self.accepted_at(place as usize).is_empty()
    }

    /// Where a name that the patterns spell leads, and nothing else does.
    fn child(&self, at: Target, folded: &str) -> Option<Target> {
        let Leads::Place(number) = at.leads() else { return None };
        let named = match self.places.get(number as usize)?.onward {
            Onward::Names => true,
            // What comes after a `**` is spelled, but not from the root down.
            Onward::Fork(fork) => self.forks.get(fork as usize).is_some_and(|fork| fork.named && fork.stays.is_none()),
            Onward::Wild(_) | Onward::Any { .. } => false,
        };
        if named { self.names.next(number, Hashed::new(folded)) } else { None }
    }
}

fn hit_if<B>(takes: bool, entry: u32, mut hit: impl FnMut(usize) -> ControlFlow<B>) -> ControlFlow<B> {
    if takes { hit(entry as usize) } else { ControlFlow::Continue(()) }
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
