//! Each decision as a `tracing` event under the target `authority`: `DEBUG` when allowed, `WARN` when not, and when
//! report mode alone let it pass.

use std::sync::Arc;

use super::{Record, Sink, Verdict};

/// Forwards records to whatever subscriber the app has, with all that is in them.
#[derive(Debug)]
pub struct Trace;

impl Trace {
    /// Whether anyone listens to what would be told of this record.
    #[must_use]
    pub fn is_heard(record: &Record) -> bool {
        match record.decision {
            Verdict::Allow => tracing::enabled!(target: "authority", tracing::Level::DEBUG),
            Verdict::Deny | Verdict::Error | Verdict::Report => {
                tracing::enabled!(target: "authority", tracing::Level::WARN)
            }
        }
    }
}

impl Sink for Trace {
    fn record(&self, record: &Arc<Record>) {
        macro_rules! event {
            ($level:ident, $what:literal) => {
                tracing::event!(
                    target: "authority",
                    tracing::Level::$level,
                    seq = record.seq,
                    id = %record.id,
                    parent = record.parent.map(tracing::field::display),
                    decision = record.decision.name(),
                    stage = record.stage.name(),
                    code = record.code.name(),
                    window = record.caller.window,
                    webview = record.caller.webview,
                    context = %record.caller.context,
                    command = &*record.command,
                    argument = record.argument,
                    index = ?record.index,
                    access = %record.access,
                    kind = record.kind,
                    method = record.method,
                    resource = record.resource,
                    asked = record.asked.as_deref().map(tracing::field::debug),
                    list = record.entry.as_ref().map(|entry| entry.list.name()),
                    way = record.entry.as_ref().map(|entry| entry.way),
                    pattern = record.entry.as_ref().map(|entry| entry.pattern.as_str()),
                    origin = record.entry.as_ref().and_then(|entry| entry.origin.as_deref()),
                    difference = record.difference,
                    field = record.field,
                    fault = record.fault,
                    shown = record.shown,
                    withheld = record.withheld,
                    $what
                )
            };
        }
        match record.decision {
            Verdict::Allow => event!(DEBUG, "allowed"),
            Verdict::Deny => event!(WARN, "denied"),
            Verdict::Error => event!(WARN, "refused"),
            Verdict::Report => event!(WARN, "would be refused"),
        }
    }
}

#[cfg(test)]
mod tests;
