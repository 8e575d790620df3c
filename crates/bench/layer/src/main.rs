//! The app of `cargo xtask bench layer`. Its page is driven from outside; what the layer takes is timed here: from the invoke to
//! the app's own handler, which is the record of the call, and around the extractor. The plugin itself holds no clock for it.

use std::{
    cell::Cell,
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};

use tauri::{
    Runtime,
    ipc::{CommandArg, CommandItem, Invoke, InvokeError},
};
use tauri_plugin_authority::{File, Read, Scoped, seen};

/// Nanoseconds of each extraction since they were last asked for.
static SPENT: Mutex<Vec<u64>> = Mutex::new(Vec::new());

thread_local! {
    /// When the invoke came, and how long after that the handler was called: by the same thread as the extractor.
    static CAME: Cell<Option<Instant>> = const { Cell::new(None) };
    static ADMITTED: Cell<Duration> = const { Cell::new(Duration::ZERO) };
}

/// A judged argument that was timed: scope, decision, record and all.
struct Timed(Scoped<File<Read>>);

impl<'de, R: Runtime> CommandArg<'de, R> for Timed {
    fn from_command(item: CommandItem<'de, R>) -> Result<Self, InvokeError> {
        let start = Instant::now();
        let judged = Scoped::from_command(item);
        let spent = start.elapsed() + ADMITTED.take();
        let spent = u64::try_from(spent.as_nanos()).unwrap_or(u64::MAX);
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

/// `handler` in the plugin's wrapper, with the time between them.
fn timed<R: Runtime>(handler: impl Fn(Invoke<R>) -> bool + Send + Sync + 'static) -> impl Fn(Invoke<R>) -> bool {
    let wrapped = seen(move |invoke| {
        ADMITTED.set(CAME.take().map_or(Duration::ZERO, |came| came.elapsed()));
        handler(invoke)
    });
    move |invoke| {
        CAME.set(Some(Instant::now()));
        wrapped(invoke)
    }
}

fn main() -> tauri::Result<()> {
    tauri::Builder::default()
        .plugin(tauri_plugin_authority::init())
        .invoke_handler(timed(tauri::generate_handler![judged, plain, spent]))
        .run(tauri::generate_context!())
}
