//! WebSockets, with real servers on this machine: well-behaved ones, and ones that are not.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "in a test a panic is the report")]

mod headers;
mod messages;
mod opening;
mod support;
mod wss;
