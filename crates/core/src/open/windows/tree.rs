//! Walking a tree: what the caller could name by itself, and nothing else.

use std::{io::ErrorKind, sync::Arc, vec::IntoIter};

use super::{names::names, object, place, require, walk::Dir};
use crate::{
    access::Access,
    guard::JudgedPath,
    open::{Kind, OpenError, Truth, Walk, Walked, below::Shown},
    validate::path::ValidPath,
};

/// Walks a directory, as deep as `max_depth` says: 1 for its children alone. Each directory on the way to where the walk is
/// stays held between two objects.
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
        path,
        dir,
        levels: Vec::new(),
        next: Some((String::new(), String::new())),
        max_depth,
        shown: 0,
        withheld: 0,
    };
    Ok(Walk::new(tree))
}

struct Tree<'a> {
    judged: &'a JudgedPath,
    truth: Arc<Truth>,
    /// Where the directory lies that it began with.
    path: ValidPath,
    /// The directory of the last of the levels.
    dir: Dir,
    /// What is left of each directory on the way to where the walk is.
    levels: Vec<Level>,
    /// The directory to be read next: its name in the last level's, and its names. None: the one that it began with.
    next: Option<(String, String)>,
    max_depth: usize,
    shown: u64,
    withheld: u64,
}

struct Level {
    path: ValidPath,
    /// Its names from the directory that the walk began with.
    names: String,
    children: IntoIter<(String, Kind)>,
}

impl Iterator for Tree<'_> {
    type Item = Result<Walked, OpenError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(next) = self.next.take().filter(|_| self.levels.len() < self.max_depth)
                && let Err(error) = self.read(&next.0, next.1)
            {
                return Some(Err(error));
            }
            let level = self.levels.last_mut()?;
            let Some((name, kind)) = level.children.next() else {
                self.levels.pop();
                if !self.levels.is_empty() {
                    self.dir.up();
                }
                continue;
            };
            let path = if level.names.is_empty() { name.clone() } else { format!("{}/{name}", level.names) };
            if kind == Kind::Directory {
                self.next = Some((name, path.clone()));
            }
            return Some(Ok(Walked { path, kind }));
        }
    }
}

impl Tree<'_> {
    /// Reads one directory, sorted. One that is not there any more is as one that is empty.
    fn read(&mut self, name: &str, names: String) -> Result<(), OpenError> {
        let Some(above) = self.levels.last() else {
            let (path, children) = (self.path.clone(), self.children(&names)?);
            self.levels.push(Level { path, names, children });
            return Ok(());
        };
        let Ok(path) = self.judged.child_of(&above.path, name) else { return Ok(()) };
        match self.dir.enter(name) {
            Ok(()) => {}
            Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => return Ok(()),
            Err(error) => return Err(error.into()),
        }
        let read = self.entered(&path, &names);
        if let Ok(Some(children)) = read {
            self.levels.push(Level { path, names, children });
            return Ok(());
        }
        self.dir.up();
        read.map(drop)
    }

    /// The children of the directory that was entered. None: it is not the one that was judged by this name.
    fn entered(&mut self, path: &ValidPath, names: &str) -> Result<Option<IntoIter<(String, Kind)>>, OpenError> {
        if object::true_name(self.judged, self.dir.handle()?)?.as_str() != path.as_str() {
            return Ok(None);
        }
        self.children(names).map(Some)
    }

    fn children(&mut self, below: &str) -> Result<IntoIter<(String, Kind)>, OpenError> {
        let began = Shown::below(self.judged, &self.truth, &self.path);
        let shown_here = below.split('/').filter(|name| !name.is_empty()).fold(began, |shown, name| shown.enter(name));
        let mut children = Vec::new();
        for (name, kind) in names(self.judged, &self.dir)? {
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
        Ok(children.into_iter())
    }
}

/// One record for the whole of it, also where it was not walked to its end.
impl Drop for Tree<'_> {
    fn drop(&mut self) {
        let _ = self.judged.record_listing(self.shown, self.withheld);
    }
}
