//! A path from the page, read once by one platform's rules: the lexical gate.
//!
//! 1. The text is bounded before anything else looks at it.
//! 2. What ends a name early, forges a line of a log or turns text around is refused: NUL, control characters, bidi controls.
//! 3. What names something else than a place in a directory tree is refused: a URL, a relative path; on Windows devices,
//!    paths that hang on a current directory or drive, verbatim paths that are not one clean path below a drive.
//! 4. `..` is refused: the kernel resolves it after a link, a lexical check before one.
//! 5. Names that the platform would take for something else are refused: on Windows streams, reserved names and characters,
//!    dots and spaces that it drops, short names; on macOS forks and the prefixes that are orders to its look-up.
//! 6. Empty and `.` components are dropped, and a trailing separator is remembered: past sandboxes lost to one.
//!
//! Nothing is decoded or expanded: `%2e`, `~`, `$HOME`, `*` in the page's text are plain characters of a name.
//!
//! The rules are those of the platform that is asked for, not of the host: every verdict can be had, and is tested, on any.

mod base;
mod components;
mod fold;
mod folded;
pub(crate) mod macos;
pub(crate) mod name;
mod posix;
pub(crate) mod windows;

pub use fold::Fold;
pub(crate) use fold::{keeps_count, partner};
pub(crate) use folded::fold_anchor;
pub(crate) use name::is_control;
pub(crate) use posix::has_scheme;

pub(crate) use components::Components;
use std::fmt;

pub use super::Violation;
use crate::{code::Code, platform::Platform};

/// The longest path of Linux that is looked at, in bytes (`PATH_MAX` less its NUL).
pub const MAX_PATH_BYTES: usize = 4095;
/// The longest name in a path of Linux, in bytes (`NAME_MAX`).
pub const MAX_NAME_BYTES: usize = 255;

/// An absolute path that went through the gate: names separated by one `/`, none of them empty, `.` or `..`.
///
/// On Windows the first name is the drive, as `C:`, or the server and the share together, as `//server/share`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ValidPath {
    /// Without a separator at its end, but for the roots `/` and `C:/`.
    text: Box<str>,
    /// How many bytes of it are the drive or the share, which is one name.
    anchor: usize,
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
            Platform::Linux => posix::parse(raw, Platform::Linux),
            Platform::MacOs => macos::parse(raw),
            Platform::Windows => windows::parse(raw, windows::Short::Refused),
            Platform::Android | Platform::Ios | Platform::Other => Err(Violation::new(unjudged(raw, platform))),
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
        let absolute = match platform {
            Platform::Windows => windows::is_anchored(raw),
            _ => raw.starts_with('/') || has_scheme(raw),
        };
        if absolute {
            return Self::parse_among([base], raw, platform);
        }
        Self::parse_among([base], &format!("{}/{raw}", base.text), platform)
    }

    /// The path `self/name`, for a name that was read from the directory itself.
    ///
    /// # Errors
    ///
    /// As [`ValidPath::parse`]: a name that the gate refuses cannot be judged, so it is in no scope.
    pub fn child(&self, name: &str, platform: Platform) -> Result<Self, Violation> {
        let separator = if self.text.ends_with('/') { "" } else { "/" };
        name::check(name, platform)?;
        let text = format!("{}{separator}{name}", self.text);
        name::bounded(&text, platform)?;
        Ok(Self { text: text.into(), anchor: self.anchor, trailing: false })
    }

    /// The normalised text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The names in it, from the root down.
    pub fn components(&self) -> impl DoubleEndedIterator<Item = &str> + Clone {
        Components::of(self)
    }

    /// Whether some name in it begins with a dot.
    pub(crate) fn has_hidden_name(&self) -> bool {
        Components::of(self).any_hidden()
    }

    /// Whether it is `other`, or lies below it.
    pub(crate) fn starts_with(&self, other: &Self) -> bool {
        other.components().eq(self.components().take(other.components().count()))
    }

    /// The last name; none for the root.
    #[must_use]
    pub fn name(&self) -> Option<&str> {
        if self.is_root() { None } else { self.components().next_back() }
    }

    /// Whether the text ended in a separator, which asks the kernel for the directory that a link leads to.
    #[must_use]
    pub const fn has_trailing_separator(&self) -> bool {
        self.trailing
    }

    /// Whether it is a root directory: `/`, on Windows that of a drive or of a share.
    #[must_use]
    pub fn is_root(&self) -> bool {
        self.text.split_at_checked(self.anchor).is_some_and(|(_, names)| names == "/" || names.is_empty())
    }

    /// Whether it lies on a network share of Windows.
    pub(crate) fn is_on_a_share(&self) -> bool {
        self.anchor > windows::DRIVE
    }
}

/// Why nothing of a platform without rules is judged: what its apps are handed instead of paths has names of its own.
fn unjudged(raw: &str, platform: Platform) -> Code {
    let scheme = || raw.split_once("://").map(|(scheme, _)| scheme.to_ascii_lowercase());
    match platform {
        Platform::Android if scheme().as_deref() == Some("content") => Code::PathContentUri,
        Platform::Ios if scheme().as_deref() == Some("file") => Code::PathSecurityScoped,
        _ => Code::PathUnsupportedPlatform,
    }
}

impl fmt::Display for ValidPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

#[cfg(test)]
mod tests;
