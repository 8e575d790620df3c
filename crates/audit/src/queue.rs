//! Between the threads that decide and the one that writes.

use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
    sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use authority_core::record::{Record, Unsettled};

use crate::tally::{Batch, Keys, Limits, Tally};

/// What both sides share.
#[derive(Debug)]
pub(crate) struct Queue {
    keys: Keys,
    state: Mutex<State>,
    /// Wakes the writer.
    work: Condvar,
    /// Wakes whoever waits for the disk.
    done: Condvar,
}

#[derive(Debug)]
struct State {
    tally: Tally,
    /// What the writer waits for. To wake one that does not wait is a system call for nothing, at each decision.
    waits: Waits,
    /// How many decisions have to be on the disk for somebody.
    wanted: u64,
    /// How many are.
    settled: u64,
    /// Why the log cannot be written.
    trouble: Option<Arc<str>>,
    directory: Option<PathBuf>,
    closing: bool,
    closed: bool,
}

/// What the writer waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Waits {
    /// Nothing that a decision brings.
    Not,
    /// The first record, or the first that is counted, which says when to wake.
    ForOne,
    /// More records, until a time comes or the queue is half full.
    ForMore,
}

/// Why the writer is woken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Call {
    /// There is something to write.
    Write,
    /// And somebody waits until it is on the disk.
    Settle,
    /// For good.
    Close,
    /// It is the time that it named.
    Time,
}

/// How long a record waits for others, to be written with them.
pub(crate) const GATHER: Duration = Duration::from_millis(20);
/// How long somebody waits for the disk.
const LONGEST_WAIT: Duration = Duration::from_secs(10);

impl Queue {
    pub(crate) fn new(limits: Limits) -> Self {
        let state = State {
            tally: Tally::new(limits),
            waits: Waits::Not,
            wanted: 0,
            settled: 0,
            trouble: None,
            directory: None,
            closing: false,
            closed: false,
        };
        Self { keys: Keys::default(), state: Mutex::new(state), work: Condvar::new(), done: Condvar::new() }
    }

    /// Takes one decision: it is accounted for when this returns.
    pub(crate) fn take(&self, record: &Arc<Record>) {
        let key = self.keys.of(record);
        let mut state = self.lock();
        let due = state.tally.due();
        state.tally.take(record, key);
        let wake = match state.waits {
            Waits::Not => false,
            // For what is counted it wakes by itself: a flood that woke it each time would have it take a processor, and the
            // lock, from everyone.
            Waits::ForOne => !state.tally.is_empty() || state.tally.due() != due,
            Waits::ForMore => state.tally.is_half_full(),
        };
        if wake {
            state.waits = Waits::Not;
        }
        drop(state);
        if wake {
            self.work.notify_one();
        }
    }

    /// Waits until everything that was taken so far is on the disk.
    pub(crate) fn settled(&self) -> Result<(), Unsettled> {
        let deadline = Instant::now() + LONGEST_WAIT;
        let mut state = self.lock();
        let target = state.tally.taken();
        loop {
            if state.settled >= target {
                return Ok(());
            }
            if let Some(trouble) = &state.trouble {
                return Err(Unsettled(Arc::clone(trouble)));
            }
            let left = deadline.saturating_duration_since(Instant::now());
            if state.closed || left.is_zero() {
                let why = if state.closed { "the log is closed" } else { "the disk did not answer in ten seconds" };
                return Err(Unsettled(why.into()));
            }
            state.wanted = state.wanted.max(target);
            self.work.notify_one();
            state = self.done.wait_timeout(state, left).unwrap_or_else(PoisonError::into_inner).0;
        }
    }

    /// Has the writer end, and waits for it so long at most. Whether it did.
    pub(crate) fn close(&self, patience: Duration) -> bool {
        let mut state = self.lock();
        state.closing = true;
        self.work.notify_one();
        let waited = self.done.wait_timeout_while(state, patience, |state| !state.closed);
        state = waited.unwrap_or_else(PoisonError::into_inner).0;
        state.closed
    }

    /// How many decisions were taken.
    pub(crate) fn taken(&self) -> u64 {
        self.lock().tally.taken()
    }

    /// Where the log lies.
    pub(crate) fn directory(&self) -> Option<PathBuf> {
        self.lock().directory.clone()
    }

    /// For the writer: waits for something to do, until `until` at most, and takes it.
    pub(crate) fn next(&self, batch: &mut Batch, until: Option<Instant>) -> Call {
        let mut state = self.lock();
        let mut gathering: Option<Instant> = None;
        let call = loop {
            let now = Instant::now();
            if state.closing {
                break Call::Close;
            }
            if state.wanted > state.settled {
                break Call::Settle;
            }
            if !state.tally.is_empty() {
                let ripe = *gathering.get_or_insert(now + GATHER);
                if ripe <= now || state.tally.is_half_full() {
                    break Call::Write;
                }
            }
            if state.tally.due().is_some_and(|due| due <= now) {
                break Call::Write;
            }
            if until.is_some_and(|until| until <= now) {
                break Call::Time;
            }
            let next = [gathering, state.tally.due(), until].into_iter().flatten().min();
            state.waits = if gathering.is_some() { Waits::ForMore } else { Waits::ForOne };
            state = match next {
                Some(next) => {
                    let left = next.saturating_duration_since(now);
                    self.work.wait_timeout(state, left).unwrap_or_else(PoisonError::into_inner).0
                }
                None => self.work.wait(state).unwrap_or_else(PoisonError::into_inner),
            };
        };
        state.waits = Waits::Not;
        state.tally.drain(batch, Instant::now(), matches!(call, Call::Settle | Call::Close));
        call
    }

    /// For the writer, which cannot write: waits so long, and takes nothing. Whether the log is to be closed.
    pub(crate) fn rest(&self, patience: Duration) -> bool {
        let state = self.lock();
        let waited = self.work.wait_timeout_while(state, patience, |state| !state.closing);
        waited.unwrap_or_else(PoisonError::into_inner).0.closing
    }

    /// For the writer: so many decisions are on the disk.
    pub(crate) fn settle(&self, taken: u64) {
        let mut state = self.lock();
        state.settled = state.settled.max(taken);
        self.done.notify_all();
    }

    /// For the writer: why the log cannot be written.
    pub(crate) fn set_trouble(&self, trouble: &str) {
        self.lock().trouble = Some(trouble.into());
        self.done.notify_all();
    }

    /// For the writer: it can, and where it lies.
    pub(crate) fn set_open(&self, directory: &Path) {
        let mut state = self.lock();
        state.trouble = None;
        state.directory = Some(directory.to_owned());
    }

    /// For the writer: whose lines fill their share of the disk.
    pub(crate) fn set_full(&self, full: &BTreeSet<u32>) {
        self.lock().tally.set_full(full);
    }

    /// For the writer: it ends.
    pub(crate) fn set_closed(&self) {
        let mut state = self.lock();
        state.closed = true;
        self.done.notify_all();
    }

    /// A thread that panicked while it held this has left nothing half done that matters: numbers, each by itself.
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests;
