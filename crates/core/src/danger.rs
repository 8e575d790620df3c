//! The only door around the guard. Every name in it says what is given up, so that one search finds all of its users.

use std::{fs::File, path::PathBuf};

use url::Url;

use crate::guard::{JudgedPath, JudgedUrl};

/// The absolute name that was judged, as text, for a library that insists on a name.
///
/// What is given up: the name was judged, the object is not. Whoever opens it by this name follows links that lead out
/// of the scope, meets whatever was put there since, and no record of that is made. Prefer the operations in
/// [`crate::open`]; where that is not possible, make sure that nobody else can write to the directories on the way.
#[must_use]
pub fn unguarded_name(judged: &JudgedPath) -> &str {
    judged.path().as_str()
}

/// The URL that was judged, for a client that insists on one.
///
/// What is given up: the text was judged, the place is not. Whoever connects to it by this name goes wherever the name leads by
/// then, this machine included, and wherever a server sends it on to; and no record of that is made.
#[must_use]
pub fn unguarded_url(judged: &JudgedUrl) -> &Url {
    judged.url().url()
}

/// A name of a file that is open, for a library that insists on one. It leads this process to that very object, wherever the
/// name that was judged leads by now.
///
/// What is given up: the access. A file that was opened for reading can be opened for writing by this name, as far as its
/// permissions let this user. And it is good in this process only, while the file is open: afterwards it may be the name of
/// another file.
///
/// None where the platform has no such names (all but Linux), or they cannot be seen (`/proc` is not mounted).
#[must_use]
pub fn name_without_access(file: &File) -> Option<PathBuf> {
    own_name(file)
}

#[cfg(target_os = "linux")]
fn own_name(file: &File) -> Option<PathBuf> {
    use std::os::{fd::AsRawFd, unix::fs::MetadataExt};
    let name = PathBuf::from(format!("/proc/self/fd/{}", file.as_raw_fd()));
    let (named, held) = (name.metadata().ok()?, file.metadata().ok()?);
    ((named.dev(), named.ino()) == (held.dev(), held.ino())).then_some(name)
}

#[cfg(not(target_os = "linux"))]
fn own_name(_file: &File) -> Option<PathBuf> {
    None
}
