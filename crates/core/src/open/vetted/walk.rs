//! Walking a tree: what the caller could name by itself, and nothing else.

use std::{sync::Arc, vec::IntoIter};

use super::{child, each, require, shown::Shown, system::below::Below};
use crate::{
    access::Access,
    code::Code,
    guard::JudgedPath,
    open::{Kind, OpenError, Truth, Walk, Walked},
    validate::path::ValidPath,
};

/// Walks a directory, as deep as `max_depth` says: 1 for its children alone.
///
/// # Errors
///
/// A denial where a link on the way to it leaves the scope; else the disk's answer.
pub(in crate::open) fn walk(judged: &JudgedPath, max_depth: usize) -> Result<Walk<'_>, OpenError> {
    require(judged, Access::List.into())?;
    let below = Below::led_to(judged)?;
    let tree = Tree {
        judged,
        truth: judged.scope().truth(),
        path: below.itself().path().clone(),
        below,
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
    /// Where the directory lies that it began with.
    path: ValidPath,
    below: Below,
    /// What is left of each directory on the way to where the walk is.
    levels: Vec<(String, IntoIter<(String, Kind)>)>,
    /// The directory to be read next.
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
                self.below.leave(names);
                self.levels.pop();
                continue;
            };
            let path = child(names, &name);
            if kind == Kind::Directory {
                self.next = Some(path.clone());
            }
            return Some(Ok(Walked { path, kind }));
        }
    }
}

impl Tree<'_> {
    /// Reads one directory, sorted. One that is not there any more is as one that is empty.
    fn read(&mut self, names: String) -> Result<(), OpenError> {
        let Some(dir) = self.below.open(self.judged, &names)? else {
            // Of the one that it began with, that is an answer.
            let began = names.is_empty();
            return if began { Err(self.judged.refuse(Code::OpenChanged, None, None, None).into()) } else { Ok(()) };
        };
        let began = Shown::below(self.judged, &self.truth, &self.path);
        let shown_here = each(&names).fold(began, |shown, name| shown.enter(name));
        let (mut children, mut withheld) = (Vec::new(), 0);
        dir.each_name(self.judged, |name, kind| {
            let shown = name.is_some_and(|name| shown_here.shows(name));
            withheld += u64::from(!shown);
            // In report mode nothing is withheld, and the record says what would be.
            if let Some(name) = name.filter(|_| shown || self.judged.is_in_report_mode()) {
                children.push((name.to_owned(), kind));
            }
            Ok(())
        })?;
        children.sort_unstable_by(|a, b| a.0.cmp(&b.0));
        self.withheld += withheld;
        self.shown += children.len() as u64;
        self.levels.push((names, children.into_iter()));
        Ok(())
    }
}

/// One record for the whole of it, also where it was not walked to its end.
impl Drop for Tree<'_> {
    fn drop(&mut self) {
        let _ = self.judged.record_listing(self.shown, self.withheld);
    }
}
