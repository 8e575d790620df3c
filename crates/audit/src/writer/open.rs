//! A log while it is open, and what is due to be done to it.

use std::{
    io,
    time::{Duration, Instant},
};

use crate::{
    chain::Chain,
    store::Store,
    wire::{Before, Body},
};

#[derive(Debug)]
pub(super) struct Open {
    pub(super) store: Store,
    pub(super) chain: Chain,
    pub(super) sums: Before,
    /// Since when something is written that the disk need not have.
    pub(super) dirty: Option<Instant>,
    /// Since when something is written that no checkpoint speaks of, and how many lines.
    pub(super) unchecked: Option<Instant>,
    pub(super) lines: u64,
}

/// After how long the disk has to have what was written.
pub(crate) const SYNC: Duration = Duration::from_secs(1);
/// After how long a checkpoint speaks of it.
const CHECKPOINT: Duration = Duration::from_secs(60);
/// And after how many lines.
const CHECKPOINT_LINES: u64 = 1_000;

impl Open {
    /// Puts one more line into the file.
    pub(super) fn put(&mut self, text: &mut Vec<u8>, line: &Body<'_>) -> io::Result<()> {
        text.clear();
        let mut chain = self.chain;
        chain.seal(text, line).map_err(io::Error::other)?;
        self.store.append(text)?;
        self.chain = chain;
        self.dirty.get_or_insert_with(Instant::now);
        Ok(())
    }

    pub(super) fn has_written(&mut self, lines: u64) {
        if lines > 0 {
            let now = Instant::now();
            self.dirty.get_or_insert(now);
            self.unchecked.get_or_insert(now);
            self.lines += lines;
        }
    }

    pub(super) fn wants_a_checkpoint(&self) -> bool {
        self.lines >= CHECKPOINT_LINES || self.unchecked.is_some_and(|since| since.elapsed() >= CHECKPOINT)
    }

    /// When there is something to do, if nobody decides anything.
    pub(super) fn deadline(&self) -> Option<Instant> {
        let (sync, checkpoint) = (self.dirty.map(|at| at + SYNC), self.unchecked.map(|at| at + CHECKPOINT));
        [sync, checkpoint].into_iter().flatten().min()
    }
}
