//! Where a component of a pattern leads: in one word, since what most patterns end in needs no place of its own.

use super::wilds::Wilds;

/// A place of the tree, or what stands for one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Target(u32);

/// What a [`Target`] stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Leads {
    Nowhere,
    Place(u32),
    /// One entry accepts here, and nothing leads on.
    Exact(u32),
    /// One entry accepts here and below: a `**` at the end.
    Tree {
        entry: u32,
        hidden: bool,
    },
    /// One entry accepts below, but not here: `*/**` at the end.
    Under {
        entry: u32,
        hidden: bool,
    },
}

/// So many bits are left for a number.
const NUMBER: u32 = 29;

impl Target {
    pub(super) const NOWHERE: Self = Self(0);

    pub(super) const fn new(leads: Leads) -> Self {
        let (kind, number) = match leads {
            Leads::Nowhere => (0, 0),
            Leads::Place(place) => (1, place),
            Leads::Exact(entry) => (2, entry),
            Leads::Tree { entry, hidden: false } => (3, entry),
            Leads::Tree { entry, hidden: true } => (4, entry),
            Leads::Under { entry, hidden: false } => (5, entry),
            Leads::Under { entry, hidden: true } => (6, entry),
        };
        Self(kind << NUMBER | number & MOST)
    }

    /// Its number, if it is a place.
    pub(super) const fn place(self) -> Option<u32> {
        if self.0 >> NUMBER == 1 { Some(self.0 & MOST) } else { None }
    }

    pub(super) const fn leads(self) -> Leads {
        let number = self.0 & MOST;
        match self.0 >> NUMBER {
            1 => Leads::Place(number),
            2 => Leads::Exact(number),
            3 => Leads::Tree { entry: number, hidden: false },
            4 => Leads::Tree { entry: number, hidden: true },
            5 => Leads::Under { entry: number, hidden: false },
            6 => Leads::Under { entry: number, hidden: true },
            _ => Leads::Nowhere,
        }
    }
}

/// The greatest number. Half a billion entries would not fit into any memory.
pub(super) const MOST: u32 = (1 << NUMBER) - 1;

/// One place in the tree.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    /// Where the entries that accept here begin; they end where those of the next place begin.
    pub(super) accepted: u32,
    pub(super) onward: Onward,
    /// Some entry in or under this place, for "came nearest".
    pub(super) sample: u32,
}

/// What leads on from a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Onward {
    /// Nothing but names that are spelled out.
    Names,
    /// Nothing but one wildcard, which has this number.
    Wild(u32),
    /// Nothing but any name.
    Any { hidden: bool, to: Target },
    /// Whatever may: the fork has this number.
    Fork(u32),
}

/// A place that several ways lead on from.
#[derive(Clone, Debug)]
pub(super) struct Fork {
    /// Whether names that are spelled out lead on.
    pub(super) named: bool,
    pub(super) wilds: Option<Wilds>,
    /// Where any name leads: one that is not hidden, and any at all.
    pub(super) any: [Target; 2],
    /// The `**` that begins here: for names that are not hidden, and for all.
    pub(super) below: [Target; 2],
    /// Whether every name leads back to here: it is itself the place of a `**`, and for hidden names too.
    pub(super) stays: Option<bool>,
    /// Whether nothing but `**` leads on from here, and nothing is accepted: then there is no need to be here.
    pub(super) bare: bool,
    /// Whether it is the place of a `**` that nothing but names and wildcards lead on from.
    pub(super) only_stays: bool,
    /// Whether these are the last ones of their patterns, so that but the last name of a path leads nowhere but back.
    pub(super) only_last: bool,
}
