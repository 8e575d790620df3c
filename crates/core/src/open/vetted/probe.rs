//! Asking without doing: how `cargo authority eval` goes through the opening step.

use super::{
    denied::holds_nothing_denied,
    file::Use,
    removable::removable,
    require,
    system::{below::Below, place, set_metadata},
};
use crate::{
    access::Access,
    guard::JudgedPath,
    open::{Kind, OpenError, by_walk::Follow},
};

/// Resolves, judges and checks for one access as the operation would, and does nothing else.
///
/// # Errors
///
/// The denial or the disk's answer that the operation would give up to the point where it would begin.
pub(in crate::open) fn probe(judged: &JudgedPath, access: Access) -> Result<(), OpenError> {
    require(judged, access.into())?;
    match access {
        Access::Read => place::open_file(judged, Use::Read).map(drop),
        Access::Write => place::open_file(judged, Use::Write).map(drop),
        Access::Truncate => place::open_file(judged, Use::Truncate).map(drop),
        Access::List => Below::led_to(judged).map(drop),
        Access::Metadata => place::find(judged).map(drop),
        Access::SetMetadata => set_metadata::found(judged).map(drop),
        Access::Create => {
            place::place(judged, Follow::Parents)?;
            place::place(judged, Follow::Leaf).map(drop)
        }
        Access::RenameTo => place::place(judged, Follow::Parents).map(drop),
        Access::Remove => removable(judged).map(drop),
        Access::RenameFrom => {
            let source = removable(judged)?;
            if source.kind == Kind::Directory {
                holds_nothing_denied(judged, &source.place, &source.place.path)?;
            }
            Ok(())
        }
    }
}
