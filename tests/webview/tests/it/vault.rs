//! The example app as the tests know it.

use std::{fs, path::PathBuf};

use anyhow::{Context, Result};
use serde_json::{Value, json};
use webview_tests::{App, Scratch};

/// Starts the vault in a fresh folder, where it seeds its notes and writes its counters. Returns when its windows
/// have called what they call by themselves, so that a counter moves for nobody but the test.
pub(crate) async fn start(env: &[(&str, &str)]) -> Result<App> {
    let scratch = Scratch::new()?;
    let runs = runs_file(&scratch);
    let mut env = env.to_vec();
    env.push(("VAULT_RUNS", runs.to_str().context("the temporary directory is not named in Unicode")?));
    let app = App::start("VAULT_BIN", scratch, &env).await?;
    for label in ["main", "reader", "feeds"] {
        app.window(label).await?.wait_for("body[data-ready=true]").await?;
    }
    Ok(app)
}

/// A path below `$APPDATA`, as the page names it: `BaseDirectory.AppData` is 14.
pub(crate) fn below_data(path: &str) -> Value {
    json!({ "path": path, "baseDir": 14 })
}

/// A note of the vault.
pub(crate) fn note(path: &str) -> Value {
    below_data(&format!("vault/{path}"))
}

/// Where a note lies on the disk.
pub(crate) fn on_disk(app: &App, path: &str) -> PathBuf {
    app.scratch().data().join("org.tauri-plugin-authority.vault").join(path)
}

/// How often each command's body ran, as the app wrote it to a file: no page can bend it.
pub(crate) fn body_runs(app: &App) -> Result<Value> {
    Ok(serde_json::from_str(&fs::read_to_string(runs_file(app.scratch()))?)?)
}

fn runs_file(scratch: &Scratch) -> PathBuf {
    scratch.home().join("runs.json")
}
