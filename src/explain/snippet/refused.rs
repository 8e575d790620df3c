//! What was refused, as an entry spells it and as it is asked about again.

use authority_core::{
    decide::{Decision, Question, UrlQuestion, decide, decide_url, decide_value},
    kind::Kind,
    platform::Platform,
    record::Record,
    scope::{Scope, bases::Bases},
    validate::{path::ValidPath, url::ValidUrl, value::ValidValue},
};
use serde_json::Value;

use crate::explain::spell;

/// A path, a URL or a value of a kind of the app's.
pub(in crate::explain) enum Refused {
    Path(ValidPath),
    Url(ValidUrl),
    Value(ValidValue),
}

impl Refused {
    pub(in crate::explain) fn path(recorded: &str) -> Option<Self> {
        ValidPath::parse(recorded, Platform::host()).ok().map(Self::Path)
    }

    pub(in crate::explain) fn url(recorded: &str) -> Option<Self> {
        ValidUrl::parse(recorded).ok().map(Self::Url)
    }

    pub(in crate::explain) fn value(kind: Option<&'static Kind>, recorded: &str) -> Option<Self> {
        ValidValue::recorded(kind?, recorded).ok().map(Self::Value)
    }

    pub(super) const fn noun(&self) -> &'static str {
        match self {
            Self::Path(_) => "path",
            Self::Url(_) => "URL",
            Self::Value(_) => "value",
        }
    }

    /// What an entry says to take this and nothing else.
    pub(super) fn spelled(&self, bases: &Bases) -> Vec<(&'static str, Value)> {
        match self {
            Self::Path(path) => vec![("path", spell::pattern(path, bases).into())],
            Self::Url(url) => vec![("url", url.as_pattern().into())],
            Self::Value(value) => value.as_entry().collect(),
        }
    }

    pub(super) fn decide<'a>(&'a self, scope: &'a Scope, record: &'a Record) -> Decision<'a> {
        match self {
            Self::Path(path) => decide(scope, Question::new(path, record.access, &record.argument)),
            Self::Url(url) => {
                decide_url(scope, UrlQuestion::new(url, record.method.as_deref().unwrap_or("GET"), &record.argument))
            }
            Self::Value(value) => decide_value(scope, value, &record.argument),
        }
    }
}
