//! Renaming: a grant on both ends, and nothing is replaced.

use super::{
    denied::holds_nothing_denied,
    removable::{Removable, removable},
    require,
    system::{move_to, place},
};
use crate::{
    access::Access,
    code::Code,
    guard::JudgedPath,
    open::{Kind, OpenError, by_walk::Follow, truth::leads_bases_astray},
};

/// Renames a file, a directory or a link itself to a name that is free.
///
/// A directory that holds something which a `deny` entry covers, here or at the new name, is refused before anything is
/// touched.
///
/// # Errors
///
/// A denial where a link on the way to either name leaves the scope, a link would come to where a base directory lies, the
/// directory holds something denied or something that cannot be judged, or the old name is a link that a `deny` entry goes
/// through; `AlreadyExists` where the new name is taken; else the disk's answer (renaming does not cross file systems).
pub(in crate::open) fn rename(from: &JudgedPath, to: &JudgedPath) -> Result<(), OpenError> {
    require(from, Access::RenameFrom.into())?;
    require(to, Access::RenameTo.into())?;
    let Removable { place: source, kind } = removable(from)?;
    let target = place::place(to, Follow::Parents)?;
    if leads_bases_astray(to, &target.path, kind) {
        return Err(to.refuse(Code::LinkOutside, Some(target.path.as_str()), None, None).into());
    }
    if kind == Kind::Directory {
        holds_nothing_denied(from, &source, &source.path)?;
        holds_nothing_denied(to, &source, &target.path)?;
    }
    Ok(move_to(source, kind, target, to.name())?)
}
