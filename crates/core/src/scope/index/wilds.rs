//! The wildcards of one place, so that a name finds those that may take it instead of trying each.
//!
//! What begins or ends in literal text (`*.json`, `x*`, `report-*.md`, `a?b`) is looked up by hash: once for each pair of
//! lengths that there are, so the cost is bounded by the length of the name. Of the rest (`*part*`), all literal texts are
//! found in one pass over the name. Whatever is found is then asked. Tried one by one are, besides a few, those alone that
//! have no literal text at all, and those that share the only one that they have.

use std::{
    collections::HashMap,
    hash::{BuildHasher, Hasher},
    sync::Arc,
};

use aho_corasick::AhoCorasick;

use super::{hash::Fast, steps};
use crate::scope::{pattern::Wild, spelled::Name};

/// More than these are looked up.
const FEW: usize = 4;

/// The wildcards that lead on from one place.
#[derive(Clone, Debug)]
pub(super) enum Wilds {
    Few(Box<[Edge]>),
    Many(Box<Many>),
}

#[derive(Clone, Debug)]
pub(super) struct Edge {
    pub(super) wild: Arc<Wild>,
    pub(super) hidden: bool,
    pub(super) to: u32,
}

impl Edge {
    fn takes(&self, name: Name<'_>, hidden: bool) -> bool {
        steps::count();
        (hidden || self.hidden || !name.is_hidden() || self.wild.spells_hidden()) && self.wild.takes(name)
    }
}

#[derive(Clone, Debug)]
pub(super) struct Many {
    edges: Box<[Edge]>,
    affixes: Affixes,
    texts: Option<Texts>,
    /// What no text tells from others.
    others: Box<[u32]>,
}

/// By the text at the start and at the end. A key may be that of another text: what is found is asked in any case.
#[derive(Clone, Debug, Default)]
struct Affixes {
    /// The lengths that there are at the start and, for each, at the end: in order, so that one pass hashes them all.
    lengths: Box<[(usize, Box<[usize]>)]>,
    found: HashMap<u64, Box<[u32]>, Fast>,
}

/// By a text within.
#[derive(Clone, Debug)]
struct Texts {
    automaton: AhoCorasick,
    /// Of each text, the wildcards that it is in.
    found: Box<[Box<[u32]>]>,
}

/// How many wildcards have each of these.
type Counts<K> = HashMap<K, usize, Fast>;

impl Wilds {
    pub(super) fn new(edges: Vec<Edge>) -> Self {
        if edges.len() <= FEW { Self::Few(edges.into()) } else { Self::Many(Box::new(Many::new(edges))) }
    }

    /// Calls `to` with each place that the name leads to; with some more than once.
    pub(super) fn follow(&self, name: Name<'_>, hidden: bool, mut to: impl FnMut(u32)) {
        match self {
            Self::Few(edges) => edges.iter().filter(|edge| edge.takes(name, hidden)).for_each(|edge| to(edge.to)),
            Self::Many(many) => {
                let mut ask = |number: u32| {
                    if let Some(edge) = many.edges.get(number as usize).filter(|edge| edge.takes(name, hidden)) {
                        to(edge.to);
                    }
                };
                many.others.iter().copied().for_each(&mut ask);
                many.candidates(name.folded, &mut ask);
                if !name.is_folded() {
                    many.candidates(name.written, &mut ask);
                }
            }
        }
    }
}

impl Many {
    /// Each wildcard is put where it has the fewest others beside it.
    fn new(edges: Vec<Edge>) -> Self {
        let shapes: Vec<_> = (0_u32..)
            .zip(&edges)
            .flat_map(|(i, edge)| edge.wild.shapes().map(move |shape| (i, shape.affixes(), shape.texts())))
            .collect();
        let (mut with_affixes, mut with_text) = (Counts::default(), Counts::default());
        for (_, ends, texts) in &shapes {
            *with_affixes.entry(ends).or_default() += 1;
            texts.iter().for_each(|text| *with_text.entry(text).or_default() += 1);
        }
        let mut affixes: HashMap<&(String, String), Vec<u32>, Fast> = HashMap::default();
        let mut texts: HashMap<&String, Vec<u32>, Fast> = HashMap::default();
        let mut others = Vec::new();
        for (number, ends, within) in &shapes {
            let beside = with_affixes.get(ends).copied().filter(|_| !(ends.0.is_empty() && ends.1.is_empty()));
            let rarest = within.iter().min_by_key(|text| with_text.get(text).copied());
            let within = rarest.and_then(|text| with_text.get(text)).copied();
            match (beside, rarest) {
                // An automaton for a few more than one has to look at anyway is not worth its memory.
                (Some(beside), _) if within.is_none_or(|within| beside <= within.max(FEW)) => {
                    affixes.entry(ends).or_default().push(*number);
                }
                (_, Some(text)) => texts.entry(text).or_default().push(*number),
                (_, None) => others.push(*number),
            }
        }
        let texts = Texts::new(texts).unwrap_or_else(|untold| {
            others.extend(untold);
            None
        });
        others.sort_unstable();
        others.dedup();
        let affixes = Affixes::new(affixes);
        Self { affixes, texts, others: others.into(), edges: edges.into() }
    }

    fn candidates(&self, name: &str, ask: &mut impl FnMut(u32)) {
        self.affixes.candidates(name.as_bytes(), ask);
        if let Some(texts) = &self.texts {
            texts.candidates(name, ask);
        }
    }
}

impl Affixes {
    fn new(texts: HashMap<&(String, String), Vec<u32>, Fast>) -> Self {
        let mut lengths: Vec<(usize, Vec<usize>)> = Vec::new();
        let mut pairs: Vec<(usize, usize)> = texts.keys().map(|(start, end)| (start.len(), end.len())).collect();
        pairs.sort_unstable();
        pairs.dedup();
        for (start, end) in pairs {
            match lengths.last_mut() {
                Some((same, ends)) if *same == start => ends.push(end),
                _ => lengths.push((start, vec![end])),
            }
        }
        let mut found: HashMap<u64, Vec<u32>, Fast> = HashMap::default();
        for ((start, end), numbers) in texts {
            let key = key(rolled(0, start.bytes()), rolled(0, end.bytes().rev()), start.len(), end.len());
            found.entry(key).or_default().extend(numbers);
        }
        Self {
            lengths: lengths.into_iter().map(|(start, ends)| (start, ends.into())).collect(),
            found: found.into_iter().map(|(key, numbers)| (key, numbers.into())).collect(),
        }
    }

    fn candidates(&self, name: &[u8], ask: &mut impl FnMut(u32)) {
        let (mut start_hash, mut start_done) = (0, 0);
        for (start, ends) in &self.lengths {
            let Some((before, after)) = name.split_at_checked(*start) else { return };
            start_hash = rolled(start_hash, before.get(start_done..).unwrap_or_default().iter().copied());
            start_done = *start;
            let (mut end_hash, mut left) = (0, after);
            for end in ends {
                let Some((rest, more)) = after.len().checked_sub(*end).and_then(|from| left.split_at_checked(from))
                else {
                    break;
                };
                end_hash = rolled(end_hash, more.iter().rev().copied());
                left = rest;
                steps::count();
                if let Some(numbers) = self.found.get(&key(start_hash, end_hash, *start, *end)) {
                    numbers.iter().copied().for_each(&mut *ask);
                }
            }
        }
    }
}

/// Goes on with a hash of bytes that is the same however they are cut up.
fn rolled(hash: u64, bytes: impl Iterator<Item = u8>) -> u64 {
    bytes.fold(hash, |hash, byte| hash.wrapping_mul(0x9e37_79b9_7f4a_7c15).wrapping_add(u64::from(byte) + 1))
}

fn key(start: u64, end: u64, start_length: usize, end_length: usize) -> u64 {
    let mut hasher = Fast::new().build_hasher();
    hasher.write_u64(start);
    hasher.write_u64(end ^ ((start_length as u64) << 32) ^ end_length as u64);
    hasher.finish()
}

impl Texts {
    /// None of none; the wildcards themselves, if there is too much text for an automaton.
    fn new(texts: HashMap<&String, Vec<u32>, Fast>) -> Result<Option<Self>, Vec<u32>> {
        if texts.is_empty() {
            return Ok(None);
        }
        let mut sorted: Vec<(&String, Vec<u32>)> = texts.into_iter().collect();
        sorted.sort_unstable();
        match AhoCorasick::new(sorted.iter().map(|(text, _)| text)) {
            Ok(automaton) => {
                Ok(Some(Self { automaton, found: sorted.into_iter().map(|(_, numbers)| numbers.into()).collect() }))
            }
            Err(_) => Err(sorted.into_iter().flat_map(|(_, numbers)| numbers).collect()),
        }
    }

    fn candidates(&self, name: &str, ask: &mut impl FnMut(u32)) {
        // It fails for automata that were built to find the first or the longest alone, which this one is not.
        let Ok(found) = self.automaton.try_find_overlapping_iter(name) else { return };
        for text in found {
            for number in self.found.get(text.pattern().as_usize()).into_iter().flatten() {
                ask(*number);
            }
        }
    }
}
