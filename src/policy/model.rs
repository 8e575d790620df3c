//! A policy in plain words: who may call what, and with which scope.

use std::{collections::BTreeMap, fmt, path::PathBuf, sync::Arc};

use serde_json::Value;
use tauri::Url;

/// A capability: for whom it is.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Capability {
    /// Its identifier.
    pub identifier: String,
    /// The file that it stands in, where that is known: of a policy that was read from a directory.
    pub file: Option<PathBuf>,
    /// Patterns of window labels.
    pub windows: Vec<String>,
    /// Patterns of webview labels.
    pub webviews: Vec<String>,
    /// Whether it is for the app's own content.
    pub local: bool,
    /// URL patterns of the remote content that it is for.
    pub remote: Vec<String>,
    /// The platforms that it is for; all, if nothing is said. One for other platforms is in no policy.
    pub platforms: Option<Vec<String>>,
    pub(super) reach: Reach,
}

/// The patterns of a capability, ready to be matched.
#[derive(Clone, Debug)]
pub(super) struct Reach {
    pub(super) windows: Vec<glob::Pattern>,
    pub(super) webviews: Vec<glob::Pattern>,
    pub(super) urls: Vec<Arc<dyn UrlPattern>>,
}

/// A URL pattern of a capability. Behind a pointer, so that an app without a policy is not linked with what matches one, and
/// the expressions under it.
pub(super) trait UrlPattern: fmt::Debug + Send + Sync {
    fn matches(&self, url: &Url) -> bool;
}

/// What one permission of one capability says about commands.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Grant {
    /// The capability.
    pub capability: Arc<Capability>,
    /// The permission, as Tauri resolved it: `allow-read-note`, `core:path:allow-resolve`.
    pub permission: String,
    /// The permission or set as the capability names it: `core:path:default`.
    pub written: String,
    /// What it does.
    pub effect: Effect,
    /// The commands that it does that to, as Tauri calls them: `read_note`, `plugin:path|resolve`.
    pub commands: Vec<String>,
    /// The `allow` entries of its scope: the capability's, then the permission's own.
    pub allow: Vec<Value>,
    /// The `deny` entries of its scope, likewise.
    pub deny: Vec<Value>,
}

/// What a permission does to a command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_enums, reason = "a command is granted or denied, and each place has to decide for both")]
pub enum Effect {
    /// It may be called, with the scope of the grant.
    Allows,
    /// It may not be called, whatever else is there. Windows do not count, and the scope is not used.
    Denies,
}

/// Who asks, as far as capabilities tell callers apart.
#[derive(Clone, Debug)]
#[expect(clippy::exhaustive_structs, reason = "every part of a question has to be given by whoever asks it")]
pub struct Asker {
    /// Label of the window.
    pub window: String,
    /// Label of the webview in it.
    pub webview: String,
    /// Where its content comes from.
    pub origin: Origin,
}

/// Where the content of an asker comes from.
#[derive(Clone, Debug)]
#[expect(clippy::exhaustive_enums, reason = "who acts on the origin should be broken by a new kind of it")]
pub enum Origin {
    /// The app's own content.
    Local,
    /// Content at this URL.
    Url(Url),
    /// Remote content that these URL patterns of capabilities took; Tauri tells no more of it to a running app.
    Patterns(Vec<String>),
}

/// What a plugin, or the app, offers.
#[derive(Clone, Debug, Default)]
pub(super) struct Manifest {
    pub(super) default: Option<Vec<String>>,
    pub(super) permissions: BTreeMap<String, Permission>,
    pub(super) sets: BTreeMap<String, Vec<String>>,
}

#[derive(Clone, Debug)]
pub(super) struct Permission {
    pub(super) allows: Vec<String>,
    pub(super) denies: Vec<String>,
    pub(super) scope: Lists,
    pub(super) active: bool,
}

#[derive(Clone, Debug, Default)]
pub(super) struct Lists {
    pub(super) allow: Vec<Value>,
    pub(super) deny: Vec<Value>,
}

/// A permission as a capability names it.
#[derive(Clone, Debug)]
pub(super) struct Written {
    pub(super) identifier: String,
    pub(super) scope: Lists,
}

impl Capability {
    /// Whether it is for this window or webview. One of the two is enough, and one with neither is for nobody.
    #[must_use]
    pub fn reaches(&self, window: &str, webview: &str) -> bool {
        self.reach.windows.iter().any(|pattern| pattern.matches(window))
            || self.reach.webviews.iter().any(|pattern| pattern.matches(webview))
    }

    /// Whether it is for content from there.
    #[must_use]
    pub fn admits(&self, origin: &Origin) -> bool {
        match origin {
            Origin::Local => self.local,
            Origin::Url(url) => self.reach.urls.iter().any(|pattern| pattern.matches(url)),
            Origin::Patterns(patterns) => self.remote.iter().any(|own| patterns.contains(own)),
        }
    }

    /// Whether it is for this asker.
    #[must_use]
    pub fn is_for(&self, asker: &Asker) -> bool {
        self.admits(&asker.origin) && self.reaches(&asker.window, &asker.webview)
    }
}

impl Grant {
    /// ``capability `main`, permission `allow-read-note` ``.
    #[must_use]
    pub fn source(&self) -> String {
        source(&self.capability.identifier, &self.permission)
    }
}

impl Lists {
    pub(super) fn is_empty(&self) -> bool {
        self.allow.is_empty() && self.deny.is_empty()
    }
}

pub(super) fn source(capability: &str, permission: &str) -> String {
    format!("capability `{capability}`, permission `{permission}`")
}

impl Asker {
    /// One whose webview has the label of its window, with local content.
    #[must_use]
    pub fn local(window: &str) -> Self {
        Self { window: window.to_owned(), webview: window.to_owned(), origin: Origin::Local }
    }

    /// The same, with content from elsewhere.
    #[must_use]
    pub fn at(self, url: Url) -> Self {
        Self { origin: Origin::Url(url), ..self }
    }
}
