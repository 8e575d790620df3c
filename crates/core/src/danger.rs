//! The only door around the guard. Every name in it says what is given up, so that one search finds all of its users.

use crate::guard::JudgedPath;

/// The absolute name that was judged, as text, for a library that insists on a name.
///
/// What is given up: the name was judged, the object is not. Whoever opens it by this name follows links that lead out
/// of the scope, meets whatever was put there since, and no record of that is made. Prefer the operations in
/// [`crate::open`]; where that is not possible, make sure that nobody else can write to the directories on the way.
#[must_use]
pub fn unguarded_name(judged: &JudgedPath) -> &str {
    judged.path().as_str()
}
