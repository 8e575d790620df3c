//! A path as a pattern that takes exactly that path, as short as base directories make it.

use authority_core::{scope::bases::Bases, validate::path::ValidPath};

/// Spells it. With the longest base directory that it lies in, since that one means the same place for another user, too;
/// of several names for the same directory the shortest.
pub(super) fn pattern(path: &ValidPath, bases: &Bases) -> String {
    let within = |base: &ValidPath| base.components().eq(path.components().take(base.components().count()));
    let best = bases
        .found()
        .filter(|(_, base)| !base.is_root() && within(base))
        .max_by_key(|(name, base)| (base.components().count(), std::cmp::Reverse((name.len(), *name))));
    let mut text = best.map_or_else(String::new, |(name, _)| format!("${name}"));
    for name in path.components().skip(best.map_or(0, |(_, base)| base.components().count())) {
        // A drive or a share has nothing in front of it.
        if !text.is_empty() || !path.as_str().starts_with(name) {
            text.push('/');
        }
        text.push_str(&escaped(name));
    }
    if text.is_empty() || (path.is_root() && path.as_str().ends_with('/')) { path.as_str().to_owned() } else { text }
}

/// A name in which no character means more than itself.
pub(super) fn escaped(name: &str) -> String {
    let mut text = String::with_capacity(name.len());
    for c in name.chars() {
        if matches!(c, '*' | '?' | '[' | ']' | '{' | '}') {
            text.extend(['[', c, ']']);
        } else {
            text.push(c);
        }
    }
    text
}
