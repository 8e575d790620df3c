//! Decisions that are alike: how many of them had a line lately, and those that have none.

use std::{
    sync::Arc,
    time::{Instant, SystemTime},
};

use authority_core::{
    caller::Caller,
    code::Code,
    record::{Record, Verdict},
};

use super::{INTERVAL, accounts::Accounts};

/// Decisions that are alike.
#[derive(Debug)]
pub(super) struct Slot {
    caller: u32,
    decision: Verdict,
    code: Code,
    command: Arc<str>,
    /// When the first of those was taken that now count as the first.
    since: Instant,
    verbatim: u32,
    counter: Counter,
}

/// Decisions without a line, added up.
#[derive(Debug, Default)]
pub(super) struct Counter {
    count: u64,
    since: Option<Instant>,
    first: Option<SystemTime>,
    last: Option<SystemTime>,
    sample: Vec<Arc<Record>>,
}

/// What a counter held, for a line of its own.
#[derive(Debug)]
pub(crate) struct Counted {
    pub(crate) caller: u32,
    /// None for callers beyond those that are told apart.
    pub(crate) named: Option<Arc<Caller>>,
    pub(crate) decision: Verdict,
    /// None where the caller had too many different ones.
    pub(crate) reason: Option<(Code, Arc<str>)>,
    pub(crate) count: u64,
    pub(crate) first: SystemTime,
    pub(crate) last: SystemTime,
    pub(crate) sample: Vec<Arc<Record>>,
}

/// How many resources a line with a count may name.
const SAMPLES: usize = 4;
/// No longer resource is kept for a sample.
const SAMPLE_BYTES: usize = 4096;

impl Slot {
    pub(super) fn new(record: &Record, caller: u32) -> Self {
        Self {
            caller,
            decision: record.decision,
            code: record.code,
            command: Arc::clone(&record.command),
            since: record.moment,
            verbatim: 0,
            counter: Counter::default(),
        }
    }

    pub(super) const fn caller(&self) -> u32 {
        self.caller
    }

    pub(super) fn is_of(&self, record: &Record, accounts: &Accounts) -> bool {
        self.decision == record.decision
            && self.code == record.code
            && self.command == record.command
            && accounts.is(self.caller, record)
    }

    /// Whether one more of these gets a line, which then counts as given.
    pub(super) fn is_among_the_first(&mut self, now: Instant, verbatim: u32) -> bool {
        if !self.is_young(now) {
            (self.since, self.verbatim) = (now, 0);
        }
        let first = self.verbatim < verbatim;
        self.verbatim += u32::from(first);
        first
    }

    /// Whether its first ones still count as such.
    pub(super) fn is_young(&self, now: Instant) -> bool {
        now.saturating_duration_since(self.since) < INTERVAL
    }

    pub(super) fn count(&mut self, record: &Arc<Record>) {
        self.counter.count(record);
    }

    /// Since when something is counted here that no line has.
    pub(super) const fn pending_since(&self) -> Option<Instant> {
        self.counter.since
    }

    /// What was counted, which is then no longer here.
    pub(super) fn counted(&mut self, accounts: &Accounts) -> Counted {
        let reason = Some((self.code, Arc::clone(&self.command)));
        std::mem::take(&mut self.counter).counted(self.caller, accounts.named(self.caller), self.decision, reason)
    }
}

impl Counter {
    pub(super) fn count(&mut self, record: &Arc<Record>) {
        self.count += 1;
        self.since.get_or_insert(record.moment);
        self.first.get_or_insert(record.at);
        self.last = Some(record.at);
        // Of the first, second, fourth, eighth ...: a flood has a counter keep or let go of something a few times at most.
        if self.count.is_power_of_two()
            && record.resource.as_ref().is_some_and(|resource| resource.len() <= SAMPLE_BYTES)
            && !self.sample.iter().any(|other| other.resource == record.resource)
        {
            if self.sample.len() == SAMPLES {
                self.sample.remove(0);
            }
            self.sample.push(Arc::clone(record));
        }
    }

    pub(super) const fn pending_since(&self) -> Option<Instant> {
        self.since
    }

    pub(super) fn counted(
        self,
        caller: u32,
        named: Option<Arc<Caller>>,
        decision: Verdict,
        reason: Option<(Code, Arc<str>)>,
    ) -> Counted {
        let first = self.first.unwrap_or(SystemTime::UNIX_EPOCH);
        let last = self.last.unwrap_or(first);
        Counted { caller, named, decision, reason, count: self.count, first, last, sample: self.sample }
    }
}
