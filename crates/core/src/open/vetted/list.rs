//! Listing: what the caller could name by itself, and nothing else.

use super::{require, shown::Shown, system::below::Below};
use crate::{
    access::Access,
    guard::JudgedPath,
    open::{Child, Listing, OpenError},
};

/// Lists a directory, sorted by name. Each child is judged: one that no `allow` entry takes (a hidden one, say), or that a
/// `deny` entry covers, is withheld. The log gets one record with both counts.
///
/// # Errors
///
/// A denial where a link on the way leaves the scope; else the disk's answer.
pub(in crate::open) fn list(judged: &JudgedPath) -> Result<Listing, OpenError> {
    require(judged, Access::List.into())?;
    let below = Below::led_to(judged)?;
    let dir = below.itself();
    let truth = judged.scope().truth();
    let shown = Shown::below(judged, &truth, dir.path());
    let mut children = Vec::new();
    let mut withheld = 0;
    dir.each_name(judged, |name, kind| {
        // A name that is not text cannot be judged, so it is in no scope.
        match name.filter(|name| shown.shows(name)) {
            Some(name) => children.push(Child { name: name.to_owned(), kind }),
            None => withheld += 1,
        }
        Ok(())
    })?;
    children.sort_unstable_by(|a, b| a.name.cmp(&b.name));
    judged.record_listing(children.len() as u64, withheld)?;
    Ok(Listing { children })
}
