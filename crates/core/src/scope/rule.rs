//! What an entry for paths grants or takes away, where its pattern takes the path.

use super::terms::Terms;
use crate::access::AccessSet;

/// What an entry says besides its pattern.
#[derive(Clone, Debug)]
pub(crate) struct Rule {
    /// The argument that it is for; none for every one.
    pub(crate) argument: Option<Box<str>>,
    /// None for every access.
    pub(crate) access: Option<AccessSet>,
    pub(crate) terms: Terms,
}

impl Rule {
    /// What it says of an argument that needs `needed`.
    pub(crate) fn applies(&self, argument: &str, needed: AccessSet) -> AccessSet {
        if concerns(self.argument.as_deref(), argument) { self.access.unwrap_or(needed) } else { AccessSet::NONE }
    }
}

/// Whether an entry is for this argument: one for `request` is for `request.from`, too.
pub(crate) fn concerns(only: Option<&str>, argument: &str) -> bool {
    let within = |only: &str| argument.strip_prefix(only).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'));
    only.is_none_or(within)
}
