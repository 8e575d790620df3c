//! Putting patterns into the tree.

use std::{collections::HashMap, sync::Arc};

use super::{
    Index, Leads, NONE, Node,
    hash::Fast,
    names::{Spellings, SpellingsBuilder},
    wilds::{Edge, Wilds},
};
use crate::scope::pattern::{Component, Pattern, Wild};

/// A tree that patterns are put into, before its places are set.
pub(super) struct Builder {
    index: Index,
    names: SpellingsBuilder,
    /// The wildcards of each place.
    wilds: HashMap<u32, Vec<Edge>, Fast>,
    /// The same, by their text.
    known: HashMap<(u32, bool, Box<str>), u32, Fast>,
    accepted: Vec<(u32, u32)>,
}

impl Default for Builder {
    fn default() -> Self {
        let index = Index { names: Spellings::default(), nodes: vec![Node::default()], accepted: Box::default() };
        Self {
            index,
            names: SpellingsBuilder::default(),
            wilds: HashMap::default(),
            known: HashMap::default(),
            accepted: Vec::new(),
        }
    }
}

impl Builder {
    pub(super) fn insert(&mut self, entry: usize, pattern: &Pattern, hidden: bool) {
        let entry = u32::try_from(entry).unwrap_or(NONE);
        if let (true, Some(root)) = (self.accepted.is_empty(), self.index.nodes.first_mut()) {
            root.sample = entry;
        }
        let mut at = 0;
        for component in pattern.components() {
            at = match component {
                Component::Literal(name) => self.literal(at, name, entry),
                Component::Wild(wild) => self.wild(at, wild, hidden, entry),
                Component::AnyName => self.slot(at, entry, |node| node.any.get_mut(usize::from(hidden))),
                Component::AnyNames => self.below(at, hidden, entry),
            };
        }
        self.accepted.push((at, entry));
        if let Some(node) = self.index.nodes.get_mut(at as usize) {
            node.bare = false;
        }
    }

    pub(super) fn finish(mut self) -> Index {
        self.accepted.sort_by_key(|(at, _)| *at);
        self.index.accepted = self.accepted.iter().map(|(_, entry)| *entry).collect();
        let mut from = 0;
        for same in self.accepted.chunk_by(|a, b| a.0 == b.0) {
            let to = from + same.len() as u32;
            if let Some(node) = same.first().and_then(|(at, _)| self.index.nodes.get_mut(*at as usize)) {
                node.accepted = from..to;
            }
            from = to;
        }
        for (at, edges) in self.wilds {
            if let Some(node) = self.index.nodes.get_mut(at as usize) {
                node.wilds = Some(Wilds::new(edges));
            }
        }
        for node in &mut self.index.nodes {
            node.leads = match (node.stays, node.named) {
                _ if node.wilds.is_some() || node.any != [NONE; 2] => Leads::ByAll,
                (None, _) => Leads::ByNames,
                (Some(_), false) => Leads::Back,
                (Some(_), true) => Leads::ByAll,
            };
        }
        self.index.names = self.names.finish();
        self.index.nodes.shrink_to_fit();
        self.index
    }

    fn literal(&mut self, at: u32, name: &str, entry: u32) -> u32 {
        let next = self.index.nodes.len() as u32;
        let child = self.names.lead(at, name, next);
        if child == next {
            self.node(entry);
            if let Some(node) = self.index.nodes.get_mut(at as usize) {
                node.named = true;
                node.bare = false;
            }
        }
        child
    }

    fn wild(&mut self, at: u32, wild: &Arc<Wild>, hidden: bool, entry: u32) -> u32 {
        let key = (at, hidden, wild.text().into());
        if let Some(child) = self.known.get(&key) {
            return *child;
        }
        let to = self.node(entry);
        self.known.insert(key, to);
        self.wilds.entry(at).or_default().push(Edge { wild: Arc::clone(wild), hidden, to });
        if let Some(node) = self.index.nodes.get_mut(at as usize) {
            node.bare = false;
        }
        to
    }

    /// `**/**` is `**`.
    fn below(&mut self, at: u32, hidden: bool, entry: u32) -> u32 {
        if self.index.nodes.get(at as usize).is_some_and(|node| node.stays == Some(hidden)) {
            return at;
        }
        let was_bare = self.index.nodes.get(at as usize).is_some_and(|node| node.bare);
        let below = self.slot(at, entry, |node| node.below.get_mut(usize::from(hidden)));
        if let Some(node) = self.index.nodes.get_mut(at as usize) {
            node.bare = was_bare;
        }
        if let Some(node) = self.index.nodes.get_mut(below as usize) {
            node.stays = Some(hidden);
            node.bare = false;
        }
        below
    }

    /// The place that is kept in a slot of another, made if there is none.
    fn slot(&mut self, at: u32, entry: u32, slot: impl Fn(&mut Node) -> Option<&mut u32>) -> u32 {
        let next = self.index.nodes.len() as u32;
        let Some(node) = self.index.nodes.get_mut(at as usize) else { return at };
        node.bare = false;
        let Some(place) = slot(node) else { return at };
        if *place == NONE {
            *place = next;
            return self.node(entry);
        }
        *place
    }

    fn node(&mut self, entry: u32) -> u32 {
        let next = self.index.nodes.len() as u32;
        self.index.nodes.push(Node { sample: entry, ..Node::default() });
        next
    }
}
