//! The last step of judging, for every kind of value: it is written first, and then refused or handed out.

use std::time::{Instant, SystemTime};

use super::Guard;
use crate::{
    caller::Caller,
    code::Code,
    denial::Denial,
    rate::Rate,
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

    /// The same guard, of which a window has no more decided than this.
    #[must_use]
    pub fn limiting(self, rate: Rate) -> Self {
        Self { rate: Some(rate), ..self }
    }

    /// The code of what was decided so, unless the caller asks too often: then nothing is let through.
    pub(super) fn rated(&self, caller: &Caller, code: Code, mode: Mode) -> Code {
        let within = self.rate.as_ref().is_none_or(|rate| rate.admits(&caller.window, Instant::now()));
        match Verdict::of(code, mode) {
            Verdict::Allow | Verdict::Report if !within => Code::CommandRate,
            // What is refused anyway keeps its reason.
            _ => code,
        }
    }

    /// Writes what was decided, and says whether the value goes on. Here alone it is asked whether the command is in report
    /// mode; what that lets pass is for [`Verdict`] to say.
    pub(super) fn settle(&self, draft: Draft<'_>) -> Result<Settled, Denial> {
        let mode = self.mode(draft.command);
        let code = self.rated(draft.caller, draft.code, mode);
        let record = self.ledger.write(&Draft { mode, code, ..draft });
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
