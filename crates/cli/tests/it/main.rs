//! Runs the real binary: what it promises on its command line, in its protocol, and about paths.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]
#![allow(clippy::indexing_slicing, reason = "a `Value` that lacks a field is null, and the assertion says the rest")]

mod audit;
mod cli;
mod corpus;
#[allow(dead_code, reason = "the audit log's own tests use more of it")]
#[path = "../../../audit/tests/it/forge.rs"]
mod forge;
mod init;
mod path;
mod protocol;
mod support;
