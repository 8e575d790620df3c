//! Commands that take paths, one for each shape of argument; and those of a plugin that is inlined in this crate.

use std::time::{Duration, SystemTime};

use tauri::ipc::GlobalScope;
use tauri_plugin_authority::{
    Dir, File, Item, Listing, Metadata, NewDir, NewFile, NewName, ObjectMetadata, Owner, Permissions, Read, Remove,
    RenameFrom, Replace, Result, Scoped, SetMetadata, Times, Walked,
    danger::{UnguardedName as _, name_without_access},
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
    make_folder(dir: Scoped<NewDir>) -> () = dir.create_blocking();
    walk_notes(dir: Scoped<Dir>, depth: usize) -> Vec<Walked> = dir.walk_blocking(depth)?.collect();
    remove_folder(dir: Scoped<Dir<Remove>>) -> () = dir.remove_blocking();
    remove_tree(dir: Scoped<Dir<Remove>>) -> () = dir.remove_tree_blocking();
    date_note(note: Scoped<Item<SetMetadata>>, seconds: u64) -> () = {
        let modified = Some(SystemTime::UNIX_EPOCH + Duration::from_secs(seconds));
        note.set_times_blocking(Times { modified, ..Times::default() })
    };
    lock_note(note: Scoped<File<SetMetadata>>, locked: bool) -> () =
        note.set_permissions_blocking(Permissions::Readonly(locked));
    read_by_name(note: Scoped<File<Read>>) -> String = {
        let open = note.open_blocking()?;
        // What the name leads to by now is not what is read.
        std::fs::rename(note.unguarded_name(), format!("{}.moved", note.unguarded_name()))?;
        let name = name_without_access(&open).ok_or(std::io::ErrorKind::Unsupported).map_err(std::io::Error::from)?;
        Ok(std::fs::read_to_string(name)?)
    };
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
pub(crate) async fn walk_async(runs: Count<'_>, dir: Scoped<Dir>) -> Result<Vec<Walked>> {
    runs.bump();
    dir.walk(9, |found| found.take(2).collect()).await
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
    "make_folder",
    "walk_notes",
    "walk_async",
    "remove_folder",
    "remove_tree",
    "date_note",
    "lock_note",
    "read_by_name",
    "maybe_note",
    "count_notes",
    "pair_note",
    "nested_notes",
    "read_async",
    "raw_scope",
];
