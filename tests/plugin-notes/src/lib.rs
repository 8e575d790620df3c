//! A plugin whose crate carries the name that Tauri derives the owner of a command from, for the tests of owners.

use serde::{Deserialize, Serialize};
use tauri::{
    Runtime,
    ipc::GlobalScope,
    plugin::{Builder, TauriPlugin},
};
use tauri_plugin_authority::{Entry, File, Owner, Read, Result, Scoped};

/// The owner, as a plugin that judges arguments declares it.
#[derive(Debug)]
pub struct Notes;

impl Owner for Notes {
    const PLUGIN: Option<&'static str> = Some("notes");
}

/// An entry type that an app uses, too: what Tauri's cache confuses.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[expect(clippy::exhaustive_structs, reason = "test fixture")]
pub struct SharedEntry {
    /// A path.
    pub path: String,
}

/// Reads as the plugin.
#[tauri::command]
fn read(note: Scoped<File<Read>, Notes>) -> Result<String> {
    note.read_to_string_blocking()
}

/// Says that it is the app, and is not.
#[tauri::command]
fn read_as_app(note: Scoped<File<Read>>) -> Result<String> {
    note.read_to_string_blocking()
}

/// What Tauri itself gives this plugin for its global scope.
#[tauri::command]
#[expect(clippy::needless_pass_by_value, reason = "Tauri passes scopes by value")]
fn raw_scope(scope: GlobalScope<SharedEntry>) -> Vec<SharedEntry> {
    scope.allows().iter().map(|entry| (**entry).clone()).collect()
}

/// Asks Tauri for this plugin's global scope by the type that apps use, which Tauri then shows to the app.
#[tauri::command]
#[expect(clippy::needless_pass_by_value, reason = "Tauri passes scopes by value")]
fn read_with_the_apps_type(scope: GlobalScope<Entry>) -> usize {
    scope.allows().len()
}

/// The plugin.
pub fn init<R: Runtime>() -> TauriPlugin<R> {
    Builder::new("notes")
        .invoke_handler(tauri::generate_handler![read, read_as_app, raw_scope, read_with_the_apps_type])
        .build()
}
