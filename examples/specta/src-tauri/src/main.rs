//! Typed calls: tauri-specta writes `../page/bindings.ts` from the commands, and the page is compiled against it.
//!
//! `cargo run -p specta-example -- bindings` writes the file anew; a test compares it with what is committed.

#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

mod notes;

use std::{error::Error, fs, path::Path};

use specta_typescript::Typescript;
use tauri::{App, Manager, WebviewUrl, WebviewWindowBuilder, Wry};
use tauri_specta::{Builder, collect_commands};

/// What the page is compiled against.
const BINDINGS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../page/bindings.ts");

fn main() -> Result<(), Box<dyn Error>> {
    let commands = commands();
    if std::env::args().nth(1).is_some_and(|word| word == "bindings") {
        return write_bindings(&commands, Path::new(BINDINGS));
    }
    tauri::Builder::default()
        .plugin(tauri_plugin_authority::init())
        .invoke_handler(tauri_plugin_authority::seen(commands.invoke_handler()))
        .setup(|app| {
            write_samples(app)?;
            WebviewWindowBuilder::new(app, "main", WebviewUrl::App("index.html".into()))
                .title("Typed")
                .inner_size(620.0, 440.0)
                .build()?;
            Ok(())
        })
        .run(tauri::generate_context!())?;
    Ok(())
}

fn commands() -> Builder<Wry> {
    Builder::new().commands(collect_commands![
        notes::read_note,
        notes::count_words,
        notes::copy_note,
        notes::list_notes
    ])
}

fn write_bindings(commands: &Builder<Wry>, path: &Path) -> Result<(), Box<dyn Error>> {
    Ok(commands.export(Typescript::default(), path)?)
}

fn write_samples(app: &App) -> Result<(), Box<dyn Error>> {
    let data = app.path().app_data_dir()?;
    if !data.join("notes").exists() {
        fs::create_dir_all(data.join("notes"))?;
        fs::write(data.join("notes/hello.md"), "Hello. This note lies in the scope.\n")?;
        fs::write(data.join("elsewhere.md"), "This one does not.\n")?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bindings_are_those_of_the_commands() {
        let written = std::env::temp_dir().join(format!("bindings-{}.ts", std::process::id()));
        write_bindings(&commands(), &written).unwrap();
        let now = fs::read_to_string(&written).unwrap();
        fs::remove_file(&written).unwrap();
        assert_eq!(now, fs::read_to_string(BINDINGS).unwrap(), "run `cargo xtask generate`");
    }
}
