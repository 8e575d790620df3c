//! Moving a name to another one that is free.

use rustix::{
    fs::{AtFlags, RenameFlags, linkat, renameat_with, unlinkat},
    io::Errno,
};

use super::system::place::Place;
use crate::open::Kind;

/// Moves what has a name to another, where nothing has that.
pub(in crate::open) fn move_to_free_name(source: &Place, kind: Kind, target: &Place) -> std::io::Result<()> {
    match renameat_with(&source.dir, &source.name, &target.dir, &target.name, RenameFlags::NOREPLACE) {
        // The file system cannot do that in one step: a second name that must be free, then the first one goes.
        Err(Errno::INVAL | Errno::NOSYS | Errno::NOTSUP) if kind != Kind::Directory => link_over(source, target),
        done => done,
    }
    .map_err(Into::into)
}

fn link_over(source: &Place, target: &Place) -> Result<(), Errno> {
    linkat(&source.dir, &source.name, &target.dir, &target.name, AtFlags::empty())?;
    unlinkat(&source.dir, &source.name, AtFlags::empty())
}
