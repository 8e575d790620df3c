//! The audit log: what a decision costs the thread that takes it, what a line costs the one that writes it, what waiting for the
//! disk costs, what a reader needs for a million lines, and how much memory a flood takes.
//!
//! The writer is a thread of the log's own. What it costs is its processor time as the kernel counts it, since on a shared
//! machine the time between two looks at a clock has everybody else's work in it.

mod deciding;
mod flood;
mod keeping;
mod reading;
mod records;
mod threads;
mod writing;

use std::{error::Error, path::Path};

use authority_audit::{AuditLog, Mode, Privacy, Settings, SettingsError};

pub(crate) use flood::{WORD, child};

use crate::report::Line;

type Run = fn() -> Result<Vec<Line>, Box<dyn Error>>;

/// Each part, by its name behind `audit`.
pub(crate) const PARTS: [(&str, Run); 5] = [
    ("deciding", deciding::run),
    ("writing", writing::run),
    ("keeping", keeping::run),
    ("reading", reading::run),
    ("flood", flood::run),
];

/// A log that nothing but its queue bounds: neither the share of the disk that a caller has, nor lines for few that are alike.
fn open(directory: &Path, privacy: Privacy, mode: Mode) -> Result<AuditLog, SettingsError> {
    let mut settings = Settings::new(directory.to_owned());
    (settings.privacy, settings.mode) = (privacy, mode);
    (settings.max_bytes, settings.segment_bytes) = (8 << 30, 64 << 20);
    (settings.verbatim, settings.bases) = (u32::MAX, records::bases());
    AuditLog::open(settings)
}

/// A measure without a goal.
const NONE: f64 = f64::INFINITY;
