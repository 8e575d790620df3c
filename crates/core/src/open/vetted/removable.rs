//! A name that may be taken away: to be removed, or to be renamed.

use super::{
    denied::goes_through,
    system::place::{self, Place},
};
use crate::{
    code::Code,
    guard::JudgedPath,
    open::{Kind, OpenError, by_walk::Follow},
};

/// A name that may be taken away, and what it is.
pub(in crate::open) struct Removable {
    pub(in crate::open) place: Place,
    pub(in crate::open) kind: Kind,
}

/// The place of a name that is to be removed or renamed. Refuses a link that a `deny` entry goes through.
pub(in crate::open) fn removable(judged: &JudgedPath) -> Result<Removable, OpenError> {
    let place = place::place(judged, Follow::Parents)?;
    let kind = place.kind()?;
    if kind == Kind::Link && goes_through([judged.path(), &place.path], judged) {
        return Err(judged.refuse(Code::OpenHoldsDenied, Some(place.path.as_str()), None, None).into());
    }
    Ok(Removable { place, kind })
}
