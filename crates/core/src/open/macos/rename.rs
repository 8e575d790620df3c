//! Renaming: a grant on both ends, and nothing is replaced.

use rustix::{
    fs::{AtFlags, RenameFlags, linkat, renameat, renameat_with, unlinkat},
    io::Errno,
};

use super::{
    place::{self, Place},
    require,
    vetted::{self, Removable},
    walk::Follow,
};
use crate::{
    access::Access,
    code::Code,
    guard::JudgedPath,
    open::{Kind, OpenError, truth},
};

/// Renames a file, a directory or a link itself to a name that is free.
///
/// A directory that holds something which a `deny` entry covers, here or at the new name, is refused before anything is
/// touched.
///
/// # Errors
///
/// A denial where a link on the way to either name leaves the scope, a link would come to where a base directory lies, the
/// directory holds something denied or something
/// that cannot be judged, or the old name is a link that a `deny` entry goes through;
/// `AlreadyExists` where the new name is taken; else the disk's answer (renaming does not cross file systems).
pub(in crate::open) fn rename(from: &JudgedPath, to: &JudgedPath) -> Result<(), OpenError> {
    require(from, Access::RenameFrom.into())?;
    require(to, Access::RenameTo.into())?;
    let Removable { place: source, kind } = vetted::removable(from)?;
    let target = place::place(to, Follow::Parents)?;
    if truth::leads_bases_astray(to, &target.path, kind) {
        return Err(to.refuse(Code::LinkOutside, Some(target.path.as_str()), None, None).into());
    }
    if kind == Kind::Directory {
        vetted::holds_nothing_denied(from, &source, &source.path)?;
        vetted::holds_nothing_denied(to, &source, &target.path)?;
    }
    let new_name = to.path().name().unwrap_or_default();
    if !target.is_free() && target.path == source.path {
        // The other spelling of the same name is free for what has it.
        return Ok(renameat(&source.dir, &source.name, &target.dir, new_name).map_err(std::io::Error::from)?);
    }
    match renameat_with(&source.dir, &source.name, &target.dir, new_name, RenameFlags::NOREPLACE) {
        // The file system cannot do that in one step: a second name that must be free, then the first one goes.
        Err(Errno::INVAL | Errno::NOSYS | Errno::NOTSUP) if kind != Kind::Directory => link_over(&source, &target),
        done => done,
    }
    .map_err(|errno| std::io::Error::from(errno).into())
}

fn link_over(source: &Place, target: &Place) -> Result<(), Errno> {
    linkat(&source.dir, &source.name, &target.dir, &target.name, AtFlags::empty())?;
    unlinkat(&source.dir, &source.name, AtFlags::empty())
}
