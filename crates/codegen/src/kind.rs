//! `#[derive(Kind)]`: a kind of values that an app declares, with entries of its own.

mod expand;
mod read;

pub(crate) use expand::argument;
use proc_macro2::TokenStream;
use syn::{DeriveInput, Ident, Path, Type};

/// What a declaration says.
#[non_exhaustive]
pub struct Declaration {
    /// The Rust type.
    pub ident: Ident,
    /// Its documentation.
    pub docs: String,
    /// Whose scope it is judged by; the app's, if nothing is said.
    pub owner: Option<Path>,
    /// The fields, the key first.
    pub fields: Vec<Field>,
}

/// What a declaration says of a field.
#[non_exhaustive]
pub struct Field {
    /// Its name in Rust.
    pub ident: Ident,
    /// Its name in entries and on the page.
    pub name: String,
    /// Its type.
    pub ty: Type,
    /// Its documentation.
    pub docs: String,
    /// How an entry's word for it is read.
    pub by: By,
    /// Whether a `deny` folds case.
    pub ignore_case: bool,
}

/// How an entry's word for a field is read: as `authority_core::kind::By`, by the word of the attribute.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(
    clippy::exhaustive_enums,
    reason = "each way is written down in its own way; a new one should be decided everywhere"
)]
pub enum By {
    /// The value itself.
    #[default]
    Exact,
    /// `glob`.
    Glob,
    /// `regex`.
    Regex,
    /// `range`.
    Range,
}

impl Declaration {
    /// Reads the struct that the derive stands on.
    ///
    /// # Errors
    ///
    /// At the token that is to blame, with what to write instead: no struct with named fields, no key or two, an attribute
    /// or a name that cannot be meant.
    pub fn read(input: &DeriveInput) -> syn::Result<Self> {
        read::declaration(input)
    }
}

/// The expansion of `#[derive(Kind)]`. After an error it still implements all, so that the error is the only one.
#[must_use]
pub fn derive(input: &DeriveInput) -> TokenStream {
    match Declaration::read(input) {
        Ok(declaration) => expand::implementation(&declaration),
        Err(error) => expand::stub(&input.ident, &error),
    }
}
