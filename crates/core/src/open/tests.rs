//! Opening, on a real tree. Each test runs both ways: where the kernel has `openat2`, and where it has not.
//!
//! Below the tree's root, `in/**` is in scope, `in/denied/**` is denied, and `out` is outside.

mod copy;
mod create;
mod deep;
mod links;
mod list;
mod metadata;
mod moved;
mod oracle;
mod platform;
mod probe;
mod races;
mod remove;
mod rename;
mod replace;
mod report;
mod rights;
mod special;
mod storm;
mod support;
mod write;

use support::{Tree, both_ways};
