//! The lines of a log as they lie on disk, version 1: `docs/audit-format.md`. Nothing else is written, and what a reader meets
//! beyond it is passed over.

mod decision;

use std::{borrow::Cow, collections::BTreeMap};

pub use decision::{ContextLine, DecisionLine, EntryLine};
use serde::{Deserialize, Serialize};

/// The version that is written, and the highest that is read.
pub const VERSION: u32 = 1;

/// How long a line may be, in bytes, its line feed included. No reader takes a longer one into memory.
pub const LINE_BYTES: usize = 64 * 1024;

/// What begins every line: its place in the chain, and what else to expect in it.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Head<'a> {
    /// [`VERSION`].
    pub v: u32,
    /// The line's number in the log, from 1, without gaps.
    pub seq: u64,
    /// SHA-256 of the bytes of the line before, without its line feed, in lower-case hex; 64 zeros for the first.
    #[serde(borrow)]
    pub prev: Cow<'a, str>,
    /// Which kind of line it is: the names of [`Body`].
    #[serde(borrow, rename = "type")]
    pub kind: Cow<'a, str>,
}

/// A line behind its head.
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "type", rename_all = "kebab-case")]
#[expect(clippy::large_enum_variant, reason = "nearly all lines are decisions, and none is kept")]
#[non_exhaustive]
pub enum Body<'a> {
    /// The first line of each file.
    Segment(SegmentLine<'a>),
    /// The beginning of a run: an app was started.
    Run(Box<RunLine<'a>>),
    /// One decision.
    Decision(DecisionLine<'a>),
    /// Decisions that were counted.
    Count(CountLine<'a>),
    /// How much was decided and written up to here.
    Checkpoint(CheckpointLine<'a>),
    /// A time in which the log could not be written.
    Gap(GapLine<'a>),
    /// A file that was removed to stay within the budget.
    Forgot(ForgotLine<'a>),
    /// The end of a run that closed its log.
    End(CheckpointLine<'a>),
}

/// `segment`
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct SegmentLine<'a> {
    /// Names the log: 32 hex digits, the same in all its files.
    pub log: Cow<'a, str>,
    /// The file's number, from 1.
    pub segment: u64,
    /// Milliseconds since the Unix epoch.
    pub at: u64,
    /// What the lines before this one hold, whether they are still there or not.
    pub before: Before,
    /// What lies behind the last whole line of the file before this one, if anything does.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub torn: Option<Torn>,
}

/// Everything before a file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Before {
    /// How much was decided.
    pub totals: Totals,
    /// The same by code; `*` for what was counted without one.
    pub codes: BTreeMap<String, u64>,
    /// The same by window; `*` for what was counted without one, and for windows beyond the first thirty-two.
    pub windows: BTreeMap<String, u64>,
}

/// How much was decided.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Totals {
    /// Decisions that let a value through.
    pub allow: u64,
    /// Refusals by a scope.
    pub deny: u64,
    /// Refusals of what was malformed.
    pub error: u64,
    /// What report mode let through.
    pub report: u64,
    /// How many of them have a line of their own. All others were counted: together they are all.
    pub verbatim: u64,
    /// How many of them were counted.
    pub counted: u64,
}

/// What was left of a line that never became whole.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Torn {
    /// The file's number.
    pub segment: u64,
    /// How many bytes it has behind its last whole line.
    pub bytes: u64,
}

/// `run`
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct RunLine<'a> {
    /// Names the run: 16 hex digits.
    pub run: Cow<'a, str>,
    /// Milliseconds since the Unix epoch.
    pub at: u64,
    /// The app's identifier.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub app: Option<Cow<'a, str>>,
    /// The app's version.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<Cow<'a, str>>,
    /// SHA-256 of the policy that the app embeds, where it does.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub policy: Option<Cow<'a, str>>,
    /// `buffered` or `required`.
    pub mode: Cow<'a, str>,
    /// `template`, `full` or `hash`.
    pub privacy: Cow<'a, str>,
    /// What may be lost if the run ends without closing its log.
    pub loss: Loss,
    /// The run before it in this log, and whether that closed the log. If not, it may have lost what its `loss` says.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<After<'a>>,
}

/// What a run may lose at most if it is killed, or if the machine loses its power.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Loss {
    /// Decisions that were to have a line of their own.
    pub records: u64,
    /// After how many milliseconds a decision is handed to the system, which keeps it if the app is killed.
    pub written_ms: u64,
    /// After how many milliseconds it is on the disk, which keeps it if the power fails. Both, and what the disk takes.
    pub synced_ms: u64,
    /// After how many milliseconds decisions that are counted are written, where the caller has its share of the disk left.
    pub counted_ms: u64,
}

/// How the run before ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct After<'a> {
    /// Its name.
    pub run: Cow<'a, str>,
    /// Whether it closed the log.
    pub closed: bool,
}

/// `count`
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct CountLine<'a> {
    /// The run.
    pub run: Cow<'a, str>,
    /// `allow`, `deny`, `error` or `report`.
    pub decision: Cow<'a, str>,
    /// Why. None where the caller had too many different ones.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<Cow<'a, str>>,
    /// Label of the window. None where there were too many callers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub window: Option<Cow<'a, str>>,
    /// Label of the webview.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub webview: Option<Cow<'a, str>>,
    /// Where its content comes from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub context: Option<ContextLine<'a>>,
    /// The command. None where the caller had too many different ones.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub command: Option<Cow<'a, str>>,
    /// How many decisions.
    pub count: u64,
    /// When the first of them was taken, in milliseconds since the Unix epoch.
    pub first: u64,
    /// When the last was.
    pub last: u64,
    /// Some of what was judged: of the first, second, fourth, eighth and so on, the last four that differ.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sample: Vec<Cow<'a, str>>,
}

/// `checkpoint`, `end`
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct CheckpointLine<'a> {
    /// The run.
    pub run: Cow<'a, str>,
    /// Milliseconds since the Unix epoch.
    pub at: u64,
    /// How many decisions the run has taken. They are its `verbatim`, its `counted` and its `pending` added up.
    pub taken: u64,
    /// How many of the run's decisions have a line above.
    pub verbatim: u64,
    /// How many are in a `count` line above.
    pub counted: u64,
    /// How many were counted since, and are in a later one.
    pub pending: u64,
    /// How much was decided since the log began, by all lines above.
    pub totals: Totals,
}

/// `gap`
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct GapLine<'a> {
    /// The run.
    pub run: Cow<'a, str>,
    /// From when on the log could not be written, in milliseconds since the Unix epoch.
    pub since: u64,
    /// Until when.
    pub until: u64,
    /// What the system said.
    pub reason: Cow<'a, str>,
    /// How many decisions were taken meanwhile. Each of them has a line or is counted behind this one.
    pub taken: u64,
}

/// `forgot`
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct ForgotLine<'a> {
    /// Milliseconds since the Unix epoch.
    pub at: u64,
    /// The file's number.
    pub segment: u64,
    /// The number of its first line.
    pub first: u64,
    /// And of its last.
    pub last: u64,
    /// SHA-256 of its last line, which the first line of the next file has as `prev`.
    pub hash: Cow<'a, str>,
    /// What its lines held.
    pub held: Totals,
}
