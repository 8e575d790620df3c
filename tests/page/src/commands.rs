//! A command for each kind of answer that a page can get.

use std::{
    sync::atomic::{AtomicBool, AtomicUsize, Ordering},
    thread::sleep,
    time::Duration,
};

use serde::Serialize;
use tauri::{
    async_runtime::spawn_blocking,
    ipc::{InvokeBody, Request},
};
use tauri_plugin_authority::{File, Header, Read, Replace, Result, Scoped};

/// Whether answers about `slow.md` may go out, and how many wait for that.
static RELEASED: AtomicBool = AtomicBool::new(false);
static WAITING: AtomicUsize = AtomicUsize::new(0);

#[tauri::command]
pub(crate) async fn read_note(note: Scoped<File<Read>>) -> Result<String> {
    let text = note.read_to_string().await?;
    if note.name() == "slow.md" {
        WAITING.fetch_add(1, Ordering::SeqCst);
        while !RELEASED.load(Ordering::SeqCst) {
            a_moment().await;
        }
        WAITING.fetch_sub(1, Ordering::SeqCst);
    }
    Ok(text)
}

#[tauri::command]
pub(crate) async fn count_words(notes: Scoped<Vec<File<Read>>>) -> Result<usize> {
    let mut words = 0;
    for note in notes.iter() {
        words += note.read_to_string().await?.split_whitespace().count();
    }
    Ok(words)
}

/// Holds answers about `slow.md` back from now on.
#[tauri::command]
pub(crate) fn hold() {
    RELEASED.store(false, Ordering::SeqCst);
}

/// Waits for one, lets it go, and says once it is gone how many there were: none, if none came in five seconds.
#[tauri::command]
pub(crate) async fn release() -> usize {
    for _ in 0..1000 {
        if WAITING.load(Ordering::SeqCst) > 0 {
            break;
        }
        a_moment().await;
    }
    let waiting = WAITING.load(Ordering::SeqCst);
    RELEASED.store(true, Ordering::SeqCst);
    while WAITING.load(Ordering::SeqCst) > 0 {
        a_moment().await;
    }
    waiting
}

async fn a_moment() {
    // It fails where the app is going down, and then nobody waits.
    let _ = spawn_blocking(|| sleep(Duration::from_millis(5))).await;
}

/// Takes an argument that is not judged.
#[tauri::command]
pub(crate) fn double(number: u32) -> u64 {
    u64::from(number) * 2
}

/// What arrived of a call whose body is bytes.
#[derive(Serialize)]
pub(crate) struct Received {
    body: Vec<u8>,
    note: String,
}

#[tauri::command]
pub(crate) fn receive(request: Request<'_>) -> std::result::Result<Received, String> {
    let InvokeBody::Raw(body) = request.body() else { return Err("the body is no bytes".into()) };
    let note = request.headers().get("note").and_then(|note| note.to_str().ok()).ok_or("there is no note")?;
    Ok(Received { body: body.clone(), note: note.into() })
}

/// Takes its judged argument from a header.
#[tauri::command]
pub(crate) async fn save_note(note: Header<File<Replace>>, request: Request<'_>) -> Result<()> {
    let InvokeBody::Raw(body) = request.body() else { return Ok(()) };
    note.replace(body.clone()).await
}

/// Fails with the app's own error.
#[tauri::command]
pub(crate) fn fail() -> std::result::Result<(), String> {
    Err("locked".into())
}

/// Which build this is: Tauri words its refusals by that.
#[tauri::command]
pub(crate) fn build() -> &'static str {
    if cfg!(debug_assertions) { "debug" } else { "release" }
}

/// Granted to no window.
#[tauri::command]
pub(crate) fn secret() -> &'static str {
    "secret"
}
