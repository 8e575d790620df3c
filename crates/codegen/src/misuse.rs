//! Errors at a token that say what to write instead, all of a declaration at once.

use syn::{Error, Result, spanned::Spanned};

/// An error at `at`.
pub(crate) fn at<T>(at: &impl Spanned, says: impl std::fmt::Display) -> Result<T> {
    Err(Error::new(at.span(), says))
}

/// All values, or all errors.
pub(crate) fn all<T>(results: impl IntoIterator<Item = Result<T>>) -> Result<Vec<T>> {
    let mut values = Vec::new();
    let mut errors: Option<Error> = None;
    for result in results {
        match (result, &mut errors) {
            (Ok(value), _) => values.push(value),
            (Err(error), None) => errors = Some(error),
            (Err(error), Some(errors)) => errors.combine(error),
        }
    }
    errors.map_or(Ok(values), Err)
}

/// The fields of a struct with named fields and no parameters; `what` begins a sentence.
pub(crate) fn named_fields<'a>(input: &'a syn::DeriveInput, what: &str, example: &str) -> Result<&'a syn::FieldsNamed> {
    if let Some(parameter) = input.generics.params.first() {
        return at(parameter, format!("{what} has no parameters: write the types out"));
    }
    match &input.data {
        syn::Data::Struct(syn::DataStruct { fields: syn::Fields::Named(fields), .. }) => Ok(fields),
        _ => at(&input.ident, format!("{what} is a struct with named fields: `{example}`")),
    }
}
