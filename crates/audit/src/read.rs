//! Reading a log as it lies on disk: which files it has, their lines, and what a line says. Nothing is believed that is
//! read: a log lies where whoever has the user's rights can write, so no line takes more memory than [`LINE_BYTES`], and what
//! is no line of a log is an error that names the place.
//!
//! [`LINE_BYTES`]: crate::wire::LINE_BYTES

mod error;
mod files;
mod hashed;
pub(crate) mod lean;
mod line;
mod pieces;

pub use error::{LineError, ReadError};
pub use files::{Files, SegmentFile};
pub use line::{Line, Parsed};
pub use pieces::{Piece, Pieces};

pub(crate) use error::at;
pub(crate) use files::number;
pub(crate) use hashed::Hashed;
