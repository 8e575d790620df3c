//! From the struct's tokens to what it declares.

use authority_entry::RESERVED;
use syn::{Attribute, DeriveInput, Expr, ExprLit, Lit, LitStr, Meta, Result};

use super::{By, Declaration, Field};
use crate::{
    attribute::{distinct, each},
    misuse,
};

const EXAMPLE: &str = "struct Table { #[kind(key)] table: String }";

pub(super) fn declaration(input: &DeriveInput) -> Result<Declaration> {
    let named = &misuse::named_fields(input, "a kind", EXAMPLE)?.named;
    let owner = owner(&input.attrs)?;
    let mut fields = misuse::all(named.iter().map(field))?;
    let keys: Vec<usize> = fields.iter().enumerate().filter(|(_, (_, key))| *key).map(|(i, _)| i).collect();
    let key = match *keys.as_slice() {
        [key] => fields.remove(key),
        [] => {
            return misuse::at(
                &input.ident,
                format!(
                    "a kind needs a key, by which its entries are known: put `#[kind(key)]` on one field, as in `{EXAMPLE}`"
                ),
            );
        }
        [_, second, ..] => {
            let second = fields.get(second).map_or(&input.ident, |(field, _)| &field.ident);
            return misuse::at(second, "a kind has one key: remove `key` from this field");
        }
    };
    let fields: Vec<Field> = std::iter::once(key).chain(fields).map(|(field, _)| field).collect();
    distinct(fields.iter().map(|field| (&field.ident, &field.name)))?;
    Ok(Declaration { ident: input.ident.clone(), docs: docs(&input.attrs), owner, fields })
}

fn owner(attributes: &[Attribute]) -> Result<Option<syn::Path>> {
    let mut owner = None;
    each(attributes, "kind", |meta| {
        if !meta.path.is_ident("owner") {
            return Err(meta.error("a kind takes `owner = Type` alone; `key` and its like belong on fields"));
        }
        owner = Some(meta.value()?.parse()?);
        Ok(())
    })?;
    Ok(owner)
}

/// The field, and whether it is the key.
fn field(field: &syn::Field) -> Result<(Field, bool)> {
    let Some(ident) = field.ident.clone() else { return misuse::at(field, "a field of a kind has a name") };
    let mut name = None;
    let (mut key, mut by, mut ignore_case) = (false, None, false);
    each(&field.attrs, "kind", |meta| {
        let way = match &meta.path {
            path if path.is_ident("glob") => Some(By::Glob),
            path if path.is_ident("regex") => Some(By::Regex),
            path if path.is_ident("range") => Some(By::Range),
            _ => None,
        };
        match (way, &meta.path) {
            (Some(way), _) if by.replace(way).is_some() => {
                return Err(meta.error("a field is matched in one way: keep one of `glob`, `regex` and `range`"));
            }
            (Some(_), _) => {}
            (None, path) if path.is_ident("key") => key = true,
            (None, path) if path.is_ident("ignore_case") => ignore_case = true,
            (None, path) if path.is_ident("rename") => name = Some(meta.value()?.parse::<LitStr>()?),
            (None, _) => {
                return Err(meta.error(
                    "unknown attribute: a field takes `key`, `glob`, `regex`, `range`, `ignore_case` and `rename = \"name\"`",
                ));
            }
        }
        Ok(())
    })?;
    let written = name.as_ref().map_or_else(|| unraw(&ident), LitStr::value);
    if RESERVED.contains(&written.as_str()) {
        let says = format!(
            "`{written}` means something in every entry: rename the field, or give it `#[kind(rename = \"name\")]`"
        );
        return name.map_or_else(|| misuse::at(&ident, &says), |name| misuse::at(&name, &says));
    }
    if written.is_empty() {
        return misuse::at(&name, "a name is not empty");
    }
    let (ty, docs) = (field.ty.clone(), docs(&field.attrs));
    Ok((Field { ident, name: written, ty, docs, by: by.unwrap_or_default(), ignore_case }, key))
}

fn unraw(ident: &syn::Ident) -> String {
    syn::ext::IdentExt::unraw(ident).to_string()
}

/// The text of the documentation, a line each, without the space behind `///`.
fn docs(attributes: &[Attribute]) -> String {
    let line = |attribute: &Attribute| match &attribute.meta {
        Meta::NameValue(pair) if pair.path.is_ident("doc") => match &pair.value {
            Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) => Some(text.value().trim().to_owned()),
            _ => None,
        },
        _ => None,
    };
    attributes.iter().filter_map(line).collect::<Vec<_>>().join("\n")
}
