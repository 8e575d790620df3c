//! A value of a kind that the app declared, from the page, read once by the shape of its fields: the gate before its scope.
//!
//! 1. An object with the kind's fields and no others; or, for a kind of one field, that field's value by itself.
//! 2. Each field is of its shape; a required one is there.
//! 3. Text is bounded, and holds nothing that ends it early, forges a line of a log or turns text around.

use std::fmt;

use serde_json::{Map, Value};

pub use authority_entry::MAX_TEXT_BYTES;

pub use super::Violation;
use super::path::is_control;
use crate::{
    code::Code,
    kind::{Field, FieldType, Kind, Need, Scalar, Shape},
};

/// A value that went through the gate.
#[derive(Clone, PartialEq, Eq)]
pub struct ValidValue {
    kind: &'static Kind,
    fields: Box<[Option<Scalar>]>,
}

/// The fields of a value, one after the other in the order of their declaration.
#[derive(Debug)]
pub struct Fields<'a> {
    rest: std::slice::Iter<'a, Option<Scalar>>,
}

impl Fields<'_> {
    /// The next field as its Rust type; none where the value does not fit, such as 300 in a `u8`.
    #[must_use]
    pub fn take<T: FieldType>(&mut self) -> Option<T> {
        T::from_scalar(self.rest.next()?.clone())
    }
}

impl ValidValue {
    /// Reads what the page sent.
    ///
    /// # Errors
    ///
    /// A [`Violation`] with [`Code::ArgumentType`] where it is not of the kind's shape, [`Code::ValueTooLong`] or
    /// [`Code::ValueControlCharacter`] for a text.
    pub fn read(kind: &'static Kind, given: &Value) -> Result<Self, Violation> {
        let fields = match (given, kind.only_field()) {
            (Value::Object(map), _) => fields(kind, map)?,
            (bare, Some(only)) => [Some(scalar(only, bare)?)].into(),
            (_, None) => return Err(Violation::new(Code::ArgumentType)),
        };
        Ok(Self { kind, fields })
    }

    /// Its kind.
    #[must_use]
    pub const fn kind(&self) -> &'static Kind {
        self.kind
    }

    /// The values, in the order of the kind's fields.
    #[must_use]
    pub fn fields(&self) -> Fields<'_> {
        Fields { rest: self.fields.iter() }
    }

    /// Reads what a record has of a value.
    ///
    /// # Errors
    ///
    /// As [`ValidValue::read`]: for a text that no value of the kind is recorded as.
    pub fn recorded(kind: &'static Kind, text: &str) -> Result<Self, Violation> {
        let bare = |field: &Field| match field.shape {
            Shape::Text => Some(Value::from(text)),
            Shape::Integer | Shape::Bool => serde_json::from_str(text).ok(),
        };
        let given = match kind.only_field() {
            Some(only) => bare(only),
            None => serde_json::from_str(text).ok(),
        };
        Self::read(kind, &given.ok_or(Violation::new(Code::ArgumentType))?)
    }

    /// What an `allow` entry says of each field to take this value and no other.
    pub fn as_entry(&self) -> impl Iterator<Item = (&'static str, Value)> {
        self.named().filter_map(|(field, value)| Some((field.name, field.exactly(value?))))
    }

    /// Each field with its value, the key first.
    pub(crate) fn named(&self) -> impl Iterator<Item = (&'static Field, Option<&Scalar>)> {
        self.kind.fields().zip(self.fields.iter().map(Option::as_ref))
    }

    /// The text of the key, where it is one.
    pub(crate) fn key(&self) -> Option<&str> {
        match self.fields.first() {
            Some(Some(Scalar::Text(text))) => Some(text),
            _ => None,
        }
    }
}

fn fields(kind: &Kind, map: &Map<String, Value>) -> Result<Box<[Option<Scalar>]>, Violation> {
    // What the command's type does not know is not dropped: it may be what the page's author takes for a limit.
    if map.keys().any(|key| !kind.has_field(key)) {
        return Err(Violation::new(Code::ArgumentType));
    }
    let read = |field: &Field| match (map.get(field.name), field.need) {
        (None | Some(Value::Null), Need::Optional) => Ok(None),
        (None | Some(Value::Null), Need::Required) => Err(Violation::new(Code::ArgumentType)),
        (Some(value), _) => scalar(field, value).map(Some),
    };
    kind.fields().map(read).collect()
}

fn scalar(field: &Field, value: &Value) -> Result<Scalar, Violation> {
    match (field.shape, value) {
        (Shape::Text, Value::String(text)) => plain(text).map(|text| Scalar::Text(text.into())),
        (Shape::Integer, Value::Number(number)) => {
            number.as_i64().map(Scalar::Integer).ok_or(Violation::new(Code::ArgumentType))
        }
        (Shape::Bool, Value::Bool(yes)) => Ok(Scalar::Bool(*yes)),
        (Shape::Text | Shape::Integer | Shape::Bool, _) => Err(Violation::new(Code::ArgumentType)),
    }
}

fn plain(text: &str) -> Result<&str, Violation> {
    if text.len() > MAX_TEXT_BYTES {
        return Err(Violation::new(Code::ValueTooLong));
    }
    // A line break behind `--jobs=4` is one more flag to a program that reads them from a file, a line each.
    if text.chars().any(is_control) {
        return Err(Violation::new(Code::ValueControlCharacter));
    }
    Ok(text)
}

/// As in the log: the value by itself for a kind of one field, else an object of the fields that are there.
impl fmt::Display for ValidValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &*self.fields {
            [Some(only)] => only.fmt(f),
            _ => {
                let there = self.named().filter_map(|(field, value)| Some((field.name.to_owned(), json(value?))));
                Value::Object(there.collect()).fmt(f)
            }
        }
    }
}

fn json(scalar: &Scalar) -> Value {
    match scalar {
        Scalar::Text(text) => Value::from(&**text),
        Scalar::Integer(number) => Value::from(*number),
        Scalar::Bool(yes) => Value::from(*yes),
    }
}

/// Without the content: what is printed into an error may reach the page.
impl fmt::Debug for ValidValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ValidValue").field("kind", &self.kind.name()).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests;
