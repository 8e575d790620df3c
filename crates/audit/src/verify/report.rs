//! What verifying a log says.

use serde::Serialize;

use super::{Anchor, Finding};
use crate::wire::Totals;

/// What is in a log, and what is wrong with it. If something is, the numbers are of what was read until then.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Report {
    /// What is wrong, in the order of the log.
    pub findings: Vec<Finding>,
    /// The log's name, as its files have it.
    pub log: Option<String>,
    /// How many files it has.
    pub files: u64,
    /// How many lines they have.
    pub lines: u64,
    /// What all lines since the log began hold, those of forgotten files included.
    pub totals: Totals,
    /// How many runs have lines here.
    pub runs: u64,
    /// How many of them did not close the log, and were followed by another. They may have lost what their `loss` says.
    pub unclosed: u64,
    /// How often the log could not be written for a time.
    pub gaps: u64,
    /// How many files were removed to stay within the budget.
    pub forgotten: u64,
    /// What lies in the directory and is none of the log's.
    pub foreign: Vec<String>,
    /// What is worth to know, and is nothing wrong.
    pub notes: Vec<String>,
    /// The last line: to be kept elsewhere, and handed in as an anchor the next time.
    pub head: Option<Anchor>,
}

impl Report {
    /// Whether nothing is wrong.
    #[must_use]
    pub const fn holds(&self) -> bool {
        self.findings.is_empty()
    }

    /// A log may be written so that each of its lines is worth a note.
    pub(super) fn note(&mut self, note: String) {
        if self.notes.len() < 50 {
            self.notes.push(note);
        }
    }
}
