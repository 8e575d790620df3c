//! Names that no caller chooses and nobody guesses, for what a file is replaced with.

use std::{
    collections::hash_map::RandomState,
    hash::{BuildHasher, Hasher},
};

/// So many as are tried: one that is taken is left as it is.
pub(super) fn fresh_names() -> impl Iterator<Item = String> {
    (0..16).map(|_| format!(".authority-{:016x}.tmp", RandomState::new().build_hasher().finish()))
}
