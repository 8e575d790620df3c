//! The quick start: one command, one judged argument, one entry in `../capabilities/default.json`.

#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

use std::sync::atomic::{AtomicU64, Ordering};

use tauri::{App, Manager, WebviewUrl, WebviewWindowBuilder};
use tauri_plugin_authority::{File, Read, Result, Scoped};

static BODY_RUNS: AtomicU64 = AtomicU64::new(0);

#[tauri::command]
async fn read_note(note: Scoped<File<Read>>) -> Result<String> {
    BODY_RUNS.fetch_add(1, Ordering::SeqCst);
    note.read_to_string().await
}

/// How often the body above ran: not for a refused argument.
#[tauri::command]
fn body_runs() -> u64 {
    BODY_RUNS.load(Ordering::SeqCst)
}

fn main() -> tauri::Result<()> {
    tauri::Builder::default()
        .plugin(tauri_plugin_authority::init())
        .invoke_handler(tauri::generate_handler![read_note, body_runs])
        .setup(|app| {
            write_samples(app)?;
            open_windows(app)?;
            Ok(())
        })
        .run(tauri::generate_context!())
}

fn write_samples(app: &App) -> std::result::Result<(), Box<dyn std::error::Error>> {
    let data = app.path().app_data_dir()?;
    if !data.join("notes").exists() {
        std::fs::create_dir_all(data.join("notes"))?;
        std::fs::write(data.join("notes/hello.md"), "Hello. This note lies in the scope of the window main.\n")?;
        std::fs::write(data.join("elsewhere.md"), "This one does not.\n")?;
    }
    Ok(())
}

/// Opens `main`, or what `MINIMAL_WINDOWS` names, such as `other`: a window that no entry names.
fn open_windows(app: &App) -> tauri::Result<()> {
    let labels = std::env::var("MINIMAL_WINDOWS").unwrap_or_else(|_| "main".into());
    for label in labels.split(',') {
        WebviewWindowBuilder::new(app, label, WebviewUrl::App("index.html".into()))
            .title(format!("Minimal: {label}"))
            .inner_size(620.0, 440.0)
            .build()?;
    }
    Ok(())
}
