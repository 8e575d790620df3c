//! The places of the tree that a path has come to. There are few of them, so they need no allocation; when there are many,
//! each is there once.

use super::place::Target;

const FEW: usize = 8;

#[derive(Clone, Debug)]
pub(super) struct States {
    few: [Target; FEW],
    len: usize,
    /// All of them, once they are more than a few.
    many: Vec<Target>,
    repeated: bool,
}

impl Default for States {
    fn default() -> Self {
        Self { few: [Target::NOWHERE; FEW], len: 0, many: Vec::new(), repeated: false }
    }
}

impl States {
    pub(super) fn clear(&mut self) {
        self.len = 0;
        self.many.clear();
        self.repeated = false;
    }

    pub(super) fn all(&self) -> &[Target] {
        if self.many.is_empty() { self.few.get(..self.len).unwrap_or_default() } else { &self.many }
    }

    /// Adds a place that is reached by one way only.
    pub(super) fn add(&mut self, place: Target) {
        if self.many.is_empty() {
            if let Some(slot) = self.few.get_mut(self.len) {
                *slot = place;
                self.len += 1;
                return;
            }
            self.many.extend_from_slice(&self.few);
        }
        self.many.push(place);
    }

    /// Adds a place that may have been reached already.
    pub(super) fn add_again(&mut self, place: Target) {
        if !self.many.is_empty() {
            self.repeated = true;
            self.many.push(place);
        } else if !self.all().contains(&place) {
            self.add(place);
        }
    }

    /// Leaves each place once. Without it, places that are reached by two ways would be two, then four.
    pub(super) fn settle(&mut self) {
        if self.repeated {
            self.many.sort_unstable();
            self.many.dedup();
            self.repeated = false;
        }
    }
}
