//! A command as a whole, before its handler runs and whatever its arguments are.

use std::sync::Arc;

use super::{Ask, Guard};
use crate::{
    access::AccessSet,
    caller::Caller,
    code::Code,
    denial::Denial,
    record::{DecisionId, Draft, Record, Stage},
    report::Mode,
};

impl Guard {
    /// Records that the caller's call of the command is admitted. Its arguments are judged by themselves.
    ///
    /// # Errors
    ///
    /// A [`Denial`] with [`Code::CommandRate`], already recorded: the window asks more often than [`Guard::limiting`] lets it.
    pub fn admit(&self, caller: &Arc<Caller>, command: &Arc<str>) -> Result<DecisionId, Denial> {
        match self.rated(caller, Code::Allowed, Mode::Enforce) {
            Code::Allowed => Ok(self.record_call(caller, command, Code::Allowed).id),
            code => Err(self.turn_away(caller, command, code)),
        }
    }

    /// Refuses the caller's call of the command as a whole, and records that. Report mode does not let it pass: it is no
    /// verdict of a scope.
    #[must_use]
    pub fn turn_away(&self, caller: &Arc<Caller>, command: &Arc<str>, code: Code) -> Denial {
        Denial::new(self.record_call(caller, command, code), self.explain)
    }

    /// Records that a page says that a call of its was refused before anyone here heard of it.
    pub fn told(&self, caller: &Arc<Caller>, command: &Arc<str>, code: Code, why: &str) -> DecisionId {
        let ask = Ask { caller, command, argument: "", index: &[], access: AccessSet::NONE };
        self.ledger.write(&Draft { stage: Stage::Told, code, fault: Some(why), ..ask.draft() }).id
    }

    fn record_call(&self, caller: &Arc<Caller>, command: &Arc<str>, code: Code) -> Arc<Record> {
        let ask = Ask { caller, command, argument: "", index: &[], access: AccessSet::NONE };
        self.ledger.write(&Draft { stage: Stage::Admit, code, ..ask.draft() })
    }
}

#[cfg(test)]
mod tests;
