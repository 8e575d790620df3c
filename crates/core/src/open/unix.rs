//! What Linux and macOS have in common: descriptors, and calls that go on from one.

pub(super) mod below;
pub(super) mod reach;

use super::system;
