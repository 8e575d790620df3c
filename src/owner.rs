//! Whose scope an argument is judged by: the app's, or a plugin's.

use std::fmt::Debug;

/// The owner of a command and of its scopes, as a type.
///
/// Tauri caches a global scope by the Rust type of its entries alone: two owners that share a type see the scope of
/// whichever was read first. So every owner has a type here, and the type of the entries carries it. Reading fails closed
/// when the owner named in [`Scoped`](crate::Scoped) is not the one that Tauri dispatched the command for.
///
/// An app needs nothing of this: [`App`] is the default. A plugin that judges arguments writes
///
/// ```
/// # use tauri_plugin_authority::Owner;
/// #[derive(Debug)]
/// pub struct Notes;
/// impl Owner for Notes {
///     const PLUGIN: Option<&'static str> = Some("notes");
/// }
/// ```
///
/// and takes `Scoped<File<Read>, Notes>`.
pub trait Owner: Debug + Send + Sync + 'static {
    /// The plugin's name, as in `plugin:<name>|command`; none for the app.
    const PLUGIN: Option<&'static str>;

    /// Whether the plugin lives in a crate that is not named `tauri-plugin-<name>`: one that is inlined in an app.
    ///
    /// Tauri derives the plugin of a command from the name of its crate, so for such a plugin it derives none, and its
    /// commands look like the app's. Saying so here admits them; the command must then also be one that the ACL knows
    /// as `plugin:<name>|command`.
    ///
    /// What cannot be seen: a command of such a plugin whose argument names no owner at all. It is judged as the app's
    /// command of the same name.
    const INLINED: bool = false;
}

/// The app itself.
#[derive(Debug)]
pub struct App;

impl Owner for App {
    const PLUGIN: Option<&'static str> = None;
}

/// This plugin: the owner of what stands under `authority:scope`.
#[derive(Debug)]
pub(crate) struct Authority;

impl Owner for Authority {
    const PLUGIN: Option<&'static str> = Some(crate::NAME);
}
