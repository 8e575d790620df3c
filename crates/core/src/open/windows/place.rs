//! From a judged path to a place that may be used: resolved, held, and judged by its true name.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, ErrorKind},
};

use super::{
    object,
    walk::{self, Dir, End, Follow},
};
pub(in crate::open) use crate::open::true_name::{judge_facts, judge_true_name};
use crate::{
    guard::JudgedPath,
    open::{
        Kind, Metadata, OpenError,
        true_name::{TRIES, changed, true_child},
        vetted::Use,
    },
    scope::Facts,
    validate::path::{Fold, ValidPath},
};

/// A name in a directory that is held, in scope under its true path.
#[derive(Debug)]
pub(in crate::open) struct Place {
    pub(in crate::open) dir: Dir,
    /// As the directory spells it, where something has the name.
    name: String,
    pub(in crate::open) path: ValidPath,
    /// What the way to it says of the object.
    pub(in crate::open) facts: Facts,
    /// What has the name, as a bare handle.
    object: Option<File>,
}

impl Place {
    /// The verbatim name. It stands for this place as long as the directory is held.
    pub(in crate::open) fn name(&self) -> String {
        self.dir.at(&self.name)
    }

    /// The verbatim name of what is called `name` beside it.
    pub(in crate::open) fn beside(&self, name: &str) -> String {
        self.dir.at(name)
    }

    /// What has the name.
    pub(in crate::open) fn object(&self) -> io::Result<&File> {
        self.object.as_ref().ok_or_else(|| ErrorKind::NotFound.into())
    }

    /// The place, without the handle to what has the name: some systems let nobody take the place of what is open.
    pub(in crate::open) fn let_go(self) -> Self {
        Self { object: None, ..self }
    }

    /// What has the name, by its handle.
    pub(in crate::open) fn kind(&self) -> io::Result<Kind> {
        object::kind(self.object()?)
    }

    /// Size, kind and time of what has the name.
    pub(in crate::open) fn metadata(&self) -> io::Result<Metadata> {
        object::metadata_of(self.object()?)
    }

    /// Makes a file of that name, which must be free.
    pub(in crate::open) fn make_file(&self, judged: &JudgedPath) -> Result<File, OpenError> {
        let file = OpenOptions::new().write(true).create_new(true).open(self.name())?;
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
            Some(object) if object::is_like_a_directory(object)? => fs::remove_dir(self.name()),
            _ => fs::remove_file(self.name()),
        }
    }

    /// Removes the directory that has the name, which holds nothing.
    pub(in crate::open) fn remove_directory(self) -> io::Result<()> {
        fs::remove_dir(self.let_go().name())
    }

    /// Whether nothing has the name.
    pub(in crate::open) fn is_free(&self) -> bool {
        self.object.is_none()
    }
}

/// Opens the regular file that a judged path leads to, where each link on the way leads into the scope.
///
/// First as a bare handle, whose kind is asked; then that very handle is opened. The name of the one that is handed out is
/// judged once more: it is the one through which something is read or written.
pub(in crate::open) fn open_file(judged: &JudgedPath, purpose: Use) -> Result<File, OpenError> {
    let place = place(judged, Follow::Leaf)?;
    object::must_be_regular(judged, &place)?;
    let file = object::reopen(place.object()?, object::access(purpose))?;
    judge_true_name(judged, &object::true_name(judged, &file)?)?;
    Ok(file)
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

/// Holds the directory that a judged path leads to, likewise.
pub(in crate::open) fn open_directory(judged: &JudgedPath) -> Result<(Dir, ValidPath), OpenError> {
    let Place { mut dir, name, path, object, .. } = place(judged, Follow::Leaf)?;
    let object = object.ok_or(ErrorKind::NotFound).map_err(io::Error::from)?;
    if object::kind(&object)? != Kind::Directory {
        return Err(io::Error::from(ErrorKind::NotADirectory).into());
    }
    if !name.is_empty() {
        dir.enter(&name)?;
    }
    let held = object::true_name(judged, dir.handle()?)?;
    if held == path { Ok((dir, path)) } else { Err(changed(judged)) }
}

/// The place that the path names, links on the way to it followed into the scope only; at its last name as `follow` says.
pub(in crate::open) fn place(judged: &JudgedPath, follow: Follow) -> Result<Place, OpenError> {
    for _ in 0..TRIES {
        match walk::walk(judged.path(), follow).map_err(|code| judged.refuse(code, None, None, None))? {
            End::Stopped { dir, rest, linked, error } => {
                stopped(judged, &dir, &rest, linked)?;
                return Err(error.into());
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
    pub(in crate::open) dir: Dir,
    pub(in crate::open) path: ValidPath,
    pub(in crate::open) names: Vec<String>,
}

/// What is missing of a directory that is to be made with all that leads to it; links followed into the scope only. Nothing,
/// where it is there.
pub(in crate::open) fn missing(judged: &JudgedPath) -> Result<Missing, OpenError> {
    for _ in 0..TRIES {
        match walk::walk(judged.path(), Follow::Leaf).map_err(|code| judged.refuse(code, None, None, None))? {
            End::Stopped { dir, rest, linked, error } => {
                let path = stopped(judged, &dir, &rest, linked)?;
                return if error.kind() == ErrorKind::NotFound {
                    Ok(Missing { dir, path, names: rest })
                } else {
                    Err(error.into())
                };
            }
            End::Place { dir, name, linked } => {
                let Some(place) = at(judged, dir, name, linked, Follow::Leaf)? else { continue };
                return match &place.object {
                    None => {
                        let path = object::true_name(judged, place.dir.handle()?)?;
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
fn stopped(judged: &JudgedPath, dir: &Dir, rest: &[String], linked: bool) -> Result<ValidPath, OpenError> {
    let path = object::true_name(judged, dir.handle()?)?;
    let whole = rest.iter().try_fold(path.clone(), |path, name| true_child(judged, &path, name))?;
    judge(judged, &whole, linked)?;
    Ok(path)
}

/// The place of a name in a directory that is held, once its true name is judged; `None` if a link came there meanwhile.
fn at(judged: &JudgedPath, dir: Dir, name: String, linked: bool, follow: Follow) -> Result<Option<Place>, OpenError> {
    let dir_path = object::true_name(judged, dir.handle()?)?;
    let object = match object::bare(&dir.at(&name)) {
        Ok(object) => object,
        Err(error) => {
            let path = true_child(judged, &dir_path, &name)?;
            let facts = judge(judged, &path, linked)?;
            return match error.kind() {
                ErrorKind::NotFound => Ok(Some(Place { dir, name, path, facts, object: None })),
                _ => Err(error.into()),
            };
        }
    };
    let path = object::true_name(judged, &object)?;
    let facts = judge(judged, &path, linked)?;
    if name.is_empty() {
        return Ok(Some(Place { dir, name, path, facts, object: Some(object) }));
    }
    // One of the names that the object has in this very directory. A directory that was made a junction of while it was held
    // would lead elsewhere.
    let true_leaf = path.name().unwrap_or_default().to_owned();
    if true_child(judged, &dir_path, &true_leaf)?.as_str() != path.as_str() {
        return Err(changed(judged));
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
/// something else than a link gives a name another place (a drive that stands for a directory), the true name tells.
fn facts_of_the_way(judged: &JudgedPath, path: &ValidPath, linked: bool) -> Facts {
    let same = |asked: &ValidPath| asked.folded(Fold::Simple).as_str() == path.folded(Fold::Simple).as_str();
    let straight = match judged.scope().truth().respell(judged.path()) {
        Some(moved) => same(&moved),
        None => !linked && same(judged.path()),
    };
    Facts { linked: !straight, ..Facts::default() }
}
