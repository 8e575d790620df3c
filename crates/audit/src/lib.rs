//! The audit log: every decision of `authority-core`, provably complete, on bounded disk.
//!
//! ```no_run
//! use std::sync::Arc;
//! use authority_audit::{AuditLog, Settings, verify};
//! use authority_core::record::Ledger;
//!
//! let log = Arc::new(AuditLog::open(Settings::new("/var/log/notes/authority".into()))?);
//! let ledger = Ledger::new(vec![Arc::clone(&log) as _]);   // for `Guard::new`
//! # drop(ledger);
//! log.close();
//! # Ok::<(), authority_audit::SettingsError>(())
//! ```
//!
//! The modules in the order of a decision's way: it goes into the writer's queue or into a counter (`tally`, `queue`), becomes a
//! line (`lines`, [`privacy`], [`wire`]) that is bound to the one before (`chain`, `json`), and is put into a file (`writer`, `store`,
//! `segment`; `recover` finds what an earlier run left). Read again, it is looked for ([`query`]) and proven ([`verify`]). The
//! format is `docs/audit-format.md` in the repository.

mod chain;
mod hash;
mod json;
mod lines;
mod log;
pub mod privacy;
pub mod query;
mod queue;
mod random;
pub mod read;
mod recover;
mod segment;
mod settings;
mod store;
mod sums;
mod tally;
pub mod verify;
pub mod wire;
mod writer;

pub use chain::digest;
pub use log::AuditLog;
pub use privacy::Privacy;
pub use settings::{About, Mode, Settings, SettingsError};
