//! The pure policy behind `tauri-plugin-authority`: it judges a path against a scope before anyone uses it, and opens
//! the very object that was judged.
//!
//! ```
//! use std::sync::Arc;
//! use authority_core::{access::Access, caller::Caller, guard::{Ask, Guard, PathInput}, record::Ledger, scope::{bases::Bases, Frame, List, RawEntry, Scope, Way}};
//!
//! let guard = Arc::new(Guard::new(Ledger::new(vec![]), Bases::none()));
//! let caller = Arc::new(Caller::local("main", "main"));
//! let entries = [
//!     RawEntry::new(List::Allow, Way::Command, 0, serde_json::json!({ "path": "/srv/notes/**" })),
//!     RawEntry::new(List::Deny, Way::Command, 0, serde_json::json!({ "path": "/srv/notes/private/**" })),
//! ];
//! let scope = Arc::new(Scope::compile(&entries, &Frame::new("read_note", &caller, guard.bases())));
//! let command = Arc::from("read_note");
//! let ask = Ask { caller: &caller, command: &command, argument: "note", index: &[], access: Access::Read.into() };
//!
//! # if cfg!(target_os = "linux") {
//! assert!(guard.judge_path(&scope, PathInput::Absolute("/srv/notes/today.md"), ask).is_ok());
//! let denial = guard.judge_path(&scope, PathInput::Absolute("/srv/notes/private/diary.md"), ask).unwrap_err();
//! assert_eq!(denial.code().name(), "path.outside-scope");   // what the page learns
//! assert_eq!(denial.record().code.name(), "path.denied");   // what the log has
//! # }
//! ```
//!
//! The modules in the order of a request's way: who asks ([`caller`]) for what ([`access`]), and whether the command may be
//! called at all ([`admission`]); raw text becomes a valid
//! path ([`validate`]); the entries of capabilities become a [`scope`]; one place decides ([`decide`](mod@decide)); the decision is
//! recorded ([`record`]) before the [`guard`] hands out a judged value or a [`denial`]; the judged value is opened
//! ([`open`]). Nothing here knows Tauri; nothing but [`open`] touches a disk.
//!
//! Paths are judged by the rules of Linux, Windows or macOS, on any host ([`platform`]), and opened by the host's alone: on
//! Windows tried under Wine, on macOS compiled and never run, elsewhere refused (`open.unsupported`).

#![cfg_attr(
    not(any(target_os = "linux", target_os = "macos", windows)),
    allow(dead_code, reason = "much is asked by opening alone, which is not written for every platform")
)]

pub mod admission;
pub mod caller;
pub mod code;
pub mod danger;
pub mod decide;
pub mod denial;
#[cfg(any(test, fuzzing))]
pub mod fuzzing;
pub mod guard;
pub mod kind;
pub mod network;
pub mod open;
pub mod platform;
pub mod rate;
pub mod record;
pub mod report;
pub mod scope;
pub mod suggest;
#[cfg(test)]
mod testing;
pub mod validate;

pub use authority_entry::access;
