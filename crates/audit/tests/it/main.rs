//! The log as its readers find it.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]
#![allow(clippy::indexing_slicing, clippy::string_slice, reason = "a test that is out of bounds has failed")]

mod attacks;
mod forge;
mod query;
mod read;
mod verify;
