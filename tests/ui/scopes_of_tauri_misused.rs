use serde::Deserialize;
use tauri::ipc::{CommandScope, GlobalScope};
use tauri_plugin_authority::{Call, Entry, File, Owner, Read, Result, ScopeExt};

#[derive(Debug)]
struct Notes;

impl Owner for Notes {
    const PLUGIN: Option<&'static str> = Some("notes");
}

/// It knows `path` and drops the rest.
#[derive(Debug, Deserialize)]
struct PathEntry {
    path: String,
}

fn own_type(call: Call, scope: CommandScope<PathEntry>, note: String) -> Result<File<Read>> {
    scope.require(&call, "note", &note)
}

fn another_owner(call: Call, scope: GlobalScope<Entry<Notes>>, note: String) -> Result<File<Read>> {
    scope.require(&call, "note", &note)
}

fn main() {}
