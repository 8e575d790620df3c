//! The part of a walk in which a path is at one place at a time: for most patterns, all of it.

use super::{
    Index, Reach, Trail, is_kernel,
    names::Hashed,
    place::{Onward, Target},
    steps,
};
use crate::scope::spelled::Each;

/// Where a walk is while there is one way only.
pub(super) struct OneWay {
    pub(super) at: Target,
    /// Whether the next name is the first one.
    pub(super) first: bool,
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
    pub(super) fn one_way(&self, mut trail: Trail, names: &mut Each<'_>, reach: Reach) -> OneWay {
        let (mut at, mut depth) = (trail.at, trail.depth);
        while let Some(number) = at.place()
            && let Some(place) = self.places.get(number as usize)
        {
            if let Onward::Fork(fork) = place.onward {
                let Some(stays) = self.turns_back(fork, number, names, reach, depth == 0) else { break };
                at = if stays { at } else { Target::NOWHERE };
                depth += 1;
                trail.ended = true;
                continue;
            }
            let Some(name) = names.next() else { break };
            steps::count();
            let reached = |hidden: bool| {
                (hidden || reach.hidden || !name.is_hidden()) && (depth > 0 || reach.kernel || !is_kernel(name.folded))
            };
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
                    let wild = wild.filter(|wild| reached(true) && wild.takes(name, reach.hidden));
                    wild.map_or(Target::NOWHERE, |wild| wild.to)
                }
                Onward::Any { hidden, to } if reached(hidden) => to,
                Onward::Any { .. } | Onward::Fork(_) => Target::NOWHERE,
            };
            depth += 1;
            // Whatever was taken by a wildcard is not spelled, nor is what comes after it.
            trail.ended = trail.depth < depth;
        }
        OneWay { at, first: depth == 0, trail }
    }

    /// Takes the next name, if it leads from the place of a `**` nowhere but back, and says whether it does that.
    fn turns_back(&self, fork: u32, number: u32, names: &mut Each<'_>, reach: Reach, first: bool) -> Option<bool> {
        let fork = self.forks.get(fork as usize).filter(|fork| !fork.leads_elsewhere())?;
        let hidden = fork.stays?;
        let mut ahead = names.clone();
        let name = ahead.next().filter(|name| !first || reach.kernel || !is_kernel(name.folded))?;
        steps::count();
        let mut leaves = fork.named && self.names.next(number, Hashed::new(name.folded)).is_some();
        if let (false, Some(wilds)) = (leaves, &fork.wilds) {
            wilds.follow(name, reach.hidden, |_| leaves = true);
        }
        if leaves {
            return None;
        }
        *names = ahead;
        Some(hidden || reach.hidden || !name.is_hidden())
    }
}
