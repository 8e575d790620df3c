//! What the shell is told. Verdicts are not part of it: they are lines on standard output.

use std::process::ExitCode;

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Exit {
    /// Every line was answered, whatever the decisions; or the reader of the verdicts left.
    Answered = 0,
    /// The arguments cannot be used.
    Usage = 2,
    /// Standard input or output failed before the last line was answered.
    Undecided = 3,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}
