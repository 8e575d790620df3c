//! Linux: `openat2` straight to the object, and the walk for everything else.

mod copy;
mod create;
#[cfg(test)]
pub(super) mod hook;
mod list;
mod metadata;
mod object;
mod place;
mod probe;
mod read;
mod remove;
mod rename;
mod replace;
mod subtree;
mod walk;
mod write;

pub(super) use copy::copy;
pub(super) use create::create;
pub(super) use list::list;
pub(super) use metadata::{link_metadata, metadata};
pub(super) use probe::probe;
pub(super) use read::read;
pub(super) use remove::remove_file;
pub(super) use rename::rename;
pub(super) use replace::replace;
pub(super) use write::{append, truncate, write};

use super::require::require;
