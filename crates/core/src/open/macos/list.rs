//! Listing: what the caller could name by itself, and nothing else.

use super::{names::names, place, require};
use crate::{
    access::Access,
    guard::JudgedPath,
    open::{Child, Listing, OpenError, below::Shown},
};

/// Lists a directory, sorted by name. Each child is judged: one that no `allow` entry takes (a hidden one, say), or that a
/// `deny` entry covers, is withheld. The log gets one record with both counts.
///
/// # Errors
///
/// A denial where a link on the way leaves the scope; else the disk's answer.
pub(in crate::open) fn list(judged: &JudgedPath) -> Result<Listing, OpenError> {
    require(judged, Access::List.into())?;
    let (dir, path) = place::open_directory(judged)?;
    let truth = judged.scope().truth();
    let shown = Shown::below(judged, &truth, &path);
    let mut children = Vec::new();
    let mut withheld = 0;
    for (name, kind) in names(&dir)? {
        // A name that is not text cannot be judged, so it is in no scope.
        match name.filter(|name| shown.shows(name)) {
            Some(name) => children.push(Child { name, kind }),
            None => withheld += 1,
        }
    }
    children.sort_by(|a, b| a.name.cmp(&b.name));
    judged.record_listing(children.len() as u64, withheld)?;
    Ok(Listing { children })
}
