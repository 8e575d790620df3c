//! Lists the app's own commands, so that Tauri asks for a permission before it runs any of them.

use tauri_build::{AppManifest, Attributes};

const COMMANDS: &[&str] = &[
    "list_notes",
    "make_folder",
    "remove_folder",
    "read_note",
    "save_note",
    "copy_note",
    "rename_note",
    "delete_note",
    "note_info",
    "count_words",
    "tidy_note",
    "sort_note",
    "find_notes",
    "export_note",
    "attach",
    "import_file",
    "body_runs",
    "feed_addresses",
    "feed_connections",
];

fn main() -> Result<(), Box<dyn std::error::Error>> {
    tauri_build::try_build(Attributes::new().app_manifest(AppManifest::new().commands(COMMANDS)))?;
    // Editors complete and check the entries in `capabilities/`.
    authority_build::Schemas::new().extend();
    Ok(())
}
