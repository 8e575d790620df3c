//! A recipe box whose page can ask for recipes alone: `../capabilities/default.json` says where they lie.

mod recipes;

use std::{error::Error, fs, path::PathBuf};

pub use recipes::Recipes;
use tauri::{AppHandle, Manager, Runtime, ipc::Invoke};

/// Runs the app.
///
/// # Errors
///
/// Where it cannot start.
#[cfg_attr(mobile, tauri::mobile_entry_point)]
pub fn run() -> tauri::Result<()> {
    tauri::Builder::default()
        .plugin(tauri_plugin_authority::init())
        .invoke_handler(commands())
        .setup(|app| set_up(app.handle(), app.path().app_data_dir()?.join("recipes")))
        .run(tauri::generate_context!())
}

/// What the page may call.
pub fn commands<R: Runtime>() -> impl Fn(Invoke<R>) -> bool + Send + Sync + 'static {
    tauri::generate_handler![recipes::list_recipes, recipes::read_recipe, recipes::save_recipe, recipes::remove_recipe]
}

/// Opens the recipe box in `dir`.
///
/// # Errors
///
/// Where there can be none.
pub fn set_up<R: Runtime>(app: &AppHandle<R>, dir: PathBuf) -> Result<(), Box<dyn Error>> {
    if !dir.exists() {
        fs::create_dir_all(&dir)?;
        fs::write(dir.join("bread.md"), "Flour, water, salt, and a day.\n")?;
    }
    app.manage(Recipes { dir });
    Ok(())
}

/// The Rust of the guide, before and after.
#[cfg(doctest)]
#[doc = include_str!("../../../../docs/migrate.md")]
pub struct Guide;
