//! The difference, as `diff -u` writes it and `patch -p1` reads it.

use similar::TextDiff;

use super::file::Change;

/// The difference of all of them.
pub(super) fn difference(changes: &[Change]) -> String {
    changes.iter().map(one).collect()
}

/// The same for a terminal, which would obey what a file of somebody else's holds for it.
pub(super) fn for_terminal(difference: &str) -> String {
    difference.replace(|c: char| c.is_control() && !matches!(c, '\n' | '\r' | '\t'), "\u{fffd}")
}

fn one(change: &Change) -> String {
    let side = |letter: char, text: &Option<String>| match text {
        Some(_) => format!("{letter}/{}", change.name),
        None => "/dev/null".to_owned(),
    };
    let (old, new) = (side('a', &change.before), side('b', &change.after));
    let diff =
        TextDiff::from_lines(change.before.as_deref().unwrap_or_default(), change.after.as_deref().unwrap_or_default());
    diff.unified_diff().context_radius(3).header(&old, &new).to_string()
}
