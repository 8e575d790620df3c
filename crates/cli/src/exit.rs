//! What the shell is told. Verdicts are not part of it: they are lines on standard output.

use std::process::ExitCode;

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Exit {
    /// What was asked for is done: every line was answered, whatever the decisions (or the reader of the verdicts left);
    /// the app has everything; or the difference was shown, and no more was asked for.
    Done,
    /// `init` showed what it would change and changed nothing: the answer was no, or there was nobody to ask.
    Unapplied,
    /// `audit verify` found something wrong with a log.
    Found,
    /// The arguments cannot be used.
    Usage,
    /// Standard input or output failed before the last line was answered, or before the difference was shown; or an audit log
    /// could not be read to its end.
    Undecided,
    /// `init` cannot do it, or was stopped while it did; no file is other than before.
    Refused,
    /// `init` did what it could; the rest is said, and is to be done by hand.
    Partly,
    /// `init` failed while writing, and could not put back what it had written: the message names the files.
    Torn,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(match exit {
            Exit::Done => 0,
            Exit::Unapplied | Exit::Found => 1,
            Exit::Usage => 2,
            Exit::Undecided => 3,
            Exit::Refused => 4,
            Exit::Partly => 5,
            Exit::Torn => 6,
        })
    }
}
