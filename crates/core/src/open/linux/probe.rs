//! Asking without doing: how `cargo authority eval` goes through the opening step.

use rustix::fs::OFlags;

use super::{place, set_metadata, vetted, walk::Follow};
use crate::{
    access::Access,
    guard::JudgedPath,
    open::{Kind, OpenError},
};

/// Resolves, judges and checks for one access as the operation would, and does nothing else.
///
/// # Errors
///
/// The denial or the disk's answer that the operation would give up to the point where it would begin.
pub(in crate::open) fn probe(judged: &JudgedPath, access: Access) -> Result<(), OpenError> {
    super::require(judged, access.into())?;
    match access {
        Access::Read => place::open_file(judged, OFlags::RDONLY).map(drop),
        Access::Write => place::open_file(judged, OFlags::WRONLY).map(drop),
        Access::Truncate => place::open_regular(judged, OFlags::WRONLY).map(drop),
        Access::List => place::open_directory(judged).map(drop),
        Access::Metadata => place::find_object(judged).map(drop),
        Access::SetMetadata => set_metadata::found(judged).map(drop),
        Access::Create => {
            place::place(judged, Follow::Parents)?;
            place::place(judged, Follow::Leaf).map(drop)
        }
        Access::RenameTo => place::place(judged, Follow::Parents).map(drop),
        Access::Remove => vetted::removable(judged).map(drop),
        Access::RenameFrom => {
            let source = vetted::removable(judged)?;
            if source.kind == Kind::Directory {
                vetted::holds_nothing_denied(judged, &source.place, &source.place.path)?;
            }
            Ok(())
        }
    }
}
