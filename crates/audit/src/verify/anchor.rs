//! A line's number and hash, kept where whoever can change the log cannot.

use std::{fmt, str::FromStr};

use serde::{Serialize, Serializer};
use thiserror::Error;

use crate::hash::Hex;

/// A line of a log, by number and hash: `SEQ:HASH`. All that was written up to it is bound by it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Anchor {
    /// The line's number.
    pub seq: u64,
    pub(super) hash: Hex,
}

/// It is no anchor.
#[derive(Debug, Error, PartialEq, Eq)]
#[error("an anchor is a line's number, a colon and 64 hex digits, as `cargo authority audit verify` prints it")]
#[non_exhaustive]
pub struct NoAnchor;

impl Anchor {
    /// SHA-256 of the line without its line feed, in lower-case hex.
    #[must_use]
    pub fn hash(&self) -> &str {
        self.hash.text()
    }
}

impl FromStr for Anchor {
    type Err = NoAnchor;

    fn from_str(text: &str) -> Result<Self, NoAnchor> {
        let (seq, hash) = text.split_once(':').ok_or(NoAnchor)?;
        if !seq.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(NoAnchor);
        }
        let seq = seq.parse().ok().filter(|seq| *seq > 0).ok_or(NoAnchor)?;
        let hash = Hex::read(&hash.to_ascii_lowercase()).ok_or(NoAnchor)?;
        Ok(Self { seq, hash })
    }
}

impl fmt::Display for Anchor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.seq, self.hash.text())
    }
}

impl Serialize for Anchor {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}
