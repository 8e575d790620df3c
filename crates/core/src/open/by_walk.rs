//! The walk: from the root to a place, one name at a time, following no link but by reading it.
//!
//! It is what the kernel does with a name, in user space: so the end of a link can be judged before it is opened. How one name
//! is looked at, without opening what has it, each system knows by itself.

#[cfg(any(target_os = "macos", windows))]
pub(super) mod place;
#[cfg(any(target_os = "macos", windows))]
pub(super) mod set_metadata;

use std::{
    collections::VecDeque,
    io::{self, ErrorKind},
};

use super::{
    Kind,
    system::dir::{Dir, ITSELF, MAX_LINKS, separates},
};
use crate::{code::Code, validate::path::ValidPath};

/// Names that are still to be walked, at most. Links with a page of text each are followed; more names than any path can have
/// are not.
const MAX_NAMES: usize = 4096;

/// What the walk does at the last name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Follow {
    /// If it is a link, goes on to what the link leads to.
    Leaf,
    /// Stops at the name, link or not: for operations on the name itself.
    Parents,
}

/// Where a walk ended.
#[derive(Debug)]
#[cfg_attr(target_os = "linux", expect(dead_code, reason = "there the true name tells whether a link was on the way"))]
pub(super) enum End {
    /// At a name in a directory that is held. The name may not exist yet; it is [`ITSELF`] where it is the directory's own.
    Place {
        /// The directory.
        dir: Dir,
        /// The name in it.
        name: String,
        /// Whether a link led there.
        linked: bool,
    },
    /// Before its goal, with the disk's answer.
    Stopped {
        /// The last directory that was reached.
        dir: Dir,
        /// All names that were left.
        rest: Vec<String>,
        /// Whether a link led there.
        linked: bool,
        /// Why.
        error: io::Error,
    },
}

/// Walks `path` from its root.
///
/// `Err` is a refusal: a loop, a link to where nothing can be judged, a name that is not text.
pub(super) fn walk(path: &ValidPath, follow: Follow) -> Result<End, Code> {
    let (dir, names) = Dir::at_root_of(path)?;
    Walk { dir, todo: names.into(), links: 0 }.run(follow)
}

struct Walk {
    dir: Dir,
    todo: VecDeque<String>,
    links: u32,
}

impl Walk {
    fn run(mut self, follow: Follow) -> Result<End, Code> {
        while let Some(name) = self.todo.pop_front() {
            let last = self.todo.is_empty();
            match name.as_str() {
                "." | "" => continue,
                // Of a link's target: the directory that the names led here from, not whatever is the parent by now. What is
                // there by now is judged by its true name in the end.
                ".." => {
                    self.dir.up();
                    continue;
                }
                _ if last && follow == Follow::Parents => return self.at(name),
                _ => {}
            }
            let seen = match self.dir.look(&name)? {
                Ok(seen) => seen,
                Err(error) if last && error.kind() == ErrorKind::NotFound => return self.at(name),
                Err(error) => return self.stopped(name, error),
            };
            match seen.kind {
                Kind::Link => {
                    self.links += 1;
                    if self.links > MAX_LINKS {
                        return Err(Code::LinkLoop);
                    }
                    let target = self.dir.target(&name, &seen)?;
                    self.follow(&target)?;
                }
                _ if last => return self.at(name),
                Kind::Directory => {
                    if let Err(error) = self.dir.enter(&name, seen) {
                        return self.stopped(name, error);
                    }
                }
                Kind::File | Kind::Special => return self.stopped(name, ErrorKind::NotADirectory.into()),
            }
        }
        // A link led to a directory that the walk is in (`.`, `..`, `/`), or the path is a root: that, by its own name.
        let name = self.dir.up().unwrap_or_else(|| ITSELF.to_owned());
        self.at(name)
    }

    /// Puts what the link leads to before the names that are left. What is read here need not be what the system would follow
    /// by now: where the walk ends is judged.
    fn follow(&mut self, target: &str) -> Result<(), Code> {
        // `../out/x/../../in/a` leads to `in/a` if `out/x` is there: the page would learn whether it is.
        if goes_down_and_up(target) {
            return Err(Code::LinkOutside);
        }
        // A separator at the target's end is dropped with the other empty names: `evil/` is walked as `evil`, and judged.
        for name in self.dir.read_from(target)?.into_iter().rev() {
            self.todo.push_front(name);
        }
        if self.todo.len() > MAX_NAMES { Err(Code::LinkLoop) } else { Ok(()) }
    }

    fn at(mut self, name: String) -> Result<End, Code> {
        self.dir.hold()?;
        Ok(End::Place { dir: self.dir, name, linked: self.links > 0 })
    }

    fn stopped(mut self, name: String, error: io::Error) -> Result<End, Code> {
        self.dir.hold()?;
        let mut rest = vec![name];
        for name in self.todo {
            match name.as_str() {
                "." | "" => {}
                // Where `..` of something that does not exist leads cannot be said.
                ".." => return Err(Code::OpenUnresolved),
                _ => rest.push(name),
            }
        }
        Ok(End::Stopped { dir: self.dir, rest, linked: self.links > 0, error })
    }
}

/// Whether the target has a `..` after a name.
fn goes_down_and_up(target: &str) -> bool {
    let mut names = target.split(separates).filter(|name| !matches!(*name, "" | "."));
    names.by_ref().any(|name| name != "..") && names.any(|name| name == "..")
}

#[cfg(test)]
mod tests;
