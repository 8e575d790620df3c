//! How much the lines of a log hold.

use std::collections::BTreeMap;

use crate::{
    read::lean::Asked,
    wire::{Before, Totals},
};

/// Decisions that a line speaks of.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Added<'a> {
    /// `allow`, `deny`, `error` or `report`.
    pub(crate) decision: &'a str,
    pub(crate) code: Option<&'a str>,
    pub(crate) window: Option<&'a str>,
    pub(crate) many: Many,
}

impl<'a> Added<'a> {
    /// What a line speaks of that was read.
    pub(crate) fn of(asked: &'a Asked<'_>, many: Many) -> Self {
        let (code, window) = (asked.code.as_deref(), asked.window.as_deref());
        Self { decision: &asked.decision, code, window, many }
    }
}

#[derive(Clone, Copy, Debug)]
pub(crate) enum Many {
    /// As many, each in a line of its own.
    Verbatim(u64),
    /// As many, in one line.
    Counted(u64),
}

/// What stands for all that is not named.
const OTHER: &str = "*";
/// How many windows have a number of their own.
const WINDOWS: usize = 32;

impl Before {
    /// Adds what a line speaks of. A number that would run over stays where it is: no app takes as many decisions, but
    /// a line that somebody made up may say so.
    pub(crate) fn add(&mut self, added: Added<'_>) {
        let (Many::Verbatim(many) | Many::Counted(many)) = added.many;
        self.totals.add(&Totals::of(added.decision, added.many));
        bump(&mut self.codes, added.code.unwrap_or(OTHER), many);
        let is_named = |window: &&str| self.windows.contains_key(*window) || self.named_windows() < WINDOWS;
        let window = added.window.filter(is_named);
        bump(&mut self.windows, window.unwrap_or(OTHER), many);
    }

    fn named_windows(&self) -> usize {
        self.windows.len() - usize::from(self.windows.contains_key(OTHER))
    }
}

impl Totals {
    fn of(decision: &str, many: Many) -> Self {
        let mut totals = Self::default();
        let many = match many {
            Many::Verbatim(lines) => {
                totals.verbatim = lines;
                lines
            }
            Many::Counted(many) => {
                totals.counted = many;
                many
            }
        };
        match decision {
            "allow" => totals.allow = many,
            "deny" => totals.deny = many,
            "report" => totals.report = many,
            _ => totals.error = many,
        }
        totals
    }

    pub(crate) fn add(&mut self, other: &Self) {
        *self = self.with(other, u64::saturating_add);
    }

    /// What was added between `earlier` and this.
    #[must_use]
    pub(crate) fn since(&self, earlier: &Self) -> Self {
        self.with(earlier, u64::saturating_sub)
    }

    fn with(&self, other: &Self, each: impl Fn(u64, u64) -> u64) -> Self {
        Self {
            allow: each(self.allow, other.allow),
            deny: each(self.deny, other.deny),
            error: each(self.error, other.error),
            report: each(self.report, other.report),
            verbatim: each(self.verbatim, other.verbatim),
            counted: each(self.counted, other.counted),
        }
    }
}

fn bump(map: &mut BTreeMap<String, u64>, name: &str, many: u64) {
    match map.get_mut(name) {
        Some(count) => *count = count.saturating_add(many),
        None => drop(map.insert(name.to_owned(), many)),
    }
}

#[cfg(test)]
mod tests;
