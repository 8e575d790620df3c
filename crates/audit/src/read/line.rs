//! What a line says.

use std::borrow::Cow;

use serde::{Deserialize, de::DeserializeOwned};

use super::LineError;
use crate::wire::{CheckpointLine, CountLine, DecisionLine, ForgotLine, GapLine, Head, RunLine, SegmentLine, VERSION};

/// A line, with all that it says.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Line {
    /// Its place in the chain.
    pub head: Head<'static>,
    /// What it says.
    pub body: Parsed,
}

/// What a line says.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Parsed {
    /// The first line of each file.
    Segment(SegmentLine<'static>),
    /// The beginning of a run.
    Run(Box<RunLine<'static>>),
    /// One decision.
    Decision(Box<DecisionLine<'static>>),
    /// Decisions that were counted.
    Count(Box<CountLine<'static>>),
    /// How much was decided and written up to here.
    Checkpoint(CheckpointLine<'static>),
    /// A time in which the log could not be written.
    Gap(GapLine<'static>),
    /// A file that was removed.
    Forgot(ForgotLine<'static>),
    /// The end of a run.
    End(CheckpointLine<'static>),
    /// A type that this version does not know. It counts in the chain all the same.
    Unknown(String),
}

impl Line {
    /// Reads a line, whose bytes are without its line feed.
    ///
    /// # Errors
    ///
    /// It is none of a log, or of a newer one.
    pub fn parse(bytes: &[u8]) -> Result<Self, LineError> {
        let text = text(bytes)?;
        let head = head(text)?;
        let body = match &*head.kind {
            "segment" => Parsed::Segment(body(text)?),
            "run" => Parsed::Run(body(text)?),
            "decision" => Parsed::Decision(body(text)?),
            "count" => Parsed::Count(body(text)?),
            "checkpoint" => Parsed::Checkpoint(body(text)?),
            "gap" => Parsed::Gap(body(text)?),
            "forgot" => Parsed::Forgot(body(text)?),
            "end" => Parsed::End(body(text)?),
            unknown => Parsed::Unknown(unknown.to_owned()),
        };
        let head = Head {
            v: head.v,
            seq: head.seq,
            prev: Cow::Owned(head.prev.into_owned()),
            kind: Cow::Owned(head.kind.into_owned()),
        };
        Ok(Self { head, body })
    }
}

/// All of a file is UTF-8. JSON that is passed over would not be looked at for that.
pub(super) fn text(bytes: &[u8]) -> Result<&str, LineError> {
    std::str::from_utf8(bytes).map_err(|_| LineError::NotUtf8)
}

/// What begins the line, where its version is known.
pub(super) fn head(text: &str) -> Result<Head<'_>, LineError> {
    #[derive(Deserialize)]
    struct Version {
        v: u64,
    }
    // By itself, and first: a newer version may have another head.
    let Version { v } = serde_json::from_str(text)?;
    match v {
        0 => Err(LineError::Malformed("its version is 0".to_owned())),
        v if v > VERSION.into() => Err(LineError::Newer(v)),
        _ => Ok(serde_json::from_str(text)?),
    }
}

pub(super) fn body<T: DeserializeOwned>(text: &str) -> Result<T, LineError> {
    Ok(serde_json::from_str(text)?)
}
