//! When in the way of a request a decision is taken.

use serde::{Serialize, Serializer};

/// When a decision was taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Stage {
    /// Before the command's handler ran.
    Admit,
    /// Before anyone heard of it: Tauri's ACL refused the call, as the page says.
    Told,
    /// While Tauri extracted the arguments.
    Judge,
    /// When the judged object was opened, and turned out to be another one; or a judged URL that is none for a browser.
    Open,
    /// When a directory was listed.
    List,
    /// When a server sent us on to another URL.
    Redirect,
    /// When the addresses of a URL's host were known, before anything was connected to.
    Connect,
    /// While its response was read.
    Respond,
}

impl Stage {
    /// Its name in records.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Admit => "admit",
            Self::Told => "told",
            Self::Judge => "judge",
            Self::Open => "open",
            Self::List => "list",
            Self::Redirect => "redirect",
            Self::Connect => "connect",
            Self::Respond => "respond",
        }
    }
}

impl Serialize for Stage {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}
