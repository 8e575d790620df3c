//! The patterns for one place, by what their paths begin with.

use std::{collections::HashMap, ops::ControlFlow, sync::Arc};

use super::{
    pattern::{UrlPattern, takes_text},
    table::Asked,
};
use crate::scope::index::hash::Fast;

/// The patterns for one place.
#[derive(Clone, Debug)]
pub(super) enum Paths {
    Few(Vec<Arm>),
    Many {
        by_start: HashMap<Box<[u8]>, Vec<Arm>, Fast>,
        /// The lengths that there are, the shortest first.
        lengths: Vec<usize>,
    },
}

/// A pattern whose host, scheme and port were taken.
#[derive(Clone, Debug)]
pub(super) struct Arm {
    pub(super) entry: usize,
    pub(super) pattern: Arc<UrlPattern>,
}

/// So many are looked through one after the other in less time than a look-up takes.
const FEW: usize = 4;

impl Paths {
    pub(super) fn push(&mut self, arm: Arm) {
        match self {
            Self::Few(arms) if arms.len() < FEW => arms.push(arm),
            Self::Few(arms) => {
                let arms = std::mem::take(arms);
                *self = Self::Many { by_start: HashMap::default(), lengths: Vec::new() };
                arms.into_iter().chain([arm]).for_each(|arm| self.push(arm));
            }
            Self::Many { by_start, lengths } => {
                let start = arm.pattern.path.start();
                if let Err(at) = lengths.binary_search(&start.len()) {
                    lengths.insert(at, start.len());
                }
                by_start.entry(start.into()).or_default().push(arm);
            }
        }
    }

    pub(super) fn walk<B>(
        &self,
        path: &[u8],
        asked: &Asked<'_>,
        each: &mut impl FnMut(usize) -> ControlFlow<B>,
    ) -> ControlFlow<B> {
        match self {
            Self::Few(arms) => arms.iter().try_for_each(|arm| arm.visit(arm.pattern.path.takes(path), asked, each)),
            Self::Many { by_start, lengths } => {
                for (start, rest) in lengths.iter().map_while(|length| path.split_at_checked(*length)) {
                    for arm in by_start.get(start).into_iter().flatten() {
                        arm.visit(takes_text(arm.pattern.path.rest(), rest), asked, each)?;
                    }
                }
                ControlFlow::Continue(())
            }
        }
    }

    /// The entry that spells most of the path, of a few.
    pub(super) fn near(&self, path: &[u8], counts: &mut impl FnMut(usize) -> bool) -> Option<usize> {
        match self {
            Self::Few(arms) => {
                let counting = arms.iter().filter(|arm| counts(arm.entry));
                counting.max_by_key(|arm| arm.spells(path)).map(|arm| arm.entry)
            }
            Self::Many { by_start, lengths } => {
                let starts = lengths.iter().rev().filter_map(|length| by_start.get(path.get(..*length)?)?.first());
                let arms = starts.chain(by_start.values().flatten()).take(FEW);
                arms.map(|arm| arm.entry).find(|entry| counts(*entry))
            }
        }
    }

    pub(super) fn first(&self) -> Option<usize> {
        match self {
            Self::Few(arms) => arms.first().map(|arm| arm.entry),
            Self::Many { by_start, .. } => by_start.values().flatten().next().map(|arm| arm.entry),
        }
    }
}

impl Arm {
    /// How many bytes of the path it spells.
    fn spells(&self, path: &[u8]) -> usize {
        self.pattern.path.start().iter().zip(path).take_while(|(a, b)| a == b).count()
    }

    fn visit<B>(
        &self,
        takes_path: bool,
        asked: &Asked<'_>,
        each: &mut impl FnMut(usize) -> ControlFlow<B>,
    ) -> ControlFlow<B> {
        if takes_path && (!asked.query || self.pattern.takes_query(asked.url)) {
            each(self.entry)
        } else {
            ControlFlow::Continue(())
        }
    }
}
