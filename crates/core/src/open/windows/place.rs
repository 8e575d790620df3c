//! What is opened, made and removed at a place: by its name, while its directory is held.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, ErrorKind},
};

use super::{dir::Dir, object};
pub(in crate::open) use crate::open::by_walk::place::{Missing, Place, find, missing, place};
use crate::{
    guard::JudgedPath,
    open::{
        Kind, OpenError,
        true_name::{changed, judge_true_name},
        vetted::Use,
    },
    validate::path::ValidPath,
};

impl Place {
    /// The verbatim name. It stands for this place as long as the directory is held.
    pub(in crate::open) fn verbatim(&self) -> String {
        self.dir.at(&self.name)
    }

    /// The verbatim name of what is called `name` beside it.
    pub(in crate::open) fn beside(&self, name: &str) -> String {
        self.dir.at(name)
    }

    /// The place, without the handle to what has the name: some systems let nobody take the place of what is open.
    pub(in crate::open) fn let_go(self) -> Self {
        Self { object: None, ..self }
    }

    /// Makes a file of that name, which must be free.
    pub(in crate::open) fn make_file(&self, judged: &JudgedPath) -> Result<File, OpenError> {
        let file = OpenOptions::new().write(true).create_new(true).open(self.verbatim())?;
        // Only a directory that was made a junction of since could have it made elsewhere: its handle says so.
        let there = object::true_name(judged, &file).and_then(|path| judge_true_name(judged, &path));
        if let Err(error) = there {
            drop(file);
            let _ = self.remove_file();
            return Err(error);
        }
        Ok(file)
    }

    /// Removes the name of a file or a link.
    pub(in crate::open) fn remove_file(&self) -> io::Result<()> {
        match &self.object {
            // A junction, or a link to a directory: to remove it as a directory removes the link.
            Some(object) if object::is_like_a_directory(object)? => fs::remove_dir(self.verbatim()),
            _ => fs::remove_file(self.verbatim()),
        }
    }

    /// Removes the directory that has the name, which holds nothing.
    pub(in crate::open) fn remove_directory(self) -> io::Result<()> {
        fs::remove_dir(self.let_go().verbatim())
    }
}

/// Opens the regular file that a judged path leads to, where each link on the way leads into the scope.
///
/// First as a bare handle, whose kind is asked; then that very handle is opened. The name of the one that is handed out is
/// judged once more: it is the one through which something is read or written.
pub(in crate::open) fn open_file(judged: &JudgedPath, purpose: Use) -> Result<File, OpenError> {
    let place = find(judged)?;
    place.must_be_regular(judged, place.object()?)?;
    let file = object::reopen(place.object()?, object::access(purpose))?;
    judge_true_name(judged, &object::true_name(judged, &file)?)?;
    Ok(file)
}

/// [`open_file`] for reading.
pub(in crate::open) fn open_to_read(judged: &JudgedPath) -> Result<File, OpenError> {
    open_file(judged, Use::Read)
}

/// Holds the directory that a judged path leads to, likewise. With it, where it lies.
pub(in crate::open) fn open_directory(judged: &JudgedPath) -> Result<(Dir, ValidPath), OpenError> {
    let Place { mut dir, name, path, object, .. } = find(judged)?;
    let object = object.ok_or(ErrorKind::NotFound).map_err(io::Error::from)?;
    if object::kind(&object)? != Kind::Directory {
        return Err(io::Error::from(ErrorKind::NotADirectory).into());
    }
    if !name.is_empty() {
        dir.hold_below(&name)?;
    }
    let held = object::true_name(judged, dir.handle()?)?;
    if held == path { Ok((dir, path)) } else { Err(changed(judged)) }
}
