//! What Linux and macOS have in common: descriptors, and calls that go on from one.

pub(super) mod below;
pub(super) mod dir;
pub(super) mod make_directory;
pub(super) mod object;
pub(super) mod reach;
mod remove;
pub(super) mod rename;
pub(super) mod replace;

use super::system;
