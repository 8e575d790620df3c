//! The file that is to be replaced.

use std::{fs::File, io};

use rustix::{fs::OFlags, io::Errno};

use super::{
    object,
    place::{self, Found, Place},
};
use crate::{guard::JudgedPath, open::OpenError};

/// The place of the file, and the file if there is one: opened for writing, since what may not be written may not be
/// replaced either.
pub(in crate::open) fn old_file(judged: &JudgedPath) -> Result<(Place, Option<File>), OpenError> {
    let (place, opened) = place::opened(judged, OFlags::PATH)?;
    let object = match opened {
        Ok(object) => object,
        Err(Errno::NOENT) => return Ok((place, None)),
        Err(errno) => return Err(io::Error::from(errno).into()),
    };
    let found = Found { object, path: place.path.clone(), facts: place.facts };
    let kind = object::must_be_file(judged, &found)?;
    object::must_be_regular(judged, kind)?;
    Ok((place, Some(place::reopen(&found.object, OFlags::WRONLY)?)))
}
