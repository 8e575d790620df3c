//! Linux: `openat2` straight to the object, and the walk for everything else.

mod copy;
mod create;
mod create_directory;
#[cfg(test)]
pub(super) mod hook;
mod metadata;
pub(super) mod names;
pub(super) mod object;
pub(super) mod place;
mod probe;
mod reach;
mod read;
mod remove;
mod rename;
mod replace;
mod set_metadata;
pub(super) mod walk;
mod write;

pub(super) use copy::copy;
pub(super) use create::create;
pub(super) use create_directory::create_directory;
pub(super) use metadata::{link_metadata, metadata};
pub(super) use probe::probe;
pub(super) use reach::reach;
pub(super) use read::read;
pub(super) use remove::{remove_directory, remove_file};
pub(super) use rename::rename;
pub(super) use replace::replace;
pub(super) use set_metadata::{set_permissions, set_times};
pub(super) use write::{append, truncate, write};

pub(super) use super::unix::below;
use super::{require::require, vetted};
