//! From a judged path to a place that may be used: resolved, judged by its true name, and checked to still be there.

use std::{
    fs::File,
    io::ErrorKind,
    os::fd::{AsRawFd, OwnedFd},
};

use rustix::{
    fs::{AtFlags, CWD, Mode, OFlags, fstat, readlinkat, statat},
    io::Errno,
};

#[cfg(test)]
use super::hook::{self, Step};
use super::{
    dir::{Dir, ITSELF},
    object,
    straight::straight,
};
pub(in crate::open) use crate::open::true_name::{judge_facts, judge_true_name};
use crate::{
    code::Code,
    guard::JudgedPath,
    open::{
        Kind, Metadata, OpenError,
        by_walk::{End, Follow, walk},
        true_name::{TRIES, changed},
        vetted::Use,
    },
    platform::Platform,
    scope::{Facts, in_kernel_file_system},
    validate::path::ValidPath,
};

/// A name in a directory that is held open, in scope under its true path.
#[derive(Debug)]
pub(in crate::open) struct Place {
    pub(in crate::open) dir: OwnedFd,
    pub(in crate::open) name: String,
    pub(in crate::open) path: ValidPath,
    /// What the way to it says of the object.
    pub(in crate::open) facts: Facts,
}

/// An object that is in scope under its true path.
#[derive(Debug)]
pub(in crate::open) struct Found {
    pub(in crate::open) object: OwnedFd,
    pub(in crate::open) path: ValidPath,
    pub(in crate::open) facts: Facts,
}

/// Opens the file that a judged path leads to, where no link is on the way or each leads into the scope: a regular one, or
/// one that an entry takes though it is special. Nothing but a regular one has a length that could be set.
///
/// First as a bare handle, whose kind is asked: opening a pipe wakes whoever waits at its other end, and opening a device may
/// do anything. Then that very handle is opened.
pub(in crate::open) fn open_file(judged: &JudgedPath, purpose: Use) -> Result<File, OpenError> {
    let found = find(judged)?;
    let kind = object::must_be_file(judged, &found)?;
    if purpose == Use::Truncate {
        object::must_be_regular(judged, kind)?;
    }
    let file = reopen(&found.object, object::flags(purpose))?;
    object::wait_as_files_do(&file, kind)?;
    Ok(file)
}

/// [`open_file`] for reading, at the price of one system call: the object is opened, and its kind asked of that handle.
///
/// What a bare handle first would keep is given up where it is worth least: whoever waits to write into a pipe that lies in
/// scope is woken before the pipe is refused. It is not waited for, nothing is read, and what is written into it meets a
/// closed end. A device may act when it is opened; those lie where only an entry that spells it reaches, and there, as
/// wherever the kernel does not open the name at once, the bare handle comes first. It does in report mode, too: what is
/// only reported is then read by its name, and must find the pipe as it was.
pub(in crate::open) fn open_to_read(judged: &JudgedPath) -> Result<File, OpenError> {
    let bare_first = judged.is_in_report_mode() || in_kernel_file_system(judged.path());
    if !bare_first && let Some(found) = straight(judged, OFlags::RDONLY)? {
        let kind = object::must_be_file(judged, &found)?;
        let file = File::from(found.object);
        object::wait_as_files_do(&file, kind)?;
        return Ok(file);
    }
    open_file(judged, Use::Read)
}

/// Opens the very object of a bare handle.
pub(in crate::open) fn reopen(object: &OwnedFd, flags: OFlags) -> std::io::Result<File> {
    Ok(File::from(rustix::fs::open(own(object), quiet(flags), Mode::empty())?))
}

/// Opens the directory that a judged path leads to, likewise. With it, where it lies.
pub(in crate::open) fn open_directory(judged: &JudgedPath) -> Result<(OwnedFd, ValidPath), OpenError> {
    let found = find_with(judged, OFlags::RDONLY | OFlags::DIRECTORY)?;
    Ok((found.object, found.path))
}

/// A bare handle to what a judged path leads to, likewise.
pub(in crate::open) fn find(judged: &JudgedPath) -> Result<Found, OpenError> {
    find_with(judged, OFlags::PATH)
}

fn find_with(judged: &JudgedPath, flags: OFlags) -> Result<Found, OpenError> {
    match straight(judged, flags)? {
        Some(found) => Ok(found),
        None => by_walk(judged, flags),
    }
}

/// The place that the path names, links on the way to it followed into the scope only; at its last name as `follow` says.
pub(in crate::open) fn place(judged: &JudgedPath, follow: Follow) -> Result<Place, OpenError> {
    for _ in 0..TRIES {
        let end = walk(judged.path(), follow).map_err(|code| judged.refuse(code, None, None, None))?;
        #[cfg(test)]
        hook::reached(Step::Walked);
        match end {
            End::Stopped { dir, rest, error, .. } => {
                // Where the walk stopped may lie outside: what the disk said there is told only of what is in scope.
                let path = join(judged, parts(judged, dir)?.1.iter().chain(&rest))?;
                judge_true_name(judged, &path)?;
                judge_facts(judged, &path, facts_of_the_way(judged, &path))?;
                return Err(error.into());
            }
            End::Place { dir, name, .. } => {
                let (dir, names) = parts(judged, dir)?;
                let dir_path = join(judged, &names)?;
                if !still_at(judged, &dir, &dir_path)? {
                    continue;
                }
                let path = join(judged, names.iter().chain([&name]))?;
                judge_true_name(judged, &path)?;
                let facts = facts_of_the_way(judged, &path);
                judge_facts(judged, &path, facts)?;
                #[cfg(test)]
                hook::reached(Step::Placed);
                return Ok(Place { dir, name, path, facts });
            }
        }
    }
    Err(changed(judged))
}

/// The last directory on the way to a path that is there, and what is to be made below it.
#[derive(Debug)]
pub(in crate::open) struct Missing {
    pub(in crate::open) dir: OwnedFd,
    pub(in crate::open) path: ValidPath,
    pub(in crate::open) names: Vec<String>,
}

/// What is missing of a directory that is to be made with all that leads to it; links followed into the scope only. The last
/// of its names may be there already. Whoever makes one asks first whether the directory is still where it was found.
pub(in crate::open) fn missing(judged: &JudgedPath) -> Result<Missing, OpenError> {
    let end = walk(judged.path(), Follow::Leaf).map_err(|code| judged.refuse(code, None, None, None))?;
    let (dir, rest, error) = match end {
        End::Place { dir, name, .. } => (dir, vec![name], ErrorKind::NotFound.into()),
        End::Stopped { dir, rest, error, .. } => (dir, rest, error),
    };
    let (dir, names) = parts(judged, dir)?;
    let path = join(judged, &names)?;
    let whole = join(judged, names.iter().chain(&rest))?;
    judge_true_name(judged, &whole)?;
    judge_facts(judged, &whole, facts_of_the_way(judged, &whole))?;
    if error.kind() != ErrorKind::NotFound {
        return Err(error.into());
    }
    #[cfg(test)]
    hook::reached(Step::Placed);
    Ok(Missing { dir, path, names: rest })
}

fn by_walk(judged: &JudgedPath, flags: OFlags) -> Result<Found, OpenError> {
    let (place, opened) = opened(judged, flags)?;
    let object = opened.map_err(std::io::Error::from)?;
    Ok(Found { object, path: place.path, facts: place.facts })
}

/// The place that a judged path leads to by the walk, and what comes of opening what has the name there.
pub(super) fn opened(judged: &JudgedPath, flags: OFlags) -> Result<(Place, Result<OwnedFd, Errno>), OpenError> {
    for _ in 0..TRIES {
        let place = place(judged, Follow::Leaf)?;
        match place.open(flags) {
            // A bare handle to a link is a link that came there after the walk had seen what it was.
            Ok(object) if object::is_link(&object)? => {}
            Err(Errno::LOOP) => {}
            opened => return Ok((place, opened)),
        }
    }
    Err(changed(judged))
}

impl Place {
    /// What has the name, without following it.
    pub(in crate::open) fn kind(&self) -> std::io::Result<Kind> {
        Ok(self.metadata()?.kind)
    }

    /// Size, kind and time of what has the name, likewise.
    pub(in crate::open) fn metadata(&self) -> std::io::Result<Metadata> {
        Ok(object::metadata_of(&statat(&self.dir, &self.name, AtFlags::SYMLINK_NOFOLLOW)?))
    }

    /// Opens the name from the handle, following nothing.
    pub(in crate::open) fn open(&self, flags: OFlags) -> Result<OwnedFd, Errno> {
        rustix::fs::openat(&self.dir, &self.name, quiet(flags) | OFlags::NOFOLLOW, Mode::empty())
    }

    /// Makes a file of that name, which must be free.
    pub(in crate::open) fn make_file(&self, _judged: &JudgedPath) -> Result<File, OpenError> {
        let flags = OFlags::WRONLY | OFlags::CREATE | OFlags::EXCL | OFlags::NOFOLLOW;
        let file = rustix::fs::openat(&self.dir, &self.name, quiet(flags), Mode::from_raw_mode(0o666));
        Ok(File::from(file.map_err(std::io::Error::from)?))
    }
}

impl Found {
    /// Size, kind and time.
    pub(in crate::open) fn metadata(&self) -> std::io::Result<Metadata> {
        Ok(object::metadata_of(&fstat(&self.object)?))
    }
}

/// Never inherited by a child process, never waiting for the other end of a pipe, never becoming a controlling terminal.
pub(super) fn quiet(flags: OFlags) -> OFlags {
    let common = flags | OFlags::CLOEXEC;
    // A bare handle takes no other flags.
    if flags.contains(OFlags::PATH) { common } else { common | OFlags::NONBLOCK | OFlags::NOCTTY }
}

/// What the way says of an object that was found under `path`: whether a link was on it, other than those on the way to a
/// base directory, which are the user's own arrangement.
fn facts_of_the_way(judged: &JudgedPath, path: &ValidPath) -> Facts {
    let asked = judged.path();
    let straight = path.as_str() == asked.as_str()
        || judged.scope().truth().respell(asked).is_some_and(|moved| moved.as_str() == path.as_str());
    Facts { linked: !straight, ..Facts::default() }
}

/// Whether the directory is still where the walk went through. If it was moved meanwhile, the name that was judged is
/// not where it lies now.
pub(in crate::open) fn still_at(judged: &JudgedPath, dir: &OwnedFd, path: &ValidPath) -> Result<bool, OpenError> {
    let unresolved = |_| judged.refuse(Code::OpenUnresolved, None, None, None);
    let now = readlinkat(CWD, own(dir), Vec::new()).map_err(unresolved)?;
    Ok(now.as_bytes() == path.as_str().as_bytes())
}

/// The name under which this process reaches a handle that it holds.
pub(in crate::open) fn own(handle: &OwnedFd) -> String {
    format!("/proc/self/fd/{}", handle.as_raw_fd())
}

fn parts(judged: &JudgedPath, dir: Dir) -> Result<(OwnedFd, Vec<String>), OpenError> {
    dir.into_parts().map_err(|code| judged.refuse(code, None, None, None).into())
}

/// The path of these names from the root, without those that a directory has in itself.
fn join<'n>(judged: &JudgedPath, names: impl IntoIterator<Item = &'n String>) -> Result<ValidPath, OpenError> {
    let names: Vec<&str> = names.into_iter().map(String::as_str).filter(|name| *name != ITSELF).collect();
    ValidPath::parse(&format!("/{}", names.join("/")), Platform::Linux)
        .map_err(|_| judged.refuse(Code::OpenUnresolved, None, None, None).into())
}
