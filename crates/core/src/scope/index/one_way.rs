//! The part of a walk in which a path is at one place at a time: for most patterns, all of it.

use super::{
    Index, Reach, Trail,
    names::Hashed,
    place::{Fork, Onward, Target},
    steps,
};
use crate::scope::spelled::{Each, Name};

/// Where a walk is while there is one way only.
pub(super) struct OneWay<'p> {
    pub(super) at: Target,
    /// Whether the next name is the first one.
    pub(super) first: bool,
    /// The next name, if it was looked at already: it leads to several places.
    pub(super) ahead: Option<Name<'p>>,
    pub(super) trail: Trail,
}

impl Index {
    /// Goes past the names that all patterns begin with, if the path does so.
    pub(super) fn begin(&self, names: &mut Each<'_>) -> Trail {
        if self.stem.names > 0 && names.pass(&self.stem.text, self.stem.names) {
            return Trail { at: self.stem.to, depth: self.stem.names, ended: false };
        }
        self.start()
    }

    /// Follows the path as long as there is one way only: through directories that are spelled out, one wildcard, any name,
    /// and about below a `**` until something that follows it begins.
    pub(super) fn one_way<'p>(&self, mut trail: Trail, names: &mut Each<'p>, reach: Reach, end: End) -> OneWay<'p> {
        let (mut at, mut depth, mut ahead) = (trail.at, trail.depth, None);
        while let Some(number) = at.place()
            && let Some(place) = self.places.get(number as usize)
        {
            let Some(mut name) = names.next() else { break };
            steps::count();
            let first = depth == 0;
            at = match place.onward {
                Onward::Names => {
                    let next = self.names.next(number, Hashed::new(name.folded));
                    if let (Some(at), true) = (next, trail.depth == depth) {
                        trail = Trail { at, depth: depth + 1, ended: false };
                    }
                    next.unwrap_or(Target::NOWHERE)
                }
                Onward::Wild(wild) => {
                    let wild = self.wilds.get(wild as usize);
                    let wild = wild.filter(|wild| reach.enters(name, first) && wild.takes(name, reach.hidden));
                    wild.map_or(Target::NOWHERE, |wild| wild.to)
                }
                Onward::Any { hidden, to } if reach.goes_on(name, first, hidden) => to,
                Onward::Any { .. } => Target::NOWHERE,
                Onward::Fork(fork) => {
                    let fork = self.forks.get(fork as usize);
                    let Some(fork) = fork.filter(|fork| fork.only_stays && reach.enters(name, first)) else {
                        ahead = Some(name);
                        break;
                    };
                    let hidden = fork.stays.unwrap_or_default();
                    // `**/name`, and it comes back here with each name before the last.
                    if fork.only_last
                        && reach.goes_on(name, first, hidden)
                        && (hidden || reach.hidden || !names.any_hidden())
                        && let Some(last) = names.skip_to_last()
                    {
                        name = last;
                        depth += 1;
                    }
                    let stays = reach.goes_on(name, depth == 0, hidden);
                    match self.turn(fork, number, name, reach) {
                        Turn::Back if stays => at,
                        Turn::Back => Target::NOWHERE,
                        // It is at both, but there is nothing to be had at the first any more.
                        Turn::One(to)
                            if !stays || (end == End::OfPath && names.is_empty() && !self.accepts(number)) =>
                        {
                            to
                        }
                        Turn::One(_) | Turn::Many => {
                            ahead = Some(name);
                            break;
                        }
                    }
                }
            };
            depth += 1;
            // Whatever was taken by a wildcard is not spelled, nor is what comes after it.
            trail.ended = trail.depth < depth;
        }
        OneWay { at, first: depth == 0, ahead, trail }
    }

    /// Where a name leads from the place of a `**`, besides back.
    fn turn(&self, fork: &Fork, number: u32, name: Name<'_>, reach: Reach) -> Turn {
        let mut turn = Turn::Back;
        let mut lead = |to: Target| {
            turn = match turn {
                Turn::Back => Turn::One(to),
                Turn::One(_) | Turn::Many => Turn::Many,
            };
        };
        if fork.named {
            self.names.next(number, Hashed::new(name.folded)).map(&mut lead);
        }
        if let Some(wilds) = &fork.wilds {
            wilds.follow(name, reach.hidden, lead);
        }
        turn
    }
}

/// What the last name is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    /// That of the path.
    OfPath,
    /// That of a directory, whose children are asked about next.
    OfDirectory,
}

/// Where a name leads from the place of a `**`.
enum Turn {
    /// Nowhere but back.
    Back,
    /// To one place, and back.
    One(Target),
    /// To several, and back.
    Many,
}
