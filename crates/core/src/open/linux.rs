//! Linux: `openat2` straight to the object, and the walk for everything else.

#[cfg(test)]
pub(super) mod hook;
pub(super) mod look;
mod make_directory;
pub(super) mod names;
pub(super) mod object;
mod old_file;
pub(super) mod place;
mod reach;
mod rename;
pub(super) mod set_metadata;
mod straight;

pub(super) use make_directory::make_directory;
pub(super) use old_file::old_file;
pub(super) use reach::reach;
pub(super) use rename::move_to;
pub(super) use set_metadata::{set_permissions, set_times};

pub(super) use super::unix::{below, dir, replace::replace};
