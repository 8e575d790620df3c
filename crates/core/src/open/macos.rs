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

pub(super) mod dir;
pub(super) mod look;
mod make_directory;
pub(super) mod names;
pub(super) mod object;
mod old_file;
pub(super) mod place;
mod rename;
pub(super) mod set_metadata;

pub(super) use make_directory::make_directory;
pub(super) use old_file::old_file;
pub(super) use rename::move_to;
pub(super) use set_metadata::{set_permissions, set_times};

pub(super) use super::unix::{below, reach::one_by_one as reach, replace::replace};
