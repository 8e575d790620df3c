//! A notes vault. Its commands take judged arguments, so the page may send what it likes: see `notes.rs` for the
//! commands and `../capabilities` for what each window may name.

#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

#[cfg(feature = "demo")]
mod demo;
mod notes;
mod runs;
mod seed;
mod windows;

fn main() -> tauri::Result<()> {
    tauri::Builder::default()
        .plugin(tauri_plugin_authority::Builder::new().policy(tauri_plugin_authority::embed_policy!()).build())
        .invoke_handler(tauri::generate_handler![
            notes::list_notes,
            notes::read_note,
            notes::save_note,
            notes::copy_note,
            notes::rename_note,
            notes::delete_note,
            notes::note_info,
            notes::count_words,
            runs::body_runs,
        ])
        .setup(|app| {
            seed::at_first_start(app.handle())?;
            runs::publish()?;
            #[cfg(feature = "demo")]
            if demo::start(app.handle())? {
                return Ok(());
            }
            windows::open_all(app.handle())?;
            Ok(())
        })
        .run(tauri::generate_context!())
}
