//! Lines that are written together, grouped by what is counted of them: what each alone would cost, few cost together.

use crate::tally::{Batch, Queued, Waiting};

/// The groups of some lines of a batch, in the order of the first of each.
#[derive(Debug, Default)]
pub(super) struct Groups(Vec<Group>);

/// Lines of decisions of one caller that were decided in the same way, or one line that counts some.
#[derive(Clone, Copy, Debug)]
pub(super) struct Group {
    /// Where in the batch the first is.
    pub(super) first: usize,
    pub(super) lines: u64,
    pub(super) bytes: u64,
}

impl Groups {
    pub(super) fn clear(&mut self) {
        self.0.clear();
    }

    /// The line of what stands in the batch at this place has so many bytes.
    pub(super) fn add(&mut self, batch: &Batch, at: usize, bytes: u64) {
        let is_like = |group: &&mut Group| match (batch.at(group.first), batch.at(at)) {
            (Some(Waiting::Record(one)), Some(Waiting::Record(other))) => are_alike(one, other),
            _ => false,
        };
        match self.0.iter_mut().find(is_like) {
            Some(group) => {
                group.lines += 1;
                group.bytes += bytes;
            }
            None => self.0.push(Group { first: at, lines: 1, bytes }),
        }
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = Group> {
        self.0.iter().copied()
    }
}

/// A caller's number is one of a single caller here: who came too late to be told apart is counted, and has no line.
fn are_alike(one: &Queued, other: &Queued) -> bool {
    one.caller == other.caller && one.record.decision == other.record.decision && one.record.code == other.record.code
}
