//! What a decision costs the thread that takes it: it goes into the writer's queue, or into a counter.
//!
//! No queue is both bounded and without loss, unless what it cannot hold is added up. So of decisions that are alike the first
//! go into the queue, and all others are counted, exactly. A caller has a share of the queue, of the counters and of the disk, and
//! what it has beyond is counted more coarsely: under no flood does it take from another.

mod accounts;
mod slot;

use std::{
    collections::{BTreeSet, HashMap, VecDeque},
    hash::{BuildHasher, Hash, Hasher, RandomState},
    sync::Arc,
    time::{Duration, Instant},
};

use authority_core::record::Record;

use self::accounts::Accounts;
use self::slot::Slot;
pub(crate) use self::{accounts::PATIENCE, slot::Counted};

/// Everything that was decided and is not yet with the writer.
#[derive(Debug)]
pub(crate) struct Tally {
    limits: Limits,
    queue: VecDeque<Queued>,
    bytes: usize,
    slots: HashMap<Key, Slot>,
    accounts: Accounts,
    taken: u64,
    pending: u64,
    /// When counters are to be written next.
    due: Option<Instant>,
}

/// How much is kept for the writer, and how much of it by decisions that are alike.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Limits {
    /// How many records may wait.
    pub(crate) records: usize,
    /// How many bytes they may have, by and large.
    pub(crate) bytes: usize,
    /// How many of those that are alike get a line in each [`INTERVAL`].
    pub(crate) verbatim: u32,
}

/// A record that will have a line.
#[derive(Clone, Debug)]
pub(crate) struct Queued {
    pub(crate) record: Arc<Record>,
    /// Whose share of the disk its line takes from.
    pub(crate) caller: u32,
}

/// What the writer has to write.
#[derive(Debug, Default)]
pub(crate) struct Batch {
    pub(crate) records: VecDeque<Queued>,
    pub(crate) counts: Vec<Counted>,
    /// How many decisions were taken when it was drained.
    pub(crate) taken: u64,
    /// How many of them are still in counters.
    pub(crate) pending: u64,
}

/// What will have a line.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Waiting<'a> {
    /// One decision.
    Record(&'a Queued),
    /// Some that were counted.
    Count(&'a Counted),
}

/// How long decisions that are alike are told apart from those after them.
const INTERVAL: Duration = Duration::from_secs(60);
/// Which part of the queue one caller may fill, as a divisor. The others have the rest.
const SHARE: usize = 4;

impl Batch {
    /// What stands at this place: its records, then its counts.
    pub(crate) fn at(&self, place: usize) -> Option<Waiting<'_>> {
        match place.checked_sub(self.records.len()) {
            None => self.records.get(place).map(Waiting::Record),
            Some(place) => self.counts.get(place).map(Waiting::Count),
        }
    }

    /// So many of its first are written, and go while they are still near the processor.
    pub(crate) fn wrote(&mut self, lines: usize) {
        let records = lines.min(self.records.len());
        drop(self.records.drain(..records));
        let counts = (lines - records).min(self.counts.len());
        drop(self.counts.drain(..counts));
    }

    /// How many lines are left to write.
    pub(crate) fn lines(&self) -> usize {
        self.records.len() + self.counts.len()
    }

    /// How many decisions these lines speak of.
    pub(crate) fn decisions(&self) -> u64 {
        self.records.len() as u64 + self.counts.iter().map(|counted| counted.count).sum::<u64>()
    }
}

impl Limits {
    /// Whether one more fits; the last may be longer than what is left.
    const fn has_room(&self, records: usize, bytes: usize) -> bool {
        records < self.records && bytes < self.bytes
    }

    /// What one caller may fill.
    const fn share(&self) -> Self {
        Self { records: self.records / SHARE, bytes: self.bytes / SHARE, verbatim: self.verbatim }
    }
}

impl Tally {
    pub(crate) fn new(limits: Limits) -> Self {
        Self {
            limits,
            queue: VecDeque::with_capacity(limits.records),
            bytes: 0,
            slots: HashMap::new(),
            accounts: Accounts::default(),
            taken: 0,
            pending: 0,
            due: None,
        }
    }

    /// Takes one decision, of which `key` is the key: after this it is accounted for, whatever becomes of the disk.
    pub(crate) fn take(&mut self, record: &Arc<Record>, key: Key) {
        self.taken += 1;
        let slot = match self.slots.entry(key) {
            std::collections::hash_map::Entry::Occupied(entry) => {
                // Two keys of one hash: nobody outside this process can find them. The second is counted without its reason.
                if entry.get().is_of(record, &self.accounts) { Some(entry.into_mut()) } else { None }
            }
            std::collections::hash_map::Entry::Vacant(entry) => {
                let caller = self.accounts.of(record);
                self.accounts.takes_a_key(caller).then(|| entry.insert(Slot::new(record, caller)))
            }
        };
        let caller = match slot {
            Some(slot) => {
                if self.limits.has_room(self.queue.len(), self.bytes)
                    && self.accounts.has_room(slot.caller(), &self.limits)
                    && slot.is_among_the_first(record.moment, self.limits.verbatim)
                {
                    let size = size(record);
                    self.accounts.enqueues(slot.caller(), size);
                    self.bytes += size;
                    self.queue.push_back(Queued { record: Arc::clone(record), caller: slot.caller() });
                    return;
                }
                slot.count(record);
                slot.caller()
            }
            None => self.accounts.count_coarsely(record),
        };
        self.pending += 1;
        let due = record.moment + self.accounts.patience(caller);
        self.due = Some(self.due.map_or(due, |other| other.min(due)));
    }

    /// Whether the writer should not wait for more.
    pub(crate) fn is_half_full(&self) -> bool {
        self.queue.len() * 2 >= self.limits.records || self.bytes * 2 >= self.limits.bytes
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.queue.is_empty()
    }

    /// How many decisions were taken.
    pub(crate) const fn taken(&self) -> u64 {
        self.taken
    }

    /// When counters are to be written, if there is anything in them.
    pub(crate) const fn due(&self) -> Option<Instant> {
        self.due
    }

    /// Hands over what waits, and the counters whose time has come, or all of them. `batch` has been written: its memory is
    /// used again.
    pub(crate) fn drain(&mut self, batch: &mut Batch, now: Instant, all: bool) {
        batch.records.clear();
        batch.counts.clear();
        std::mem::swap(&mut batch.records, &mut self.queue);
        self.bytes = 0;
        self.accounts.dequeue_all();
        if all || self.due.is_some_and(|due| due <= now) {
            self.drain_counts(batch, now, all);
        }
        batch.taken = self.taken;
        batch.pending = self.pending;
    }

    /// Whose lines fill their share of the disk, by [`Queued::caller`]. They are counted until that changes.
    pub(crate) fn set_full(&mut self, full: &BTreeSet<u32>) {
        self.accounts.set_full(full);
    }

    fn drain_counts(&mut self, batch: &mut Batch, now: Instant, all: bool) {
        let accounts = &mut self.accounts;
        let mut next: Option<Instant> = None;
        self.slots.retain(|_, slot| {
            match slot.pending_since().map(|since| since + accounts.patience(slot.caller())) {
                Some(at) if !all && at > now => {
                    next = Some(next.map_or(at, |other| other.min(at)));
                    return true;
                }
                Some(_) => batch.counts.push(slot.counted(accounts)),
                None => {}
            }
            let keep = slot.is_young(now);
            if !keep {
                accounts.gives_a_key_back(slot.caller());
            }
            keep
        });
        let coarse = accounts.drain_coarse(&mut batch.counts, now, all);
        self.due = [next, coarse].into_iter().flatten().min();
        self.accounts.wrote(&batch.counts);
        self.pending -= batch.counts.iter().map(|counted| counted.count).sum::<u64>();
    }
}

/// What decisions have in common that are alike: of one kind, for one reason, about one command, for one caller.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Key(u64);

/// Makes keys. It is asked before the lock is taken.
#[derive(Debug, Default)]
pub(crate) struct Keys(RandomState);

impl Keys {
    pub(crate) fn of(&self, record: &Record) -> Key {
        let mut state = self.0.build_hasher();
        std::mem::discriminant(&record.decision).hash(&mut state);
        std::mem::discriminant(&record.code).hash(&mut state);
        record.command.hash(&mut state);
        record.caller.hash(&mut state);
        Key(state.finish())
    }
}

/// How much a record keeps in memory, by and large.
fn size(record: &Record) -> usize {
    let texts = [&record.resource, &record.asked, &record.difference, &record.fault, &record.field];
    let entry = record.entry.as_ref().map_or(0, |entry| entry.pattern.len());
    size_of::<Record>() + texts.iter().map(|text| text.as_ref().map_or(0, String::len)).sum::<usize>() + entry
}

#[cfg(test)]
mod tests;
