//! Reading attributes and names, as both derives do.

use std::fmt::Display;

use syn::{Attribute, Ident, Result, meta::ParseNestedMeta};

use crate::misuse;

/// Every word in every `#[name(...)]`.
pub(crate) fn each(
    attributes: &[Attribute],
    name: &str,
    mut word: impl FnMut(&ParseNestedMeta<'_>) -> Result<()>,
) -> Result<()> {
    for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident(name)) {
        attribute.parse_nested_meta(|meta| word(&meta))?;
    }
    Ok(())
}

/// Refuses the second of two fields with one name: the page could send but one of them.
pub(crate) fn distinct<'a, N: Display + PartialEq + 'a>(
    fields: impl Iterator<Item = (&'a Ident, &'a N)> + Clone,
) -> Result<()> {
    for (i, (ident, name)) in fields.clone().enumerate() {
        if fields.clone().take(i).any(|(_, other)| other == name) {
            return misuse::at(ident, format!("two fields are named `{name}`: rename one"));
        }
    }
    Ok(())
}
