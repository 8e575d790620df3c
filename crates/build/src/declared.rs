//! The kinds that an app's sources declare, read as the derive reads them.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use authority_codegen::kind::Declaration;
use syn::{Attribute, DeriveInput, Item};

/// Every source below `folder`, in the order of their names, and what each declares. Links are not followed: one could lead
/// to where it stands.
pub(crate) fn in_folder(folder: &Path, each: &mut impl FnMut(PathBuf, Vec<Declaration>)) -> io::Result<()> {
    let mut children = fs::read_dir(folder)?.collect::<io::Result<Vec<_>>>()?;
    children.sort_by_key(fs::DirEntry::file_name);
    for child in children {
        let path = child.path();
        if child.file_type()?.is_dir() {
            in_folder(&path, each)?;
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            // One that is no text declares nothing: the compiler says that, too.
            let text = fs::read_to_string(&path).unwrap_or_default();
            each(path, in_text(&text));
        }
    }
    Ok(())
}

/// What a source declares: nothing, where it cannot be read, which the compiler says better.
pub(crate) fn in_text(text: &str) -> Vec<Declaration> {
    let mut found = Vec::new();
    // The attribute that no kind is without. Most sources do not have it, and need not be parsed.
    if text.contains("kind")
        && let Ok(file) = syn::parse_file(text)
    {
        collect(file.items, &mut found);
    }
    found
}

fn collect(items: Vec<Item>, found: &mut Vec<Declaration>) {
    for item in items {
        match item {
            Item::Struct(item) if !of_tests(&item.attrs) && derives(&item.attrs) => {
                found.extend(Declaration::read(&DeriveInput::from(item)));
            }
            Item::Mod(module) if !of_tests(&module.attrs) => {
                collect(module.content.map(|(_, items)| items).unwrap_or_default(), found);
            }
            _ => {}
        }
    }
}

/// Whether there is a derive at all. Which one it is called here does not count: `Declaration::read` takes no struct
/// without a `#[kind(key)]`, and no other derive knows that.
fn derives(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| attribute.path().is_ident("derive") || attribute.path().is_ident("cfg_attr"))
}

/// A kind of tests is none that a capability can have entries of. Of other conditions any may hold for some target.
fn of_tests(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        attribute.path().is_ident("cfg")
            && attribute.parse_args::<syn::Path>().is_ok_and(|condition| condition.is_ident("test"))
    })
}

#[cfg(test)]
mod tests;
