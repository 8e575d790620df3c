//! Report mode: adoption without a flag day. What the scope refuses is recorded as such, and is done all the same.
//!
//! It is the one exception from "the body never runs on an unjudged value": chosen by the app, for the whole app or for
//! single commands, loud, and with an end. What cannot be parsed is refused as ever, and so is a call whose scope could not
//! even be asked.

use std::{collections::BTreeSet, time::SystemTime};

use crate::code::Code;

/// Which commands are in report mode, and until when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    ends: SystemTime,
    covered: Covered,
}

/// What a report mode is for.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_enums, reason = "whoever says what report mode covers should see every way to say it")]
pub enum Covered {
    /// Every command whose arguments are judged.
    App,
    /// These commands, as records name them: `read_note`, `plugin:notes|read`.
    Commands(BTreeSet<String>),
}

/// What becomes of a value that the scope does not grant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mode {
    /// It is refused.
    Enforce,
    /// It is recorded as what would be refused, and goes on.
    Report,
}

impl Report {
    /// Report mode for what is covered, up to and without the moment at which it ends.
    #[must_use]
    pub const fn new(covered: Covered, ends: SystemTime) -> Self {
        Self { ends, covered }
    }

    /// Whether it is over: from then on everything is refused again.
    #[must_use]
    pub fn has_ended(&self, now: SystemTime) -> bool {
        now >= self.ends
    }

    pub(crate) fn mode(&self, command: &str, now: SystemTime) -> Mode {
        let covered = match &self.covered {
            Covered::App => true,
            Covered::Commands(names) => names.contains(command),
        };
        if covered && !self.has_ended(now) { Mode::Report } else { Mode::Enforce }
    }
}

/// Whether report mode lets pass what was refused for this reason: a verdict of the scope, on the name or on the object.
///
/// A list of what passes, so that a reason that is new refuses until somebody says otherwise.
pub(crate) const fn lets_pass(code: Code) -> bool {
    matches!(
        code,
        Code::PathOutsideScope
            | Code::PathDenied
            | Code::PathAccess
            | Code::PathKernel
            | Code::PathNetwork
            | Code::PathHidden
            | Code::UrlOutsideScope
            | Code::UrlDenied
            | Code::UrlMethod
            | Code::UrlNetwork
            | Code::UrlCredentials
            | Code::UrlEncodedSeparator
            | Code::UrlRedirect
            | Code::ConnectNetwork
            | Code::ConnectDenied
            | Code::ValueOutsideScope
            | Code::ValueDenied
            | Code::ValueInvalid
            | Code::ScopeEmpty
            | Code::ScopeInvalid
            | Code::ScopeUnattributed
            | Code::LinkOutside
            | Code::LinkDenied
            | Code::LinkLoop
            | Code::LinkRefused
            | Code::OpenUnresolved
            | Code::OpenChanged
            | Code::OpenSpecial
            | Code::OpenHoldsDenied
            | Code::OpenHoldsOutside
            | Code::OpenUnjudged
    )
}

#[cfg(test)]
mod tests;
