//! Walking a tree: what the caller could name by itself, and nothing else.
//!
//! However deep the tree is, two descriptors are open at a time: that of the directory that it began with, and that of the one
//! that is read. Between two objects the first alone is.

use std::{os::fd::OwnedFd, sync::Arc, vec::IntoIter};

use rustix::{
    fs::{Mode, OFlags},
    io::Errno,
};

use super::{names::names, object, place, require};
use crate::{
    access::Access,
    guard::JudgedPath,
    open::{Kind, OpenError, Truth, Walk, Walked, below::Shown},
    validate::path::ValidPath,
};

/// Walks a directory, as deep as `max_depth` says: 1 for its children alone.
///
/// # Errors
///
/// A denial where a link on the way to it leaves the scope; else the disk's answer.
pub(in crate::open) fn walk(judged: &JudgedPath, max_depth: usize) -> Result<Walk<'_>, OpenError> {
    require(judged, Access::List.into())?;
    let (dir, path) = place::open_directory(judged)?;
    let tree = Tree {
        judged,
        truth: judged.scope().truth(),
        dir,
        path,
        levels: Vec::new(),
        next: Some(String::new()),
        max_depth,
        shown: 0,
        withheld: 0,
    };
    Ok(Walk::new(tree))
}

struct Tree<'a> {
    judged: &'a JudgedPath,
    truth: Arc<Truth>,
    /// The directory that it began with, and where that lies.
    dir: OwnedFd,
    path: ValidPath,
    /// What is left of each directory on the way to where the walk is.
    levels: Vec<(String, IntoIter<(String, Kind)>)>,
    /// The directory to be read next, by its names from that one.
    next: Option<String>,
    max_depth: usize,
    shown: u64,
    withheld: u64,
}

impl Iterator for Tree<'_> {
    type Item = Result<Walked, OpenError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(names) = self.next.take().filter(|_| self.levels.len() < self.max_depth)
                && let Err(error) = self.read(names)
            {
                return Some(Err(error));
            }
            let (names, children) = self.levels.last_mut()?;
            let Some((name, kind)) = children.next() else {
                self.levels.pop();
                continue;
            };
            let path = if names.is_empty() { name } else { format!("{names}/{name}") };
            if kind == Kind::Directory {
                self.next = Some(path.clone());
            }
            return Some(Ok(Walked { path, kind }));
        }
    }
}

impl Tree<'_> {
    /// Reads one directory, sorted. One that is not there any more is as one that is empty.
    fn read(&mut self, below: String) -> Result<(), OpenError> {
        let Some(dir) = self.open(&below)? else {
            // Of the one that it began with, that is an answer.
            return if below.is_empty() { Err(place::changed(self.judged)) } else { Ok(()) };
        };
        let began = Shown::below(self.judged, &self.truth, &self.path);
        let shown_here = each(&below).fold(began, |shown, name| shown.enter(name));
        let mut children = Vec::new();
        for (name, kind) in names(&dir)? {
            let Some(name) = name else {
                self.withheld += 1;
                continue;
            };
            let shown = shown_here.shows(&name);
            self.withheld += u64::from(!shown);
            // In report mode nothing is withheld, and the record says what would be.
            if shown || self.judged.is_in_report_mode() {
                children.push((name, kind));
            }
        }
        children.sort_unstable_by(|a, b| a.0.cmp(&b.0));
        self.shown += children.len() as u64;
        self.levels.push((below, children.into_iter()));
        Ok(())
    }

    /// Opens the directory with these names, following nothing. None: there is no such directory any more, a link or something
    /// else is in its place, or it is not where it was judged to be.
    fn open(&self, below: &str) -> Result<Option<OwnedFd>, OpenError> {
        let enter =
            |dir: &OwnedFd, name: &str| object::open_at(dir, name, OFlags::RDONLY | OFlags::DIRECTORY, Mode::empty());
        let mut dir = enter(&self.dir, ".").map_err(std::io::Error::from)?;
        let mut path = self.path.clone();
        for name in each(below) {
            let Ok(child) = self.judged.child_of(&path, name) else { return Ok(None) };
            dir = match enter(&dir, name) {
                Ok(dir) => dir,
                Err(Errno::NOENT | Errno::NOTDIR | Errno::LOOP) => return Ok(None),
                Err(errno) => return Err(std::io::Error::from(errno).into()),
            };
            path = child;
        }
        Ok((object::true_name(self.judged, &dir)? == path).then_some(dir))
    }
}

fn each(names: &str) -> impl Iterator<Item = &str> {
    names.split('/').filter(|name| !name.is_empty())
}

/// One record for the whole of it, also where it was not walked to its end.
impl Drop for Tree<'_> {
    fn drop(&mut self) {
        let _ = self.judged.record_listing(self.shown, self.withheld);
    }
}
