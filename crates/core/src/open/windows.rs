//! Windows: every directory on the way is held so that it can neither be renamed nor removed, and what is opened is judged by
//! the name that the system gives to the handle.
//!
//! Windows has no call that opens below a handle and refuses links on the way, short of its kernel's own interface. It has
//! what Unix lacks instead: who holds a directory says what others may do to it meanwhile. So the walk opens one name after
//! the other, following nothing, and holds each directory without letting others rename or remove it: a name below them
//! stands for one place until they are let go. Names are handed to the system in their verbatim form (`\\?\`), in which
//! nothing is a device, a trailing dot stays, and no working directory is asked.
//!
//! Case, short names and whatever else gives one object several names are settled by the true name: it is asked of the handle
//! and judged before the handle is used. The object that is handed out is opened by its handle, too, not by its name.

pub(super) mod below;
mod copy;
mod create;
mod create_directory;
#[cfg(test)]
pub(super) mod hook;
mod metadata;
mod object;
pub(super) mod place;
mod probe;
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
pub(super) use read::read;
pub(super) use remove::{remove_directory, remove_file};
pub(super) use rename::rename;
pub(super) use replace::replace;
pub(super) use set_metadata::{set_permissions, set_times};
pub(super) use write::{append, truncate, write};

use super::{require::require, vetted};

/// What an operation on the file holds while it is done, for tests of what others can do meanwhile.
#[cfg(test)]
pub(in crate::open) fn held(judged: &crate::guard::JudgedPath) -> Result<impl Sized + use<>, super::OpenError> {
    place::place(judged, walk::Follow::Leaf)
}
