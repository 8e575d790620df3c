//! Lists the app's commands. `ghost` is one that Tauri allows and does not find.

use tauri_build::{AppManifest, Attributes};

const COMMANDS: &[&str] = &[
    "read_note",
    "count_words",
    "hold",
    "release",
    "double",
    "receive",
    "save_note",
    "fail",
    "build",
    "secret",
    "ghost",
];

fn main() -> Result<(), Box<dyn std::error::Error>> {
    tauri_build::try_build(Attributes::new().app_manifest(AppManifest::new().commands(COMMANDS)))?;
    Ok(())
}
