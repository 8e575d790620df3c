//! Whose rules a path is read by. A value, not a `cfg`, so that every platform's verdict can be computed on any host.

use std::fmt;

/// A family of file systems and path grammars.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Platform {
    /// Linux: `/` separates, names are case-sensitive bytes.
    Linux,
    /// macOS: `/` separates, names fold case and Unicode form on most volumes.
    MacOs,
    /// Windows: drives, two separators, reserved names, streams, short names.
    Windows,
    /// Android, whose apps are mostly handed `content://` names.
    Android,
    /// iOS and its kin, whose apps are mostly handed security-scoped names.
    Ios,
    /// Anything else.
    Other,
}

impl Platform {
    /// The platform that this program runs on.
    #[must_use]
    pub const fn host() -> Self {
        if cfg!(target_os = "linux") {
            Self::Linux
        } else if cfg!(target_os = "macos") {
            Self::MacOs
        } else if cfg!(windows) {
            Self::Windows
        } else if cfg!(target_os = "android") {
            Self::Android
        } else if cfg!(target_os = "ios") {
            Self::Ios
        } else {
            Self::Other
        }
    }

    /// The platform with this name, as `cargo authority eval` spells it.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Linux, Self::MacOs, Self::Windows, Self::Android, Self::Ios]
            .into_iter()
            .find(|platform| platform.name() == name)
    }

    /// The name, as `cargo authority eval` spells it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Linux => "linux",
            Self::MacOs => "macos",
            Self::Windows => "windows",
            Self::Android => "android",
            Self::Ios => "ios",
            Self::Other => "other",
        }
    }

    /// Whether paths can be judged by this platform's rules. Where they cannot, every path is refused: half a set of rules
    /// would let a second spelling of a denied name through. Whether what was judged can be opened is another question.
    #[must_use]
    pub const fn is_supported(self) -> bool {
        matches!(self, Self::Linux | Self::MacOs | Self::Windows)
    }
}

impl fmt::Display for Platform {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
