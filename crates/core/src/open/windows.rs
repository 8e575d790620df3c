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
pub(super) mod dir;
#[cfg(test)]
pub(super) mod hook;
mod make_directory;
pub(super) mod object;
pub(super) mod place;
mod rename;
mod replace;
pub(super) mod set_metadata;

pub(super) use make_directory::make_directory;
pub(super) use rename::move_to;
pub(super) use replace::replace;
pub(super) use set_metadata::{set_permissions, set_times};

/// What an operation on the file holds while it is done, for tests of what others can do meanwhile.
#[cfg(test)]
pub(in crate::open) fn held(judged: &crate::guard::JudgedPath) -> Result<impl Sized + use<>, super::OpenError> {
    place::place(judged, super::by_walk::Follow::Leaf)
}
