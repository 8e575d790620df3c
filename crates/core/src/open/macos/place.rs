//! From a judged path to a place that may be used: resolved, and judged by its true name.

use std::{
    fs::File,
    io::{self, ErrorKind},
    os::fd::OwnedFd,
};

use rustix::{
    fs::{AtFlags, FileType, Mode, OFlags, statat},
    io::Errno,
};

use super::{
    object,
    walk::{self, End, Follow},
};
use crate::{
    code::Code,
    guard::JudgedPath,
    open::{Kind, OpenError},
    scope::Scope,
    validate::path::ValidPath,
};

/// How often a tree that changes under the walk is walked again before it is refused.
const TRIES: u32 = 8;

/// A name in a directory that is held open, in scope under its true path.
#[derive(Debug)]
pub(super) struct Place {
    pub(super) dir: OwnedFd,
    /// As the directory spells it, where something has the name.
    pub(super) name: String,
    pub(super) path: ValidPath,
    /// What has the name.
    object: Option<OwnedFd>,
}

impl Place {
    /// What has the name, as a handle that can only be asked.
    pub(super) fn object(&self) -> io::Result<&OwnedFd> {
        self.object.as_ref().ok_or_else(|| ErrorKind::NotFound.into())
    }

    /// Whether nothing has the name.
    pub(super) fn is_free(&self) -> bool {
        self.object.is_none()
    }

    /// Opens the name from the handle, following nothing.
    pub(super) fn open(&self, flags: OFlags) -> Result<OwnedFd, Errno> {
        object::open_at(&self.dir, &self.name, flags, Mode::empty())
    }
}

/// Opens the regular file that a judged path leads to, where each link on the way leads into the scope. What came out of the
/// name is asked its kind and judged by its own true name before it is handed out.
pub(super) fn open_file(judged: &JudgedPath, flags: OFlags) -> Result<File, OpenError> {
    let place = place(judged, Follow::Leaf)?;
    object::must_be_regular(judged, object::kind(place.object()?)?)?;
    let file = place.open(flags).map_err(io::Error::from)?;
    object::must_be_regular(judged, object::kind(&file)?)?;
    judge_true_name(judged, &object::true_name(judged, &file)?)?;
    Ok(File::from(file))
}

/// Opens the directory that a judged path leads to, likewise.
pub(super) fn open_directory(judged: &JudgedPath) -> Result<(OwnedFd, ValidPath), OpenError> {
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
pub(super) fn place(judged: &JudgedPath, follow: Follow) -> Result<Place, OpenError> {
    for _ in 0..TRIES {
        match walk::walk(judged.path(), follow).map_err(|code| judged.refuse(code, None, None, None))? {
            End::Stopped { dir, rest, errno } => {
                // Where the walk stopped may lie outside: what the disk said there is told only of what is in scope.
                let mut path = object::true_name(judged, &dir)?;
                for name in rest {
                    path = below(judged, &path, &name)?;
                }
                judge_true_name(judged, &path)?;
                return Err(io::Error::from(errno).into());
            }
            End::Place { dir, name } => {
                if let Some(place) = at(judged, dir, name, follow)? {
                    return Ok(place);
                }
            }
        }
    }
    Err(judged.refuse(Code::OpenChanged, None, None, None).into())
}

/// The place of a name in a directory, once its true name is judged; `None` if the tree changed meanwhile.
fn at(judged: &JudgedPath, dir: OwnedFd, name: String, follow: Follow) -> Result<Option<Place>, OpenError> {
    let dir_path = object::true_name(judged, &dir)?;
    let asked = if name == "." { dir_path.clone() } else { below(judged, &dir_path, &name)? };
    let kind = match statat(&dir, &name, AtFlags::SYMLINK_NOFOLLOW) {
        Ok(stat) => object::kind_of(FileType::from_raw_mode(stat.st_mode)),
        Err(errno) => {
            judge_true_name(judged, &asked)?;
            return match errno {
                Errno::NOENT => Ok(Some(Place { dir, name, path: asked, object: None })),
                errno => Err(io::Error::from(errno).into()),
            };
        }
    };
    if kind == Kind::Special {
        judge_true_name(judged, &asked)?;
        return Err(judged.refuse(Code::OpenSpecial, None, None, None).into());
    }
    let object = match object::witness(&dir, &name) {
        Ok(object) => object,
        Err(Errno::NOENT) => return Ok(None),
        Err(errno) => {
            judge_true_name(judged, &asked)?;
            return Err(io::Error::from(errno).into());
        }
    };
    let path = object::true_name(judged, &object)?;
    judge_true_name(judged, &path)?;
    if name == "." {
        return Ok(Some(Place { dir, name, path, object: Some(object) }));
    }
    // The directory was moved, or the name given to another hard link, between the two questions.
    let true_leaf = path.name().unwrap_or_default().to_owned();
    if below(judged, &dir_path, &true_leaf)? != path {
        return Ok(None);
    }
    if follow == Follow::Leaf && object::kind(&object)? == Kind::Link {
        return Ok(None);
    }
    Ok(Some(Place { dir, name: true_leaf, path, object: Some(object) }))
}

/// INVARIANT true-name-judged: no object is opened, made or moved under a true name that the scope does not grant. What
/// report mode lets pass nevertheless is not opened here, but by [`plain`](crate::open::plain).
pub(super) fn judge_true_name(judged: &JudgedPath, path: &ValidPath) -> Result<(), OpenError> {
    let truth = judged.scope().truth();
    let scope: &Scope = truth.scope().unwrap_or_else(|| judged.scope());
    let decision = judged.judge_again(scope, path);
    if decision.is_allowed() {
        return Ok(());
    }
    let code = if decision.code == Code::PathDenied { Code::LinkDenied } else { Code::LinkOutside };
    Err(judged.refuse(code, Some(path.as_str()), decision.entry, decision.difference).into())
}

fn below(judged: &JudgedPath, dir: &ValidPath, name: &str) -> Result<ValidPath, OpenError> {
    judged.child_of(dir, name).map_err(|_| judged.refuse(Code::OpenUnresolved, None, None, None).into())
}
