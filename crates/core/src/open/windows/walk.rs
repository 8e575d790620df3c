//! The walk: from a drive's root to a place, one name at a time, following no link but by reading it.

use std::{
    collections::VecDeque,
    fs::{self, File},
    io,
};

use super::object::{bare, hold, kind};
use crate::{code::Code, open::Kind, platform::Platform, validate::path::ValidPath};

/// As on Linux (`MAXSYMLINKS`); Windows itself follows 63.
const MAX_LINKS: u32 = 40;

/// Names that are still to be walked, at most.
const MAX_NAMES: usize = 4096;

/// What the walk does at the last name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::open) enum Follow {
    /// If it is a link, goes on to what the link leads to.
    Leaf,
    /// Stops at the name, link or not: for operations on the name itself.
    Parents,
}

/// Where a walk ended.
#[derive(Debug)]
pub(in crate::open) enum End {
    /// At a name in a directory that is held. The name may not exist yet; it is empty where it is the root's own.
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

/// A directory that is held with all that are above it, so that its name stands for it.
#[derive(Debug)]
pub(in crate::open) struct Dir {
    /// The verbatim name of the root, `\\?\C:\`, `\\?\UNC\server\share\`, or of a directory that it began with.
    root: String,
    names: Vec<String>,
    /// The root's handle, and one for each name.
    held: Vec<File>,
}

impl Dir {
    /// A root by its verbatim name; or a directory, whose name stands for it as long as what is above it is held.
    pub(super) fn of(root: String) -> io::Result<Self> {
        let held = vec![hold(&root)?];
        Ok(Self { root, names: Vec::new(), held })
    }

    /// The verbatim name of what is called `name` here; of the directory itself, where `name` is empty.
    pub(in crate::open) fn at(&self, name: &str) -> String {
        let names: Vec<&str> =
            self.names.iter().map(String::as_str).chain([name]).filter(|name| !name.is_empty()).collect();
        // Of a root, the separator is a part.
        let separator = if names.is_empty() || self.root.ends_with('\\') { "" } else { r"\" };
        format!("{}{separator}{}", self.root, names.join(r"\"))
    }

    /// The handle of the directory itself. There is always one.
    pub(in crate::open) fn handle(&self) -> io::Result<&File> {
        self.held.last().ok_or_else(|| io::ErrorKind::NotFound.into())
    }

    /// Goes into a directory that was seen to be one; it is not followed if it is a link by now.
    pub(in crate::open) fn enter(&mut self, name: &str) -> io::Result<()> {
        let handle = hold(&self.at(name))?;
        if kind(&handle)? != Kind::Directory {
            return Err(io::ErrorKind::NotADirectory.into());
        }
        self.held.push(handle);
        self.names.push(name.to_owned());
        Ok(())
    }

    /// Lets go of the directory, and is in the one above it.
    pub(in crate::open) fn up(&mut self) -> Option<String> {
        let name = self.names.pop()?;
        self.held.pop();
        Some(name)
    }
}

/// Walks `path` from its root.
///
/// `Err` is a refusal: a loop, a link to where nothing can be judged, a path that begins at no root that is known.
pub(in crate::open) fn walk(path: &ValidPath, follow: Follow) -> Result<End, Code> {
    let (root, names) = rooted(path).ok_or(Code::OpenUnresolved)?;
    let dir = Dir::of(root).map_err(|_| Code::OpenUnresolved)?;
    Walk { dir, todo: names.into(), links: 0 }.run(follow)
}

/// The verbatim name of the root that the path begins at, and the names below it.
fn rooted(path: &ValidPath) -> Option<(String, Vec<String>)> {
    let mut names = path.components();
    let first = names.next()?;
    let root = match first.strip_prefix("//") {
        Some(share) => format!(r"\\?\UNC\{}\", share.replace('/', r"\")),
        None => format!(r"\\?\{first}\"),
    };
    Some((root, names.map(Into::into).collect()))
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
                // Of a link's target: the directory that the names led here from, which is still held.
                ".." => {
                    self.dir.up();
                    continue;
                }
                _ if last && follow == Follow::Parents => return Ok(self.at(name)),
                _ => {}
            }
            let found = bare(&self.dir.at(&name)).and_then(|object| kind(&object));
            match found {
                Ok(Kind::Link) => self.link(&name)?,
                Ok(_) if last => return Ok(self.at(name)),
                Err(error) if last && error.kind() == io::ErrorKind::NotFound => return Ok(self.at(name)),
                Ok(Kind::Directory) => {
                    if let Err(error) = self.dir.enter(&name) {
                        return self.stopped(name, error);
                    }
                }
                Ok(_) => return self.stopped(name, io::ErrorKind::NotADirectory.into()),
                Err(error) => return self.stopped(name, error),
            }
        }
        // A link led to a directory that the walk is in (`.`, `..`, `C:\`), or the path is a root: that, by its own name.
        let name = self.dir.up().unwrap_or_default();
        Ok(self.at(name))
    }

    fn at(self, name: String) -> End {
        End::Place { dir: self.dir, name, linked: self.links > 0 }
    }

    /// Puts what the link leads to before the names that are left. What is read here need not be what the system would follow
    /// by now: where the walk ends is judged.
    fn link(&mut self, name: &str) -> Result<(), Code> {
        self.links += 1;
        if self.links > MAX_LINKS {
            return Err(Code::LinkLoop);
        }
        let target = fs::read_link(self.dir.at(name)).map_err(|_| Code::OpenUnresolved)?;
        let target = target.to_str().ok_or(Code::OpenUnresolved)?;
        // `..\out\x\..\..\in\a` leads to `in\a` if `out\x` is there: the page would learn whether it is.
        if goes_down_and_up(target) {
            return Err(Code::LinkOutside);
        }
        let names: Vec<String> = match Target::of(target) {
            Target::Relative => split(target).map(Into::into).collect(),
            Target::FromTheRoot => {
                while self.dir.up().is_some() {}
                split(target).map(Into::into).collect()
            }
            // A volume without a letter, a device, a share that cannot be reached: nothing that a scope can name.
            Target::Absolute => {
                let path = ValidPath::parse(target, Platform::Windows).map_err(|_| Code::LinkOutside)?;
                let (root, names) = rooted(&path).ok_or(Code::LinkOutside)?;
                self.dir = Dir::of(root).map_err(|_| Code::LinkOutside)?;
                names
            }
        };
        for name in names.into_iter().rev() {
            self.todo.push_front(name);
        }
        if self.todo.len() > MAX_NAMES { Err(Code::LinkLoop) } else { Ok(()) }
    }

    fn stopped(self, name: String, error: io::Error) -> Result<End, Code> {
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

/// What a link's target is read from.
enum Target {
    /// The directory that the link is in.
    Relative,
    /// The root of the drive that the link is on.
    FromTheRoot,
    /// A drive, a share or a device that it names.
    Absolute,
}

impl Target {
    fn of(target: &str) -> Self {
        let mut start = target.chars();
        match (start.next(), start.next()) {
            (Some('\\' | '/'), Some('\\' | '/' | '?')) | (Some(_), Some(':')) => Self::Absolute,
            (Some('\\' | '/'), _) => Self::FromTheRoot,
            // What the standard library makes of a mount point without a letter.
            _ if target.starts_with("Volume{") => Self::Absolute,
            _ => Self::Relative,
        }
    }
}

fn split(target: &str) -> impl DoubleEndedIterator<Item = &str> {
    target.split(['\\', '/'])
}

/// Whether the target has a `..` after a name.
fn goes_down_and_up(target: &str) -> bool {
    let mut names = split(target).filter(|name| !matches!(*name, "" | "."));
    names.by_ref().any(|name| name != "..") && names.any(|name| name == "..")
}

#[cfg(test)]
mod tests;
