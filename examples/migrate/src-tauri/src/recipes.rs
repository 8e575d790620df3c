//! The commands. Each looks after its own path, or does not.

use std::{fs, path::PathBuf};

use tauri::{AppHandle, Runtime, State};
use tauri_plugin_fs::FsExt;

/// Where the recipes lie.
#[derive(Debug)]
pub struct Recipes {
    /// The directory.
    pub dir: PathBuf,
}

/// The paths of all recipes.
#[tauri::command]
pub(crate) fn list_recipes(recipes: State<'_, Recipes>) -> Result<Vec<PathBuf>, String> {
    let entries = fs::read_dir(&recipes.dir).map_err(|error| error.to_string())?;
    let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    Ok(paths)
}

/// Checks the text of the path, and opens it by name.
#[tauri::command]
pub(crate) fn read_recipe(recipes: State<'_, Recipes>, path: String) -> Result<String, String> {
    if path.contains("..") || !path.starts_with(&*recipes.dir.to_string_lossy()) {
        return Err("not a recipe".into());
    }
    fs::read_to_string(path).map_err(|error| error.to_string())
}

/// Asks the scope of tauri-plugin-fs, and opens by name.
#[tauri::command]
pub(crate) fn save_recipe<R: Runtime>(app: AppHandle<R>, path: String, text: String) -> Result<(), String> {
    if !app.fs_scope().is_allowed(&path) {
        return Err("not a recipe".into());
    }
    fs::write(path, text).map_err(|error| error.to_string())
}

/// Checks nothing: the page only ever sends what `list_recipes` gave it.
#[tauri::command]
pub(crate) fn remove_recipe(path: String) -> Result<(), String> {
    fs::remove_file(path).map_err(|error| error.to_string())
}
