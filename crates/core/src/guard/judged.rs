//! The proof of a judgement: a path that nothing but the guard can make, and that knows how to be judged again.

use std::{fmt, sync::Arc};

use super::{
    Ask, Guard,
    held::Held,
    settle::{Settled, Standing},
};
use crate::{
    access::AccessSet,
    code::Code,
    decide::{Decision, Question, decide},
    denial::Denial,
    record::{DecisionId, Draft, Stage},
    report::Mode,
    scope::{Entry, Facts, Scope},
    validate::path::{ValidPath, Violation},
};

/// A path that was judged, with everything needed to judge the object behind it when it is opened.
///
/// INVARIANT judged-by-guard-only: the constructor is visible to the guard alone, and there is no `Clone`: a copy could
/// outlive the capability that granted it, or the report mode that let it pass. (`enforced` makes one that can do less.) The absolute name is not to be had by accident; see [`crate::danger`].
pub struct JudgedPath {
    path: ValidPath,
    access: AccessSet,
    scope: Arc<Scope>,
    held: Held,
}

impl JudgedPath {
    pub(super) fn new(guard: &Arc<Guard>, scope: &Arc<Scope>, path: ValidPath, ask: Ask<'_>, settled: Settled) -> Self {
        Self { path, access: ask.access, scope: Arc::clone(scope), held: Held::new(guard, ask, settled) }
    }

    /// The last name in it: what a title bar shows. Empty for the root directory.
    #[must_use]
    pub fn name(&self) -> &str {
        self.path.name().unwrap_or_default()
    }

    /// What it was judged for.
    #[must_use]
    pub const fn access(&self) -> AccessSet {
        self.access
    }

    /// The id of the judgement in the log.
    #[must_use]
    pub const fn id(&self) -> DecisionId {
        self.held.id()
    }

    pub(crate) const fn path(&self) -> &ValidPath {
        &self.path
    }

    pub(crate) fn platform(&self) -> crate::platform::Platform {
        self.held.guard.platform
    }

    pub(crate) fn bases(&self) -> &crate::scope::bases::Bases {
        self.held.guard.bases()
    }

    pub(crate) const fn argument(&self) -> &str {
        &self.held.argument
    }

    pub(crate) const fn scope(&self) -> &Arc<Scope> {
        &self.scope
    }

    /// What `scope`, the judged one or a respelling of it, says of a name of the object, with what is known of the object.
    pub(crate) fn judge_again<'a>(&'a self, scope: &'a Scope, path: &'a ValidPath, facts: Facts) -> Decision<'a> {
        decide(scope, Question { facts, ..Question::new(path, self.access, &self.held.argument) })
    }

    /// A child's path, if its name can be judged.
    pub(crate) fn child_of(&self, parent: &ValidPath, name: &str) -> Result<ValidPath, Violation> {
        parent.child(name, self.held.guard.platform)
    }

    /// The path of what lies below a directory by these names, separated by `/`, if each can be judged; of the directory
    /// itself where there are none.
    #[cfg(any(target_os = "linux", target_os = "macos", windows))]
    pub(crate) fn below(&self, dir: &ValidPath, names: &str) -> Result<ValidPath, Violation> {
        names.split('/').filter(|name| !name.is_empty()).try_fold(dir.clone(), |dir, name| self.child_of(&dir, name))
    }

    /// Whether its command was in report mode when it was judged.
    pub(crate) fn is_in_report_mode(&self) -> bool {
        self.held.settled.mode == Mode::Report
    }

    /// Whether the scope refused it, and report mode alone let it pass.
    pub(crate) fn is_reported(&self) -> bool {
        self.held.settled.standing != Standing::Granted
    }

    /// Refuses, now, what report mode alone let pass.
    pub(crate) fn must_be_granted(&self) -> Result<(), Denial> {
        match self.held.settled.standing {
            Standing::Granted => Ok(()),
            Standing::Reported(code) => Err(self.enforced().refuse(code, None, None, None)),
        }
    }

    /// The same value without report mode, for the time of one operation.
    pub(crate) fn enforced(&self) -> Self {
        Self {
            path: self.path.clone(),
            access: self.access,
            scope: Arc::clone(&self.scope),
            held: self.held.enforced(),
        }
    }

    /// Refuses where its judgement cannot be put on record, and the app asks for that. It may block.
    pub(crate) fn must_be_settled(&self) -> Result<(), Denial> {
        self.held.must_be_settled(Draft { stage: Stage::Open, resource: Some(self.path.as_str()), ..self.draft() })
    }

    /// Refuses at the stage of opening: recorded under the id of the judgement, typed, nothing was touched. In
    /// report mode the record says that it would be refused, and the operation goes on by the plain name.
    pub(crate) fn refuse(
        &self,
        code: Code,
        found: Option<&str>,
        entry: Option<&Entry>,
        difference: Option<&str>,
    ) -> Denial {
        let draft = Draft {
            stage: Stage::Open,
            code,
            resource: Some(found.unwrap_or(self.path.as_str())),
            entry,
            difference,
            ..self.draft()
        };
        self.held.refuse(&draft)
    }

    /// Records a listing: one decision with its counts, not one for each child. In report mode a listing that withholds
    /// something is one that would be refused.
    pub(crate) fn record_listing(&self, shown: u64, withheld: u64) -> Result<(), Denial> {
        let whole = withheld == 0 || !self.is_in_report_mode();
        let draft = Draft {
            stage: Stage::List,
            code: if whole { Code::Allowed } else { Code::PathOutsideScope },
            counts: Some((shown, withheld)),
            resource: Some(self.path.as_str()),
            ..self.draft()
        };
        let denial = self.held.refuse(&draft);
        if whole { Ok(()) } else { Err(denial) }
    }

    fn draft(&self) -> Draft<'_> {
        Draft { asked: Some(self.path.as_str()), ..self.held.draft(self.access) }
    }
}

/// Without the path: what is printed into an error may reach the page.
impl fmt::Debug for JudgedPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("JudgedPath")
            .field("access", &self.access.to_string())
            .field("id", &self.id().to_string())
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests;
