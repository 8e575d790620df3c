//! The commands. Each is judged, in report mode, and looks after its own path as before.

use std::{fs, io, path::PathBuf};

use tauri::{AppHandle, Runtime, State};
use tauri_plugin_authority::{Call, Item, Read, Remove, Replace, Result, Scoped, require_path};
use tauri_plugin_fs::FsExt;

/// Where the recipes lie.
#[derive(Debug)]
pub struct Recipes {
    /// The directory.
    pub dir: PathBuf,
}

/// The paths of all recipes.
#[tauri::command]
pub(crate) fn list_recipes(recipes: State<'_, Recipes>) -> Result<Vec<PathBuf>> {
    let mut paths: Vec<PathBuf> = fs::read_dir(&recipes.dir)?.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    Ok(paths)
}

/// Is judged, and checks the text of the path as before.
#[tauri::command]
pub(crate) async fn read_recipe(call: Call, recipes: State<'_, Recipes>, path: String) -> Result<String> {
    let recipe = require_path!(call, path, Read)?;
    if path.contains("..") || !path.starts_with(&*recipes.dir.to_string_lossy()) {
        return Err(io::Error::other("not a recipe").into());
    }
    recipe.read_to_string().await
}

/// Is judged, and asks the scope of tauri-plugin-fs as before.
#[tauri::command]
pub(crate) async fn save_recipe<R: Runtime>(call: Call, app: AppHandle<R>, path: String, text: String) -> Result<()> {
    let recipe = require_path!(call, path, Replace)?;
    if !app.fs_scope().is_allowed(&path) {
        return Err(io::Error::other("not a recipe").into());
    }
    recipe.replace(text).await
}

/// Had no check, so nothing needs the path itself.
#[tauri::command]
pub(crate) async fn remove_recipe(path: Scoped<Item<Remove>>) -> Result<()> {
    path.remove_file().await
}
