//! Whose lines fill the disk: nobody may have so many that others' are forgotten for them.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// How many bytes of the log each caller's lines have, of this run.
#[derive(Debug)]
pub(super) struct Usage {
    /// By file, oldest first; in it by caller.
    files: VecDeque<(u64, BTreeMap<u32, u64>)>,
    /// Of all files, by caller.
    live: BTreeMap<u32, u64>,
    share: u64,
    full: BTreeSet<u32>,
    news: bool,
}

/// Which part of the log one caller's lines may fill, as a divisor.
const SHARE: u64 = 4;

impl Usage {
    pub(super) fn new(max_bytes: u64) -> Self {
        Self {
            files: VecDeque::new(),
            live: BTreeMap::new(),
            share: max_bytes / SHARE,
            full: BTreeSet::new(),
            news: false,
        }
    }

    /// Lines of this caller were put into this file.
    pub(super) fn add(&mut self, file: u64, caller: u32, bytes: u64) {
        if self.files.back().is_none_or(|(number, _)| *number != file) {
            self.files.push_back((file, BTreeMap::new()));
        }
        if let Some((_, by_caller)) = self.files.back_mut() {
            *by_caller.entry(caller).or_default() += bytes;
        }
        *self.live.entry(caller).or_default() += bytes;
        self.judge(caller);
    }

    /// A file is no longer there.
    pub(super) fn forget(&mut self, file: u64) {
        while self.files.front().is_some_and(|(number, _)| *number <= file) {
            for (caller, bytes) in self.files.pop_front().into_iter().flat_map(|(_, by_caller)| by_caller) {
                let live = self.live.entry(caller).or_default();
                *live = live.saturating_sub(bytes);
                self.judge(caller);
            }
        }
    }

    /// Who has filled its share, if that is not what it was.
    pub(super) fn news(&mut self) -> Option<&BTreeSet<u32>> {
        std::mem::take(&mut self.news).then_some(&self.full)
    }

    fn judge(&mut self, caller: u32) {
        let full = self.live.get(&caller).is_some_and(|bytes| *bytes > self.share);
        self.news |= if full { self.full.insert(caller) } else { self.full.remove(&caller) };
    }
}
