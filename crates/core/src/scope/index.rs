//! All patterns of a list in one tree of names, so that a path is matched in one walk whose length is that of the path.
//!
//! Literal components are the edges. At the node where a pattern's first wildcard begins hangs the rest of it: nothing
//! (an exact name), `**` (everything below, the common case, which needs no matching at all), or a tail.

use std::{collections::HashMap, ops::ControlFlow};

use crate::{
    scope::{
        pattern::{Component, Pattern, matches},
        spelled::Names,
    },
    validate::path::ValidPath,
};

/// File systems that are interfaces of the kernel. A wildcard never reaches them: `/**` means files, not `/proc/self/mem`.
const KERNEL: [&str; 3] = ["dev", "proc", "sys"];

/// The index of one list.
#[derive(Clone, Debug)]
pub(crate) struct Index {
    nodes: Vec<Node>,
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

#[derive(Clone, Debug, Default)]
struct Node {
    children: HashMap<Box<str>, usize>,
    exact: Vec<usize>,
    below: Vec<Below>,
    tails: Vec<Tail>,
    /// Some entry in or under this node, for "came nearest".
    sample: usize,
}

/// Everything below the node, from `least` names on.
#[derive(Clone, Debug)]
struct Below {
    entry: usize,
    hidden: bool,
    least: usize,
}

#[derive(Clone, Debug)]
struct Tail {
    entry: usize,
    hidden: bool,
    components: Box<[Component]>,
}

impl Index {
    /// Builds the index of these patterns; each is known by its entry's number.
    pub(crate) fn build<'a>(patterns: impl IntoIterator<Item = (usize, &'a Pattern, bool)>) -> Self {
        let mut index = Self { nodes: vec![Node::default()] };
        for (entry, pattern, hidden) in patterns {
            index.insert(entry, pattern, hidden);
        }
        index
    }

    /// Calls `hit` for each entry whose pattern takes the path, until it breaks.
    pub(crate) fn walk<'p, B>(
        &self,
        path: impl Into<Names<'p>>,
        reach: Reach,
        mut hit: impl FnMut(usize) -> ControlFlow<B>,
    ) -> ControlFlow<B> {
        let names = path.into();
        let path = names.folded;
        let closed = !reach.kernel && in_kernel_file_system(path);
        // Every name from this position on can be reached by a wildcard that does not see hidden names.
        let shown_from =
            path.components().enumerate().filter(|(_, name)| name.starts_with('.')).last().map_or(0, |(i, _)| i + 1);
        let mut rest = names.components();
        let mut left = rest.clone().count();
        let mut depth = 0;
        let mut at = self.nodes.first();
        while let Some(node) = at {
            // Only a pattern that spells the first name reaches `/proc` and its like.
            if !(closed && depth == 0) {
                for below in &node.below {
                    if left >= below.least && (reach.hidden || below.hidden || shown_from <= depth) {
                        hit(below.entry)?;
                    }
                }
                for tail in &node.tails {
                    if matches(&tail.components, rest.clone(), reach.hidden || tail.hidden) {
                        hit(tail.entry)?;
                    }
                }
            }
            let Some(name) = rest.next() else {
                for entry in &node.exact {
                    hit(*entry)?;
                }
                break;
            };
            at = node.children.get(name.folded).and_then(|child| self.nodes.get(*child));
            depth += 1;
            left -= 1;
        }
        ControlFlow::Continue(())
    }

    /// The entry whose literal part follows the path furthest, and how many names that is.
    pub(crate) fn nearest(&self, path: &ValidPath) -> Option<(usize, usize)> {
        let mut node = self.nodes.first()?;
        if self.nodes.len() == 1 && node.exact.is_empty() && node.below.is_empty() && node.tails.is_empty() {
            return None;
        }
        let mut depth = 0;
        for name in path.components() {
            let Some(child) = node.children.get(name).and_then(|child| self.nodes.get(*child)) else { break };
            node = child;
            depth += 1;
        }
        Some((node.sample, depth))
    }

    /// Whether some pattern's literal part goes through the path or ends there.
    pub(crate) fn goes_through(&self, path: &ValidPath) -> bool {
        path.components()
            .try_fold(0, |at, name| self.nodes.get(at).and_then(|node| node.children.get(name)).copied())
            .is_some()
    }

    fn insert(&mut self, entry: usize, pattern: &Pattern, hidden: bool) {
        let fresh = self.nodes.len() == 1;
        if let (true, Some(root)) = (fresh, self.nodes.first_mut()) {
            root.sample = entry;
        }
        let mut at = 0;
        for name in pattern.literal_prefix() {
            let next = self.nodes.len();
            let child = self.nodes.get_mut(at).map(|node| *node.children.entry(name.into()).or_insert(next));
            at = child.unwrap_or(next);
            if at == next {
                self.nodes.push(Node { sample: entry, ..Node::default() });
            }
        }
        let rest = pattern.components().get(pattern.literal_prefix().count()..).unwrap_or_default();
        let Some(node) = self.nodes.get_mut(at) else { return };
        match rest {
            [] => node.exact.push(entry),
            [Component::AnyNames] => node.below.push(Below { entry, hidden, least: 0 }),
            [Component::AnyName, Component::AnyNames] => node.below.push(Below { entry, hidden, least: 1 }),
            _ => node.tails.push(Tail { entry, hidden, components: rest.into() }),
        }
    }
}

/// Whether only an entry that names the first component may reach this path.
pub(crate) fn in_kernel_file_system(path: &ValidPath) -> bool {
    path.components().next().is_some_and(|first| KERNEL.contains(&first))
}

/// What the index must answer, pattern by pattern: slow, and short enough to be read. Tests hold the two together.
#[cfg(test)]
pub(crate) fn reference(pattern: &Pattern, hidden: bool, path: &ValidPath, reach: Reach) -> bool {
    let spelled = pattern.literal_prefix().next().is_some();
    (spelled || reach.kernel || !in_kernel_file_system(path))
        && matches(pattern.components(), path.components(), reach.hidden || hidden)
}

#[cfg(test)]
mod tests;
