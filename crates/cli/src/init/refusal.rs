//! Why `init` does nothing.

use std::fmt;

/// One line for a person; no file is other than before.
#[derive(Debug)]
pub(crate) struct Refusal(String);

impl Refusal {
    pub(super) fn new(why: impl Into<String>) -> Self {
        Self(why.into())
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&one_line(&self.0))
    }
}

/// Names of files and what parsers quote of them may hold anything, and a message is one line on somebody's terminal.
pub(super) fn one_line(text: &str) -> String {
    text.trim().replace(char::is_control, "\u{fffd}")
}
