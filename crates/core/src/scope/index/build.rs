//! Putting patterns into the tree: first as a tree in which every component has a place, then packed.

use std::{collections::HashMap, ops::Range, sync::Arc};

use super::{
    Index, Stem,
    hash::Fast,
    names::SpellingsBuilder,
    place::{Fork, Leads, MOST, Onward, Place, Target},
    wilds::{Edge, Wilds},
};
use crate::scope::pattern::{Component, Pattern, Wild};

const NONE: u32 = u32::MAX;

/// A tree that patterns are put into, before its places are set.
pub(super) struct Builder<'p> {
    nodes: Vec<Node>,
    names: SpellingsBuilder<'p>,
    /// The wildcards, by their place and text.
    wilds: HashMap<(u32, bool, &'p str), u32, Fast>,
    accepted: Vec<(u32, u32)>,
    /// The names that all patterns so far begin with.
    stem: Option<Vec<&'p str>>,
}

/// A place before it is packed. Whatever leads on from it has a greater number.
struct Node {
    wilds: Vec<(Arc<Wild>, bool, u32)>,
    any: [u32; 2],
    below: [u32; 2],
    stays: Option<bool>,
    named: bool,
    /// Whether something comes behind a name or a wildcard that leads on from it.
    deep: bool,
    /// As in [`Fork`].
    bare: bool,
    sample: u32,
}

impl Node {
    const fn new(sample: u32) -> Self {
        Self {
            wilds: Vec::new(),
            any: [NONE; 2],
            below: [NONE; 2],
            stays: None,
            named: false,
            deep: false,
            bare: true,
            sample,
        }
    }
}

impl Default for Builder<'_> {
    fn default() -> Self {
        Self {
            nodes: vec![Node::new(NONE)],
            names: SpellingsBuilder::default(),
            wilds: HashMap::default(),
            accepted: Vec::new(),
            stem: None,
        }
    }
}

impl<'p> Builder<'p> {
    pub(super) fn insert(&mut self, entry: usize, pattern: &'p Pattern, hidden: bool) {
        let entry = u32::try_from(entry).map_or(MOST, |entry| entry.min(MOST));
        if let (true, Some(root)) = (self.accepted.is_empty(), self.nodes.first_mut()) {
            root.sample = entry;
        }
        match &mut self.stem {
            None => self.stem = Some(pattern.literal_prefix().collect()),
            Some(stem) => {
                let shared = stem.iter().zip(pattern.literal_prefix()).take_while(|(a, b)| *a == b).count();
                stem.truncate(shared);
            }
        }
        let mut at = 0;
        for (i, component) in pattern.components().iter().enumerate() {
            if let Some(node) = self.nodes.get_mut(at as usize) {
                node.deep |= i + 1 < pattern.components().len();
            }
            at = match component {
                Component::Literal(name) => self.literal(at, name, entry),
                Component::Wild(wild) => self.wild(at, wild, hidden, entry),
                Component::AnyName => self.slot(at, entry, |node| node.any.get_mut(usize::from(hidden))),
                Component::AnyNames => self.below(at, hidden, entry),
            };
        }
        self.accepted.push((at, entry));
        if let Some(node) = self.nodes.get_mut(at as usize) {
            node.bare = false;
        }
    }

    fn literal(&mut self, at: u32, name: &'p str, entry: u32) -> u32 {
        let next = self.nodes.len() as u32;
        let child = self.names.lead(at, name, next);
        if child == next {
            self.node(entry);
            if let Some(node) = self.nodes.get_mut(at as usize) {
                node.named = true;
                node.bare = false;
            }
        }
        child
    }

    fn wild(&mut self, at: u32, wild: &'p Arc<Wild>, hidden: bool, entry: u32) -> u32 {
        let key = (at, hidden, wild.text());
        if let Some(child) = self.wilds.get(&key) {
            return *child;
        }
        let to = self.node(entry);
        self.wilds.insert(key, to);
        if let Some(node) = self.nodes.get_mut(at as usize) {
            node.wilds.push((Arc::clone(wild), hidden, to));
            node.bare = false;
        }
        to
    }

    /// `**/**` is `**`.
    fn below(&mut self, at: u32, hidden: bool, entry: u32) -> u32 {
        if self.nodes.get(at as usize).is_some_and(|node| node.stays == Some(hidden)) {
            return at;
        }
        let was_bare = self.nodes.get(at as usize).is_some_and(|node| node.bare);
        let below = self.slot(at, entry, |node| node.below.get_mut(usize::from(hidden)));
        if let Some(node) = self.nodes.get_mut(at as usize) {
            node.bare = was_bare;
        }
        if let Some(node) = self.nodes.get_mut(below as usize) {
            node.stays = Some(hidden);
            node.bare = false;
        }
        below
    }

    /// The place that is kept in a slot of another, made if there is none.
    fn slot(&mut self, at: u32, entry: u32, slot: impl Fn(&mut Node) -> Option<&mut u32>) -> u32 {
        let next = self.nodes.len() as u32;
        let Some(node) = self.nodes.get_mut(at as usize) else { return at };
        node.bare = false;
        let Some(place) = slot(node) else { return at };
        if *place == NONE {
            *place = next;
            return self.node(entry);
        }
        *place
    }

    fn node(&mut self, entry: u32) -> u32 {
        let next = self.nodes.len() as u32;
        self.nodes.push(Node::new(entry));
        next
    }

    pub(super) fn finish(mut self) -> Index {
        self.accepted.sort_unstable();
        let Self { nodes, names, accepted, stem, .. } = self;
        let stem = stem.unwrap_or_default();
        let ranges = ranges(&accepted, nodes.len());
        let packed = Packed::new(&nodes, &accepted, &ranges);
        let mut index = Index {
            root: packed.target(0),
            stem: Stem { text: "".into(), names: 0, to: Target::NOWHERE },
            names: names.finish(|node| packed.number(node), |node| packed.target(node)),
            places: Box::default(),
            forks: Box::default(),
            wilds: Box::default(),
            accepted: Box::default(),
        };
        if index.root.leads() == Leads::Nowhere {
            return index;
        }
        let (mut places, mut forks, mut wilds, mut all) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        for (node, (number, range)) in nodes.into_iter().zip(packed.numbers.iter().zip(ranges)) {
            // The root's number is never another place's.
            if *number == NONE && !places.is_empty() {
                continue;
            }
            let start = all.len() as u32;
            all.extend(accepted.get(range).into_iter().flatten().map(|(_, entry)| *entry));
            let sample = node.sample;
            let onward = packed.onward(node, &mut forks, &mut wilds);
            places.push(Place { accepted: start, onward, sample });
        }
        index.places = places.into();
        index.forks = forks.into();
        index.wilds = wilds.into();
        index.accepted = all.into();
        index.stem = Stem {
            text: stem.join("/").into(),
            names: stem.len(),
            to: stem.iter().try_fold(index.root, |at, name| index.child(at, name)).unwrap_or(Target::NOWHERE),
        };
        index
    }
}

/// Which of the sorted pairs are those of each place.
fn ranges(accepted: &[(u32, u32)], places: usize) -> Vec<Range<usize>> {
    let mut ranges = vec![0..0; places];
    let mut from = 0;
    for same in accepted.chunk_by(|a, b| a.0 == b.0) {
        let to = from + same.len();
        if let Some(range) = same.first().and_then(|(at, _)| ranges.get_mut(*at as usize)) {
            *range = from..to;
        }
        from = to;
    }
    ranges
}

/// What leads to each node, and the numbers of those that get a place.
struct Packed {
    targets: Vec<Target>,
    numbers: Vec<u32>,
}

impl Packed {
    fn new(nodes: &[Node], accepted: &[(u32, u32)], ranges: &[Range<usize>]) -> Self {
        let mut packed = Self { targets: vec![Target::NOWHERE; nodes.len()], numbers: vec![NONE; nodes.len()] };
        // From the ends to the root: what a node leads to is known before the node itself. Places are counted backwards.
        let mut count = 0;
        for (i, (node, range)) in nodes.iter().zip(ranges).enumerate().rev() {
            let mut here = accepted.get(range.clone()).into_iter().flatten().map(|(_, entry)| *entry);
            let short = match (here.next(), here.next()) {
                (Some(entry), None) if node.leads_nowhere() => Some(Target::new(match node.stays {
                    Some(hidden) => Leads::Tree { entry, hidden },
                    None => Leads::Exact(entry),
                })),
                (None, _) => packed.short(node),
                _ => None,
            };
            let (Some(target), Some(number)) = (packed.targets.get_mut(i), packed.numbers.get_mut(i)) else { continue };
            *target = short.unwrap_or(Target::new(Leads::Place(count)));
            if short.is_none() {
                *number = count;
                count += 1;
            }
        }
        packed.count_from_the_root(count);
        packed
    }

    /// What stands for a node at which nothing is accepted.
    fn short(&self, node: &Node) -> Option<Target> {
        if node.named || !node.wilds.is_empty() || node.stays.is_some() {
            return None;
        }
        match (node.any, node.below) {
            ([NONE, NONE], [NONE, NONE]) => Some(Target::NOWHERE),
            // Whoever comes here comes there, too, and here is nothing.
            ([NONE, NONE], [only, NONE] | [NONE, only]) => Some(self.target(only)),
            ([shown, NONE], [NONE, NONE]) => self.under(shown, false),
            ([NONE, all], [NONE, NONE]) => self.under(all, true),
            _ => None,
        }
    }

    fn under(&self, any: u32, reaches: bool) -> Option<Target> {
        match self.target(any).leads() {
            Leads::Tree { entry, hidden } if hidden == reaches => Some(Target::new(Leads::Under { entry, hidden })),
            _ => None,
        }
    }

    /// Turns the count of the places round. The root's number is 0, whether it has a place or not.
    fn count_from_the_root(&mut self, count: u32) {
        let rootless = u32::from(self.numbers.first() == Some(&NONE));
        let turned = |number: u32| count - 1 - number + rootless;
        for target in &mut self.targets {
            if let Leads::Place(number) = target.leads() {
                *target = Target::new(Leads::Place(turned(number)));
            }
        }
        for number in self.numbers.iter_mut().filter(|number| **number != NONE) {
            *number = turned(*number);
        }
    }

    fn target(&self, node: u32) -> Target {
        self.targets.get(node as usize).copied().unwrap_or(Target::NOWHERE)
    }

    fn number(&self, node: u32) -> u32 {
        self.numbers.get(node as usize).copied().unwrap_or(NONE)
    }

    fn onward(&self, node: Node, forks: &mut Vec<Fork>, wilds: &mut Vec<Edge>) -> Onward {
        let Node { wilds: own, any, below, stays, named, deep, bare, .. } = node;
        let mut edges: Vec<Edge> =
            own.into_iter().map(|(wild, hidden, to)| Edge::new(wild, hidden, self.target(to))).collect();
        let [any, below] = [any, below].map(|pair| pair.map(|node| self.target(node)));
        let nothing = [Target::NOWHERE; 2];
        if stays.is_none() && below == nothing {
            match (named, edges.len(), any) {
                (_, 0, any) if any == nothing => return Onward::Names,
                (false, 0, [to, Target::NOWHERE]) => return Onward::Any { hidden: false, to },
                (false, 0, [Target::NOWHERE, to]) => return Onward::Any { hidden: true, to },
                (false, 1, any) if any == nothing => {
                    wilds.extend(edges.pop());
                    return Onward::Wild(wilds.len() as u32 - 1);
                }
                _ => {}
            }
        }
        let wilds = (!edges.is_empty()).then(|| Wilds::new(edges));
        let only_stays = stays.is_some() && any == nothing && below == nothing;
        forks.push(Fork { named, wilds, any, below, stays, bare, only_stays, only_last: only_stays && !deep });
        Onward::Fork(forks.len() as u32 - 1)
    }
}

impl Node {
    fn leads_nowhere(&self) -> bool {
        !self.named && self.wilds.is_empty() && self.any == [NONE; 2] && self.below == [NONE; 2]
    }
}
