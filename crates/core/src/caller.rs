//! Who asks: the facts that Tauri resolved before the command was dispatched, never what the page says of itself.

use std::fmt;

use serde::{Serialize, Serializer, ser::SerializeMap};

/// The caller of a command, as Tauri's runtime authority resolved it.
///
/// Built from the webview's label, its window's label and the matched ACL context. The `Origin` header and
/// `webview.url()` are not here: the page, or a race with a navigation, can bend both.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Caller {
    /// Label of the window.
    pub window: String,
    /// Label of the webview in it.
    pub webview: String,
    /// Where its content comes from.
    pub context: Context,
}

/// Where the calling content comes from.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[expect(clippy::exhaustive_enums, reason = "who acts on the origin should be broken by a new kind of it")]
pub enum Context {
    /// The app's own content.
    Local,
    /// Content of another origin, let in by a capability.
    Remote {
        /// The URL pattern of that capability (not the page's URL, which Tauri does not keep).
        pattern: String,
    },
}

impl Caller {
    /// A caller with local content.
    #[must_use]
    pub fn local(window: impl Into<String>, webview: impl Into<String>) -> Self {
        Self { window: window.into(), webview: webview.into(), context: Context::Local }
    }
}

impl fmt::Display for Context {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Local => f.write_str("local"),
            Self::Remote { pattern } => write!(f, "remote {pattern}"),
        }
    }
}

impl Serialize for Context {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Local => serializer.serialize_str("local"),
            Self::Remote { pattern } => {
                let mut map = serializer.serialize_map(Some(1))?;
                map.serialize_entry("remote", pattern)?;
                map.end()
            }
        }
    }
}
