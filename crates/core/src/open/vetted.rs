//! The vetted way: what an operation asks, judges and does, once for every platform. How a system is asked for it lies in
//! `linux`, `macos` and `windows`, which have the same modules.

mod denied;
mod list;
mod removable;
mod remove_tree;
mod shown;
mod walk;

pub(super) use denied::holds_nothing_denied;
pub(super) use list::list;
pub(super) use removable::{Removable, removable};
pub(super) use remove_tree::remove_tree;
pub(super) use walk::walk;

pub(super) use super::system::{
    append, copy, create, create_directory, link_metadata, metadata, probe, read, remove_directory, remove_file,
    rename, replace, set_permissions, set_times, truncate, write,
};
use super::{require::require, system};

/// The names of a child, from where those of its directory begin.
fn child(names: &str, name: &str) -> String {
    if names.is_empty() { name.to_owned() } else { format!("{names}/{name}") }
}

/// Each of these names.
fn each(names: &str) -> impl Iterator<Item = &str> {
    names.split('/').filter(|name| !name.is_empty())
}
