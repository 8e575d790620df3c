//! Listing: what the caller could name by itself, and nothing else.

use std::{fs, io::ErrorKind};

use super::{object, place, require};
use crate::{
    access::Access,
    guard::JudgedPath,
    open::{Child, Kind, Listing, OpenError},
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
    let (dir, path) = place::open_directory(judged)?;
    let entries = fs::read_dir(dir.at(""))?;
    // A junction can be made of an empty directory although it is held, and what is listed would be another.
    if object::kind(dir.handle()?)? != Kind::Directory {
        return Err(place::changed(judged));
    }
    let truth = judged.scope().truth();
    let mut children = Vec::new();
    let mut withheld = 0;
    for entry in entries {
        let entry = entry?;
        // A name that is not text cannot be judged, so it is in no scope.
        let Some(name) = entry.file_name().into_string().ok().filter(|name| shows(judged, &path, name, truth.scope()))
        else {
            withheld += 1;
            continue;
        };
        match entry.metadata() {
            Ok(metadata) => children.push(Child { name, kind: object::kind_of(&metadata) }),
            // Gone since.
            Err(error) if error.kind() == ErrorKind::NotFound => {}
            Err(error) => return Err(error.into()),
        }
    }
    children.sort_by(|a, b| a.name.cmp(&b.name));
    judged.record_listing(children.len() as u64, withheld)?;
    Ok(Listing { children })
}

/// Whether a listing shows the child: by the name that the caller would give it, and by its true one in `dir`.
fn shows(judged: &JudgedPath, dir: &ValidPath, name: &str, truth: Option<&Scope>) -> bool {
    let shown = |parent: &ValidPath, scope: &Scope| {
        judged.child_of(parent, name).is_ok_and(|child| scope.shows(&child, judged.argument()))
    };
    shown(judged.path(), judged.scope()) && shown(dir, truth.unwrap_or(judged.scope()))
}
