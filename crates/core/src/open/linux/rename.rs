//! Moving a name to another one.

use super::place::Place;
use crate::open::{Kind, unix::rename::move_to_free_name};

/// Moves what has a name to another, where nothing has that.
pub(in crate::open) fn move_to(source: Place, kind: Kind, target: Place, _name: &str) -> std::io::Result<()> {
    move_to_free_name(&source, kind, &target)
}
