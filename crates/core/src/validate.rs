//! Raw text from the page becomes a value that can be matched, or a violation with a code. Pure: no disk, no network.

pub mod path;
pub mod url;
pub mod value;

use crate::code::Code;

/// Why what the page sent is no value that can be judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", .code.sentence())]
pub struct Violation {
    code: Code,
}

impl Violation {
    pub(crate) const fn new(code: Code) -> Self {
        Self { code }
    }

    /// The code of the refusal.
    #[must_use]
    pub const fn code(self) -> Code {
        self.code
    }
}
