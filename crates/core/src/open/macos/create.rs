//! Making a file that does not exist yet.

use std::fs::File;

use rustix::{
    fs::{AtFlags, Mode, OFlags, unlinkat},
    io::Errno,
};

use super::{
    object,
    place::{self, Place},
    require,
    walk::Follow,
};
use crate::{access::Access, guard::JudgedPath, open::OpenError};

/// Makes a new file, for writing.
///
/// # Errors
///
/// A denial where a link on the way leaves the scope; `AlreadyExists` where the name is taken, also by a link that leads
/// nowhere; else the disk's answer.
pub(in crate::open) fn create(judged: &JudgedPath) -> Result<File, OpenError> {
    create_at(judged).map(|(file, _)| file)
}

/// [`create`], with the place, so that what was begun can be taken back.
pub(super) fn create_at(judged: &JudgedPath) -> Result<(File, Place), OpenError> {
    require(judged, Access::Create.into())?;
    let place = place::place(judged, Follow::Parents)?;
    let flags = OFlags::WRONLY | OFlags::CREATE | OFlags::EXCL;
    match object::open_at(&place.dir, &place.name, flags, Mode::from_raw_mode(0o666)) {
        Ok(file) => {
            let there = object::true_name(judged, &file).and_then(|path| place::judge_true_name(judged, &path));
            if let Err(error) = there {
                let _ = unlinkat(&place.dir, &place.name, AtFlags::empty());
                return Err(error);
            }
            Ok((File::from(file), place))
        }
        Err(Errno::EXIST) => {
            // A link that leaves the scope is denied like any other, so that "exists" is said of what is in scope only.
            place::place(judged, Follow::Leaf)?;
            Err(std::io::Error::from(Errno::EXIST).into())
        }
        Err(errno) => Err(std::io::Error::from(errno).into()),
    }
}
