//! The vetted way: what an operation asks, judges and does, once for every platform. How a system is asked for it lies in
//! `linux`, `macos` and `windows`, which have the same modules.

mod copy;
mod create;
mod create_directory;
mod denied;
mod file;
mod list;
mod metadata;
mod probe;
mod removable;
mod remove;
mod remove_tree;
mod rename;
mod shown;
mod walk;

pub(super) use copy::copy;
pub(super) use create::{create, open_or_create};
pub(super) use create_directory::create_directory;
pub(super) use file::{Use, append, read, truncate, write};
pub(super) use list::list;
pub(super) use metadata::{link_metadata, metadata};
pub(super) use probe::probe;
pub(super) use remove::{remove_directory, remove_file};
pub(super) use remove_tree::remove_tree;
pub(super) use rename::rename;
pub(super) use walk::walk;

pub(super) use super::system::{replace, set_permissions, set_times};
use super::{require::require, system};

/// The names of a child, from where those of its directory begin.
fn child(names: &str, name: &str) -> String {
    if names.is_empty() { name.to_owned() } else { format!("{names}/{name}") }
}

/// Each of these names.
pub(super) fn each(names: &str) -> impl Iterator<Item = &str> {
    names.split('/').filter(|name| !name.is_empty())
}
