//! The commands. None of them looks at a path: an argument that arrives here was judged, and it opens what was judged.

use tauri_plugin_authority::{
    Dir, File, Item, Listing, Metadata, NewFile, NewName, ObjectMetadata, Read, Remove, RenameFrom, Replace, Result,
    Scoped,
};

use crate::runs::RUNS;

#[tauri::command]
pub(crate) async fn list_notes(dir: Scoped<Dir>) -> Result<Listing> {
    RUNS.list_notes.bump();
    dir.list().await
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
pub(crate) async fn note_info(note: Scoped<Item<Metadata>>) -> Result<ObjectMetadata> {
    RUNS.note_info.bump();
    note.metadata().await
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
