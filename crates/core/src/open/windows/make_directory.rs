//! Making one directory in another that is held.

use std::{
    fs,
    io::{self, ErrorKind},
};

use super::{dir::Dir, object};
use crate::{
    guard::JudgedPath,
    open::{
        Kind, OpenError,
        true_name::{changed, true_child},
    },
    validate::path::ValidPath,
};

/// Makes a directory in the one that lies at `path`, if there is none, and holds it. None: something changed meanwhile.
pub(in crate::open) fn make_directory(
    judged: &JudgedPath,
    mut dir: Dir,
    path: &ValidPath,
    name: &str,
) -> Result<Option<(Dir, ValidPath)>, OpenError> {
    let made = match fs::create_dir(dir.at(name)) {
        Ok(()) => true,
        Err(error) if error.kind() == ErrorKind::AlreadyExists => false,
        Err(error) => return Err(error.into()),
    };
    match dir.hold_below(name) {
        Ok(()) => {}
        // Gone since, or a link that came there after the walk had seen that nothing was.
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) if error.kind() == ErrorKind::NotADirectory => return not_a_directory(&dir, name).map(|()| None),
        Err(error) => return Err(error.into()),
    }
    // Only a directory that was made a junction of since could have it made elsewhere: its handle says so.
    let there = object::true_name(judged, dir.handle()?)?;
    if true_child(judged, path, there.name().unwrap_or_default())? != there {
        dir.up();
        if made {
            let _ = fs::remove_dir(dir.at(name));
        }
        return Err(changed(judged));
    }
    Ok(Some((dir, there)))
}

fn not_a_directory(dir: &Dir, name: &str) -> Result<(), OpenError> {
    match object::kind(&object::bare(dir, name)?)? {
        Kind::File | Kind::Special => Err(io::Error::from(ErrorKind::AlreadyExists).into()),
        Kind::Link | Kind::Directory => Ok(()),
    }
}
