//! Moving a name to another one.

use std::{
    fs::{self, OpenOptions},
    io::{self, ErrorKind},
};

use super::{object, place::Place};
use crate::open::Kind;

/// Moves what has a name to another, where nothing has that; the other case of the same name is free for what has it.
pub(in crate::open) fn move_to(source: Place, _kind: Kind, target: Place, name: &str) -> io::Result<()> {
    if !target.is_free() && target.path != source.path {
        return Err(ErrorKind::AlreadyExists.into());
    }
    let new_name = target.beside(name);
    let of_a_directory = object::is_like_a_directory(source.object()?)?;
    let (source, is_free) = (source.let_go(), target.is_free());
    let _target = target.let_go();
    if is_free && !of_a_directory {
        return move_to_free_name(&source.verbatim(), &new_name);
    }
    fs::rename(source.verbatim(), new_name)
}

/// The standard library puts the source over what has the name. So a file takes the place of one that is made for it, which
/// fails where the name is taken by now. A directory takes no file's place, and of directories only an empty one's.
fn move_to_free_name(from: &str, to: &str) -> io::Result<()> {
    OpenOptions::new().write(true).create_new(true).open(to)?;
    fs::rename(from, to).inspect_err(|_| drop(fs::remove_file(to)))
}
