//! The commands: each shape that a judged argument can have. `#[specta::specta]` is all that is added to them.

use tauri_plugin_authority::{Dir, File, NewFile, Read, Result, Scoped};

/// Reads a note.
#[tauri::command]
#[specta::specta]
pub(crate) async fn read_note(note: Scoped<File<Read>>) -> Result<String> {
    note.read_to_string().await
}

/// Counts the words in some notes, together.
#[tauri::command]
#[specta::specta]
pub(crate) async fn count_words(notes: Scoped<Vec<File<Read>>>) -> Result<u32> {
    let mut words = 0;
    for note in notes.iter() {
        words += note.read_to_string().await?.split_whitespace().count();
    }
    Ok(u32::try_from(words).unwrap_or(u32::MAX))
}

/// Copies a note to a name that is free, and says how many bytes it has.
#[tauri::command]
#[specta::specta]
pub(crate) async fn copy_note(notes: Scoped<(File<Read>, NewFile)>) -> Result<u32> {
    let (from, to) = notes.into_inner();
    Ok(u32::try_from(from.copy_to(to).await?).unwrap_or(u32::MAX))
}

/// The names in a folder: none, if no folder is given.
#[tauri::command]
#[specta::specta]
pub(crate) async fn list_notes(folder: Scoped<Option<Dir>>) -> Result<Vec<String>> {
    let Some(folder) = folder.into_inner() else { return Ok(Vec::new()) };
    let listing = folder.list().await?;
    Ok(listing.children.into_iter().map(|child| child.name).collect())
}
