//! Extends schemas as Tauri's build writes them, and holds capability files against them.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]
#![allow(clippy::indexing_slicing, reason = "a `Value` that lacks a field is null, and the assertion says the rest")]

mod agree;
mod app;
mod capabilities;
mod extend;
