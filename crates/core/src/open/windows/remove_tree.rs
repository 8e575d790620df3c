//! Removing a directory with all that it holds.

use std::{
    collections::HashMap,
    fs,
    io::{self, ErrorKind},
};

use super::{
    names::{Name, names},
    object::{self, Identity},
    require, subtree,
    walk::Dir,
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
/// is refused. What is removed then lies in directories that were judged, each held meanwhile: one that came there since is
/// not entered.
///
/// # Errors
///
/// A denial where a link on the way to the name leaves the scope, something below is denied or not in scope or cannot be
/// judged, or the tree changes while it is removed; else the disk's answer.
pub(in crate::open) fn remove_tree(judged: &JudgedPath) -> Result<(), OpenError> {
    require(judged, Access::Remove.into())?;
    let place = subtree::removable(judged)?;
    if object::kind(place.object()?)? != Kind::Directory {
        return Err(io::Error::from(ErrorKind::NotADirectory).into());
    }
    let (name, path, mut dir) = place.into_parts();
    let mut tree = Tree { judged, plan: HashMap::new() };
    let at = At { asked: judged.path().clone(), path };
    tree.enter(&mut dir, &name, &at)?;
    tree.look(&mut dir, &at)?;
    tree.empty(&mut dir, &at)?;
    dir.up();
    Ok(fs::remove_dir(dir.at(&name))?)
}

/// A directory, by its name below the one that was judged, and by its true one.
struct At {
    asked: ValidPath,
    path: ValidPath,
}

struct Tree<'a> {
    judged: &'a JudgedPath,
    /// What tells each directory that was looked into from others, by its true path.
    plan: HashMap<Box<str>, Identity>,
}

impl Tree<'_> {
    /// Judges everything that the directory holds, and touches nothing.
    fn look(&mut self, dir: &mut Dir, at: &At) -> Result<(), OpenError> {
        self.plan.insert(at.path.as_str().into(), object::identity(dir.handle()?)?);
        for entry in self.read(dir, at)? {
            let (name, below) = self.may_go(at, &entry)?;
            if entry.1 == Kind::Directory {
                self.enter(dir, name, &below)?;
                self.look(dir, &below)?;
                dir.up();
            }
        }
        Ok(())
    }

    /// Removes what is in the directory.
    fn empty(&self, dir: &mut Dir, at: &At) -> Result<(), OpenError> {
        // It came since, and nobody has looked into it.
        if self.plan.get(at.path.as_str()) != Some(&object::identity(dir.handle()?)?) {
            return Err(self.refuse(Code::OpenChanged, &at.path));
        }
        for entry in self.read(dir, at)? {
            let (name, below) = self.may_go(at, &entry)?;
            let removed = match entry.1 {
                Kind::Directory => {
                    self.enter(dir, name, &below)?;
                    self.empty(dir, &below)?;
                    dir.up();
                    fs::remove_dir(dir.at(name))
                }
                // A junction, or a link to a directory, is removed as a directory is.
                Kind::Link => fs::remove_file(dir.at(name)).or_else(|_| fs::remove_dir(dir.at(name))),
                Kind::File | Kind::Special => fs::remove_file(dir.at(name)),
            };
            match removed {
                Err(error) if error.kind() != ErrorKind::NotFound => return Err(error.into()),
                _ => {}
            }
        }
        Ok(())
    }

    /// Holds the directory, if it still is the one that was judged by this name.
    fn enter(&self, dir: &mut Dir, name: &str, at: &At) -> Result<(), OpenError> {
        match dir.enter(name) {
            Ok(()) => {}
            Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
                return Err(self.refuse(Code::OpenChanged, &at.path));
            }
            // What cannot be read may hold what is denied.
            Err(_) => return Err(self.refuse(Code::OpenUnjudged, &at.path)),
        }
        if object::true_name(self.judged, dir.handle()?)?.as_str() == at.path.as_str() {
            Ok(())
        } else {
            Err(self.refuse(Code::OpenChanged, &at.path))
        }
    }

    fn read(&self, dir: &Dir, at: &At) -> Result<Vec<Name>, OpenError> {
        names(self.judged, dir).map_err(|error| match error {
            OpenError::Io(_) => self.refuse(Code::OpenUnjudged, &at.path),
            denied @ OpenError::Denied(_) => denied,
        })
    }

    /// Whether the child may be removed, by both of its names.
    fn may_go<'n>(&self, at: &At, (name, kind): &'n Name) -> Result<(&'n str, At), OpenError> {
        let unjudged = || self.refuse(Code::OpenUnjudged, &at.path);
        let name = name.as_deref().ok_or_else(unjudged)?;
        let child_of = |parent: &ValidPath| self.judged.child_of(parent, name).map_err(|_| unjudged());
        let below = At { asked: child_of(&at.asked)?, path: child_of(&at.path)? };
        let truth = self.judged.scope().truth();
        let scope = self.judged.scope();
        for (scope, path) in [(&**scope, &below.asked), (truth.scope().unwrap_or(scope), &below.path)] {
            let decision = self.judged.judge_again(scope, path, Facts::default());
            if !decision.is_allowed() {
                let denied = decision.code == Code::PathDenied;
                let code = if denied { Code::OpenHoldsDenied } else { Code::OpenHoldsOutside };
                return Err(self.judged.refuse(code, Some(below.path.as_str()), decision.entry, None).into());
            }
        }
        if *kind == Kind::Link && subtree::goes_through([&below.asked, &below.path], self.judged) {
            return Err(self.refuse(Code::OpenHoldsDenied, &below.path));
        }
        Ok((name, below))
    }

    fn refuse(&self, code: Code, path: &ValidPath) -> OpenError {
        self.judged.refuse(code, Some(path.as_str()), None, None).into()
    }
}
