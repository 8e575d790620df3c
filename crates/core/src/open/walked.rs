//! What a walk through a tree yields.

use std::fmt;

use serde::Serialize;

use super::{Kind, OpenError};

/// One object below a directory that is walked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Walked {
    /// Its names from that directory on, separated by `/`.
    pub path: String,
    /// Its kind.
    pub kind: Kind,
}

/// What lies below a directory, in the order of its names, each directory before what it holds; found as it is asked for.
///
/// An error is that of one directory, and the walk goes on behind it.
pub struct Walk<'a>(Box<dyn Iterator<Item = Result<Walked, OpenError>> + Send + 'a>);

impl<'a> Walk<'a> {
    pub(super) fn new(objects: impl Iterator<Item = Result<Walked, OpenError>> + Send + 'a) -> Self {
        Self(Box::new(objects))
    }
}

impl Iterator for Walk<'_> {
    type Item = Result<Walked, OpenError>;

    fn next(&mut self) -> Option<Self::Item> {
        self.0.next()
    }
}

impl fmt::Debug for Walk<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Walk").finish_non_exhaustive()
    }
}
