//! The last step of judging, for every kind of value: it is written first, and then refused or handed out.

use std::time::SystemTime;

use super::Guard;
use crate::{
    code::Code,
    denial::Denial,
    record::{DecisionId, Draft, Verdict},
    report::{Mode, Report},
};

/// How a value left the guard. It keeps that: a report mode that ends meanwhile ends for what is judged from then on.
#[derive(Clone, Copy, Debug)]
pub(super) struct Settled {
    pub(super) id: DecisionId,
    pub(super) mode: Mode,
    pub(super) standing: Standing,
}

/// What the scope said of a value that was handed out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    /// It grants it.
    Granted,
    /// It refuses it for this reason, in report mode.
    Reported(Code),
}

impl Guard {
    /// The same guard, in report mode for what `report` covers.
    #[must_use]
    pub fn reporting(self, report: Report) -> Self {
        Self { report: Some(report), ..self }
    }

    /// Writes what was decided, and says whether the value goes on. Here alone it is asked whether the command is in report
    /// mode; what that lets pass is for [`Verdict`] to say.
    pub(super) fn settle(&self, draft: Draft<'_>) -> Result<Settled, Denial> {
        let mode = self.mode(draft.command);
        let record = self.ledger.write(&Draft { mode, ..draft });
        let settled = |standing| Settled { id: record.id, mode, standing };
        match record.decision {
            Verdict::Allow => Ok(settled(Standing::Granted)),
            Verdict::Report => Ok(settled(Standing::Reported(record.code))),
            Verdict::Deny | Verdict::Error => Err(Denial::new(record, self.explain)),
        }
    }

    fn mode(&self, command: &str) -> Mode {
        self.report.as_ref().map_or(Mode::Enforce, |report| report.mode(command, SystemTime::now()))
    }
}

#[cfg(test)]
mod tests;
