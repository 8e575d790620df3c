//! An app for the tests of guest-js in the real WebView. It shows the pages in the folder that `PAGE_UI` names, which
//! `npm run build:webview` fills.

mod commands;
mod pages;

use std::{error::Error, fs, os::unix::fs::symlink};

use tauri::{App, Manager, WebviewUrl, WebviewWindowBuilder, Wry};

fn main() -> tauri::Result<()> {
    let mut context = tauri::generate_context!();
    context.set_assets(Box::new(pages::Pages::named_by_environment()));
    tauri::Builder::<Wry>::default()
        .plugin(tauri_plugin_authority::init())
        .invoke_handler(tauri::generate_handler![
            commands::read_note,
            commands::count_words,
            commands::hold,
            commands::release,
            commands::double,
            commands::receive,
            commands::save_note,
            commands::fail,
            commands::build,
            commands::secret,
        ])
        .setup(|app| {
            write_samples(app)?;
            for label in ["main", "other"] {
                WebviewWindowBuilder::new(app, label, WebviewUrl::App("index.html".into())).title(label).build()?;
            }
            Ok(())
        })
        .run(context)
}

fn write_samples(app: &App) -> Result<(), Box<dyn Error>> {
    let data = app.path().app_data_dir()?;
    for folder in ["notes/folder", "notes/private"] {
        fs::create_dir_all(data.join(folder))?;
    }
    for (name, text) in [
        ("notes/hello.md", "Hello.\n"),
        ("notes/slow.md", "Late.\n"),
        ("notes/private/a.md", "Private.\n"),
        ("elsewhere.md", "Not in scope.\n"),
    ] {
        fs::write(data.join(name), text)?;
    }
    symlink("../elsewhere.md", data.join("notes/link.md"))?;
    Ok(())
}
