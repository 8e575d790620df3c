//! What is to be done to the app, all of it known before any of it is done.

use super::{
    file::{Change, Source},
    splice::Splice,
};

/// Changes, and what there is to say about them.
#[derive(Default)]
pub(super) struct Plan {
    pub(super) changes: Vec<Change>,
    /// What is good to know.
    pub(super) notes: Vec<String>,
    /// What is left to a person.
    pub(super) by_hand: Vec<String>,
}

impl Plan {
    /// Changes a file.
    pub(super) fn splice(&mut self, source: &Source, splice: &Splice) {
        if let Some(text) = splice.apply(&source.text) {
            self.changes.push(source.becomes(&text));
        }
    }
}
