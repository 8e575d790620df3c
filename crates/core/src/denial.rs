//! A refusal as a value: the one function that decides what the page may learn of it is [`Denial`]'s `Serialize`.

use std::{fmt, sync::Arc};

use serde::{Serialize, Serializer, ser::SerializeMap};

use crate::{
    code::{Code, Remedy},
    record::{DecisionId, Record},
};

/// A refused argument, or a judged one that turned out to be another object when it was opened.
///
/// Its text, its `Debug` form and its serialized form tell the page what helps it and no more: they can
/// be sent to it as they are. Patterns, resolved paths and the fine code are in the log under [`Denial::id`], and in
/// Rust behind [`Denial::record`].
#[derive(Clone)]
pub struct Denial {
    record: Arc<Record>,
    explain: bool,
}

impl Denial {
    pub(crate) fn new(record: Arc<Record>, explain: bool) -> Self {
        Self { record, explain }
    }

    /// The code that the page gets.
    #[must_use]
    pub fn code(&self) -> Code {
        self.record.code.page()
    }

    /// Who can do something about it.
    #[must_use]
    pub fn remedy(&self) -> Remedy {
        self.code().remedy()
    }

    /// The id under which the log has the whole of it.
    #[must_use]
    pub fn id(&self) -> DecisionId {
        self.record.id
    }

    /// All that is known: for the app's own log, not for the page.
    #[must_use]
    pub fn record(&self) -> &Record {
        &self.record
    }
}

impl std::error::Error for Denial {}

impl fmt::Display for Denial {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // A call that was refused as a whole has no argument.
        if !self.record.argument.is_empty() {
            write!(f, "`{}`", self.record.argument)?;
            for index in &self.record.index {
                write!(f, "[{index}]")?;
            }
            f.write_str(" of ")?;
        }
        write!(f, "`{}` was refused: {} ({})", self.record.command, self.code().sentence(), self.code())
    }
}

impl fmt::Debug for Denial {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Denial")
            .field("code", &self.code().name())
            .field("id", &self.id().to_string())
            .finish_non_exhaustive()
    }
}

impl Serialize for Denial {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let record = &*self.record;
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("type", "authority.denied")?;
        map.serialize_entry("code", &self.code())?;
        map.serialize_entry("command", &*record.command)?;
        map.serialize_entry("argument", &record.argument)?;
        if !record.index.is_empty() {
            map.serialize_entry("index", &record.index)?;
        }
        if let Some(field) = &record.field {
            map.serialize_entry("field", field)?;
        }
        map.serialize_entry("access", &record.access)?;
        map.serialize_entry("remedy", &self.remedy())?;
        map.serialize_entry("decision", &self.id())?;
        map.serialize_entry("message", &self.to_string())?;
        if self.explain {
            map.serialize_entry("detail", record)?;
        }
        map.end()
    }
}

#[cfg(test)]
mod tests;
