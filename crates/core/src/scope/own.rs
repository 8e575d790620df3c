//! The entries of a kind that the app declared: for each field, which values an entry takes.

mod want;

use std::collections::HashMap;

use serde_json::{Map, Value};
use want::{Want, folded};
pub(crate) use want::{Whole, whole};

use super::{Entry, List};
use crate::{
    decide::Granted,
    kind::{Case, Kind, Need},
    validate::value::ValidValue,
};

/// An entry of a kind of the app's.
#[derive(Clone, Debug)]
pub(crate) struct OwnEntry {
    entry: Entry,
    kind: &'static Kind,
    wants: Box<[Want]>,
}

/// The entries of one kind.
#[derive(Clone, Debug)]
pub(crate) struct Own {
    case: Case,
    entries: Vec<OwnEntry>,
    allow: Keyed,
    deny: Keyed,
}

/// The entries of one list by the key that they spell, so that many cost what one costs; and those that need matching.
#[derive(Clone, Debug, Default)]
struct Keyed {
    spelled: HashMap<Box<str>, Vec<usize>>,
    matched: Vec<usize>,
}

impl AsRef<Entry> for OwnEntry {
    fn as_ref(&self) -> &Entry {
        &self.entry
    }
}

/// What an object says of the fields of `kind`.
///
/// An `allow` must say what each required field may be, and takes a value without an optional field where it does not
/// name that. A `deny` that leaves a field out covers whatever is sent for it.
pub(super) fn wants(kind: &'static Kind, list: List, map: &Map<String, Value>) -> Result<Box<[Want]>, String> {
    let want = |(position, field): (usize, &'static crate::kind::Field)| match (map.get(field.name), list, field.need) {
        (Some(Value::String(text)), _, _) if position == 0 && text.is_empty() => {
            Err(format!("`{}` is empty", field.name))
        }
        (Some(value), _, _) => Want::compile(field, list, value),
        (None, List::Deny, _) => Ok(Want::Anything),
        (None, List::Allow, Need::Optional) => Ok(Want::Absent),
        (None, List::Allow, Need::Required) => {
            Err(format!("it has no `{}`, without which it takes nothing: say what it may be", field.name))
        }
    };
    kind.fields().enumerate().map(want).collect()
}

impl OwnEntry {
    pub(super) fn new(entry: Entry, kind: &'static Kind, wants: Box<[Want]>) -> Self {
        Self { entry, kind, wants }
    }

    pub(super) const fn kind(&self) -> &'static Kind {
        self.kind
    }

    fn takes(&self, value: &ValidValue) -> bool {
        self.parts_from(value).is_none()
    }

    /// The position of the first field whose value it does not take.
    fn parts_from(&self, value: &ValidValue) -> Option<usize> {
        value.named().zip(&self.wants).position(|((_, value), want)| !want.takes(value))
    }
}

impl Own {
    pub(super) fn new(kind: &'static Kind) -> Self {
        let case = kind.fields().next().map_or(Case::Counts, |key| key.case);
        Self { case, entries: Vec::new(), allow: Keyed::default(), deny: Keyed::default() }
    }

    pub(super) fn push(&mut self, entry: OwnEntry) {
        let number = self.entries.len();
        let spelled = entry.wants.first().and_then(Want::spelled);
        match (entry.entry.list(), self.case) {
            (List::Allow, _) => self.allow.push(number, spelled.map(str::to_owned)),
            (List::Deny, Case::Counts) => self.deny.push(number, spelled.map(str::to_owned)),
            (List::Deny, Case::Folds) => self.deny.push(number, spelled.map(folded)),
        }
        self.entries.push(entry);
    }

    pub(super) fn entries(&self) -> impl DoubleEndedIterator<Item = &Entry> + ExactSizeIterator {
        self.entries.iter().map(AsRef::as_ref)
    }

    /// The first `deny` entry that covers the value.
    pub(crate) fn denying(&self, value: &ValidValue, argument: &str) -> Option<&OwnEntry> {
        let key = value.key().map(|key| match self.case {
            Case::Counts => key.to_owned(),
            Case::Folds => folded(key),
        });
        self.taking(&self.deny, key.as_deref(), value, argument)
    }

    /// What the `allow` entries grant: there is nothing between all and nothing.
    pub(crate) fn granting(&self, value: &ValidValue, argument: &str) -> Granted<'_, OwnEntry> {
        let entry = self.taking(&self.allow, value.key(), value, argument);
        Granted { trail: (), all: entry.is_some(), entry }
    }

    /// Whether some `allow` entry is for this argument at all.
    pub(crate) fn allows_something(&self, argument: &str) -> bool {
        self.entries().any(|entry| entry.list() == List::Allow && entry.concerns(argument))
    }

    /// The `allow` entry that takes most of the fields, and the name of the first that it does not take.
    pub(crate) fn nearest(&self, value: &ValidValue, argument: &str) -> Option<(&OwnEntry, &'static str)> {
        let allows = self.entries.iter().filter(|own| own.entry.list() == List::Allow && own.entry.concerns(argument));
        let parting = allows.filter_map(|own| Some((own, own.parts_from(value)?)));
        // `rev`, since of several that are as near the last is the maximum: the first shall be named.
        let (own, position) = parting.rev().max_by_key(|(_, position)| *position)?;
        own.kind.fields().nth(position).map(|field| (own, field.name))
    }

    fn taking(&self, list: &Keyed, key: Option<&str>, value: &ValidValue, argument: &str) -> Option<&OwnEntry> {
        let spelled = key.and_then(|key| list.spelled.get(key));
        let candidates = spelled.into_iter().flatten().chain(&list.matched);
        candidates
            .filter_map(|number| self.entries.get(*number))
            .find(|own| own.entry.concerns(argument) && own.takes(value))
    }
}

impl Keyed {
    fn push(&mut self, number: usize, spelled: Option<String>) {
        match spelled {
            Some(key) => self.spelled.entry(key.into()).or_default().push(number),
            None => self.matched.push(number),
        }
    }
}

#[cfg(test)]
mod tests;
