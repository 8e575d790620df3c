//! Making a file that does not exist yet.

use std::{fs::File, io::ErrorKind};

use super::{
    require,
    system::place::{self, Place},
};
use crate::{
    access::Access,
    guard::JudgedPath,
    open::{OpenError, by_walk::Follow},
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
