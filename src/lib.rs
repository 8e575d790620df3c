//! Judges the paths and URLs that a page hands to your Tauri commands, before the command's body runs, and opens the very
//! object that was judged.
//!
//! ```
//! use tauri_plugin_authority::{File, NewFile, Read, Result, Scoped};
//!
//! #[tauri::command]
//! async fn read_note(note: Scoped<File<Read>>) -> Result<String> {
//!     Ok(note.read_to_string().await?)
//! }
//!
//! #[tauri::command]
//! async fn copy_note(from: Scoped<File<Read>>, to: Scoped<NewFile>) -> Result<u64> {
//!     Ok(from.copy_to(to).await?)
//! }
//! ```
//!
//! The modules in the order of a call's way: who calls and with which scope ([`Call`], [`Owner`]); how an argument comes to be
//! judged ([`Scoped`], [`Header`], [`require!`], [`ScopeExt`]); what a command's type says it will do ([`Purpose`]); the value
//! that it gets ([`File`], [`Dir`], [`Item`], [`Url`], a [`Kind`](trait@Kind) of its own, `Valid`); what it can fail with ([`Error`],
//! [`Denial`]). Judging, recording and opening themselves are in [`authority_core`].
//!
//! # Platforms
//!
//! Paths are judged and opened on Linux, and on Windows, where opening was tried under Wine alone. On macOS it is compiled and was
//! never run. On Android and iOS every path is refused (`path.unsupported-platform`; in the log `path.content-uri` and
//! `path.security-scoped`). URLs, kinds and `Valid` are judged everywhere.
//!
//! # Cargo features
//!
//! None is on by default, and none changes a decision.
//!
//! * `reqwest`: requests to judged URLs, over the app's own client: `Url::request`, `Builder::connector`.
//! * `websocket`: `Url::socket`, for URLs of `ws:` and `wss:`. Brings `reqwest` and its TLS.
//! * `fetch`: the command behind `fetch` of the npm package, granted by `authority:fetch`. Brings `reqwest` with its TLS.
//! * `garde`: `Valid<T>`, arguments that keep the rules of the garde crate.
//! * `opener`: `Url::open_in_browser`, which hands a judged URL to the user's browser, by the opener plugin.
//! * `specta`: descriptions of judged arguments and errors, for bindings that tauri-specta writes.
//! * `test`: the test kit for apps, for `[dev-dependencies]`.

mod access;
mod audit;
mod authority;
#[cfg(feature = "specta")]
mod bindings;
#[cfg(feature = "opener")]
mod browser;
mod builder;
mod call;
mod caller;
mod carried;
mod commands;
mod config;
pub mod danger;
mod denied;
mod effective;
mod entry;
mod error;
mod explain;
#[cfg(feature = "fetch")]
mod fetch;
#[cfg(not(feature = "fetch"))]
#[path = "fetch/absent.rs"]
mod fetch;
mod header;
mod held;
mod kind;
mod lifetime;
mod macros;
#[cfg(feature = "reqwest")]
mod net;
mod object;
mod owner;
pub mod policy;
mod repeated;
mod roots;
mod say;
mod scoped;
mod seen;
#[cfg(feature = "test")]
pub mod test;
mod url;
#[cfg(feature = "garde")]
mod valid;

pub use access::{
    Create, Includes, List, Metadata, Purpose, Read, Remove, RenameFrom, RenameTo, Replace, SetMetadata, Truncate,
    Write,
};
pub use authority::{Authority, AuthorityExt};
#[cfg(feature = "reqwest")]
pub use authority_connect as connect;
pub use authority_core as core;
pub use authority_core::open::{
    Child, Kind as ObjectKind, Listing, Metadata as ObjectMetadata, Permissions, Times, Walked,
};
#[cfg(feature = "opener")]
pub use browser::Browses;
pub use builder::Builder;
pub use call::Call;
pub use config::{AuditConfig, AuditMode, AuditPrivacy, Config, ReportConfig, WithoutAcl};
pub use denied::Denial;
pub use entry::{Entry, KeptEntry, Owned, ScopeExt};
pub use error::{Error, Result};
pub use explain::{Explanation, Snippet};
pub use header::Header;
pub use kind::Kind;
#[doc(hidden)]
pub use macros::private as __private;
pub use macros::{Judge, Kind, require, require_path, require_url};
#[cfg(feature = "reqwest")]
pub use net::{Answer, Request};
#[cfg(feature = "websocket")]
pub use net::{Socket, SocketRequest};
pub use object::{Destination, Dir, File, FreeName, Item, NewDir, NewFile, NewName};
pub use owner::{App, Owner};
pub use policy::Policy;
pub use scoped::{Judge, Scoped};
#[doc(hidden)]
pub use seen::seen_by_name;
pub use seen::{seen, seen_in_plugin};
#[doc(hidden)]
pub use tauri::generate_handler as __tauri_generate_handler;
use tauri::{Runtime, plugin::TauriPlugin};
pub use url::{ScopedUrl, Url, method};
#[cfg(feature = "garde")]
pub use valid::Valid;

/// The plugin's name, as in `plugin:authority|recent_decisions` and `plugins.authority`.
const NAME: &str = "authority";

/// The plugin. Add it with `.plugin(tauri_plugin_authority::init())`.
pub fn init<R: Runtime>() -> TauriPlugin<R, Option<Config>> {
    Builder::new().build()
}
