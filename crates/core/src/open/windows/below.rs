//! A directory that is held, and what lies below it. Each directory on the way to the one that was opened last is held, too,
//! so that nobody can rename or remove it.

use std::{fs, io::ErrorKind};

use super::{
    dir::Dir,
    object,
    place::{self, Place},
};
use crate::{
    guard::JudgedPath,
    open::{Kind, OpenError, true_name::changed, vetted::each},
    validate::path::ValidPath,
};

pub(in crate::open) use super::object::Identity;

/// A directory that is held, by its true path.
pub(in crate::open) struct Below {
    /// Is in the last of the directories that were entered.
    dir: Dir,
    path: ValidPath,
    /// The directories on the way to the one that was opened last, by name and by true path.
    entered: Vec<(String, ValidPath)>,
}

/// A directory that can be read: the one that it began with, or one below.
pub(in crate::open) struct Opened<'a> {
    dir: &'a Dir,
    path: &'a ValidPath,
}

impl Below {
    /// The directory that a judged path leads to.
    pub(in crate::open) fn led_to(judged: &JudgedPath) -> Result<Self, OpenError> {
        let (dir, path) = place::open_directory(judged)?;
        Ok(Self { dir, path, entered: Vec::new() })
    }

    /// The directory at a place. What is above it is held by the place.
    pub(in crate::open) fn of(judged: &JudgedPath, place: &Place) -> Result<Self, OpenError> {
        let dir = Dir::of(place.verbatim())?;
        if object::kind(dir.handle()?)? != Kind::Directory
            || object::true_name(judged, dir.handle()?)?.as_str() != place.path.as_str()
        {
            return Err(changed(judged));
        }
        Ok(Self { dir, path: place.path.clone(), entered: Vec::new() })
    }

    /// The directory itself.
    pub(in crate::open) const fn itself(&self) -> Opened<'_> {
        Opened { dir: &self.dir, path: &self.path }
    }

    /// Holds the directory with these names, with each on the way there. None: there is no such directory any more, a link or
    /// something else is in its place, or it is not where it was judged to be.
    pub(in crate::open) fn open(&mut self, judged: &JudgedPath, names: &str) -> Result<Option<Opened<'_>>, OpenError> {
        let common = each(names).zip(&self.entered).take_while(|(name, (entered, _))| *name == entered).count();
        while self.entered.len() > common {
            self.up();
        }
        for name in each(names).skip(common) {
            if !self.enter(judged, name)? {
                return Ok(None);
            }
        }
        Ok(Some(Opened { dir: &self.dir, path: self.path() }))
    }

    /// Lets go of the directory with these names, which was the last that was opened.
    pub(in crate::open) fn leave(&mut self, names: &str) {
        let above = each(names).count().saturating_sub(1);
        while self.entered.len() > above {
            self.up();
        }
    }

    fn enter(&mut self, judged: &JudgedPath, name: &str) -> Result<bool, OpenError> {
        let Ok(path) = judged.child_of(self.path(), name) else { return Ok(false) };
        match self.dir.hold_below(name) {
            Ok(()) => {}
            Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => return Ok(false),
            Err(error) => return Err(error.into()),
        }
        let is_there = object::true_name(judged, self.dir.handle()?)?.as_str() == path.as_str();
        self.entered.push((name.to_owned(), path));
        if !is_there {
            self.up();
        }
        Ok(is_there)
    }

    fn up(&mut self) {
        self.entered.pop();
        self.dir.up();
    }

    fn path(&self) -> &ValidPath {
        self.entered.last().map_or(&self.path, |(_, path)| path)
    }
}

impl Opened<'_> {
    /// Where it lies.
    pub(in crate::open) const fn path(&self) -> &ValidPath {
        self.path
    }

    /// Calls `each` for every name in it, until it fails; with none for a name that is no text.
    pub(in crate::open) fn each_name(
        &self,
        judged: &JudgedPath,
        mut each: impl FnMut(Option<&str>, Kind) -> Result<(), OpenError>,
    ) -> Result<(), OpenError> {
        let entries = fs::read_dir(self.dir.at(""))?;
        // A junction can be made of an empty directory although it is held, and what is read would be another.
        if object::kind(self.dir.handle()?)? != Kind::Directory {
            return Err(changed(judged));
        }
        for entry in entries {
            let entry = entry?;
            // Known from the reading itself.
            let kind = object::kind_of(&entry.metadata()?);
            each(entry.file_name().to_str(), kind)?;
        }
        Ok(())
    }

    /// What tells it from every other directory.
    pub(in crate::open) fn identity(&self) -> Result<Identity, OpenError> {
        Ok(object::identity(self.dir.handle()?)?)
    }

    /// Removes a name in it. That it is where it was judged to be is what holding it is for. A name that is gone is removed.
    pub(in crate::open) fn remove(&self, _judged: &JudgedPath, name: &str, kind: Kind) -> Result<bool, OpenError> {
        let name = self.dir.at(name);
        let removed = match kind {
            Kind::Directory => fs::remove_dir(name),
            // A junction, or a link to a directory, is removed as a directory is.
            Kind::Link => fs::remove_file(&name).or_else(|_| fs::remove_dir(&name)),
            Kind::File | Kind::Special => fs::remove_file(name),
        };
        match removed {
            Err(error) if error.kind() != ErrorKind::NotFound => Err(error.into()),
            _ => Ok(true),
        }
    }
}
