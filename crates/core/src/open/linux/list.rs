//! Listing: what the caller could name by itself, and nothing else.

use rustix::fs::{AtFlags, Dir, FileType, statat};

use super::{object, place, require};
use crate::{
    access::Access,
    guard::JudgedPath,
    open::{Child, Listing, OpenError},
    scope::Scope,
    validate::path::ValidPath,
};

/// Lists a directory, sorted by name. Each child is judged: one that no `allow` entry takes (a hidden one, say), or that a
/// `deny` entry covers, is withheld. The log gets one record with both counts.
///
/// # Errors
///
/// A denial where a link on the way leaves the scope; else the disk's answer.
pub(in crate::open) fn list(judged: &JudgedPath) -> Result<Listing, OpenError> {
    require(judged, Access::List.into())?;
    let found = place::open_directory(judged)?;
    let dir = &found.object;
    let truth = judged.scope().truth();
    let mut children = Vec::new();
    let mut withheld = 0;
    for entry in Dir::read_from(dir).map_err(std::io::Error::from)? {
        let entry = entry.map_err(std::io::Error::from)?;
        // A name that is not text cannot be judged, so it is in no scope.
        let name = match entry.file_name().to_str() {
            Ok("." | "..") => continue,
            Ok(name) if judged.shows([judged.path(), &found.path], name, truth.scope()) => name,
            Ok(_) | Err(_) => {
                withheld += 1;
                continue;
            }
        };
        let kind = match entry.file_type() {
            FileType::Unknown => match statat(dir, name, AtFlags::SYMLINK_NOFOLLOW) {
                Ok(stat) => FileType::from_raw_mode(stat.st_mode),
                // Gone since.
                Err(_) => continue,
            },
            known => known,
        };
        children.push(Child { name: name.to_owned(), kind: object::kind_of(kind) });
    }
    children.sort_by(|a, b| a.name.cmp(&b.name));
    judged.record_listing(children.len() as u64, withheld)?;
    Ok(Listing { children })
}

impl JudgedPath {
    /// Whether a listing shows the child of a directory: by the name that the caller would give it, and by its true one.
    pub(super) fn shows(&self, [asked, dir]: [&ValidPath; 2], name: &str, truth: Option<&Scope>) -> bool {
        let shown = |parent: &ValidPath, scope: &Scope| {
            self.child_of(parent, name).is_ok_and(|child| scope.shows(&child, self.argument()))
        };
        shown(asked, self.scope()) && shown(dir, truth.unwrap_or(self.scope()))
    }
}
