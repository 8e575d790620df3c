//! The one place that decides, for commands, for the command line and for tests. It takes values and does no I/O.
//!
//! 1. A scope with an entry that cannot be used refuses: the entry may have been the deny that counts.
//! 2. A deny that covers the path refuses, whatever else is there.
//! 3. No allow entry for the argument refuses: an empty scope never means yes. (Tauri's `CommandScope::matches` says yes.)
//! 4. What the allow entries grant together must contain every access that is needed.
//! 5. All else refuses; the code says which step was missed by least.

use crate::{
    access::AccessSet,
    code::Code,
    scope::{Entry, Scope, in_kernel_file_system},
    validate::path::ValidPath,
};

/// What is asked of a scope.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Question<'a> {
    /// The path.
    pub path: &'a ValidPath,
    /// Everything that is to be done with it.
    pub access: AccessSet,
    /// The argument that it came in, by the name that the page uses.
    pub argument: &'a str,
}

impl<'a> Question<'a> {
    /// May `path`, which came in `argument`, be used for all of `access`?
    #[must_use]
    pub const fn new(path: &'a ValidPath, access: AccessSet, argument: &'a str) -> Self {
        Self { path, access, argument }
    }
}

/// A verdict with its reason.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Decision<'a> {
    /// [`Code::Allowed`], or why not.
    pub code: Code,
    /// The entry that decided or, for a path that is outside, came nearest.
    pub entry: Option<&'a Entry>,
    /// The first name of the path that the nearest entry does not have.
    pub difference: Option<&'a str>,
    /// What is wrong with the scope, where that decided.
    pub fault: Option<&'a str>,
}

/// Decides.
#[must_use]
pub fn decide<'a>(scope: &'a Scope, question: Question<'a>) -> Decision<'a> {
    let Question { path, access, argument } = question;
    if let Some(fault) = scope.faults().first() {
        return Decision { fault: Some(fault.message()), ..Decision::new(fault.code(), None) };
    }
    // A question for nothing would be granted by any entry, and denied by none.
    if access.is_empty() {
        return Decision::new(Code::ScopeEmpty, None);
    }
    if let Some(entry) = scope.denying(path, argument, access) {
        return Decision::new(Code::PathDenied, Some(entry));
    }
    let granted = scope.granting(path, argument, access);
    if granted.all {
        return Decision::new(Code::Allowed, granted.entry);
    }
    if !scope.allows_something(argument, access) {
        return Decision::new(Code::ScopeEmpty, None);
    }
    missed(scope, question, granted.entry)
}

impl<'a> Decision<'a> {
    /// Whether the path may be used.
    #[must_use]
    pub fn is_allowed(&self) -> bool {
        self.code == Code::Allowed
    }

    const fn new(code: Code, entry: Option<&'a Entry>) -> Self {
        Self { code, entry, difference: None, fault: None }
    }
}

/// By which rule the path missed the allow list, tried from the nearest miss to the furthest.
fn missed<'a>(scope: &'a Scope, question: Question<'a>, partly: Option<&'a Entry>) -> Decision<'a> {
    let Question { path, access, argument } = question;
    if let Some(entry) = partly {
        return Decision::new(Code::PathAccess, Some(entry));
    }
    let hidden = scope.granting_hidden(path, argument, access);
    if hidden.all {
        // What the pattern spells itself is not what kept it from matching.
        let spelled = hidden.entry.map_or(0, |entry| entry.pattern.literal_prefix().count());
        let difference = path.components().skip(spelled).find(|name| name.starts_with('.'));
        return Decision { difference, ..Decision::new(Code::PathHidden, hidden.entry) };
    }
    if in_kernel_file_system(path) {
        let kernel = scope.granting_kernel(path, argument, access);
        if kernel.all {
            return Decision { difference: path.components().next(), ..Decision::new(Code::PathKernel, kernel.entry) };
        }
    }
    let nearest = scope.nearest(path);
    Decision {
        difference: nearest.and_then(|(_, depth)| path.components().nth(depth)),
        ..Decision::new(Code::PathOutsideScope, nearest.map(|(entry, _)| entry))
    }
}

#[cfg(test)]
mod tests;
