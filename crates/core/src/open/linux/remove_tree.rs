//! Removing a directory with all that it holds.

use std::collections::HashMap;

use rustix::fs::{AtFlags, FileType, OFlags, unlinkat};

#[cfg(test)]
use super::hook::{self, Step};
use super::{
    below::{self, Below, Identity, Name, Opened},
    require,
    subtree::{self, Removable},
};
use crate::{access::Access, code::Code, guard::JudgedPath, open::OpenError, scope::Facts, validate::path::ValidPath};

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
    let Removable { place, kind } = subtree::removable(judged)?;
    if kind != FileType::Directory {
        return Err(std::io::Error::from(std::io::ErrorKind::NotADirectory).into());
    }
    let dir = place.open(OFlags::RDONLY | OFlags::DIRECTORY).map_err(std::io::Error::from)?;
    let tree = Tree { judged, below: Below::new(dir, place.path.clone()) };
    let plan = tree.look()?;
    #[cfg(test)]
    hook::reached(Step::Looked);
    for (names, identity) in plan.dirs.iter().rev() {
        tree.empty(names, *identity, &plan)?;
    }
    Ok(unlinkat(&place.dir, &place.name, AtFlags::REMOVEDIR).map_err(std::io::Error::from)?)
}

/// Every directory of the tree, parents first, and what tells it from others.
#[derive(Default)]
struct Plan {
    dirs: Vec<(String, Identity)>,
    numbers: HashMap<String, usize>,
}

impl Plan {
    fn add(&mut self, names: String, identity: Identity) {
        self.numbers.insert(names.clone(), self.dirs.len());
        self.dirs.push((names, identity));
    }
}

struct Tree<'a> {
    judged: &'a JudgedPath,
    below: Below,
}

impl Tree<'_> {
    /// Judges everything that the tree holds, and touches nothing.
    fn look(&self) -> Result<Plan, OpenError> {
        let mut plan = Plan::default();
        let mut todo = vec![String::new()];
        while let Some(names) = todo.pop() {
            let dir = self.open(&names)?;
            for entry in dir.names()? {
                let name = self.may_go(&names, &dir, &entry)?;
                if entry.1 == FileType::Directory {
                    todo.push(below::child(&names, name));
                }
            }
            plan.add(names, dir.identity()?);
        }
        Ok(plan)
    }

    /// Removes what is in one directory, of which those below are empty by now.
    fn empty(&self, names: &str, identity: Identity, plan: &Plan) -> Result<(), OpenError> {
        let dir = self.open(names)?;
        if dir.identity()? != identity {
            return Err(self.changed(&dir.path));
        }
        for entry in dir.names()? {
            let name = self.may_go(names, &dir, &entry)?;
            let flags = match entry.1 {
                FileType::Directory if plan.numbers.contains_key(&below::child(names, name)) => AtFlags::REMOVEDIR,
                // It came since, and nobody has looked into it.
                FileType::Directory => return Err(self.changed(&dir.path)),
                _ => AtFlags::empty(),
            };
            if !super::place::still_at(self.judged, &dir.dir, &dir.path)? {
                return Err(self.changed(&dir.path));
            }
            match unlinkat(&dir.dir, name, flags) {
                Ok(()) | Err(rustix::io::Errno::NOENT) => {}
                Err(errno) => return Err(std::io::Error::from(errno).into()),
            }
        }
        Ok(())
    }

    fn open(&self, names: &str) -> Result<Opened, OpenError> {
        match self.below.open(self.judged, names) {
            Ok(Some(dir)) => Ok(dir),
            Ok(None) => Err(self.changed(self.judged.path())),
            // What cannot be read may hold what is denied.
            Err(OpenError::Io(_)) => Err(self.refuse(Code::OpenUnjudged, self.judged.path())),
            Err(denied) => Err(denied),
        }
    }

    /// Whether the child may be removed, by its name below the one that was judged, and by its true one.
    fn may_go<'n>(&self, names: &str, dir: &Opened, (name, kind): &'n Name) -> Result<&'n str, OpenError> {
        let unjudged = || self.refuse(Code::OpenUnjudged, &dir.path);
        let name = name.as_deref().ok_or_else(unjudged)?;
        let asked = self.judged.below(self.judged.path(), &below::child(names, name)).map_err(|_| unjudged())?;
        let child = self.judged.child_of(&dir.path, name).map_err(|_| unjudged())?;
        let truth = self.judged.scope().truth();
        let scope = self.judged.scope();
        for (scope, path) in [(&**scope, &asked), (truth.scope().unwrap_or(scope), &child)] {
            let decision = self.judged.judge_again(scope, path, Facts::default());
            if !decision.is_allowed() {
                let denied = decision.code == Code::PathDenied;
                let code = if denied { Code::OpenHoldsDenied } else { Code::OpenHoldsOutside };
                return Err(self.judged.refuse(code, Some(child.as_str()), decision.entry, None).into());
            }
        }
        if *kind == FileType::Symlink && subtree::goes_through([&asked, &child], self.judged) {
            return Err(self.refuse(Code::OpenHoldsDenied, &child));
        }
        Ok(name)
    }

    fn changed(&self, path: &ValidPath) -> OpenError {
        self.refuse(Code::OpenChanged, path)
    }

    fn refuse(&self, code: Code, path: &ValidPath) -> OpenError {
        self.judged.refuse(code, Some(path.as_str()), None, None).into()
    }
}
