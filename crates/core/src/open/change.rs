//! What can be set of an object: its permissions and its times.

use std::time::SystemTime;

/// Permissions that are to be set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Permissions {
    /// Nobody may write to it; or else its owner may, and what others may stays as it is.
    Readonly(bool),
    /// The bits of a Unix mode for owner, group and others, `0o000` to `0o777`. Others (set-user-id and its like) are
    /// refused: they would give away more than the file. They stay off.
    Mode(u32),
}

#[cfg(unix)]
impl Permissions {
    /// The mode that an object with the mode `old` gets; none for what are no permissions.
    pub(super) fn of(self, old: u32) -> Option<u32> {
        match self {
            Self::Readonly(true) => Some(old & !0o222),
            Self::Readonly(false) => Some(old | 0o200),
            Self::Mode(mode) => (mode & !0o777 == 0).then_some(mode),
        }
    }
}

/// Times that are to be set; what is none stays as it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(clippy::exhaustive_structs, reason = "these are the times that can be set on every platform")]
pub struct Times {
    /// When its content was last read.
    pub accessed: Option<SystemTime>,
    /// When its content last changed.
    pub modified: Option<SystemTime>,
}
