//! The commands. None of them looks at a path.

use std::{fs, path::PathBuf};

use tauri::State;
use tauri_plugin_authority::{File, Item, Read, Remove, Replace, Result, Scoped};

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

/// What the recipe says.
#[tauri::command]
pub(crate) async fn read_recipe(path: Scoped<File<Read>>) -> Result<String> {
    path.read_to_string().await
}

/// Makes it, or replaces it as a whole.
#[tauri::command]
pub(crate) async fn save_recipe(path: Scoped<File<Replace>>, text: String) -> Result<()> {
    path.replace(text).await
}

/// Removes it.
#[tauri::command]
pub(crate) async fn remove_recipe(path: Scoped<Item<Remove>>) -> Result<()> {
    path.remove_file().await
}
