//! Moving a name to another one.

use rustix::fs::renameat;

use super::place::Place;
use crate::open::{Kind, unix::rename::move_to_free_name};

/// Moves what has a name to another, where nothing has that; the other spelling of the same name is free for what has it.
pub(in crate::open) fn move_to(source: Place, kind: Kind, target: Place, name: &str) -> std::io::Result<()> {
    if !target.is_free() && target.path == source.path {
        return Ok(renameat(&source.dir, &source.name, &target.dir, name)?);
    }
    move_to_free_name(&source, kind, &target)
}
