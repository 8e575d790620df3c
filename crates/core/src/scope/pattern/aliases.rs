//! The second names that macOS gives to directories: a deny of one name covers the directory under the other.
//!
//! A path that is asked about is put under the first name; so each deny that goes through a second name is kept under the
//! first one as well. It goes through it where its states, fed with that name, are not at an end: wildcards are followed.

use super::{Component, closure, step};
use crate::{scope::spelled::Name, validate::path::macos::ALIASES};

/// The components again, once for each way that leads through a second name.
pub(super) fn of(components: &[Component]) -> Vec<Vec<Component>> {
    let mut found: Vec<Vec<Component>> = Vec::new();
    for (alias, name) in ALIASES {
        let states =
            alias.iter().fold(closure(components, 1), |states, name| step(components, states, Name::from(*name), true));
        for state in 0..=components.len() {
            if states & (1 << state) == 0 || is_within_another(components, states, state) {
                continue;
            }
            let rest = components.get(state..).unwrap_or_default();
            let names = name.iter().map(|name| Component::Literal((*name).into()));
            let under: Vec<Component> = names.chain(rest.iter().cloned()).collect();
            if under.len() < components.len() {
                found.extend(of(&under));
            }
            found.push(under);
        }
    }
    found
}

/// A pattern that begins with `**` takes the first name anyway; and what stands behind a `**` is taken with it.
fn is_within_another(components: &[Component], states: u128, state: usize) -> bool {
    let any = |at: Option<usize>| at.is_some_and(|at| matches!(components.get(at), Some(Component::AnyNames)));
    (state == 0 && any(Some(0))) || (any(state.checked_sub(1)) && states & (1 << (state - 1)) != 0)
}

#[cfg(test)]
mod tests;
