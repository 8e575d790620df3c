//! Each decision as a `tracing` event, with what the log shows of it: what an app collects already is not to have the names of
//! the user's files because a plugin came along.

use std::sync::Arc;

use authority_audit::{AuditLog, privacy::Redactor};
use authority_core::record::{Record, Sink, trace::Trace};

/// Forwards records to whatever subscriber the app has.
#[derive(Debug)]
pub(crate) enum Traced {
    /// With all that is in them: in a developer's build, where the page is shown as much.
    Whole,
    /// As the log shows them.
    AsLogged(Arc<AuditLog>),
    /// As it would, in an app that keeps none.
    Redacted(Box<Redactor>),
}

impl Sink for Traced {
    fn record(&self, record: &Arc<Record>) {
        if !Trace::is_heard(record) {
            return;
        }
        match self {
            Self::Whole => Trace.record(record),
            Self::AsLogged(log) => Trace.record(&Arc::new(log.redactor().redacted(record))),
            Self::Redacted(redactor) => Trace.record(&Arc::new(redactor.redacted(record))),
        }
    }
}
