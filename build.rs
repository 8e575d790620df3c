//! Declares the plugin's commands and the schema of its scope entries to Tauri's build.

/// The plugin's own IPC commands; each has a permission under `permissions/`.
const COMMANDS: &[&str] = &[
    "recent_decisions",
    "audit_query",
    "audit_subscribe",
    "audit_more",
    "audit_unsubscribe",
    "acl_refused",
    "fetch",
    "fetch_more",
    "fetch_abort",
];

/// What apps with `withGlobalTauri` get at `window.__TAURI__.authority`.
const GLOBAL_SCRIPT: &str = "./api-iife.js";

fn main() -> Result<(), Box<dyn std::error::Error>> {
    // By way of JSON: Tauri 2 takes a schema as schemars 0.8 has it, the next Tauri as schemars 1 does.
    let schema = serde_json::to_value(authority_entry::schema::entry())?;
    tauri_plugin::Builder::new(COMMANDS)
        .global_scope_schema(serde_json::from_value(schema)?)
        .global_api_script_path(GLOBAL_SCRIPT)
        .build();
    say_that_apps_contain_the_script();
    Ok(())
}

/// Tauri copies the script into the app, and does not tell cargo. Without this an app goes on with an old one.
fn say_that_apps_contain_the_script() {
    println!("cargo:rerun-if-changed={GLOBAL_SCRIPT}");
}
