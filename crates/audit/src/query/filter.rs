//! Which lines are asked for.

use serde::Deserialize;

use crate::read::lean::Asked;

/// What is asked for. What is not given is not asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
#[non_exhaustive]
pub struct Query {
    /// Not before, in milliseconds since the Unix epoch.
    pub since: Option<u64>,
    /// Not after.
    pub until: Option<u64>,
    /// `allow`, `deny`, `error` or `report`.
    pub decision: Option<String>,
    /// A code, or with a dot at its end all that begin with it: `path.`.
    pub code: Option<String>,
    /// Label of a window.
    pub window: Option<String>,
    /// A command.
    pub command: Option<String>,
    /// The id that the page was given, of a decision or of the judgement that it belongs to.
    pub id: Option<String>,
    /// How many lines at most: [`Query::LIMIT`] if nothing is said, and never more than [`Query::MOST`].
    pub limit: Option<usize>,
    /// Only lines before that of this number: what the page before says is next.
    pub before_seq: Option<u64>,
}

impl Query {
    /// How many lines a page has if nothing is said.
    pub const LIMIT: usize = 100;
    /// How many it has at most. They are in memory at once.
    pub const MOST: usize = 1_000;

    pub(super) fn most(&self) -> usize {
        self.limit.unwrap_or(Self::LIMIT).clamp(1, Self::MOST)
    }

    /// Whether the line is asked for.
    pub(super) fn takes(&self, seq: u64, asked: &Asked<'_>) -> bool {
        let same = |want: &Option<String>, is: Option<&str>| want.as_deref().is_none_or(|want| is == Some(want));
        self.before_seq.is_none_or(|before| seq < before)
            && self.since.is_none_or(|since| asked.last >= since)
            && self.until.is_none_or(|until| asked.first <= until)
            && same(&self.decision, Some(&asked.decision))
            && self.takes_code(asked.code.as_deref())
            && same(&self.window, asked.window.as_deref())
            && same(&self.command, asked.command.as_deref())
            && (same(&self.id, asked.id.as_deref()) || same(&self.id, asked.parent.as_deref()))
    }

    fn takes_code(&self, code: Option<&str>) -> bool {
        match (&self.code, code) {
            (None, _) => true,
            (Some(want), Some(code)) if want.ends_with('.') => code.starts_with(want.as_str()),
            (Some(want), code) => code == Some(want),
        }
    }
}
