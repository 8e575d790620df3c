//! Behaviour on Tauri's mock runtime, a file for each promise. The mock runtime enforces the real ACL.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "in a test a panic is the report")]

mod audit;
mod bad_input;
mod browser;
mod config;
mod decisions;
mod deny_by_default;
mod error_wire;
mod every_command;
mod explain;
mod fetch;
mod fields;
mod flood;
mod folders;
mod headers;
mod kit;
mod metadata;
mod own_kinds;
mod owners;
mod plain;
mod policy;
mod policy_load;
mod publish;
mod report;
mod rules;
mod run_time;
mod shapes;
mod socket;
mod tidy;
mod told;
mod tracing;
mod two_ways;
mod urls;
mod wrong_use;
