//! What was refused, as an entry spells it and as it is asked about again.

use authority_core::{
    decide::{Decision, Question, decide, decide_value},
    kind::Kind,
    platform::Platform,
    record::Record,
    scope::{Scope, bases::Bases},
    validate::{path::ValidPath, value::ValidValue},
};
use serde_json::Value;

use crate::explain::spell;

/// A path or a value of a kind of the app's.
pub(in crate::explain) enum Refused {
    Path(ValidPath),
    Value(ValidValue),
}

impl Refused {
    pub(in crate::explain) fn path(recorded: &str) -> Option<Self> {
        ValidPath::parse(recorded, Platform::host()).ok().map(Self::Path)
    }

    pub(in crate::explain) fn value(kind: Option<&'static Kind>, recorded: &str) -> Option<Self> {
        ValidValue::recorded(kind?, recorded).ok().map(Self::Value)
    }

    pub(super) const fn noun(&self) -> &'static str {
        match self {
            Self::Path(_) => "path",
            Self::Value(_) => "value",
        }
    }

    /// What an entry says to take this and nothing else.
    pub(super) fn spelled(&self, bases: &Bases) -> Vec<(&'static str, Value)> {
        match self {
            Self::Path(path) => vec![("path", spell::pattern(path, bases).into())],
            Self::Value(value) => value.as_entry().collect(),
        }
    }

    pub(super) fn decide<'a>(&'a self, scope: &'a Scope, record: &'a Record) -> Decision<'a> {
        match self {
            Self::Path(path) => decide(scope, Question::new(path, record.access, &record.argument)),
            Self::Value(value) => decide_value(scope, value, &record.argument),
        }
    }
}
