//! Size, kind and time.

use rustix::fs::{AtFlags, fstat, statat};

use super::{object, place, require, walk::Follow};
use crate::{
    access::Access,
    guard::JudgedPath,
    open::{Metadata, OpenError},
};

/// Size, kind and time of what the name leads to, links followed into the scope.
///
/// # Errors
///
/// A denial where a link on the way leaves the scope; else the disk's answer.
pub(in crate::open) fn metadata(judged: &JudgedPath) -> Result<Metadata, OpenError> {
    require(judged, Access::Metadata.into())?;
    let found = place::find_object(judged)?;
    Ok(object::metadata_of(&fstat(&found.object).map_err(std::io::Error::from)?))
}

/// Size, kind and time of the name itself, also where it is a link.
///
/// # Errors
///
/// As [`metadata`]; the link itself is not followed.
pub(in crate::open) fn link_metadata(judged: &JudgedPath) -> Result<Metadata, OpenError> {
    require(judged, Access::Metadata.into())?;
    let place = place::place(judged, Follow::Parents)?;
    let stat = statat(&place.dir, &place.name, AtFlags::SYMLINK_NOFOLLOW).map_err(std::io::Error::from)?;
    Ok(object::metadata_of(&stat))
}
