//! Replacing a file's content as a whole: readers see the old content or the new, never a part.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, ErrorKind, Write},
};

use winx::file::AccessMode;

use super::{
    object,
    place::{self, Place},
};
use crate::{
    access::AccessSet,
    guard::JudgedPath,
    open::{OpenError, by_walk::Follow, fresh_name::fresh_names, require::require, true_name::changed},
};

/// Replaces the content of a file with all of `content`, or makes the file. Returns the number of bytes.
///
/// The new content goes into a file of its own in the same directory (a hidden name that no caller chooses), is synced to
/// disk, and takes the name over. Attributes, rights and streams are the new file's own. A link at the name is followed into
/// the scope and stays.
///
/// # Errors
///
/// A denial where a link on the way leaves the scope, or the object is no regular file; else the disk's answer. In every case
/// of error the old content is as it was.
pub(in crate::open) fn replace(judged: &JudgedPath, content: &mut dyn io::Read) -> Result<u64, OpenError> {
    require(judged, AccessSet::REPLACE)?;
    let place = place::place(judged, Follow::Leaf)?;
    if !place.is_free() {
        place.must_be_regular(judged, place.object()?)?;
        let old = place.object()?;
        // What may not be written may not be replaced either. That it is read-only would not keep a rename from it.
        if old.metadata()?.permissions().readonly() {
            return Err(io::Error::from(ErrorKind::PermissionDenied).into());
        }
        object::reopen(old, AccessMode::FILE_GENERIC_WRITE)?;
    }
    let place = place.let_go();
    let mut fresh = Fresh::beside(judged, &place)?;
    let bytes = io::copy(content, &mut fresh.file)?;
    let Fresh { file, taken, .. } = &mut fresh;
    file.flush()?;
    file.sync_all()?;
    fs::rename(&taken.0, place.verbatim())?;
    taken.0.clear();
    Ok(bytes)
}

/// A file under a name of ours that goes away unless it takes another's place.
struct Fresh {
    // Before the name: Windows removes a name once nobody has the file open.
    file: File,
    taken: Taken,
}

impl Fresh {
    fn beside(judged: &JudgedPath, place: &Place) -> Result<Self, OpenError> {
        for name in fresh_names() {
            let taken = place.beside(&name);
            match OpenOptions::new().write(true).create_new(true).open(&taken) {
                Ok(file) => {
                    let fresh = Self { file, taken: Taken(taken) };
                    let expected = judged.child_of(&object::true_name(judged, place.dir.handle()?)?, &name);
                    if expected.ok().as_ref() != Some(&object::true_name(judged, &fresh.file)?) {
                        return Err(changed(judged));
                    }
                    return Ok(fresh);
                }
                Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
                Err(error) => return Err(error.into()),
            }
        }
        Err(io::Error::from(ErrorKind::AlreadyExists).into())
    }
}

/// A name that is removed with it; none where it is empty.
struct Taken(String);

impl Drop for Taken {
    fn drop(&mut self) {
        if !self.0.is_empty() {
            let _ = fs::remove_file(&self.0);
        }
    }
}
