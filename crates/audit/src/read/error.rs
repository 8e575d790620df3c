//! Why a log cannot be read.

use std::{io, path::PathBuf};

use thiserror::Error;

use crate::wire::VERSION;

/// Why a log cannot be read, and where.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum ReadError {
    /// The disk does not give it out.
    #[error("{}: {error}; mend that and ask again", path.display())]
    Disk {
        /// The directory or the file.
        path: PathBuf,
        /// What the system said.
        #[source]
        error: io::Error,
    },
    /// A line is none of a log.
    #[error("{file}:{line}: {error}{}", if error.is_newer() { "" } else { VERIFY })]
    Line {
        /// The file's name.
        file: String,
        /// The line in the file, from 1.
        line: u64,
        /// What is wrong with it.
        #[source]
        error: LineError,
    },
}

impl ReadError {
    /// Whether the log is of a version that this cannot read, which says nothing against the log.
    #[must_use]
    pub const fn is_newer(&self) -> bool {
        matches!(self, Self::Line { error, .. } if error.is_newer())
    }

    pub(crate) fn is_gone(&self) -> bool {
        matches!(self, Self::Disk { error, .. } if error.kind() == io::ErrorKind::NotFound)
    }
}

/// What is wrong with a line.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum LineError {
    /// It is of a version that was made later than this program.
    #[error("written by a newer version ({0}); this reads up to {VERSION}: use a newer cargo-authority")]
    Newer(u64),
    /// It is longer than a line may be, and was not taken into memory.
    #[error("a line of {0} bytes, where 65,536 are the most")]
    Oversized(u64),
    /// It is not UTF-8.
    #[error("not UTF-8")]
    NotUtf8,
    /// It is not JSON.
    #[error("not JSON ({0})")]
    NotJson(String),
    /// It is JSON, and does not say what a line of its type says.
    #[error("no line of a log ({0})")]
    Malformed(String),
}

/// What to do about a line that no writer makes.
const VERIFY: &str = ": no writer makes such a line; `cargo authority audit verify` says what became of the log";

impl LineError {
    const fn is_newer(&self) -> bool {
        matches!(self, Self::Newer(_))
    }
}

impl From<serde_json::Error> for LineError {
    fn from(error: serde_json::Error) -> Self {
        match error.classify() {
            serde_json::error::Category::Data => Self::Malformed(error.to_string()),
            _ => Self::NotJson(error.to_string()),
        }
    }
}

/// Says of what the disk did not give out.
pub(crate) fn at(path: impl Into<PathBuf>) -> impl FnOnce(io::Error) -> ReadError {
    let path = path.into();
    move |error| ReadError::Disk { path, error }
}
