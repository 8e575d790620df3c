//! The part of a walk in which a path may be at several places at a time.

use super::{
    Index, ROOT, Reach,
    names::Hashed,
    one_way::OneWay,
    place::{Leads, Onward, Target},
    states::States,
    steps,
};
use crate::scope::spelled::{Each, Name};

impl Index {
    /// The places that the rest of a path comes to.
    pub(super) fn all_ways<'p>(&self, from: OneWay<'p>, names: Each<'p>, reach: Reach) -> States {
        let OneWay { at: from, mut first, ahead, .. } = from;
        let (mut one, mut other) = (States::default(), States::default());
        let (mut at, mut next) = (&mut one, &mut other);
        self.arrive(from, at);
        for name in ahead.into_iter().chain(names) {
            if at.all().is_empty() {
                break;
            }
            next.clear();
            self.step(at, name, reach, first, next);
            first = false;
            std::mem::swap(&mut at, &mut next);
        }
        std::mem::take(at)
    }

    /// The places that `name` leads to. `first`: it is the first one of the path.
    pub(super) fn step(&self, from: &States, name: Name<'_>, reach: Reach, first: bool, to: &mut States) {
        let closed = !reach.enters(name, first);
        let shown = reach.hidden || !name.is_hidden();
        let mut hashed = None;
        let mut spelled = |place: u32| self.names.next(place, *hashed.get_or_insert_with(|| Hashed::new(name.folded)));
        for at in from.all() {
            steps::count();
            let (number, onward) = match at.leads() {
                Leads::Nowhere | Leads::Exact(_) => continue,
                Leads::Tree { hidden, .. } => {
                    if (shown || hidden) && !closed {
                        to.add_again(*at);
                    }
                    continue;
                }
                Leads::Under { entry, hidden } => {
                    if (shown || hidden) && !closed {
                        to.add_again(Target::new(Leads::Tree { entry, hidden }));
                    }
                    continue;
                }
                Leads::Place(number) => match self.places.get(number as usize) {
                    Some(place) if !closed || number == ROOT => (number, place.onward),
                    _ => continue,
                },
            };
            match onward {
                Onward::Names => {
                    if let Some(child) = spelled(number) {
                        self.arrive(child, to);
                    }
                }
                Onward::Wild(wild) => {
                    if let Some(wild) = self.wilds.get(wild as usize)
                        && !closed
                        && wild.takes(name, reach.hidden)
                    {
                        self.arrive(wild.to, to);
                    }
                }
                Onward::Any { hidden, to: child } => {
                    if (shown || hidden) && !closed {
                        self.arrive(child, to);
                    }
                }
                Onward::Fork(fork) => {
                    let Some(fork) = self.forks.get(fork as usize) else { continue };
                    if fork.named
                        && let Some(child) = spelled(number)
                    {
                        self.arrive(child, to);
                    }
                    if closed {
                        continue;
                    }
                    if fork.stays.is_some_and(|hidden| shown || hidden) {
                        to.add_again(*at);
                    }
                    let [not_hidden, all] = fork.any;
                    if shown {
                        self.arrive(not_hidden, to);
                    }
                    self.arrive(all, to);
                    if let Some(wilds) = &fork.wilds {
                        wilds.follow(name, reach.hidden, |child| self.arrive_again(child, to));
                    }
                }
            }
        }
        to.settle();
    }

    /// Comes to a place, and to those of the `**` that begin there, which stand for no name as well.
    fn arrive(&self, at: Target, to: &mut States) {
        self.come(at, to, States::add);
    }

    /// [`Index::arrive`] at a place that was perhaps come to already.
    fn arrive_again(&self, at: Target, to: &mut States) {
        self.come(at, to, States::add_again);
    }

    fn come(&self, at: Target, to: &mut States, add: impl Fn(&mut States, Target)) {
        let fork = match at.leads() {
            Leads::Nowhere => return,
            // Every name leads back to a `**`, so it is come to again and again.
            Leads::Tree { .. } => return to.add_again(at),
            Leads::Exact(_) | Leads::Under { .. } => None,
            Leads::Place(number) => match self.places.get(number as usize).map(|place| place.onward) {
                Some(Onward::Fork(fork)) => self.forks.get(fork as usize),
                _ => None,
            },
        };
        let Some(fork) = fork else { return add(to, at) };
        if fork.stays.is_some() {
            to.add_again(at);
        } else if !fork.bare {
            add(to, at);
        }
        fork.below.iter().filter(|below| **below != Target::NOWHERE).for_each(|below| to.add_again(*below));
    }
}
