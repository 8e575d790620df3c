//! Removing a directory with all that it holds.

use std::{collections::HashSet, io};

#[cfg(all(test, target_os = "linux"))]
use super::system::hook;
use super::{
    child,
    denied::goes_through,
    removable::{Removable, removable},
    require,
    system::below::{Below, Identity, Opened},
};
use crate::{
    access::Access,
    code::Code,
    guard::JudgedPath,
    open::{Kind, OpenError},
    scope::Facts,
    validate::path::ValidPath,
};

/// Removes a directory with everything in it. Links in it are removed themselves, never what they lead to.
///
/// Everything is judged for itself before anything is touched: one thing below that is denied, or not granted, and the whole
/// is refused. What is removed then lies in directories that were judged: one that came there since is not entered.
///
/// # Errors
///
/// A denial where a link on the way to the name leaves the scope, something below is denied or not in scope or cannot be
/// judged, or the tree changes while it is removed; else the disk's answer.
pub(in crate::open) fn remove_tree(judged: &JudgedPath) -> Result<(), OpenError> {
    require(judged, Access::Remove.into())?;
    let Removable { place, kind } = removable(judged)?;
    if kind != Kind::Directory {
        return Err(io::Error::from(io::ErrorKind::NotADirectory).into());
    }
    let mut tree = Tree { judged, below: Below::of(judged, &place)? };
    let found = tree.look()?;
    #[cfg(all(test, target_os = "linux"))]
    hook::reached(hook::Step::Looked);
    let mut emptied = HashSet::new();
    for (names, identity) in found.into_iter().rev() {
        tree.empty(&names, identity, &emptied)?;
        emptied.insert(names);
    }
    // Where it is held, it cannot be removed.
    drop(tree);
    Ok(place.remove_directory()?)
}

struct Tree<'a> {
    judged: &'a JudgedPath,
    below: Below,
}

impl Tree<'_> {
    /// Judges everything that the tree holds, and touches nothing. Returns its directories, parents first, each with what
    /// tells it from others.
    fn look(&mut self) -> Result<Vec<(String, Identity)>, OpenError> {
        let (mut found, mut todo) = (Vec::new(), vec![String::new()]);
        while let Some(names) = todo.pop() {
            let here = At::read(self.judged, &mut self.below, &names)?;
            for (name, kind) in &here.children {
                here.may_go(name, *kind)?;
                if *kind == Kind::Directory {
                    todo.push(child(&names, name));
                }
            }
            let identity = here.identity;
            found.push((names, identity));
        }
        Ok(found)
    }

    /// Removes what is in one directory, of which those below are empty by now.
    fn empty(&mut self, names: &str, identity: Identity, emptied: &HashSet<String>) -> Result<(), OpenError> {
        let here = At::read(self.judged, &mut self.below, names)?;
        if here.identity != identity {
            return Err(here.changed());
        }
        for (name, kind) in &here.children {
            here.may_go(name, *kind)?;
            // It came since, and nobody has looked into it.
            if *kind == Kind::Directory && !emptied.contains(&child(names, name)) {
                return Err(here.changed());
            }
            if !here.dir.remove(self.judged, name, *kind)? {
                return Err(here.changed());
            }
        }
        Ok(())
    }
}

/// One directory of the tree, read to its end: what is removed meanwhile changes nothing of what is read.
struct At<'a> {
    judged: &'a JudgedPath,
    dir: Opened<'a>,
    /// Its name below the one that was judged.
    asked: ValidPath,
    identity: Identity,
    children: Vec<(String, Kind)>,
}

impl<'a> At<'a> {
    fn read(judged: &'a JudgedPath, below: &'a mut Below, names: &str) -> Result<Self, OpenError> {
        let refuse = |code| OpenError::from(judged.refuse(code, None, None, None));
        let unread = |error| match error {
            // What cannot be read may hold what is denied.
            OpenError::Io(_) => refuse(Code::OpenUnjudged),
            denied @ OpenError::Denied(_) => denied,
        };
        let dir = below.open(judged, names).map_err(unread)?.ok_or_else(|| refuse(Code::OpenChanged))?;
        let asked = judged.below(judged.path(), names).map_err(|_| refuse(Code::OpenUnjudged))?;
        let mut children = Vec::new();
        let read = dir.each_name(judged, |name, kind| {
            let unjudged = || judged.refuse(Code::OpenUnjudged, Some(dir.path().as_str()), None, None);
            children.push((name.ok_or_else(unjudged)?.to_owned(), kind));
            Ok(())
        });
        read.map_err(unread)?;
        let identity = dir.identity()?;
        Ok(Self { judged, dir, asked, identity, children })
    }

    /// Whether the child may be removed, by its name below the one that was judged, and by its true one.
    fn may_go(&self, name: &str, kind: Kind) -> Result<(), OpenError> {
        let unjudged = || self.refuse(Code::OpenUnjudged, self.dir.path());
        let child_of = |parent| self.judged.child_of(parent, name).map_err(|_| unjudged());
        let (asked, path) = (child_of(&self.asked)?, child_of(self.dir.path())?);
        let truth = self.judged.scope().truth();
        let scope = self.judged.scope();
        for (scope, path) in [(&**scope, &asked), (truth.scope().unwrap_or(scope), &path)] {
            let decision = self.judged.judge_again(scope, path, Facts::default());
            if !decision.is_allowed() {
                let code = match decision.code {
                    Code::PathDenied => Code::OpenHoldsDenied,
                    Code::PathReserved => Code::PathReserved,
                    _ => Code::OpenHoldsOutside,
                };
                return Err(self.judged.refuse(code, Some(path.as_str()), decision.entry, None).into());
            }
        }
        if kind == Kind::Link && goes_through([&asked, &path], self.judged) {
            return Err(self.refuse(Code::OpenHoldsDenied, &path));
        }
        Ok(())
    }

    fn changed(&self) -> OpenError {
        self.refuse(Code::OpenChanged, self.dir.path())
    }

    fn refuse(&self, code: Code, path: &ValidPath) -> OpenError {
        self.judged.refuse(code, Some(path.as_str()), None, None).into()
    }
}
