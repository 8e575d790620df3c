//! The line of one decision.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

/// `decision`
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct DecisionLine<'a> {
    /// The run.
    pub run: Cow<'a, str>,
    /// The decision's number in its run, from 1. What was counted has a number, too, and no line.
    pub n: u64,
    /// Milliseconds since the Unix epoch, by the clock on the wall.
    pub at: u64,
    /// Microseconds since the run began, by a clock that is never set.
    pub mono: u64,
    /// `allow`, `deny`, `error` or `report`.
    pub decision: Cow<'a, str>,
    /// Why.
    pub code: Cow<'a, str>,
    /// When in the way of a request.
    pub stage: Cow<'a, str>,
    /// The id that the page was given.
    pub id: Cow<'a, str>,
    /// The judgement that it belongs to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parent: Option<Cow<'a, str>>,
    /// Label of the window.
    pub window: Cow<'a, str>,
    /// Label of the webview.
    pub webview: Cow<'a, str>,
    /// Where its content comes from.
    pub context: ContextLine<'a>,
    /// The command.
    pub command: Cow<'a, str>,
    /// The argument.
    #[serde(default, skip_serializing_if = "str::is_empty")]
    pub argument: Cow<'a, str>,
    /// Where in the argument.
    #[serde(default, skip_serializing_if = "<[u32]>::is_empty")]
    pub index: Cow<'a, [u32]>,
    /// Where in a value that breaks a rule of its type.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub field: Option<Cow<'a, str>>,
    /// What was to be done.
    pub access: Vec<Cow<'a, str>>,
    /// `url`, or the name of a kind of the app's own; none for a path.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<Cow<'a, str>>,
    /// The method of a request.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub method: Option<Cow<'a, str>>,
    /// What was judged, as the run's `privacy` shows it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resource: Option<Cow<'a, str>>,
    /// What the page asked for, where that differs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub asked: Option<Cow<'a, str>>,
    /// The entry that decided or came nearest.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub entry: Option<EntryLine<'a>>,
    /// The first name that the nearest entry does not have.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub difference: Option<Cow<'a, str>>,
    /// What is wrong with the scope or the call.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fault: Option<Cow<'a, str>>,
    /// Of a listing: how many children were shown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub shown: Option<u64>,
    /// Of a listing: how many were withheld.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub withheld: Option<u64>,
}

/// `"local"`, or `{ "remote": pattern }`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum ContextLine<'a> {
    /// The app's own content.
    Local,
    /// Content of another origin, let in by this URL pattern of a capability.
    Remote(Cow<'a, str>),
}

/// The entry behind a decision.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct EntryLine<'a> {
    /// `allow` or `deny`.
    pub list: Cow<'a, str>,
    /// `command`, `authority:scope` or `global`.
    pub way: Cow<'a, str>,
    /// Its place in its list.
    pub index: u64,
    /// Its pattern, as the policy has it.
    pub pattern: Cow<'a, str>,
    /// Capability and permission, where a policy is embedded.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub origin: Option<Cow<'a, str>>,
}
