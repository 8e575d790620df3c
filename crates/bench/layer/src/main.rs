//! The app of `cargo xtask bench layer`. Its page is driven from outside; what the layer takes is timed here, around the
//! extractor that every command goes through. The plugin itself holds no clock for it.

use std::{
    sync::{Mutex, PoisonError},
    time::Instant,
};

use tauri::{
    Runtime,
    ipc::{CommandArg, CommandItem, InvokeError},
};
use tauri_plugin_authority::{File, Read, Scoped};

/// Nanoseconds of each extraction since they were last asked for.
static SPENT: Mutex<Vec<u64>> = Mutex::new(Vec::new());

/// A judged argument that was timed: scope, decision, record and all.
struct Timed(Scoped<File<Read>>);

impl<'de, R: Runtime> CommandArg<'de, R> for Timed {
    fn from_command(item: CommandItem<'de, R>) -> Result<Self, InvokeError> {
        let start = Instant::now();
        let judged = Scoped::from_command(item);
        let spent = u64::try_from(start.elapsed().as_nanos()).unwrap_or(u64::MAX);
        SPENT.lock().unwrap_or_else(PoisonError::into_inner).push(spent);
        judged.map(Self)
    }
}

/// Does nothing with what was judged: opening is the command's own work.
#[tauri::command]
fn judged(note: Timed) -> String {
    drop(note.0);
    String::new()
}

#[tauri::command]
fn plain(note: String) -> String {
    drop(note);
    String::new()
}

#[tauri::command]
fn spent() -> Vec<u64> {
    std::mem::take(&mut *SPENT.lock().unwrap_or_else(PoisonError::into_inner))
}

fn main() -> tauri::Result<()> {
    tauri::Builder::default()
        .plugin(tauri_plugin_authority::init())
        .invoke_handler(tauri::generate_handler![judged, plain, spent])
        .run(tauri::generate_context!())
}
