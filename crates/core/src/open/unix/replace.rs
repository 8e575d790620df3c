//! Replacing a file's content as a whole: readers see the old content or the new, never a part.

use std::{
    fs::File,
    io::{self, Write},
    os::unix::fs::PermissionsExt,
};

use rustix::{
    fs::{AtFlags, Mode, OFlags, RawMode, renameat, unlinkat},
    io::Errno,
};

use super::system::{old_file, place::Place};
use crate::{
    access::AccessSet,
    guard::JudgedPath,
    open::{OpenError, fresh_name::fresh_names, require::require},
};

/// Replaces the content of a file with all of `content`, or makes the file. Returns the number of bytes.
///
/// The new content goes into a file of its own in the same directory (a hidden name that no caller chooses), is synced to
/// disk, and takes the name over. The permission bits of the old file stay; its owner, other hard links to it and its
/// extended attributes do not. A link at the name is followed into the scope and stays.
///
/// # Errors
///
/// A denial where a link on the way leaves the scope, or the object is a device, a pipe or a socket; else the disk's
/// answer. In every case of error the old content is as it was.
pub(in crate::open) fn replace(judged: &JudgedPath, content: &mut dyn io::Read) -> Result<u64, OpenError> {
    require(judged, AccessSet::REPLACE)?;
    let (place, old) = old_file(judged)?;
    let mode = old.map(|old| old.metadata()).transpose()?.map(|old| old.permissions().mode() & 0o777);
    // What only its owner may read is not for others to read while it is written. A file that is new gets what the
    // process gives to new files.
    let mut fresh = Fresh::beside(&place, mode.map_or(0o666, |_| 0o600))?;
    let bytes = io::copy(content, &mut fresh.file)?;
    if let Some(mode) = mode {
        fresh.file.set_permissions(PermissionsExt::from_mode(mode))?;
    }
    fresh.take_over(&place.name)?;
    Ok(bytes)
}

/// A file under a name of ours that goes away unless it takes another's place.
struct Fresh<'a> {
    place: &'a Place,
    name: String,
    file: File,
    kept: bool,
}

impl<'a> Fresh<'a> {
    fn beside(place: &'a Place, mode: RawMode) -> io::Result<Self> {
        for name in fresh_names() {
            let flags = OFlags::WRONLY | OFlags::CREATE | OFlags::EXCL | OFlags::NOFOLLOW | OFlags::CLOEXEC;
            match rustix::fs::openat(&place.dir, &name, flags, Mode::from_raw_mode(mode)) {
                Ok(file) => return Ok(Self { place, name, file: File::from(file), kept: false }),
                Err(Errno::EXIST) => {}
                Err(errno) => return Err(errno.into()),
            }
        }
        Err(Errno::EXIST.into())
    }

    fn take_over(mut self, name: &str) -> io::Result<()> {
        self.file.flush()?;
        self.file.sync_all()?;
        renameat(&self.place.dir, &self.name, &self.place.dir, name)?;
        self.kept = true;
        // The name itself reaches the disk with its directory. The content is safe either way, so a file system that
        // cannot sync a directory is no reason to report a failure that did not happen.
        if let Ok(dir) = rustix::fs::openat(
            &self.place.dir,
            ".",
            OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC,
            Mode::empty(),
        ) {
            let _ = rustix::fs::fsync(dir);
        }
        Ok(())
    }
}

impl Drop for Fresh<'_> {
    fn drop(&mut self) {
        if !self.kept {
            let _ = unlinkat(&self.place.dir, &self.name, AtFlags::empty());
        }
    }
}
