//! The name of a decision.

use std::{
    fmt,
    hash::{BuildHasher, RandomState},
};

use serde::{Serialize, Serializer};

/// Names one decision, to the page and in the log. Unique in a run; it tells nobody how many decisions there were.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct DecisionId(pub(super) u64);

impl DecisionId {
    /// A permutation of the sequence number (four Feistel rounds over the standard library's keyed hash), so that ids are
    /// unique and a page that sees two of its own cannot count what other windows did in between. A mixer without a key
    /// in every step will not do: it can be undone, and the key falls out between two ids.
    pub(super) fn scrambled(seq: u64, key: &RandomState) -> Self {
        let (mut left, mut right) = ((seq >> 32) as u32, seq as u32);
        for round in 0..4_u32 {
            (left, right) = (right, left ^ key.hash_one((round, right)) as u32);
        }
        Self(u64::from(left) << 32 | u64::from(right))
    }
}

impl fmt::Display for DecisionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // By hand: each line of the log has one, and the formatting of numbers takes more steps.
        let mut digits = [0; 16];
        for (at, digit) in digits.iter_mut().enumerate() {
            let number = (self.0 >> (60 - 4 * at) & 15) as u8;
            *digit = if number < 10 { b'0' + number } else { b'a' - 10 + number };
        }
        f.pad(str::from_utf8(&digits).unwrap_or_default())
    }
}

impl Serialize for DecisionId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}
