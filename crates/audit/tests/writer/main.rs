//! The writer: what it promises, and what is done to it.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a test fails so, and says what it measured"
)]

mod adds_up;
mod budget;
mod crash;
mod example;
mod secrets;
mod support;
mod trouble;
