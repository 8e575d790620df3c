//! What a decision comes to.

use serde::{Serialize, Serializer};

use crate::{
    code::{Code, Remedy},
    report::{self, Mode},
};

/// What was decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_enums, reason = "who acts on verdicts should be broken by a new one")]
pub enum Verdict {
    /// The value may be used.
    Allow,
    /// It may not.
    Deny,
    /// It may not, because it is malformed or the scope is.
    Error,
    /// It would be refused; the command is in report mode, and it may be used.
    Report,
}

impl Verdict {
    /// Its name in records.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Allow => "allow",
            Self::Deny => "deny",
            Self::Error => "error",
            Self::Report => "report",
        }
    }

    /// Malformed input and malformed scopes are errors, everything else that is refused is a denial; in report mode, what the
    /// scope refuses is reported.
    pub(crate) fn of(code: Code, mode: Mode) -> Self {
        match (code, code.remedy()) {
            (Code::Allowed, _) => Self::Allow,
            _ if mode == Mode::Report && report::lets_pass(code) => Self::Report,
            (Code::PathHidden | Code::UrlCredentials | Code::UrlEncodedSeparator | Code::RequestHeader, _) => {
                Self::Deny
            }
            (Code::ScopeEmpty | Code::CommandNoAcl | Code::CommandRate | Code::AclRefused, _) | (_, Remedy::Pick) => {
                Self::Deny
            }
            (_, Remedy::FixInput | Remedy::Developer) => Self::Error,
        }
    }
}

impl Serialize for Verdict {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}
