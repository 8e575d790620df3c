//! Commands that take paths, one for each shape of argument; and those of a plugin that is inlined in this crate.

use tauri::ipc::GlobalScope;
use tauri_plugin_authority::{
    Dir, File, Item, Listing, Metadata, NewFile, NewName, ObjectMetadata, Owner, Read, Remove, RenameFrom, Replace,
    Result, Scoped,
};
use tauri_plugin_notes::SharedEntry;

use crate::Count;

/// A plugin whose commands are in this crate, which is named like no plugin.
#[derive(Debug)]
pub(crate) struct Inlined;

impl Owner for Inlined {
    const PLUGIN: Option<&'static str> = Some("inlined");
    const INLINED: bool = true;
}

/// The same, of an author who did not say so.
#[derive(Debug)]
pub(crate) struct Unsaid;

impl Owner for Unsaid {
    const PLUGIN: Option<&'static str> = Some("inlined");
}

macro_rules! commands {
    ($($name:ident($($arg:ident: $type:ty),*) -> $out:ty = $body:expr;)*) => { $(
        #[tauri::command]
        pub(crate) fn $name(runs: Count<'_>, $($arg: $type),*) -> Result<$out> {
            runs.bump();
            $body
        }
    )* };
}

commands! {
    read_note(note: Scoped<File<Read>>) -> String = note.read_to_string_blocking();
    other_note(note: Scoped<File<Read>>) -> String = note.read_to_string_blocking();
    save_note(note: Scoped<File<Replace>>, text: String) -> () = note.replace_blocking(text);
    edit_note(note: Scoped<File<(Read, Replace)>>) -> () = {
        let text = note.read_to_string_blocking()?;
        note.replace_blocking(text.to_uppercase())
    };
    copy_note(from: Scoped<File<Read>>, to: Scoped<NewFile>) -> u64 = from.copy_to_blocking(to);
    rename_note(from: Scoped<Item<RenameFrom>>, to: Scoped<NewName>) -> () = from.rename_to_blocking(to);
    delete_note(note: Scoped<Item<Remove>>) -> () = note.remove_file_blocking();
    list_notes(dir: Scoped<Dir>) -> Listing = dir.list_blocking();
    note_info(note: Scoped<Item<Metadata>>) -> ObjectMetadata = note.metadata_blocking();
    maybe_note(note: Scoped<Option<File<Read>>>) -> Option<String> =
        note.as_ref().map(File::read_to_string_blocking).transpose();
    count_notes(notes: Scoped<Vec<File<Read>>>) -> usize = Ok(notes.len());
    pair_note(pair: Scoped<(File<Read>, NewFile)>) -> u64 = {
        let (from, to) = pair.into_inner();
        from.copy_to_blocking(to)
    };
    nested_notes(notes: Scoped<Vec<Vec<File<Read>>>>) -> usize = Ok(notes.iter().map(Vec::len).sum());
    inlined_read(note: Scoped<File<Read>, Inlined>) -> String = note.read_to_string_blocking();
    unsaid_read(note: Scoped<File<Read>, Unsaid>) -> String = note.read_to_string_blocking();
}

#[tauri::command]
pub(crate) async fn read_async(runs: Count<'_>, note: Scoped<File<Read>>) -> Result<String> {
    runs.bump();
    note.read_to_string().await
}

#[tauri::command]
pub(crate) fn raw_scope(scope: GlobalScope<SharedEntry>) -> Vec<SharedEntry> {
    scope.allows().iter().map(|entry| (**entry).clone()).collect()
}

/// Names of the app's commands, which its ACL (where it has one) knows.
pub(crate) const COMMANDS: &[&str] = &[
    "read_note",
    "other_note",
    "save_note",
    "edit_note",
    "copy_note",
    "rename_note",
    "delete_note",
    "list_notes",
    "note_info",
    "maybe_note",
    "count_notes",
    "pair_note",
    "nested_notes",
    "read_async",
    "raw_scope",
];
