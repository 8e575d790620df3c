//! Declares the plugin's commands and the schema of its scope entries to Tauri's build.

/// The plugin's own IPC commands; each has a permission under `permissions/`.
const COMMANDS: &[&str] = &["recent_decisions"];

fn main() {
    tauri_plugin::Builder::new(COMMANDS)
        .global_scope_schema(authority_core::scope::schema::entry())
        .global_api_script_path("./api-iife.js")
        .build();
}
