//! Opening, on a real tree. Each test runs both ways: where the kernel has `openat2`, and where it has not.
//!
//! Below the tree's root, `in/**` is in scope, `in/denied/**` is denied, and `out` is outside.
//!
//! On Windows, where no test can make a link (Wine has none), what is tried is in `windows`.

#[cfg(target_os = "linux")]
mod advisories;
#[cfg(target_os = "linux")]
mod copy;
#[cfg(target_os = "linux")]
mod create;
#[cfg(target_os = "linux")]
mod deep;
#[cfg(target_os = "linux")]
mod descriptors;
#[cfg(target_os = "linux")]
mod directory;
#[cfg(target_os = "linux")]
mod links;
#[cfg(target_os = "linux")]
mod list;
#[cfg(target_os = "linux")]
mod metadata;
#[cfg(target_os = "linux")]
mod moved;
#[cfg(target_os = "linux")]
mod oracle;
#[cfg(target_os = "linux")]
mod platform;
#[cfg(target_os = "linux")]
mod probe;
#[cfg(target_os = "linux")]
mod races;
#[cfg(target_os = "linux")]
mod remove;
#[cfg(target_os = "linux")]
mod remove_tree;
#[cfg(target_os = "linux")]
mod rename;
#[cfg(target_os = "linux")]
mod replace;
#[cfg(target_os = "linux")]
mod report;
#[cfg(target_os = "linux")]
mod requests;
#[cfg(target_os = "linux")]
mod reserved;
#[cfg(target_os = "linux")]
mod rights;
#[cfg(target_os = "linux")]
mod set_metadata;
#[cfg(target_os = "linux")]
mod special;
#[cfg(target_os = "linux")]
mod storm;
mod support;
#[cfg(target_os = "linux")]
mod terms;
#[cfg(target_os = "linux")]
mod unsettled;
#[cfg(target_os = "linux")]
mod walk;
#[cfg(windows)]
mod windows;
#[cfg(target_os = "linux")]
mod write;

use support::Tree;
#[cfg(target_os = "linux")]
use support::both_ways;
