//! Linux: `openat2` straight to the object, and the walk for everything else.

mod below;
mod copy;
mod create;
mod create_directory;
#[cfg(test)]
pub(super) mod hook;
mod list;
mod metadata;
mod names;
mod object;
mod place;
mod probe;
mod read;
mod remove;
mod remove_tree;
mod rename;
mod replace;
mod set_metadata;
mod subtree;
mod tree;
mod walk;
mod write;

pub(super) use copy::copy;
pub(super) use create::create;
pub(super) use create_directory::create_directory;
pub(super) use list::list;
pub(super) use metadata::{link_metadata, metadata};
pub(super) use probe::probe;
pub(super) use read::read;
pub(super) use remove::{remove_directory, remove_file};
pub(super) use remove_tree::remove_tree;
pub(super) use rename::rename;
pub(super) use replace::replace;
pub(super) use set_metadata::{set_permissions, set_times};
pub(super) use tree::walk;
pub(super) use write::{append, truncate, write};

use super::require::require;
