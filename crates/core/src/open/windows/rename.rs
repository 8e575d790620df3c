//! Renaming: a grant on both ends, and nothing is replaced.

use std::{
    fs::{self, OpenOptions},
    io::{self, ErrorKind},
};

use super::{
    object, place, require,
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
/// directory holds something denied or something that cannot be judged, or the old name is a link that a `deny` entry goes
/// through; `AlreadyExists` where the new name is taken; else the disk's answer.
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
    // The other case of the same name is free for whoever has it.
    if !target.is_free() && target.path != source.path {
        return Err(io::Error::from(ErrorKind::AlreadyExists).into());
    }
    let new_name = target.beside(to.path().name().unwrap_or_default());
    let of_a_directory = object::is_like_a_directory(source.object()?)?;
    let (source, is_free) = (source.let_go(), target.is_free());
    let _target = target.let_go();
    if is_free && !of_a_directory {
        return Ok(move_to_free_name(&source.name(), &new_name)?);
    }
    Ok(fs::rename(source.name(), new_name)?)
}

/// The standard library puts the source over what has the name. So a file takes the place of one that is made for it, which
/// fails where the name is taken by now. A directory takes no file's place, and of directories only an empty one's.
fn move_to_free_name(from: &str, to: &str) -> io::Result<()> {
    OpenOptions::new().write(true).create_new(true).open(to)?;
    fs::rename(from, to).inspect_err(|_| drop(fs::remove_file(to)))
}
