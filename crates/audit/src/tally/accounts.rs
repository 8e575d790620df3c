//! Callers, and what each has used of its share.

use std::{
    collections::BTreeSet,
    sync::Arc,
    time::{Duration, Instant},
};

use authority_core::{
    caller::Caller,
    record::{Record, Verdict},
};

use super::{
    Limits,
    slot::{Counted, Counter},
};

/// Callers, by number. The first is whoever comes when there are too many.
#[derive(Debug)]
pub(super) struct Accounts(Vec<Account>);

#[derive(Debug)]
struct Account {
    /// None for all who came too late.
    caller: Option<Arc<Caller>>,
    records: usize,
    bytes: usize,
    keys: usize,
    /// Its lines fill its share of the disk.
    full: bool,
    patience: Duration,
    coarse: [Counter; VERDICTS.len()],
}

/// How many callers are told apart.
pub(crate) const CALLERS: usize = 64;
/// How many kinds of decisions of one caller are counted each by itself.
pub(crate) const KEYS: usize = 64;
/// How long a counter waits for its line.
pub(crate) const PATIENCE: Duration = Duration::from_secs(1);
/// And that of a caller whose lines fill its share of the disk, in the end: each line of it costs someone else one.
const LONGEST_PATIENCE: Duration = Duration::from_secs(60 * 60);

const VERDICTS: [Verdict; 4] = [Verdict::Allow, Verdict::Deny, Verdict::Error, Verdict::Report];

impl Default for Accounts {
    fn default() -> Self {
        Self(vec![Account::new(None)])
    }
}

impl Accounts {
    /// The caller's number. A caller beyond those that are told apart has that of all who came too late.
    pub(super) fn of(&mut self, record: &Record) -> u32 {
        let known = self.0.iter().position(|account| account.is(record));
        let at = known.unwrap_or_else(|| {
            if self.0.len() > CALLERS {
                return 0;
            }
            self.0.push(Account::new(Some(Arc::clone(&record.caller))));
            self.0.len() - 1
        });
        u32::try_from(at).unwrap_or(0)
    }

    /// Whether this number is that of the caller. That of all who came too late is nobody's.
    pub(super) fn is(&self, caller: u32, record: &Record) -> bool {
        self.at(caller).is_some_and(|account| account.is(record))
    }

    pub(super) fn named(&self, caller: u32) -> Option<Arc<Caller>> {
        self.at(caller).and_then(|account| account.caller.clone())
    }

    /// Takes one of the caller's counters, where it has one left.
    pub(super) fn takes_a_key(&mut self, caller: u32) -> bool {
        let Some(account) = self.at_mut(caller) else { return false };
        let takes = account.caller.is_some() && account.keys < KEYS;
        account.keys += usize::from(takes);
        takes
    }

    pub(super) fn gives_a_key_back(&mut self, caller: u32) {
        if let Some(account) = self.at_mut(caller) {
            account.keys = account.keys.saturating_sub(1);
        }
    }

    /// Whether the caller may have one more line: it has not filled its share of the queue, nor of the disk.
    pub(super) fn has_room(&self, caller: u32, limits: &Limits) -> bool {
        self.at(caller).is_some_and(|account| !account.full && limits.share().has_room(account.records, account.bytes))
    }

    pub(super) fn enqueues(&mut self, caller: u32, size: usize) {
        if let Some(account) = self.at_mut(caller) {
            account.records += 1;
            account.bytes += size;
        }
    }

    pub(super) fn dequeue_all(&mut self) {
        for account in &mut self.0 {
            (account.records, account.bytes) = (0, 0);
        }
    }

    pub(super) fn patience(&self, caller: u32) -> Duration {
        self.at(caller).map_or(PATIENCE, |account| account.patience)
    }

    /// Counts a decision without its reason; says for whom.
    pub(super) fn count_coarsely(&mut self, record: &Arc<Record>) -> u32 {
        let caller = self.of(record);
        let counter = self.at_mut(caller).and_then(|account| account.coarse.get_mut(place(record.decision)));
        if let Some(counter) = counter {
            counter.count(record);
        }
        caller
    }

    /// Hands over what was counted without a reason, and says when the rest of it is due.
    pub(super) fn drain_coarse(&mut self, into: &mut Vec<Counted>, now: Instant, all: bool) -> Option<Instant> {
        let mut next: Option<Instant> = None;
        for (caller, account) in (0..).zip(&mut self.0) {
            for (decision, counter) in VERDICTS.into_iter().zip(&mut account.coarse) {
                match counter.pending_since().map(|since| since + account.patience) {
                    None => {}
                    Some(at) if !all && at > now => next = Some(next.map_or(at, |other| other.min(at))),
                    Some(_) => {
                        let counted = std::mem::take(counter);
                        into.push(counted.counted(caller, account.caller.clone(), decision, None));
                    }
                }
            }
        }
        next
    }

    /// Whoever has no share left waits longer each time that it got a line.
    pub(super) fn wrote(&mut self, counts: &[Counted]) {
        for (caller, account) in (0..).zip(&mut self.0) {
            if !account.full {
                account.patience = PATIENCE;
            } else if counts.iter().any(|counted| counted.caller == caller) {
                account.patience = (account.patience * 2).min(LONGEST_PATIENCE);
            }
        }
    }

    pub(super) fn set_full(&mut self, full: &BTreeSet<u32>) {
        for (caller, account) in (0..).zip(&mut self.0) {
            account.full = full.contains(&caller);
        }
    }

    fn at(&self, caller: u32) -> Option<&Account> {
        self.0.get(usize::try_from(caller).ok()?)
    }

    fn at_mut(&mut self, caller: u32) -> Option<&mut Account> {
        self.0.get_mut(usize::try_from(caller).ok()?)
    }
}

impl Account {
    fn new(caller: Option<Arc<Caller>>) -> Self {
        let coarse = VERDICTS.map(|_| Counter::default());
        Self { caller, records: 0, bytes: 0, keys: 0, full: false, patience: PATIENCE, coarse }
    }

    fn is(&self, record: &Record) -> bool {
        self.caller.as_ref().is_some_and(|caller| Arc::ptr_eq(caller, &record.caller) || *caller == record.caller)
    }
}

const fn place(decision: Verdict) -> usize {
    match decision {
        Verdict::Allow => 0,
        Verdict::Deny => 1,
        Verdict::Error => 2,
        Verdict::Report => 3,
    }
}
