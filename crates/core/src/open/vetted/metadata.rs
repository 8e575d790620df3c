//! Size, kind and time.

use super::{require, system::place};
use crate::{
    access::Access,
    guard::JudgedPath,
    open::{Metadata, OpenError, by_walk::Follow},
};

/// Size, kind and time of what the name leads to, links followed into the scope.
///
/// # Errors
///
/// A denial where a link on the way leaves the scope; else the disk's answer.
pub(in crate::open) fn metadata(judged: &JudgedPath) -> Result<Metadata, OpenError> {
    require(judged, Access::Metadata.into())?;
    Ok(place::find(judged)?.metadata()?)
}

/// Size, kind and time of the name itself, also where it is a link.
///
/// # Errors
///
/// As [`metadata`]; the link itself is not followed.
pub(in crate::open) fn link_metadata(judged: &JudgedPath) -> Result<Metadata, OpenError> {
    require(judged, Access::Metadata.into())?;
    Ok(place::place(judged, Follow::Parents)?.metadata()?)
}
