//! A notes vault. Its commands take judged arguments, so the page may send what it likes: see `notes.rs` and its neighbours
//! for the commands and `../capabilities` for what each window may name.

#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

mod attach;
#[cfg(feature = "demo")]
mod demo;
mod export;
mod feeds;
mod find;
mod import;
mod notes;
mod runs;
mod seed;
mod sort;
#[cfg(test)]
mod tests;
mod windows;

use tauri::Manager;
use tauri_plugin_authority::{Builder, embed_policy, generate_handler};

fn main() -> tauri::Result<()> {
    tauri::Builder::default()
        .plugin(Builder::new().policy(embed_policy!()).kind::<export::Style>().kind::<sort::Flag>().build())
        .invoke_handler(generate_handler![
            notes::list_notes,
            notes::make_folder,
            notes::remove_folder,
            notes::read_note,
            notes::save_note,
            notes::copy_note,
            notes::rename_note,
            notes::delete_note,
            notes::note_info,
            notes::count_words,
            notes::tidy_note,
            sort::sort_note,
            find::find_notes,
            export::export_note,
            attach::attach,
            import::import_file,
            runs::body_runs,
            feeds::feed_addresses,
            feeds::feed_connections,
        ])
        .setup(|app| {
            seed::fill(&app.path().app_data_dir()?)?;
            runs::publish()?;
            feeds::start(app.handle())?;
            #[cfg(feature = "demo")]
            if demo::start(app.handle())? {
                return Ok(());
            }
            windows::open_all(app.handle())?;
            Ok(())
        })
        .run(tauri::generate_context!())
}
