//! From a judged path to a place that may be used: resolved, and judged by its true name.

use std::{
    fs::File,
    io::{self, ErrorKind},
    os::fd::OwnedFd,
};

use rustix::{
    fs::{AtFlags, FileType, Mode, OFlags, fstat, statat, unlinkat},
    io::Errno,
};

use super::{
    object,
    walk::{self, End, Follow},
};
pub(in crate::open) use crate::open::true_name::{judge_facts, judge_true_name};
use crate::{
    code::Code,
    guard::JudgedPath,
    open::{
        Kind, Metadata, OpenError,
        true_name::{TRIES, changed, true_child},
        vetted::Use,
    },
    scope::Facts,
    validate::path::{Fold, ValidPath},
};

/// A name in a directory that is held open, in scope under its true path.
#[derive(Debug)]
pub(in crate::open) struct Place {
    pub(in crate::open) dir: OwnedFd,
    /// As the directory spells it, where something has the name.
    pub(in crate::open) name: String,
    pub(in crate::open) path: ValidPath,
    /// What the way to it says of the object.
    pub(in crate::open) facts: Facts,
    /// What has the name.
    object: Option<OwnedFd>,
}

impl Place {
    /// What has the name, as a handle that can only be asked.
    pub(in crate::open) fn object(&self) -> io::Result<&OwnedFd> {
        self.object.as_ref().ok_or_else(|| ErrorKind::NotFound.into())
    }

    /// What has the name, by its handle.
    pub(in crate::open) fn kind(&self) -> io::Result<Kind> {
        object::kind(self.object()?)
    }

    /// Size, kind and time of what has the name.
    pub(in crate::open) fn metadata(&self) -> io::Result<Metadata> {
        Ok(object::metadata_of(&fstat(self.object()?)?))
    }

    /// Makes a file of that name, which must be free. One that came to lie elsewhere goes away again.
    pub(in crate::open) fn make_file(&self, judged: &JudgedPath) -> Result<File, OpenError> {
        let flags = OFlags::WRONLY | OFlags::CREATE | OFlags::EXCL;
        let file =
            object::open_at(&self.dir, &self.name, flags, Mode::from_raw_mode(0o666)).map_err(io::Error::from)?;
        object::true_name(judged, &file)
            .and_then(|path| judge_true_name(judged, &path))
            .inspect_err(|_| drop(self.remove_file()))?;
        Ok(File::from(file))
    }

    /// Removes the name of a file or a link: the bare name from the handle, since a separator at its end would have the kernel
    /// follow it.
    pub(in crate::open) fn remove_file(&self) -> io::Result<()> {
        Ok(unlinkat(&self.dir, &self.name, AtFlags::empty())?)
    }

    /// Removes the directory that has the name, which holds nothing.
    pub(in crate::open) fn remove_directory(self) -> io::Result<()> {
        Ok(unlinkat(&self.dir, &self.name, AtFlags::REMOVEDIR)?)
    }

    /// Whether nothing has the name.
    pub(in crate::open) fn is_free(&self) -> bool {
        self.object.is_none()
    }

    /// Opens the name from the handle, following nothing.
    pub(in crate::open) fn open(&self, flags: OFlags) -> Result<OwnedFd, Errno> {
        object::open_at(&self.dir, &self.name, flags, Mode::empty())
    }
}

/// Opens the regular file that a judged path leads to, where each link on the way leads into the scope. What came out of the
/// name is asked its kind and judged by its own true name before it is handed out.
pub(in crate::open) fn open_file(judged: &JudgedPath, purpose: Use) -> Result<File, OpenError> {
    let place = place(judged, Follow::Leaf)?;
    object::must_be_regular(judged, place.object()?, &place)?;
    let file = place.open(object::flags(purpose)).map_err(io::Error::from)?;
    object::must_be_regular(judged, &file, &place)?;
    judge_true_name(judged, &object::true_name(judged, &file)?)?;
    Ok(File::from(file))
}

/// [`open_file`] for reading.
pub(in crate::open) fn open_to_read(judged: &JudgedPath) -> Result<File, OpenError> {
    open_file(judged, Use::Read)
}

/// What a judged path leads to, likewise.
pub(in crate::open) fn find(judged: &JudgedPath) -> Result<Place, OpenError> {
    let place = place(judged, Follow::Leaf)?;
    place.object()?;
    Ok(place)
}

/// Opens the directory that a judged path leads to, likewise.
pub(in crate::open) fn open_directory(judged: &JudgedPath) -> Result<(OwnedFd, ValidPath), OpenError> {
    let place = place(judged, Follow::Leaf)?;
    if object::kind(place.object()?)? != Kind::Directory {
        return Err(io::Error::from(ErrorKind::NotADirectory).into());
    }
    let dir = place.open(OFlags::RDONLY | OFlags::DIRECTORY).map_err(io::Error::from)?;
    let path = object::true_name(judged, &dir)?;
    judge_true_name(judged, &path)?;
    Ok((dir, path))
}

/// The place that the path names, links on the way to it followed into the scope only; at its last name as `follow` says.
pub(in crate::open) fn place(judged: &JudgedPath, follow: Follow) -> Result<Place, OpenError> {
    for _ in 0..TRIES {
        match walk::walk(judged.path(), follow).map_err(|code| judged.refuse(code, None, None, None))? {
            End::Stopped { dir, rest, linked, errno } => {
                stopped(judged, &dir, &rest, linked)?;
                return Err(io::Error::from(errno).into());
            }
            End::Place { dir, name, linked } => {
                if let Some(place) = at(judged, dir, name, linked, follow)? {
                    return Ok(place);
                }
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

/// What is missing of a directory that is to be made with all that leads to it; links followed into the scope only. Nothing,
/// where it is there.
pub(in crate::open) fn missing(judged: &JudgedPath) -> Result<Missing, OpenError> {
    for _ in 0..TRIES {
        match walk::walk(judged.path(), Follow::Leaf).map_err(|code| judged.refuse(code, None, None, None))? {
            End::Stopped { dir, rest, linked, errno } => {
                let path = stopped(judged, &dir, &rest, linked)?;
                return if errno == Errno::NOENT {
                    Ok(Missing { dir, path, names: rest })
                } else {
                    Err(io::Error::from(errno).into())
                };
            }
            End::Place { dir, name, linked } => {
                let Some(place) = at(judged, dir, name, linked, Follow::Leaf)? else { continue };
                return match &place.object {
                    None => {
                        let path = object::true_name(judged, &place.dir)?;
                        Ok(Missing { dir: place.dir, path, names: vec![place.name] })
                    }
                    Some(object) if object::kind(object)? == Kind::Directory => {
                        Ok(Missing { dir: place.dir, path: place.path, names: Vec::new() })
                    }
                    Some(_) => Err(io::Error::from(ErrorKind::AlreadyExists).into()),
                };
            }
        }
    }
    Err(changed(judged))
}

/// Judges what lies beyond the directory in which the walk stopped. That may lie outside: what the disk said there is told
/// only of what is in scope. Returns where the directory lies.
fn stopped(judged: &JudgedPath, dir: &OwnedFd, rest: &[String], linked: bool) -> Result<ValidPath, OpenError> {
    let path = object::true_name(judged, dir)?;
    let whole = rest.iter().try_fold(path.clone(), |path, name| true_child(judged, &path, name))?;
    judge(judged, &whole, linked)?;
    Ok(path)
}

/// The place of a name in a directory, once its true name is judged; `None` if the tree changed meanwhile.
fn at(
    judged: &JudgedPath,
    dir: OwnedFd,
    name: String,
    linked: bool,
    follow: Follow,
) -> Result<Option<Place>, OpenError> {
    let dir_path = object::true_name(judged, &dir)?;
    let asked = if name == "." { dir_path.clone() } else { true_child(judged, &dir_path, &name)? };
    let kind = match statat(&dir, &name, AtFlags::SYMLINK_NOFOLLOW) {
        Ok(stat) => object::kind_of(FileType::from_raw_mode(stat.st_mode)),
        Err(errno) => {
            let facts = judge(judged, &asked, linked)?;
            return match errno {
                Errno::NOENT => Ok(Some(Place { dir, name, path: asked, facts, object: None })),
                errno => Err(io::Error::from(errno).into()),
            };
        }
    };
    if kind == Kind::Special {
        judge(judged, &asked, linked)?;
        return Err(judged.refuse(Code::OpenSpecial, None, None, None).into());
    }
    let object = match object::witness(&dir, &name) {
        Ok(object) => object,
        Err(Errno::NOENT) => return Ok(None),
        Err(errno) => {
            judge(judged, &asked, linked)?;
            return Err(io::Error::from(errno).into());
        }
    };
    let path = object::true_name(judged, &object)?;
    let facts = judge(judged, &path, linked)?;
    if name == "." {
        return Ok(Some(Place { dir, name, path, facts, object: Some(object) }));
    }
    // The directory was moved, or the name given to another hard link, between the two questions.
    let true_leaf = path.name().unwrap_or_default().to_owned();
    if true_child(judged, &dir_path, &true_leaf)? != path {
        return Ok(None);
    }
    if follow == Follow::Leaf && object::kind(&object)? == Kind::Link {
        return Ok(None);
    }
    Ok(Some(Place { dir, name: true_leaf, path, facts, object: Some(object) }))
}

/// Judges what was found under a true name, and says what the way to it says of it.
fn judge(judged: &JudgedPath, path: &ValidPath, linked: bool) -> Result<Facts, OpenError> {
    judge_true_name(judged, path)?;
    let facts = facts_of_the_way(judged, path, linked);
    judge_facts(judged, path, facts)?;
    Ok(facts)
}

/// Whether a link was on the way to what was found under `path`, other than those on the way to a base directory, which are
/// the user's own arrangement. Below a base that lies elsewhere the walk cannot tell its links from others: there, as where
/// something else than a link gives a name another place (a volume under its second name), the true name tells.
fn facts_of_the_way(judged: &JudgedPath, path: &ValidPath, linked: bool) -> Facts {
    let same = |asked: &ValidPath| asked.folded(Fold::Simple).as_str() == path.folded(Fold::Simple).as_str();
    let straight = match judged.scope().truth().respell(judged.path()) {
        Some(moved) => same(&moved),
        None => !linked && same(judged.path()),
    };
    Facts { linked: !straight, ..Facts::default() }
}

/// Whether the directory is still where it was judged to be.
pub(in crate::open) fn still_at(judged: &JudgedPath, dir: &OwnedFd, path: &ValidPath) -> Result<bool, OpenError> {
    Ok(object::true_name(judged, dir)? == *path)
}
