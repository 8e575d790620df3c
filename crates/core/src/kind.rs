//! Kinds of values that an app declares itself: a table, a printer, a command-line flag with a pattern for its value.
//!
//! A kind is a list of fields, the first of which is its key: an entry that has the key is an entry of the kind. The page
//! sends values for the fields, and an entry says for each field which values it takes. Kinds are declared with the
//! derive of the plugin; this is what it writes down.

mod field;

use std::{collections::BTreeMap, iter};

pub use authority_entry::RESERVED;
pub use field::{By, Case, Field, FieldType, Need, Scalar, Shape};

/// A kind: its key, which gives it its name, and its other fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kind {
    rust: &'static str,
    key: Field,
    others: &'static [Field],
}

impl Kind {
    /// The kind that the Rust type `rust` declares.
    ///
    /// # Panics
    ///
    /// Where the key may be absent. The derive has it evaluated by the compiler, so that this is an error in the
    /// declaration and cannot come at run time.
    #[must_use]
    pub const fn new(rust: &'static str, key: Field, others: &'static [Field]) -> Self {
        assert!(matches!(key.need, Need::Required), "the key of a kind cannot be an `Option`: every value has one");
        Self { rust, key, others }
    }

    /// The name of the key, which is the name of the kind.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.key.name
    }

    /// The Rust type that declares it, with its module.
    #[must_use]
    pub const fn rust(&self) -> &'static str {
        self.rust
    }

    /// The fields, the key first.
    pub fn fields(&self) -> impl Iterator<Item = &Field> + Clone {
        iter::once(&self.key).chain(self.others)
    }

    /// The field, where the kind has but one.
    pub(crate) const fn only_field(&self) -> Option<&Field> {
        if self.others.is_empty() { Some(&self.key) } else { None }
    }

    pub(crate) fn has_field(&self, name: &str) -> bool {
        self.fields().any(|field| field.name == name)
    }
}

/// The kinds that an app registers. An entry of one that is not registered is a fault, since nobody can say what it means.
#[derive(Clone, Debug, Default)]
pub struct Kinds {
    known: BTreeMap<&'static str, &'static Kind>,
}

/// Why a kind cannot be registered. The text tells a developer what to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum KindError {
    /// Its key is a field of another kind, or the other way round.
    #[error(
        "`{first}` and `{second}` both have a field `{name}` that is the key of one of them, so an entry could not say which it means: register each kind once, and rename the field of one"
    )]
    #[non_exhaustive]
    Twice {
        /// The name of the field.
        name: &'static str,
        /// The type that is registered.
        first: &'static str,
        /// The type that is refused.
        second: &'static str,
    },
    /// A field has the name of something that every entry may have.
    #[error("`{rust}` has a field `{name}`, which has a meaning of its own in every entry: rename it")]
    #[non_exhaustive]
    Reserved {
        /// The name.
        name: &'static str,
        /// The type.
        rust: &'static str,
    },
}

impl Kinds {
    /// No kinds but our own.
    #[must_use]
    pub const fn none() -> Self {
        Self { known: BTreeMap::new() }
    }

    /// Adds a kind.
    ///
    /// # Errors
    ///
    /// [`KindError::Twice`] where its key is a field of a registered kind (of itself, too) or the other way round;
    /// [`KindError::Reserved`] for a field with a name from [`RESERVED`].
    pub fn register(&mut self, kind: &'static Kind) -> Result<(), KindError> {
        if let Some(field) = kind.fields().find(|field| RESERVED.contains(&field.name)) {
            return Err(KindError::Reserved { name: field.name, rust: kind.rust });
        }
        for known in self.known.values() {
            let shared =
                [kind, known].map(Kind::name).into_iter().find(|key| known.has_field(key) && kind.has_field(key));
            if let Some(name) = shared {
                return Err(KindError::Twice { name, first: known.rust, second: kind.rust });
            }
        }
        self.known.insert(kind.name(), kind);
        Ok(())
    }

    /// Whether exactly this kind is registered.
    #[must_use]
    pub fn has(&self, kind: &Kind) -> bool {
        self.known.get(kind.name()).is_some_and(|known| *known == kind)
    }

    /// The kinds, by name.
    pub fn iter(&self) -> impl Iterator<Item = &'static Kind> {
        self.known.values().copied()
    }
}

#[cfg(test)]
mod tests;
