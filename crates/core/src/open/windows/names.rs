//! The names in a directory that is held, as the system gives them.

use std::fs;

use super::{object, place, walk::Dir};
use crate::{
    guard::JudgedPath,
    open::{Kind, OpenError},
};

/// One name in a directory, and what it is. None: it is no text.
pub(super) type Name = (Option<String>, Kind);

/// What is in the directory, read to the end, so that nothing that is done meanwhile changes what is read.
pub(super) fn names(judged: &JudgedPath, dir: &Dir) -> Result<Vec<Name>, OpenError> {
    let entries = fs::read_dir(dir.at(""))?;
    // A junction can be made of an empty directory although it is held, and what is read would be another.
    if object::kind(dir.handle()?)? != Kind::Directory {
        return Err(place::changed(judged));
    }
    let named = |entry: std::io::Result<fs::DirEntry>| {
        let entry = entry?;
        // Known from the reading itself.
        Ok((entry.file_name().into_string().ok(), object::kind_of(&entry.metadata()?)))
    };
    entries.map(named).collect()
}
