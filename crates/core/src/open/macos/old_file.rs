//! The file that is to be replaced.

use std::{fs::File, io};

use rustix::fs::OFlags;

use super::place::{self, Place};
use crate::{
    guard::JudgedPath,
    open::{OpenError, by_walk::Follow},
};

/// The place of the file, and the file if there is one: opened for writing, since what may not be written may not be
/// replaced either.
pub(in crate::open) fn old_file(judged: &JudgedPath) -> Result<(Place, Option<File>), OpenError> {
    let place = place::place(judged, Follow::Leaf)?;
    if place.is_free() {
        return Ok((place, None));
    }
    place.must_be_regular(judged, place.object()?)?;
    let old = File::from(place.open(OFlags::WRONLY).map_err(io::Error::from)?);
    place.must_be_regular(judged, &old)?;
    Ok((place, Some(old)))
}
