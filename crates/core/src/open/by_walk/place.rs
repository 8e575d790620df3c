//! A place that may be used: resolved, held, and judged by its true name. Of the systems on which there is no way but the walk:
//! there one object has several names, so the true name is judged every time.

use std::io::{self, ErrorKind};

use super::{End, Follow, walk};
use crate::{
    code::Code,
    guard::JudgedPath,
    open::{
        Kind, Metadata, OpenError,
        system::{
            dir::{Held, ITSELF, held},
            object::{self, Object},
        },
        true_name::{TRIES, changed, judge_facts, judge_true_name, true_child},
    },
    scope::Facts,
    validate::path::{Fold, ValidPath},
};

/// A name in a directory that is held, in scope under its true path.
#[derive(Debug)]
pub(in crate::open) struct Place {
    pub(in crate::open) dir: Held,
    /// As the directory spells it, where something has the name.
    pub(in crate::open) name: String,
    pub(in crate::open) path: ValidPath,
    /// What the way to it says of the object.
    pub(in crate::open) facts: Facts,
    /// What has the name, as a handle that can only be asked.
    pub(in crate::open) object: Option<Object>,
}

impl Place {
    /// What has the name.
    pub(in crate::open) fn object(&self) -> io::Result<&Object> {
        self.object.as_ref().ok_or_else(|| ErrorKind::NotFound.into())
    }

    /// Whether nothing has the name.
    pub(in crate::open) const fn is_free(&self) -> bool {
        self.object.is_none()
    }

    /// What has the name, by its handle.
    pub(in crate::open) fn kind(&self) -> io::Result<Kind> {
        object::kind(self.object()?)
    }

    /// Size, kind and time of what has the name.
    pub(in crate::open) fn metadata(&self) -> io::Result<Metadata> {
        object::metadata(self.object()?)
    }

    /// Refuses what is no regular file, and one that has more names than its entry takes. No entry takes a device: what is one
    /// here is asked nothing and told nothing.
    pub(in crate::open) fn must_be_regular(&self, judged: &JudgedPath, object: &Object) -> Result<(), OpenError> {
        match object::kind(object)? {
            Kind::File if object::names(object)? > 1 => {
                judge_facts(judged, &self.path, Facts { linked: true, ..self.facts })
            }
            Kind::File => Ok(()),
            Kind::Directory => Err(io::Error::from(ErrorKind::IsADirectory).into()),
            // A link that came there after the walk had seen what it was.
            Kind::Link => Err(changed(judged)),
            Kind::Special => Err(special(judged)),
        }
    }
}

/// What a judged path leads to, where each link on the way leads into the scope.
pub(in crate::open) fn find(judged: &JudgedPath) -> Result<Place, OpenError> {
    let place = place(judged, Follow::Leaf)?;
    place.object()?;
    Ok(place)
}

/// The place that the path names, links on the way to it followed into the scope only; at its last name as `follow` says.
pub(in crate::open) fn place(judged: &JudgedPath, follow: Follow) -> Result<Place, OpenError> {
    for _ in 0..TRIES {
        match walk(judged.path(), follow).map_err(|code| judged.refuse(code, None, None, None))? {
            End::Stopped { dir, rest, linked, error } => {
                stopped(judged, &held(judged, dir)?, &rest, linked)?;
                return Err(error.into());
            }
            End::Place { dir, name, linked } => {
                if let Some(place) = at(judged, held(judged, dir)?, name, linked, follow)? {
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
    pub(in crate::open) dir: Held,
    pub(in crate::open) path: ValidPath,
    pub(in crate::open) names: Vec<String>,
}

/// What is missing of a directory that is to be made with all that leads to it; links followed into the scope only. Nothing,
/// where it is there.
pub(in crate::open) fn missing(judged: &JudgedPath) -> Result<Missing, OpenError> {
    for _ in 0..TRIES {
        match walk(judged.path(), Follow::Leaf).map_err(|code| judged.refuse(code, None, None, None))? {
            End::Stopped { dir, rest, linked, error } => {
                let dir = held(judged, dir)?;
                let path = stopped(judged, &dir, &rest, linked)?;
                return if error.kind() == ErrorKind::NotFound {
                    Ok(Missing { dir, path, names: rest })
                } else {
                    Err(error.into())
                };
            }
            End::Place { dir, name, linked } => {
                let Some(place) = at(judged, held(judged, dir)?, name, linked, Follow::Leaf)? else { continue };
                return match &place.object {
                    None => {
                        let path = object::place_of(judged, &place.dir)?;
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
fn stopped(judged: &JudgedPath, dir: &Held, rest: &[String], linked: bool) -> Result<ValidPath, OpenError> {
    let path = object::place_of(judged, dir)?;
    let whole = rest.iter().try_fold(path.clone(), |path, name| true_child(judged, &path, name))?;
    judge(judged, &whole, linked)?;
    Ok(path)
}

/// The place of a name in a directory that is held, once its true name is judged; `None` if the tree changed meanwhile.
fn at(judged: &JudgedPath, dir: Held, name: String, linked: bool, follow: Follow) -> Result<Option<Place>, OpenError> {
    let dir_path = object::place_of(judged, &dir)?;
    let asked = || if name == ITSELF { Ok(dir_path.clone()) } else { true_child(judged, &dir_path, &name) };
    if object::must_not_be_opened(&dir, &name) {
        judge(judged, &asked()?, linked)?;
        return Err(special(judged));
    }
    let object = match object::bare(&dir, &name) {
        Ok(object) => object,
        Err(error) => {
            let path = asked()?;
            let facts = judge(judged, &path, linked)?;
            return match error.kind() {
                ErrorKind::NotFound => Ok(Some(Place { dir, name, path, facts, object: None })),
                _ => Err(error.into()),
            };
        }
    };
    let path = object::true_name(judged, &object)?;
    let facts = judge(judged, &path, linked)?;
    if name == ITSELF {
        return Ok(Some(Place { dir, name, path, facts, object: Some(object) }));
    }
    // One of the names that the object has in this very directory. That may have been moved, or made a junction of, or the name
    // been given to another object, between the two questions.
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
/// something else than a link gives a name another place (a drive that stands for a directory, a volume under its second
/// name), the true name tells.
fn facts_of_the_way(judged: &JudgedPath, path: &ValidPath, linked: bool) -> Facts {
    let same = |asked: &ValidPath| asked.folded(Fold::Simple).as_str() == path.folded(Fold::Simple).as_str();
    let straight = match judged.scope().truth().respell(judged.path()) {
        Some(moved) => same(&moved),
        None => !linked && same(judged.path()),
    };
    Facts { linked: !straight, ..Facts::default() }
}

fn special(judged: &JudgedPath) -> OpenError {
    judged.refuse(Code::OpenSpecial, None, None, None).into()
}
