//! The only door around the guard. Every name in it says what is given up, so that one search finds all of its users.

use std::{fs, path::PathBuf};

use crate::{
    Url,
    access::Purpose,
    method::Method,
    object::{Dir, File, Item},
};

/// A judged value whose absolute name can be had.
pub trait UnguardedName {
    /// The absolute name that was judged, as text, for a library that insists on a name.
    ///
    /// What is given up: the name was judged, the object is not. Whoever opens it by this name follows links that lead out
    /// of the scope and meets whatever was put there since, and no record of that is made.
    fn unguarded_name(&self) -> &str;
}

/// A judged URL whose text can be had.
pub trait UnguardedUrl {
    /// The URL that was judged, for a client that insists on one.
    ///
    /// What is given up: the text was judged, the place is not. Whoever connects to it by this name goes wherever the name leads
    /// by then, this machine included, and wherever a server sends it on to; and no record of that is made. Turn the client's
    /// redirects off at least.
    fn unguarded_url(&self) -> &tauri::Url;
}

impl<M: Method> UnguardedUrl for Url<M> {
    fn unguarded_url(&self) -> &tauri::Url {
        authority_core::danger::unguarded_url(self.judged())
    }
}

/// A name of a file that is open, for a library that insists on a name: it leads this process to that very object, wherever
/// the name that was judged leads by now. Prefer it to [`UnguardedName`] where the library only reads or writes.
///
/// ```
/// use tauri_plugin_authority::{File, Read, Result, Scoped, danger::name_without_access};
///
/// #[tauri::command]
/// async fn count_lines(table: Scoped<File<Read>>) -> Result<usize> {
///     let open = table.open().await?;
///     let name = name_without_access(&open).ok_or(std::io::ErrorKind::Unsupported).map_err(std::io::Error::from)?;
///     // Stands for a library that takes a name. `open` must live as long as it uses it.
///     Ok(std::fs::read_to_string(name)?.lines().count())
/// }
/// ```
///
/// What is given up: the access. A file that was opened for reading can be opened for writing by this name, as far as its
/// permissions let this user; no record is made of it. And the name is good while the file is open, in this process only:
/// afterwards it may be another file's.
///
/// None where the platform has no such names (all but Linux), or they cannot be seen (`/proc` is not mounted).
#[must_use]
pub fn name_without_access(file: &fs::File) -> Option<PathBuf> {
    authority_core::danger::name_without_access(file)
}

macro_rules! unguarded {
    ($($object:ident),*) => { $(
        impl<A: Purpose> UnguardedName for $object<A> {
            fn unguarded_name(&self) -> &str {
                authority_core::danger::unguarded_name(self.held().judged())
            }
        }
    )* };
}

unguarded!(File, Dir, Item);
