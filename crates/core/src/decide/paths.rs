//! What the entries for paths say of a path.

use super::{Decision, Entries, Granted, Question};
use crate::{
    code::Code,
    scope::{PathEntry, Scope, Spelled, Trail, in_kernel_file_system},
};

pub(super) struct Paths<'a> {
    scope: &'a Scope,
    question: Question<'a>,
    spelled: Spelled<'a>,
}

impl<'a> Paths<'a> {
    pub(super) fn new(scope: &'a Scope, question: Question<'a>) -> Self {
        Self { scope, question, spelled: scope.spelled(question.path) }
    }
}

impl<'a> Entries<'a> for Paths<'a> {
    type Entry = PathEntry;
    type Trail = Trail;

    const DENIED: Code = Code::PathDenied;

    fn is_asked(&self) -> bool {
        !self.question.access.is_empty()
    }

    fn denying(&self) -> Option<&'a PathEntry> {
        let Question { access, argument, .. } = self.question;
        self.scope.denying_spelled(&self.spelled, argument, access)
    }

    fn granted(&self) -> Granted<'a, PathEntry, Trail> {
        let Question { access, argument, facts, .. } = self.question;
        self.scope.granting(&self.spelled, argument, access, facts)
    }

    fn some_is_for_the_argument(&self) -> bool {
        self.scope.allows_something(self.question.argument, self.question.access)
    }

    /// Tried from the nearest miss to the furthest.
    fn missed(&self, granted: Granted<'a, PathEntry, Trail>) -> Decision<'a> {
        let Self { scope, question: Question { path, access, argument, .. }, spelled } = self;
        let decision = |code, entry: Option<&'a PathEntry>| Decision::new(code, entry.map(AsRef::as_ref));
        if granted.entry.is_some() {
            return decision(Code::PathAccess, granted.entry);
        }
        // Where no name is hidden, nothing else would be granted.
        let hidden = path.has_hidden_name().then(|| scope.granting_hidden(spelled, argument, *access));
        if let Some(hidden) = hidden.filter(|hidden| hidden.all) {
            // What the pattern spells itself is not what kept it from matching.
            let spelled = hidden.entry.map_or(0, |entry| entry.pattern.literal_prefix().count());
            let difference = path.components().skip(spelled).find(|name| name.starts_with('.'));
            return Decision { difference, ..decision(Code::PathHidden, hidden.entry) };
        }
        if in_kernel_file_system(spelled.for_allow().folded) {
            let kernel = scope.granting_kernel(spelled, argument, *access);
            if kernel.all {
                return Decision { difference: path.components().next(), ..decision(Code::PathKernel, kernel.entry) };
            }
        }
        let nearest = scope.nearest(spelled, granted.trail);
        // An entry that names another share came no nearer than one that names none.
        let code = if path.is_on_a_share() && nearest.is_none_or(|(_, depth)| depth == 0) {
            Code::PathNetwork
        } else {
            Code::PathOutsideScope
        };
        Decision {
            difference: nearest.and_then(|(_, depth)| path.components().nth(depth)),
            ..decision(code, nearest.map(|(entry, _)| entry))
        }
    }
}
