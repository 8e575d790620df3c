//! Making a file that does not exist yet, or only where it does not.

use std::{fs::File, io::ErrorKind};

use super::{
    require,
    system::place::{self, Place},
};
use crate::{
    access::Access,
    guard::JudgedPath,
    open::{OpenError, by_walk::Follow, require::WRITE_OR_CREATE},
};

/// Makes a new file, for writing.
///
/// # Errors
///
/// A denial where a link on the way leaves the scope; `AlreadyExists` where the name is taken, also by a link that leads
/// nowhere; else the disk's answer.
pub(in crate::open) fn create(judged: &JudgedPath) -> Result<File, OpenError> {
    create_at(judged).map(|(file, _)| file)
}

/// What comes and goes between the two steps is met again so often, at most.
const TRIES: usize = 16;

/// Opens a regular file by `open`, for writing or appending; makes it where there is none.
///
/// What was just made is opened like what was there before, and so judged: somebody may have put something else in its place.
///
/// # Errors
///
/// As [`super::write()`]; `NotFound` where a link leads nowhere, or a directory on the way is missing.
pub(in crate::open) fn open_or_create(
    judged: &JudgedPath,
    open: fn(&JudgedPath) -> Result<File, OpenError>,
) -> Result<File, OpenError> {
    require(judged, WRITE_OR_CREATE)?;
    let is =
        |result: &Result<File, OpenError>, kind| matches!(result, Err(OpenError::Io(error)) if error.kind() == kind);
    for _ in 0..TRIES {
        let opened = open(judged);
        if !is(&opened, ErrorKind::NotFound) {
            return opened;
        }
        let made = create(judged);
        if made.is_err() && !is(&made, ErrorKind::AlreadyExists) {
            return made;
        }
    }
    open(judged)
}

/// [`create`], with the place, so that what was begun can be taken back.
pub(super) fn create_at(judged: &JudgedPath) -> Result<(File, Place), OpenError> {
    require(judged, Access::Create.into())?;
    let place = place::place(judged, Follow::Parents)?;
    match place.make_file(judged) {
        Ok(file) => Ok((file, place)),
        Err(OpenError::Io(error)) if error.kind() == ErrorKind::AlreadyExists => {
            // A link that leaves the scope is denied like any other, so that "exists" is said of what is in scope only.
            place::place(judged, Follow::Leaf)?;
            Err(error.into())
        }
        Err(error) => Err(error),
    }
}
