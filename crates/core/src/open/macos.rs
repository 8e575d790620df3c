//! macOS: by the walk alone, from handle to handle, and what is opened is judged by the path that the kernel gives to the
//! handle.
//!
//! There is no bare handle here that could be asked and then opened, so the kind is asked of the name first, then the name is
//! opened without following it and without waiting, and the kind is asked of the handle again. Volumes fold case and Unicode
//! form; the kernel's path of the handle (`F_GETPATH`) has the spelling that is on the disk, and it is judged before anything
//! is read, written, moved or removed. For a pipe, a socket or a device it cannot be had without opening it: those are refused,
//! whatever is asked.
//!
//! Compiled and linted where it was written, on Linux, and not run.

mod copy;
mod create;
mod create_directory;
mod metadata;
pub(super) mod names;
pub(super) mod object;
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

pub(super) use super::unix::{below, reach::one_by_one as reach};
use super::{require::require, vetted};
