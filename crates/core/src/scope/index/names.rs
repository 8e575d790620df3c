//! The names that lead on from the places of the tree, all in one table: one hash of the name, one place to look at.
//!
//! What is kept comes from capabilities and never from a page, so nobody can fill the table with names that collide:
//! whatever is looked up, it is compared with a few.

use std::collections::HashMap;

use super::{NONE, hash::Fast, steps};

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
        let tail = match (rest.first_chunk::<4>(), rest.last_chunk::<4>()) {
            (Some(first), Some(last)) => {
                u64::from(u32::from_le_bytes(*first)) << 32 | u64::from(u32::from_le_bytes(*last))
            }
            _ => rest.iter().fold(0, |tail, byte| tail << 8 | u64::from(*byte)),
        };
        Self { name, hash: mix(whole, tail) }
    }

    /// Its hash at a place; the tag tells most names apart without reading them.
    fn at(self, place: u32) -> (usize, u32) {
        let hash = mix(self.hash, u64::from(place));
        (hash as usize, (hash >> 32) as u32)
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
    /// A power of two of them, half of them empty at least.
    slots: Box<[Slot]>,
    /// All names in one text.
    text: Box<str>,
}

#[derive(Clone, Copy, Debug)]
struct Slot {
    tag: u32,
    from: u32,
    to: u32,
    start: u32,
    length: u32,
}

const EMPTY: Slot = Slot { tag: 0, from: 0, to: NONE, start: 0, length: 0 };

impl Spellings {
    /// The place that the name leads to.
    pub(super) fn next(&self, from: u32, name: Hashed<'_>) -> Option<u32> {
        let mask = self.slots.len().checked_sub(1)?;
        let (start, tag) = name.at(from);
        for at in ways(start) {
            steps::count();
            let slot = self.slots.get(at & mask).filter(|slot| slot.to != NONE)?;
            if slot.tag == tag && slot.from == from && self.name(slot) == Some(name.name) {
                return Some(slot.to);
            }
        }
        None
    }

    fn name(&self, slot: &Slot) -> Option<&str> {
        self.text.get(slot.start as usize..(slot.start + slot.length) as usize)
    }
}

/// Names that are put together.
#[derive(Clone, Debug, Default)]
pub(super) struct SpellingsBuilder {
    edges: HashMap<(u32, u32), u32, Fast>,
    names: HashMap<Box<str>, u32, Fast>,
}

impl SpellingsBuilder {
    /// The place that the name leads to, which is `next` where there was none.
    pub(super) fn lead(&mut self, from: u32, name: &str, next: u32) -> u32 {
        let fresh = self.names.len() as u32;
        let known = self.names.get(name).copied();
        let name = known.unwrap_or_else(|| *self.names.entry(name.into()).or_insert(fresh));
        *self.edges.entry((from, name)).or_insert(next)
    }

    pub(super) fn finish(self) -> Spellings {
        if self.edges.is_empty() {
            return Spellings::default();
        }
        let mut names: Vec<(&str, u32)> = self.names.iter().map(|(name, number)| (&**name, *number)).collect();
        names.sort_unstable_by_key(|(_, number)| *number);
        let text: String = names.iter().map(|(name, _)| *name).collect();
        let starts: Vec<usize> = names
            .iter()
            .scan(0, |end, (name, _)| {
                let start = *end;
                *end += name.len();
                Some(start)
            })
            .collect();
        let mut slots = vec![EMPTY; (self.edges.len() * 2).next_power_of_two()];
        let mask = slots.len() - 1;
        for ((from, number), to) in self.edges {
            let (Some((name, _)), Some(start)) = (names.get(number as usize), starts.get(number as usize)) else {
                continue;
            };
            let (first, tag) = Hashed::new(name).at(from);
            let free = ways(first).find(|at| slots.get(at & mask).is_some_and(|slot| slot.to == NONE));
            if let Some(slot) = free.and_then(|at| slots.get_mut(at & mask)) {
                *slot = Slot { tag, from, to, start: *start as u32, length: name.len() as u32 };
            }
        }
        Spellings { slots: slots.into(), text: text.into() }
    }
}
