//! The directory that a walk is in, and the one in which it ended.

use std::os::fd::OwnedFd;

pub(in crate::open) use crate::open::unix::dir::{Dir, ITSELF, MAX_LINKS, separates};
use crate::{guard::JudgedPath, open::OpenError};

/// The directory of a place, by its handle: where it lies is asked of that.
pub(in crate::open) type Held = OwnedFd;

pub(in crate::open) fn held(judged: &JudgedPath, dir: Dir) -> Result<Held, OpenError> {
    let (handle, _) = dir.into_parts().map_err(|code| judged.refuse(code, None, None, None))?;
    Ok(handle)
}
