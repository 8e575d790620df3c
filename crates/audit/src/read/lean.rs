//! A line as whoever reads millions of them wants it: one pass over its text, nothing copied, and of a decision only what is
//! added up or asked for.

use std::borrow::Cow;

use serde::Deserialize;

use super::{
    LineError,
    line::{body, head, text},
};
use crate::wire::{CheckpointLine, ForgotLine, Head, RunLine, SegmentLine, VERSION};

/// A line, and of its body what is added up.
#[derive(Debug)]
pub(crate) struct Seen<'a> {
    pub(crate) seq: u64,
    pub(crate) prev: Cow<'a, str>,
    pub(crate) body: SeenBody<'a>,
}

#[derive(Debug)]
pub(crate) enum SeenBody<'a> {
    Segment(Box<SegmentLine<'static>>),
    Run(Box<RunLine<'static>>),
    Decision(Asked<'a>),
    Count(Asked<'a>),
    Checkpoint(Box<CheckpointLine<'static>>),
    Gap(Cow<'a, str>),
    Forgot(Box<ForgotLine<'static>>),
    End(Box<CheckpointLine<'static>>),
    Unknown,
}

/// Of one decision, or of those that a `count` speaks of.
#[derive(Debug)]
pub(crate) struct Asked<'a> {
    pub(crate) run: Cow<'a, str>,
    pub(crate) decision: Cow<'a, str>,
    pub(crate) code: Option<Cow<'a, str>>,
    pub(crate) window: Option<Cow<'a, str>>,
    pub(crate) command: Option<Cow<'a, str>>,
    pub(crate) id: Option<Cow<'a, str>>,
    pub(crate) parent: Option<Cow<'a, str>>,
    /// How many, and 1 for a line of its own.
    pub(crate) count: u64,
    /// When the first of them was taken.
    pub(crate) first: u64,
    /// And the last.
    pub(crate) last: u64,
}

impl<'a> Seen<'a> {
    /// Reads a line, whose bytes are without its line feed.
    pub(crate) fn parse(bytes: &'a [u8]) -> Result<Self, LineError> {
        let text = text(bytes)?;
        // Where a field is of another type, it may be a line of a type that nobody knows yet: then its head alone says so.
        let Ok(mut lean) = serde_json::from_str::<Lean<'a>>(text) else { return Self::by_head(text) };
        if lean.v != VERSION {
            return Self::by_head(text);
        }
        let body = match &*lean.kind {
            "decision" => SeenBody::Decision(lean.decision()?),
            "count" => SeenBody::Count(lean.count()?),
            "gap" => SeenBody::Gap(has(lean.run, "run")?),
            _ => return Self::by_head(text),
        };
        Ok(Self { seq: lean.seq, prev: lean.prev, body })
    }

    fn by_head(text: &'a str) -> Result<Self, LineError> {
        let Head { seq, prev, kind, .. } = head(text)?;
        let body = match &*kind {
            "segment" => SeenBody::Segment(body(text)?),
            "run" => SeenBody::Run(body(text)?),
            "checkpoint" => SeenBody::Checkpoint(body(text)?),
            "forgot" => SeenBody::Forgot(body(text)?),
            "end" => SeenBody::End(body(text)?),
            "decision" | "count" | "gap" => {
                return Err(LineError::Malformed(format!("a field of this `{kind}` is of another type")));
            }
            _ => SeenBody::Unknown,
        };
        Ok(Self { seq, prev, body })
    }

    /// The run that the line says it is of.
    pub(crate) fn run(&self) -> Option<&str> {
        match &self.body {
            SeenBody::Decision(asked) | SeenBody::Count(asked) => Some(&asked.run),
            SeenBody::Checkpoint(line) | SeenBody::End(line) => Some(&line.run),
            SeenBody::Gap(run) => Some(run),
            _ => None,
        }
    }
}

#[derive(Deserialize)]
struct Lean<'a> {
    v: u32,
    seq: u64,
    #[serde(borrow)]
    prev: Cow<'a, str>,
    #[serde(borrow, rename = "type")]
    kind: Cow<'a, str>,
    #[serde(borrow)]
    run: Option<Word<'a>>,
    #[serde(borrow)]
    decision: Option<Word<'a>>,
    #[serde(borrow)]
    code: Option<Word<'a>>,
    #[serde(borrow)]
    window: Option<Word<'a>>,
    #[serde(borrow)]
    command: Option<Word<'a>>,
    #[serde(borrow)]
    id: Option<Word<'a>>,
    #[serde(borrow)]
    parent: Option<Word<'a>>,
    at: Option<u64>,
    count: Option<u64>,
    first: Option<u64>,
    last: Option<u64>,
}

/// A text that is borrowed where nothing in it is escaped; within an `Option` a `Cow` alone never is.
#[derive(Deserialize)]
struct Word<'a>(#[serde(borrow)] Cow<'a, str>);

impl<'a> Lean<'a> {
    fn decision(&mut self) -> Result<Asked<'a>, LineError> {
        let at = self.at.ok_or_else(|| lacks("at"))?;
        let asked = self.asked(1, at, at)?;
        for (there, name) in
            [(&asked.code, "code"), (&asked.window, "window"), (&asked.command, "command"), (&asked.id, "id")]
        {
            if there.is_none() {
                return Err(lacks(name));
            }
        }
        Ok(asked)
    }

    fn count(&mut self) -> Result<Asked<'a>, LineError> {
        let count = self.count.ok_or_else(|| lacks("count"))?;
        let first = self.first.ok_or_else(|| lacks("first"))?;
        let last = self.last.ok_or_else(|| lacks("last"))?;
        self.asked(count, first, last)
    }

    fn asked(&mut self, count: u64, first: u64, last: u64) -> Result<Asked<'a>, LineError> {
        let decision = has(self.decision.take(), "decision")?;
        if !["allow", "deny", "error", "report"].contains(&&*decision) {
            return Err(LineError::Malformed("its `decision` is none".to_owned()));
        }
        let word = |word: &mut Option<Word<'a>>| word.take().map(|Word(text)| text);
        Ok(Asked {
            run: has(self.run.take(), "run")?,
            decision,
            code: word(&mut self.code),
            window: word(&mut self.window),
            command: word(&mut self.command),
            id: word(&mut self.id),
            parent: word(&mut self.parent),
            count,
            first,
            last,
        })
    }
}

fn has<'a>(word: Option<Word<'a>>, name: &str) -> Result<Cow<'a, str>, LineError> {
    word.map(|Word(text)| text).ok_or_else(|| lacks(name))
}

fn lacks(name: &str) -> LineError {
    LineError::Malformed(format!("it lacks `{name}`"))
}
