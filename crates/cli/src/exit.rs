//! What the shell is told. Verdicts are not part of it: they are lines on standard output.

use std::process::ExitCode;

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Exit {
    /// What was asked for is done: every line was answered, whatever the decisions (or the reader of the verdicts left);
    /// the app has everything; or the difference was shown, and no more was asked for.
    Done = 0,
    /// `init` showed what it would change and changed nothing: the answer was no, or there was nobody to ask.
    Unapplied = 1,
    /// The arguments cannot be used.
    Usage = 2,
    /// Standard input or output failed before the last line was answered, or before the difference was shown.
    Undecided = 3,
    /// `init` cannot do it, or was stopped while it did; no file is other than before.
    Refused = 4,
    /// `init` did what it could; the rest is said, and is to be done by hand.
    Partly = 5,
    /// `init` failed while writing, and could not put back what it had written: the message names the files.
    Torn = 6,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}
