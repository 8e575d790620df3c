//! Whether a log is whole: all of it is recomputed, and the first line that disagrees is named.
//!
//! What this shows and what it cannot show stands in `docs/audit-format.md`: a changed line, a missing one, one too many or
//! one of another log breaks the chain; whoever writes a whole new log with a chain that adds up, or cuts off lines at its
//! end, is found by an [`Anchor`] alone.

mod anchor;
mod evidence;
mod finding;
mod forgotten;
mod inquest;
mod report;
mod statements;
mod sums;
mod walk;

use std::path::Path;

pub use anchor::{Anchor, NoAnchor};
pub use finding::{Finding, Kind};
pub use report::Report;

use crate::read::{Files, ReadError, at};
use walk::Walk;

/// Verifies the log in a directory, up to the first line that disagrees. With an anchor, the line of that number must be
/// there with that hash.
///
/// # Errors
///
/// The disk does not give it out, or a newer version has written it.
pub fn verify(dir: &Path, anchor: Option<Anchor>) -> Result<Report, ReadError> {
    up_to(1, dir, anchor)
}

/// The same, up to the hundredth finding. Behind the first, what was found may follow from it.
///
/// # Errors
///
/// As [`verify`].
pub fn verify_all(dir: &Path, anchor: Option<Anchor>) -> Result<Report, ReadError> {
    up_to(100, dir, anchor)
}

fn up_to(most: usize, dir: &Path, anchor: Option<Anchor>) -> Result<Report, ReadError> {
    let mut left = 3;
    loop {
        let files = Files::of(dir).map_err(at(dir))?;
        let done = Walk::new(&files, anchor, most).run();
        left -= 1;
        let doubtful = match &done {
            Ok(report) => !report.holds() && Files::of(dir).map_err(at(dir))? != files,
            Err(error) => error.is_gone(),
        };
        // An app that goes on writing may have begun a file and removed another meanwhile: what was read is no log then.
        if !doubtful || left == 0 {
            return done;
        }
    }
}
