//! A command as a whole, before its handler runs and whatever its arguments are.

use std::sync::Arc;

use super::{Ask, Guard};
use crate::{
    access::AccessSet,
    caller::Caller,
    code::Code,
    denial::Denial,
    record::{DecisionId, Draft, Record, Stage},
};

impl Guard {
    /// Records that the caller's call of the command is admitted. Its arguments are judged by themselves.
    pub fn admit(&self, caller: &Arc<Caller>, command: &Arc<str>) -> DecisionId {
        self.record_call(caller, command, Code::Allowed).id
    }

    /// Refuses the caller's call of the command as a whole, and records that. Report mode does not let it pass: it is no
    /// verdict of a scope.
    #[must_use]
    pub fn turn_away(&self, caller: &Arc<Caller>, command: &Arc<str>, code: Code) -> Denial {
        Denial::new(self.record_call(caller, command, code), self.explain)
    }

    fn record_call(&self, caller: &Arc<Caller>, command: &Arc<str>, code: Code) -> Arc<Record> {
        let ask = Ask { caller, command, argument: "", index: &[], access: AccessSet::NONE };
        self.ledger.write(&Draft { stage: Stage::Admit, code, ..ask.draft() })
    }
}

#[cfg(test)]
mod tests;
