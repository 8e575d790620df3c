//! The newest records in memory, and exact counts of all.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex, PoisonError},
};

use serde::Serialize;

use super::{Record, Sink, Verdict};

/// Keeps the newest records, up to a capacity, and counts every one that came.
///
/// A record holds the path, at most [`ASKED_CHARS`](super::ASKED_CHARS) characters of what the page asked for, and the text
/// of an entry.
#[derive(Debug)]
pub struct Ring {
    capacity: usize,
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    newest: VecDeque<Arc<Record>>,
    counts: Counts,
}

/// How many decisions of each kind were taken since the start.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Counts {
    /// Values that may be used, and listings.
    pub allowed: u64,
    /// Refusals by the scope.
    pub denied: u64,
    /// Refusals of malformed input and by malformed scopes.
    pub errors: u64,
    /// What would have been refused by the scope, and was not: its command was in report mode.
    pub reported: u64,
}

impl Ring {
    /// A ring for this many records.
    #[must_use]
    pub fn new(capacity: usize) -> Self {
        Self { capacity, state: Mutex::default() }
    }

    /// The newest records, newest first, `limit` at most; and the counts of all.
    #[must_use]
    pub fn newest(&self, limit: usize) -> (Vec<Arc<Record>>, Counts) {
        let state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        (state.newest.iter().rev().take(limit).cloned().collect(), state.counts)
    }
}

impl Sink for Ring {
    fn record(&self, record: &Arc<Record>) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        match record.decision {
            Verdict::Allow => state.counts.allowed += 1,
            Verdict::Deny => state.counts.denied += 1,
            Verdict::Error => state.counts.errors += 1,
            Verdict::Report => state.counts.reported += 1,
        }
        if self.capacity == 0 {
            return;
        }
        let oldest = if state.newest.len() == self.capacity { state.newest.pop_front() } else { None };
        state.newest.push_back(Arc::clone(record));
        // Freeing it is nothing that other deciding threads should wait for.
        drop(state);
        drop(oldest);
    }
}

#[cfg(test)]
mod tests;
