//! The wildcards of one place, so that a name finds those that may take it instead of trying each.
//!
//! What begins or ends in literal text (`*.json`, `x*`, `report-*.md`, `a?b`) is looked up by hash: once for each pair of
//! lengths that there are, so the cost is bounded by the length of the name. Of the rest (`*part*`), the literal texts of each
//! length are found in one pass over the name. Whatever is found is then asked. Tried one by one are, besides a few, those alone that
//! have no literal text at all, and those that share the only one that they have.

use std::{
    collections::HashMap,
    hash::{BuildHasher, Hasher},
    num::NonZeroU32,
    sync::Arc,
};

use super::{
    hash::{FACTOR, Fast},
    place::Target,
    steps,
};
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
    wild: Arc<Wild>,
    /// Whether it takes hidden names.
    hidden: bool,
    pub(super) to: Target,
}

impl Edge {
    pub(super) fn new(wild: Arc<Wild>, hidden: bool, to: Target) -> Self {
        let hidden = hidden || wild.spells_hidden();
        Self { wild, hidden, to }
    }

    pub(super) fn takes(&self, name: Name<'_>, hidden: bool) -> bool {
        steps::count();
        self.reaches(name, hidden) && self.wild.takes(name)
    }

    fn reaches(&self, name: Name<'_>, hidden: bool) -> bool {
        hidden || self.hidden || !name.is_hidden()
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

/// By the text at the start and at the end.
#[derive(Clone, Debug, Default)]
struct Affixes {
    /// The lengths that there are at the start and, for each, at the end: in order, so that one pass hashes them all.
    lengths: Box<[(usize, Box<[usize]>)]>,
    found: HashMap<u64, Affix, Fast>,
    /// The wildcards, by their affixes.
    numbers: Box<[u32]>,
    /// The affixes of those that are told by them alone, in one text.
    text: Box<str>,
}

/// One start and one end, or several with the same key.
#[derive(Clone, Copy, Debug)]
struct Affix {
    from: u32,
    to: u32,
    /// Where its text begins, if the wildcard is nothing but these two around a star. A name that has them both is taken.
    text: Option<NonZeroU32>,
}

/// By a text within. A key may be that of another text: what is found is asked in any case.
#[derive(Clone, Debug)]
struct Texts {
    /// The lengths that there are, and what the hash of a text of that length gives to the weight of its first byte.
    lengths: Box<[(usize, u64)]>,
    found: HashMap<u64, Box<[u32]>, Fast>,
}

/// How many wildcards have each of these.
type Counts<K> = HashMap<K, usize, Fast>;

impl Wilds {
    pub(super) fn new(edges: Vec<Edge>) -> Self {
        if edges.len() <= FEW { Self::Few(edges.into()) } else { Self::Many(Box::new(Many::new(edges))) }
    }

    /// Calls `to` with each place that the name leads to; with some more than once.
    pub(super) fn follow(&self, name: Name<'_>, hidden: bool, mut to: impl FnMut(Target)) {
        match self {
            Self::Few(edges) => edges.iter().filter(|edge| edge.takes(name, hidden)).for_each(|edge| to(edge.to)),
            Self::Many(many) => {
                let mut ask = |number: u32, told: Told| {
                    let takes = |edge: &&Edge| match told {
                        Told::All => edge.reaches(name, hidden),
                        Told::Nothing => edge.takes(name, hidden),
                    };
                    if let Some(edge) = many.edges.get(number as usize).filter(takes) {
                        to(edge.to);
                    }
                };
                many.others.iter().for_each(|number| ask(*number, Told::Nothing));
                many.candidates(name.folded, &mut ask);
                if !name.is_folded() {
                    many.candidates(name.written, &mut ask);
                }
            }
        }
    }
}

/// What is known of a wildcard that may take a name.
#[derive(Clone, Copy)]
enum Told {
    /// That its text takes it.
    All,
    Nothing,
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
                // To look for a text everywhere in a name is not worth the time, where a few are asked in any case.
                (Some(beside), _) if within.is_none_or(|within| beside <= within.max(FEW)) => {
                    affixes.entry(ends).or_default().push(*number);
                }
                (_, Some(text)) => texts.entry(text).or_default().push(*number),
                (_, None) => others.push(*number),
            }
        }
        let texts = (!texts.is_empty()).then(|| Texts::new(texts));
        others.sort_unstable();
        others.dedup();
        let affixes = Affixes::new(affixes, &edges);
        Self { affixes, texts, others: others.into(), edges: edges.into() }
    }

    fn candidates(&self, name: &str, ask: &mut impl FnMut(u32, Told)) {
        self.affixes.candidates(name.as_bytes(), ask);
        if let Some(texts) = &self.texts {
            texts.candidates(name.as_bytes(), ask);
        }
    }
}

impl Affixes {
    fn new(texts: HashMap<&(String, String), Vec<u32>, Fast>, edges: &[Edge]) -> Self {
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
        let mut keyed: Vec<(u64, &(String, String), Vec<u32>)> = texts
            .into_iter()
            .map(|(affixes, numbers)| {
                let (start, end) = affixes;
                let key = key(rolled(0, start.bytes()), rolled(0, end.bytes().rev()), start.len(), end.len());
                (key, affixes, numbers)
            })
            .collect();
        keyed.sort_unstable_by_key(|(key, ..)| *key);
        // No text begins at 0, which stands for none.
        let (mut found, mut all, mut text) = (HashMap::default(), Vec::new(), String::from(" "));
        for same in keyed.chunk_by(|a, b| a.0 == b.0) {
            let from = all.len() as u32;
            all.extend(same.iter().flat_map(|(.., numbers)| numbers));
            let told = match same {
                [(_, affixes, numbers)] if numbers.iter().all(|number| is_told(edges, *number)) => Some(affixes),
                _ => None,
            };
            let affix = Affix {
                from,
                to: all.len() as u32,
                text: told.and_then(|(start, end)| {
                    let at = NonZeroU32::new(u32::try_from(text.len()).ok()?);
                    text.push_str(start);
                    text.push_str(end);
                    at
                }),
            };
            found.extend(same.first().map(|(key, ..)| (*key, affix)));
        }
        Self {
            lengths: lengths.into_iter().map(|(start, ends)| (start, ends.into())).collect(),
            found,
            numbers: all.into(),
            text: text.into(),
        }
    }

    fn candidates(&self, name: &[u8], ask: &mut impl FnMut(u32, Told)) {
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
                if let Some(affix) = self.found.get(&key(start_hash, end_hash, *start, *end)) {
                    let after = after.get(rest.len()..).unwrap_or_default();
                    self.ask(affix, before, after, ask);
                }
            }
        }
    }

    /// A key may be that of another text, which whoever makes the names can see to: so the text is compared, or the wildcard
    /// itself is asked.
    fn ask(&self, affix: &Affix, start: &[u8], end: &[u8], ask: &mut impl FnMut(u32, Told)) {
        let told = match affix.text {
            Some(at) => {
                let text = self.text.as_bytes().get(at.get() as usize..).unwrap_or_default();
                let is_same = text.strip_prefix(start).is_some_and(|text| text.starts_with(end));
                if !is_same {
                    return;
                }
                Told::All
            }
            None => Told::Nothing,
        };
        let numbers = self.numbers.get(affix.from as usize..affix.to as usize).unwrap_or_default();
        numbers.iter().for_each(|number| ask(*number, told));
    }
}

fn is_told(edges: &[Edge], number: u32) -> bool {
    edges.get(number as usize).is_some_and(|edge| edge.wild.is_told_by_its_affixes())
}

/// Goes on with a hash of bytes that is the same however they are cut up.
fn rolled(hash: u64, bytes: impl Iterator<Item = u8>) -> u64 {
    bytes.fold(hash, |hash, byte| hash.wrapping_mul(FACTOR).wrapping_add(u64::from(byte) + 1))
}

fn key(start: u64, end: u64, start_length: usize, end_length: usize) -> u64 {
    let mut hasher = Fast::new().build_hasher();
    hasher.write_u64(start);
    hasher.write_u64(end ^ ((start_length as u64) << 32) ^ end_length as u64);
    hasher.finish()
}

impl Texts {
    fn new(texts: HashMap<&String, Vec<u32>, Fast>) -> Self {
        let mut lengths: Vec<usize> = texts.keys().map(|text| text.len()).collect();
        lengths.sort_unstable();
        lengths.dedup();
        let mut found: HashMap<u64, Vec<u32>, Fast> = HashMap::default();
        for (text, numbers) in texts {
            found.entry(key(rolled(0, text.bytes()), 0, text.len(), 0)).or_default().extend(numbers);
        }
        Self {
            lengths: lengths.into_iter().map(|length| (length, weight(length))).collect(),
            found: found.into_iter().map(|(key, numbers)| (key, numbers.into())).collect(),
        }
    }

    fn candidates(&self, name: &[u8], ask: &mut impl FnMut(u32, Told)) {
        for (length, weight) in &self.lengths {
            let Some((first, rest)) = name.split_at_checked(*length) else { return };
            let mut hash = rolled(0, first.iter().copied());
            let mut look = |hash: u64| {
                steps::count();
                let numbers = self.found.get(&key(hash, 0, *length, 0)).into_iter().flatten();
                numbers.for_each(|number| ask(*number, Told::Nothing));
            };
            look(hash);
            for (left, entered) in name.iter().zip(rest) {
                hash = rolled(hash.wrapping_sub((u64::from(*left) + 1).wrapping_mul(*weight)), [*entered].into_iter());
                look(hash);
            }
        }
    }
}

/// What a byte counts for in the hash of a text of so many bytes that begins with it.
fn weight(length: usize) -> u64 {
    (1..length).fold(1, |weight: u64, _| weight.wrapping_mul(FACTOR))
}
