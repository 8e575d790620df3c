//! The file that is to be replaced.

use std::{fs::File, io};

use rustix::fs::OFlags;

use super::{
    object,
    place::{self, Place},
    walk::Follow,
};
use crate::{guard::JudgedPath, open::OpenError};

/// The place of the file, and the file if there is one: opened for writing, since what may not be written may not be
/// replaced either.
pub(in crate::open) fn old_file(judged: &JudgedPath) -> Result<(Place, Option<File>), OpenError> {
    let place = place::place(judged, Follow::Leaf)?;
    if place.is_free() {
        return Ok((place, None));
    }
    object::must_be_regular(judged, place.object()?, &place)?;
    let old = place.open(OFlags::WRONLY).map_err(io::Error::from)?;
    object::must_be_regular(judged, &old, &place)?;
    Ok((place, Some(File::from(old))))
}
