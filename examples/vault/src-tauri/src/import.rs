//! Importing a large file: piece by piece, and the page is told how far it is.

use std::io::{Read as _, Write as _};
use std::{fs, io};

use serde::Serialize;
use tauri::async_runtime::spawn_blocking;
use tauri::ipc::Channel;
use tauri_plugin_authority::{Create, File, Read, Remove, Result, Scoped};

use crate::runs::RUNS;

const PIECE: usize = 64 * 1024;

/// How many bytes are copied, of how many.
#[derive(Clone, Copy, Debug, Serialize)]
pub(crate) struct Progress {
    done: u64,
    all: u64,
}

/// What was opened is what was judged, so a handle can be read for as long as it takes. A copy that fails is taken away
/// again: that is what the target is judged for, besides making it.
#[tauri::command]
pub(crate) async fn import_file(
    source: Scoped<File<Read>>,
    target: Scoped<File<(Create, Remove)>>,
    progress: Channel<Progress>,
) -> Result<u64> {
    RUNS.import_file.bump();
    let (from, to) = (source.open().await?, target.create().await?);
    let copied =
        spawn_blocking(move || copy(from, to, &progress)).await.unwrap_or_else(|error| Err(io::Error::other(error)));
    if copied.is_err() {
        target.remove_file().await?;
    }
    Ok(copied?)
}

/// A page that is gone takes no more messages, which ends it.
fn copy(mut from: fs::File, mut to: fs::File, progress: &Channel<Progress>) -> io::Result<u64> {
    let all = from.metadata()?.len();
    let (mut piece, mut done) = (vec![0; PIECE], 0);
    loop {
        let read = from.read(&mut piece)?;
        let Some(bytes) = piece.get(..read).filter(|bytes| !bytes.is_empty()) else { return Ok(done) };
        to.write_all(bytes)?;
        done += bytes.len() as u64;
        progress.send(Progress { done, all }).map_err(io::Error::other)?;
    }
}
