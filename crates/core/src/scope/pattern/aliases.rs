//! The second names that macOS gives to directories: a deny of one name covers the directory under the other.
//!
//! A path that is asked about is put under the first name; so each deny that goes through a second name is kept under the
//! first one as well. It goes through it where its states, fed with that name, are not at an end: wildcards are followed.

use super::Component;
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

/// The states after one more name, a bit for each component that comes next.
fn step(components: &[Component], states: u128, name: Name<'_>, hidden: bool) -> u128 {
    let mut next = 0_u128;
    for (i, component) in components.iter().enumerate() {
        if states & (1 << i) != 0 && component.takes(name, hidden) {
            next |= if matches!(component, Component::AnyNames) { 1 << i } else { 1 << (i + 1) };
        }
    }
    closure(components, next)
}

/// `**` also stands for no name at all.
fn closure(components: &[Component], mut states: u128) -> u128 {
    for (i, component) in components.iter().enumerate() {
        if states & (1 << i) != 0 && matches!(component, Component::AnyNames) {
            states |= 1 << (i + 1);
        }
    }
    states
}

#[cfg(test)]
mod tests;
