//! The directory that a walk is in, held with all that are above it.

use std::{
    fs::{self, File},
    io,
};

use super::object::{self, hold, kind};
use crate::{
    code::Code,
    guard::JudgedPath,
    open::{Kind, OpenError},
    platform::Platform,
    validate::path::ValidPath,
};

/// As on Linux (`MAXSYMLINKS`); Windows itself follows 63.
pub(in crate::open) const MAX_LINKS: u32 = 40;

/// The name of a directory in itself.
pub(in crate::open) const ITSELF: &str = "";

/// Whether the character stands between two names.
pub(in crate::open) const fn separates(character: char) -> bool {
    matches!(character, '\\' | '/')
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
    pub(in crate::open) fn of(root: String) -> io::Result<Self> {
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
    pub(in crate::open) fn hold_below(&mut self, name: &str) -> io::Result<()> {
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

    /// The root that a path begins at, and the names from there.
    pub(in crate::open) fn at_root_of(path: &ValidPath) -> Result<(Self, Vec<String>), Code> {
        let (root, names) = rooted(path).ok_or(Code::OpenUnresolved)?;
        Ok((Self::of(root).map_err(|_| Code::OpenUnresolved)?, names))
    }

    /// It is held, always.
    #[expect(clippy::unnecessary_wraps, clippy::unused_self, reason = "elsewhere it is found anew, which may fail")]
    pub(in crate::open) const fn hold(&mut self) -> Result<(), Code> {
        Ok(())
    }

    /// What has the name in it, by a handle that can only be asked.
    #[expect(clippy::unnecessary_wraps, reason = "elsewhere it is found anew for that, which may fail")]
    pub(in crate::open) fn look(&mut self, name: &str) -> Result<io::Result<Seen>, Code> {
        Ok(object::bare(self, name).and_then(|object| Ok(Seen { kind: kind(&object)? })))
    }

    /// Goes into a directory that was seen in it.
    pub(in crate::open) fn enter(&mut self, name: &str, _seen: Seen) -> io::Result<()> {
        self.hold_below(name)
    }

    /// What the link that was seen in it leads to.
    pub(in crate::open) fn target(&mut self, name: &str, _seen: &Seen) -> Result<String, Code> {
        let target = fs::read_link(self.at(name)).map_err(|_| Code::OpenUnresolved)?;
        target.into_os_string().into_string().map_err(|_| Code::OpenUnresolved)
    }

    /// Goes to where the target of a link in it is read from, and returns the names from there.
    pub(in crate::open) fn read_from(&mut self, target: &str) -> Result<Vec<String>, Code> {
        let names = || target.split(separates).map(Into::into).collect();
        Ok(match Target::of(target) {
            Target::Relative => names(),
            Target::FromTheRoot => {
                while self.up().is_some() {}
                names()
            }
            // A volume without a letter, a device, a share that cannot be reached: nothing that a scope can name.
            Target::Absolute => {
                let path = ValidPath::parse(target, Platform::Windows).map_err(|_| Code::LinkOutside)?;
                let (root, names) = rooted(&path).ok_or(Code::LinkOutside)?;
                *self = Self::of(root).map_err(|_| Code::LinkOutside)?;
                names
            }
        })
    }
}

/// What has a name.
pub(in crate::open) struct Seen {
    pub(in crate::open) kind: Kind,
}

/// The directory of a place.
pub(in crate::open) type Held = Dir;

#[expect(clippy::unnecessary_wraps, reason = "elsewhere it is found anew, which may fail")]
pub(in crate::open) fn held(_judged: &JudgedPath, dir: Dir) -> Result<Held, OpenError> {
    Ok(dir)
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

#[cfg(test)]
mod tests;
