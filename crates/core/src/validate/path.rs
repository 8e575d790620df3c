//! A path from the page, read once by one platform's rules: the lexical gate.
//!
//! 1. The text is bounded before anything else looks at it.
//! 2. What ends a name early, forges a line of a log or turns text around is refused: NUL, control characters, bidi controls.
//! 3. What names something else than a place in a directory tree is refused: a URL, a relative path.
//! 4. `..` is refused: the kernel resolves it after a link, a lexical check before one.
//! 5. Empty and `.` components are dropped, and a trailing separator is remembered: past sandboxes lost to one.
//!
//! Nothing is decoded or expanded: `%2e`, `~`, `$HOME`, `*` in the page's text are plain characters of a name.

mod fold;
mod posix;

pub use fold::Fold;
pub(crate) use posix::{has_scheme, is_control};

use std::fmt;

pub use super::Violation;
use crate::{code::Code, platform::Platform};

/// The longest path that is looked at, in bytes (Linux: `PATH_MAX` less its NUL).
pub const MAX_PATH_BYTES: usize = 4095;
/// The longest name in a path, in bytes (`NAME_MAX`).
pub const MAX_NAME_BYTES: usize = 255;

/// An absolute path that went through the gate: names separated by one `/`, none of them empty, `.` or `..`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ValidPath {
    /// `/` alone for the root, else without a separator at its end.
    text: Box<str>,
    trailing: bool,
}

impl ValidPath {
    /// Reads an absolute path by `platform`'s rules.
    ///
    /// # Errors
    ///
    /// A [`Violation`] with one of the `path.*` codes of the gate, for every text that is not one clean absolute path.
    pub fn parse(raw: &str, platform: Platform) -> Result<Self, Violation> {
        match platform {
            Platform::Linux => posix::parse(raw),
            Platform::MacOs | Platform::Windows | Platform::Other => Err(Violation::new(Code::PathUnsupportedPlatform)),
        }
    }

    /// Reads a path of the page below a base directory that the app knows, as `{ path, baseDir }` asks for: an absolute
    /// path stands for itself, as with Tauri's own path plugin.
    ///
    /// # Errors
    ///
    /// As [`ValidPath::parse`]; the base counts towards the length.
    pub fn parse_below(base: &Self, raw: &str, platform: Platform) -> Result<Self, Violation> {
        if raw.is_empty() {
            return Err(Violation::new(Code::PathEmpty));
        }
        if raw.starts_with('/') || has_scheme(raw) {
            return Self::parse(raw, platform);
        }
        Self::parse(&format!("{}/{raw}", base.text), platform)
    }

    /// The path `self/name`, for a name that was read from the directory itself.
    ///
    /// # Errors
    ///
    /// As [`ValidPath::parse`]: a name that the gate refuses cannot be judged, so it is in no scope.
    pub fn child(&self, name: &str, platform: Platform) -> Result<Self, Violation> {
        let separator = if self.is_root() { "" } else { "/" };
        Self::parse(&format!("{}{separator}{name}", self.text), platform)
    }

    /// The normalised text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The names in it, from the root down.
    pub fn components(&self) -> impl DoubleEndedIterator<Item = &str> + Clone {
        self.text.split('/').filter(|name| !name.is_empty())
    }

    /// Whether it is `other`, or lies below it.
    #[cfg(target_os = "linux")]
    pub(crate) fn starts_with(&self, other: &Self) -> bool {
        other.components().eq(self.components().take(other.components().count()))
    }

    /// The last name; none for the root.
    #[must_use]
    pub fn name(&self) -> Option<&str> {
        self.components().next_back()
    }

    /// Whether the text ended in a separator, which asks the kernel for the directory that a link leads to.
    #[must_use]
    pub const fn has_trailing_separator(&self) -> bool {
        self.trailing
    }

    /// Whether it is the root directory.
    #[must_use]
    pub fn is_root(&self) -> bool {
        &*self.text == "/"
    }
}

impl fmt::Display for ValidPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

#[cfg(test)]
mod tests;
