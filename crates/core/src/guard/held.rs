//! What a judged value keeps of the call that it came with, for what is decided about it later.

use std::sync::Arc;

use super::{Ask, Guard, settle::Settled};
use crate::{
    access::AccessSet,
    caller::Caller,
    code::Code,
    denial::Denial,
    record::{DecisionId, Draft},
    report::Mode,
};

/// Who asked, where in the call, and how it was judged.
pub(super) struct Held {
    pub(super) guard: Arc<Guard>,
    caller: Arc<Caller>,
    command: Arc<str>,
    pub(super) argument: Box<str>,
    index: Box<[u32]>,
    pub(super) settled: Settled,
}

impl Held {
    pub(super) fn new(guard: &Arc<Guard>, ask: Ask<'_>, settled: Settled) -> Self {
        Self {
            guard: Arc::clone(guard),
            caller: Arc::clone(ask.caller),
            command: Arc::clone(ask.command),
            argument: ask.argument.into(),
            index: ask.index.into(),
            settled,
        }
    }

    /// The id of the judgement in the log.
    pub(super) const fn id(&self) -> DecisionId {
        self.settled.id
    }

    /// The same call without report mode.
    pub(super) fn enforced(&self) -> Self {
        self.settled_as(Settled { mode: Mode::Enforce, ..self.settled })
    }

    /// The same call with a later judgement.
    pub(super) fn settled_as(&self, settled: Settled) -> Self {
        Self {
            guard: Arc::clone(&self.guard),
            caller: Arc::clone(&self.caller),
            command: Arc::clone(&self.command),
            argument: self.argument.clone(),
            index: self.index.clone(),
            settled,
        }
    }

    /// What is decided at a later stage, under the id of the judgement and in its mode.
    pub(super) fn draft(&self, access: AccessSet) -> Draft<'_> {
        let ask =
            Ask { caller: &self.caller, command: &self.command, argument: &self.argument, index: &self.index, access };
        Draft { parent: Some(self.id()), mode: self.settled.mode, ..ask.draft() }
    }

    /// Waits until the judgement is where a crash does not reach it, where the app asks for that, or refuses.
    pub(super) fn must_be_settled(&self, draft: Draft<'_>) -> Result<(), Denial> {
        self.guard.ledger.settled().map_err(|unsettled| {
            let fault = unsettled.to_string();
            self.refuse(&Draft { code: Code::RecordUnsettled, fault: Some(&fault), ..draft })
        })
    }

    /// Records what was decided, and words it as a refusal.
    pub(super) fn refuse(&self, draft: &Draft<'_>) -> Denial {
        self.guard.deny(draft)
    }
}
