//! Straight to an object: one system call, if no link is met.

use std::os::fd::OwnedFd;

use rustix::{
    fs::{CWD, Mode, OFlags, ResolveFlags, openat2},
    io::Errno,
};

#[cfg(test)]
use super::hook;
use super::place::{Found, quiet};
use crate::{
    guard::JudgedPath,
    open::{OpenError, true_name::judge_true_name},
    scope::Facts,
    validate::path::ValidPath,
};

/// `EAGAIN` from `openat2`: a rename or a mount raced it. libpathrs, which counted, gives up after as many tries.
const RACES: u32 = 128;

/// Opens what the judged name spells. `None`: the walk has to look.
pub(super) fn straight(judged: &JudgedPath, flags: OFlags) -> Result<Option<Found>, OpenError> {
    let truth = judged.scope().truth();
    let moved = truth.respell(judged.path());
    let path = moved.as_ref().unwrap_or_else(|| judged.path());
    if truth.scope().is_some() {
        judge_true_name(judged, path)?;
    }
    match no_links(path, flags) {
        Ok(object) => {
            let path = moved.unwrap_or_else(|| judged.path().clone());
            Ok(Some(Found { object, path, facts: Facts::default() }))
        }
        // What was true of the base directory some seconds ago may not be any more.
        Err(_) if moved.is_some() => Ok(None),
        // What is in scope and not there.
        Err(errno @ (Errno::NOENT | Errno::NOTDIR)) => Err(std::io::Error::from(errno).into()),
        // The kernel met a link, or has no openat2, or a filter forbids it (then with any of these); or the object does not
        // let itself be opened so, and a bare handle can tell what it is.
        Err(_) => Ok(None),
    }
}

/// Opens a path on whose way there is no link at all: what the kernel opens then is what the name spells.
///
/// From the root of this process, by the absolute name: with no `..` in a judged path and no link followed there is nothing
/// that could leave it, so no handle to the root is needed, which would be opened for each call, or be kept and go on
/// naming the old root after `chroot`.
fn no_links(path: &ValidPath, flags: OFlags) -> Result<OwnedFd, Errno> {
    let resolve = ResolveFlags::NO_SYMLINKS | ResolveFlags::NO_MAGICLINKS;
    #[cfg(test)]
    if hook::openat2_is_missing() {
        return Err(Errno::NOSYS);
    }
    let mut raced = 0;
    loop {
        match openat2(CWD, path.as_str(), quiet(flags), Mode::empty(), resolve) {
            Err(Errno::AGAIN) if raced < RACES => raced += 1,
            done => return done,
        }
    }
}
