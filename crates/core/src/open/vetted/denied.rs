//! What a scope denies of the children of a directory, and of what lies below it.

use std::vec::IntoIter;

use super::{
    child,
    shown::can_be_named,
    system::{below::Below, place::Place},
};
use crate::{
    code::Code,
    guard::JudgedPath,
    open::{Kind, OpenError, Truth},
    scope::{Children, Scope},
    validate::path::ValidPath,
};

/// Refuses if something below the directory at `place` would be denied, were the directory at `path`: by its name there, and
/// by the one that was judged.
pub(in crate::open) fn holds_nothing_denied(
    judged: &JudgedPath,
    place: &Place,
    path: &ValidPath,
) -> Result<(), OpenError> {
    // Without a deny there is nothing to look for, however much lies below.
    if !judged.scope().denies_something() {
        return Ok(());
    }
    let truth = judged.scope().truth();
    let mut search = Search { judged, below: Below::of(judged, place)? };
    let mut levels = vec![search.look(String::new(), Denied::below(judged, &truth, path))?];
    while let Some(level) = levels.last_mut() {
        let Some(name) = level.directories.next() else {
            levels.pop();
            continue;
        };
        let denied = level.denied.enter(&name).ok_or_else(|| level.denied.unjudged())?;
        let names = child(&level.names, &name);
        levels.push(search.look(names, denied)?);
    }
    Ok(())
}

/// Whether a `deny` entry goes through the link by one of its names: what the entry covers lies where the link leads, and
/// without the link it would cover nothing.
pub(super) fn goes_through(names: [&ValidPath; 2], judged: &JudgedPath) -> bool {
    let through = |scope: &Scope| names.into_iter().any(|name| scope.denies_through(name));
    // By the scope as it is written, or as the disk spells it.
    through(judged.scope()) || judged.scope().truth().scope().is_some_and(through)
}

struct Search<'a> {
    judged: &'a JudgedPath,
    below: Below,
}

/// One directory that was looked through, and those in it that were not.
struct Level<'a> {
    names: String,
    denied: Denied<'a>,
    directories: IntoIter<String>,
}

impl<'a> Search<'a> {
    fn look(&mut self, names: String, denied: Denied<'a>) -> Result<Level<'a>, OpenError> {
        let mut directories = Vec::new();
        let dir = match self.below.open(self.judged, &names) {
            Ok(Some(dir)) => dir,
            // What came there instead, or where it is now, nobody has looked at.
            Ok(None) => return Err(denied.refuse(Code::OpenChanged, denied.path())),
            Err(error) => return Err(denied.unread(error)),
        };
        let looked = dir.each_name(self.judged, |name, kind| {
            // What cannot be judged may be what is denied.
            let name = name.filter(|name| denied.can_judge(name)).ok_or_else(|| denied.unjudged())?;
            if denied.denies(name) || (kind == Kind::Link && denied.denies_through(name)) {
                let found = self.judged.child_of(denied.path(), name);
                return Err(denied.refuse(Code::OpenHoldsDenied, found.as_ref().unwrap_or(denied.path())));
            }
            if kind == Kind::Directory {
                directories.push(name.to_owned());
            }
            Ok(())
        });
        looked.map_err(|error| denied.unread(error))?;
        Ok(Level { names, denied, directories: directories.into_iter() })
    }
}

/// Whether the children of one directory are denied: by either of its names, in the scope as it is written or as the disk
/// spells it.
struct Denied<'a> {
    judged: &'a JudgedPath,
    /// By the name that was judged, and by the one that is told.
    names: [ValidPath; 2],
    children: Vec<Children<'a>>,
}

impl<'a> Denied<'a> {
    /// Of the directory that was judged, were it at `path`.
    fn below(judged: &'a JudgedPath, truth: &'a Truth, path: &ValidPath) -> Self {
        let names = [judged.path().clone(), path.clone()];
        let scopes = std::iter::once(&**judged.scope()).chain(truth.scope());
        let children = scopes.flat_map(|scope| names.each_ref().map(|dir| scope.children(dir, judged.argument())));
        Self { judged, children: children.collect(), names }
    }

    /// Where the directory lies.
    const fn path(&self) -> &ValidPath {
        let [_, path] = &self.names;
        path
    }

    /// Whether the child can be judged by each of its names. Of one that cannot, nothing that is asked here is an answer.
    fn can_judge(&self, name: &str) -> bool {
        if cfg!(target_os = "linux") {
            return self.names.iter().all(|dir| can_be_named(dir.as_str().len(), name));
        }
        self.names.iter().all(|dir| self.judged.child_of(dir, name).is_ok())
    }

    /// Whether a `deny` entry covers this child.
    fn denies(&self, name: &str) -> bool {
        self.children.iter().any(|children| children.denying(name, self.judged.access()).is_some())
    }

    /// Whether a `deny` entry goes through this child, which is a link.
    fn denies_through(&self, name: &str) -> bool {
        self.children.iter().any(|children| children.denies_through(name))
    }

    /// Of the child. None: it cannot be judged by one of its names.
    fn enter(&self, name: &str) -> Option<Self> {
        let [asked, path] = &self.names;
        let child_of = |parent| self.judged.child_of(parent, name).ok();
        let names = [child_of(asked)?, child_of(path)?];
        let children = self.children.iter().map(|children| children.enter(name)).collect();
        Some(Self { judged: self.judged, names, children })
    }

    fn unjudged(&self) -> OpenError {
        self.refuse(Code::OpenUnjudged, self.path())
    }

    /// What cannot be read may hold what is denied.
    fn unread(&self, error: OpenError) -> OpenError {
        match error {
            OpenError::Io(_) => self.unjudged(),
            denied @ OpenError::Denied(_) => denied,
        }
    }

    fn refuse(&self, code: Code, found: &ValidPath) -> OpenError {
        self.judged.refuse(code, Some(found.as_str()), None, None).into()
    }
}
