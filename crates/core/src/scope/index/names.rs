//! The names that lead on from the places of the tree, all in one table: one hash of the name, one place to look at.
//!
//! What is kept comes from capabilities and never from a page, so nobody can fill the table with names that collide:
//! whatever is looked up, it is compared with a few.

use std::collections::HashMap;

use super::{
    hash::{Fast, word_of},
    place::Target,
    steps,
};

/// A name, by its hash: made once, asked about at each place that a path has come to.
#[derive(Clone, Copy, Debug)]
pub(super) struct Hashed<'a> {
    name: &'a str,
    hash: u64,
}

impl<'a> Hashed<'a> {
    pub(super) fn new(name: &'a str) -> Self {
        let bytes = name.as_bytes();
        let (words, rest) = bytes.as_chunks::<8>();
        let whole = words.iter().fold(bytes.len() as u64, |hash, word| mix(hash, u64::from_le_bytes(*word)));
        Self { name, hash: mix(whole, word_of(rest)) }
    }

    /// Its hash at a place: where to look, and a tag that tells most names apart without reading them.
    fn at(self, place: u32) -> (usize, u32) {
        let hash = mix(self.hash, u64::from(place));
        (hash as usize, (hash >> 32) as u32 & TAG)
    }
}

const fn mix(hash: u64, word: u64) -> u64 {
    let wide = (hash ^ word ^ 0x9e37_79b9_7f4a_7c15) as u128 * 0xd6e8_feb8_6659_fd93_u128;
    wide as u64 ^ (wide >> 64) as u64
}

/// Where to look, one after the other: at ever greater distances, which come by every slot of a power of two and leave no
/// long runs behind.
fn ways(start: usize) -> impl Iterator<Item = usize> {
    (1..).scan(start, |at, distance| Some(std::mem::replace(at, at.wrapping_add(distance))))
}

/// The edges that are names.
#[derive(Clone, Debug, Default)]
pub(super) struct Spellings {
    /// A power of two of them, so many of them empty that a look-up ends soon.
    slots: Box<[Slot]>,
    /// All names in one text.
    text: Box<str>,
}

/// Four of them lie in what a processor reads from memory at once.
#[derive(Clone, Copy, Debug)]
struct Slot {
    from: u32,
    to: Target,
    start: u32,
    tag_and_length: u32,
}

const EMPTY: Slot = Slot { from: 0, to: Target::NOWHERE, start: 0, tag_and_length: 0 };
/// Names are shorter: a pattern has at most 4,095 bytes and a base directory 32,766 units, whatever they fold to.
const LENGTH: u32 = (1 << 22) - 1;
const TAG: u32 = !LENGTH;

impl Slot {
    fn new(from: u32, to: Target, start: usize, tag: u32, length: usize) -> Self {
        Self { from, to, start: start as u32, tag_and_length: tag | (length as u32 & LENGTH) }
    }
}

impl Spellings {
    /// The place that the name leads to.
    pub(super) fn next(&self, from: u32, name: Hashed<'_>) -> Option<Target> {
        let mask = self.slots.len().checked_sub(1)?;
        let (start, tag) = name.at(from);
        let tag_and_length = tag | (name.name.len() as u32 & LENGTH);
        for at in ways(start) {
            let slot = self.slots.get(at & mask).filter(|slot| slot.to != Target::NOWHERE)?;
            if slot.tag_and_length == tag_and_length && slot.from == from && self.is_at(slot.start, name.name) {
                return Some(slot.to);
            }
            steps::count();
        }
        None
    }

    fn is_at(&self, start: u32, name: &str) -> bool {
        self.text.as_bytes().get(start as usize..).is_some_and(|text| text.starts_with(name.as_bytes()))
    }
}

/// Names that are put together.
#[derive(Clone, Debug, Default)]
pub(super) struct SpellingsBuilder<'p> {
    edges: HashMap<(u32, u32), u32, Fast>,
    names: HashMap<&'p str, u32, Fast>,
}

impl<'p> SpellingsBuilder<'p> {
    /// The place that the name leads to, which is `next` where there was none.
    pub(super) fn lead(&mut self, from: u32, name: &'p str, next: u32) -> u32 {
        let fresh = self.names.len() as u32;
        let name = *self.names.entry(name).or_insert(fresh);
        *self.edges.entry((from, name)).or_insert(next)
    }

    /// `place` is a number's place, and `target` what leads to it.
    pub(super) fn finish(self, place: impl Fn(u32) -> u32, target: impl Fn(u32) -> Target) -> Spellings {
        if self.edges.is_empty() {
            return Spellings::default();
        }
        let mut names = vec![""; self.names.len()];
        for (name, number) in self.names {
            if let Some(slot) = names.get_mut(number as usize) {
                *slot = name;
            }
        }
        let text = names.concat();
        let starts: Vec<usize> = names
            .iter()
            .scan(0, |end, name| {
                let start = *end;
                *end += name.len();
                Some(start)
            })
            .collect();
        let mut slots = vec![EMPTY; (self.edges.len() * 3 / 2 + 1).next_power_of_two()];
        let mask = slots.len() - 1;
        for ((from, number), to) in self.edges {
            let (Some(name), Some(start)) = (names.get(number as usize), starts.get(number as usize)) else {
                continue;
            };
            let from = place(from);
            let (first, tag) = Hashed::new(name).at(from);
            let free = ways(first).find(|at| slots.get(at & mask).is_some_and(|slot| slot.to == Target::NOWHERE));
            if let Some(slot) = free.and_then(|at| slots.get_mut(at & mask)) {
                *slot = Slot::new(from, target(to), *start, tag, name.len());
            }
        }
        Spellings { slots: slots.into(), text: text.into() }
    }
}
