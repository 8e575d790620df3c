//! What is done with notes. None of these looks at a path: an argument that arrives here was judged, and it opens what was
//! judged. The last two are as commands were before: their path is text, and judged in their first line.

use tauri::ipc::CommandScope;
use tauri_plugin_authority::{
    Call, Dir, Entry, File, Item, Listing, Metadata, NewDir, NewFile, NewName, ObjectMetadata, Read, Remove,
    RenameFrom, Replace, Result, ScopeExt, Scoped, require_path,
};

use crate::runs::RUNS;

#[tauri::command]
pub(crate) async fn list_notes(dir: Scoped<Dir>) -> Result<Listing> {
    RUNS.list_notes.bump();
    dir.list().await
}

/// Makes a folder, with those that lead to it.
#[tauri::command]
pub(crate) async fn make_folder(folder: Scoped<NewDir>) -> Result<()> {
    RUNS.make_folder.bump();
    folder.create().await
}

/// Removes a folder with all that is in it, or nothing.
#[tauri::command]
pub(crate) async fn remove_folder(folder: Scoped<Dir<Remove>>) -> Result<()> {
    RUNS.remove_folder.bump();
    folder.remove_tree().await
}

#[tauri::command]
pub(crate) async fn read_note(note: Scoped<File<Read>>) -> Result<String> {
    RUNS.read_note.bump();
    note.read_to_string().await
}

#[tauri::command]
pub(crate) async fn save_note(note: Scoped<File<Replace>>, text: String) -> Result<()> {
    RUNS.save_note.bump();
    note.replace(text).await
}

#[tauri::command]
pub(crate) async fn copy_note(from: Scoped<File<Read>>, to: Scoped<NewFile>) -> Result<u64> {
    RUNS.copy_note.bump();
    from.copy_to(to).await
}

#[tauri::command]
pub(crate) async fn rename_note(from: Scoped<Item<RenameFrom>>, to: Scoped<NewName>) -> Result<()> {
    RUNS.rename_note.bump();
    from.rename_to(to).await
}

#[tauri::command]
pub(crate) async fn delete_note(note: Scoped<Item<Remove>>) -> Result<()> {
    RUNS.delete_note.bump();
    note.remove_file().await
}

#[tauri::command]
pub(crate) async fn count_words(notes: Scoped<Vec<File<Read>>>) -> Result<usize> {
    RUNS.count_words.bump();
    let mut words = 0;
    for note in notes.iter() {
        words += note.read_to_string().await?.split_whitespace().count();
    }
    Ok(words)
}

/// Asks Tauri's own scope for its entries.
#[tauri::command]
pub(crate) async fn note_info(call: Call, notes: CommandScope<Entry>, note: String) -> Result<ObjectMetadata> {
    RUNS.note_info.bump();
    let note: Item<Metadata> = notes.require(&call, "note", &note)?;
    note.metadata().await
}

/// Takes the spaces from the ends of lines, and the empty lines from the end.
#[tauri::command]
pub(crate) async fn tidy_note(call: Call, note: String) -> Result<String> {
    RUNS.tidy_note.bump();
    let note = require_path!(call, note, (Read, Replace))?;
    let text = note.read_to_string().await?;
    let lines: Vec<&str> = text.trim_end().lines().map(str::trim_end).collect();
    let tidy = lines.join("\n") + "\n";
    note.replace(tidy.clone()).await?;
    Ok(tidy)
}
