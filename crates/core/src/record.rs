//! What is written of each decision, before anyone gets to use it.

mod id;
pub mod ring;
mod stage;
pub mod trace;
mod verdict;

use std::{
    collections::hash_map::RandomState,
    fmt,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::{Instant, SystemTime, UNIX_EPOCH},
};

pub use id::DecisionId;
use serde::{Serialize, Serializer};
pub use stage::Stage;
pub use verdict::Verdict;

use crate::{
    access::AccessSet,
    caller::Caller,
    code::Code,
    decide::Decision,
    report::Mode,
    scope::{Entry, List},
};

/// Something that keeps or forwards records. It is called on the deciding thread, before the value is handed out, so it
/// must not block on a disk or a network.
pub trait Sink: Send + Sync + fmt::Debug {
    /// Takes one record.
    fn record(&self, record: &Arc<Record>);

    /// Waits until everything that it took so far is where a crash or a loss of power does not reach it. A sink that
    /// promises nothing of the kind has nothing to wait for. It is called before something is opened or connected to, off
    /// the threads that judge, and may block.
    ///
    /// # Errors
    ///
    /// The sink promises it, and cannot keep it now.
    fn settled(&self) -> Result<(), Unsettled> {
        Ok(())
    }

    /// Whether [`Sink::settled`] promises anything, and may block.
    fn has_to_be_settled(&self) -> bool {
        false
    }
}

/// Why records are not where a crash does not reach them. Not for the page.
#[derive(Clone, Debug, thiserror::Error)]
#[error("the decision is not on the disk: {0}")]
pub struct Unsettled(pub Arc<str>);

/// One decision.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Record {
    /// Position among all decisions of this run, from 1, without gaps.
    pub seq: u64,
    /// The id that the page was given, too.
    pub id: DecisionId,
    /// For a decision at a later stage: the id of the judgement that it belongs to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parent: Option<DecisionId>,
    /// Wall-clock time, on the wire in milliseconds since the Unix epoch.
    #[serde(serialize_with = "milliseconds")]
    pub at: SystemTime,
    /// The same by a clock that is never set.
    #[serde(skip)]
    pub moment: Instant,
    /// When in the way of a request it was taken.
    pub stage: Stage,
    /// What was decided.
    pub decision: Verdict,
    /// Why: the fine code.
    pub code: Code,
    /// Who called: on the wire its fields are the record's.
    #[serde(flatten, serialize_with = "shared")]
    pub caller: Arc<Caller>,
    /// The command.
    #[serde(serialize_with = "shared")]
    pub command: Arc<str>,
    /// The argument, by the name that the page uses; empty where the call was decided as a whole.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub argument: String,
    /// Where in the argument, for lists and tuples: one number per level, from 0.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub index: Vec<u32>,
    /// What was to be done.
    pub access: AccessSet,
    /// `url`, or the kind of a value that the app declared itself, by its name; none for a path.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<&'static str>,
    /// By which method a URL was to be asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub method: Option<String>,
    /// The resource as it was judged.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resource: Option<String>,
    /// The resource as the page named it, where that differs; at most [`ASKED_CHARS`] characters of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub asked: Option<String>,
    /// The entry that decided or came nearest.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "shared_if_any")]
    pub entry: Option<Arc<EntryRecord>>,
    /// The first name of the resource that the nearest entry does not have.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub difference: Option<String>,
    /// Of a value that breaks a rule of its type: where in it, as `address.zip`. The page learns it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// What is wrong with the scope or the call, where that decided.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fault: Option<String>,
    /// For a listing: how many children were shown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub shown: Option<u64>,
    /// For a listing: how many children were withheld.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub withheld: Option<u64>,
}

/// How much of a page's own text goes into a record.
pub const ASKED_CHARS: usize = 200;

/// The entry behind a decision.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct EntryRecord {
    /// Its list.
    pub list: List,
    /// Which way it came: `command`, `authority:scope` or `global`.
    pub way: &'static str,
    /// Its place in its list.
    pub index: usize,
    /// Its pattern, as written.
    pub pattern: String,
    /// The capability and permission behind it, where they are known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub origin: Option<String>,
}

/// Numbers records and hands them to the sinks. There is one for an app.
#[derive(Debug)]
pub struct Ledger {
    sinks: Vec<Arc<dyn Sink>>,
    last: AtomicU64,
    key: RandomState,
}

/// A record before it has its number.
#[derive(Debug)]
pub(crate) struct Draft<'a> {
    pub(crate) parent: Option<DecisionId>,
    pub(crate) stage: Stage,
    pub(crate) code: Code,
    pub(crate) mode: Mode,
    pub(crate) caller: &'a Arc<Caller>,
    pub(crate) command: &'a Arc<str>,
    pub(crate) argument: &'a str,
    pub(crate) index: &'a [u32],
    pub(crate) access: AccessSet,
    pub(crate) kind: Option<&'static str>,
    pub(crate) method: Option<&'a str>,
    pub(crate) resource: Option<&'a str>,
    pub(crate) asked: Option<&'a str>,
    pub(crate) entry: Option<&'a Entry>,
    pub(crate) difference: Option<&'a str>,
    pub(crate) field: Option<&'a str>,
    pub(crate) fault: Option<&'a str>,
    pub(crate) counts: Option<(u64, u64)>,
}

impl<'a> Draft<'a> {
    /// The same draft of what was decided so.
    pub(crate) fn deciding(self, decision: &Decision<'a>) -> Self {
        let Decision { code, entry, difference, fault } = *decision;
        Self { code, entry, difference, fault, ..self }
    }
}

impl Ledger {
    /// A ledger that hands every record to each of these.
    #[must_use]
    pub fn new(sinks: Vec<Arc<dyn Sink>>) -> Self {
        // The hasher's own seed: random for each process, without a dependency.
        Self { sinks, last: AtomicU64::new(0), key: RandomState::new() }
    }

    /// INVARIANT recorded-first: nothing that was judged or refused leaves the guard without coming through here.
    pub(crate) fn write(&self, draft: &Draft<'_>) -> Arc<Record> {
        let seq = self.last.fetch_add(1, Ordering::Relaxed) + 1;
        let record = Arc::new(Record {
            seq,
            id: DecisionId::scrambled(seq, &self.key),
            parent: draft.parent,
            at: SystemTime::now(),
            moment: Instant::now(),
            stage: draft.stage,
            decision: Verdict::of(draft.code, draft.mode),
            code: draft.code,
            caller: Arc::clone(draft.caller),
            command: Arc::clone(draft.command),
            argument: draft.argument.to_owned(),
            index: draft.index.to_vec(),
            access: draft.access,
            kind: draft.kind,
            method: draft.method.map(str::to_owned),
            resource: draft.resource.map(str::to_owned),
            asked: draft
                .asked
                .filter(|asked| Some(*asked) != draft.resource)
                .map(|asked| asked.chars().take(ASKED_CHARS).collect()),
            entry: draft.entry.map(|entry| Arc::clone(entry.named())),
            difference: draft.difference.map(str::to_owned),
            field: draft.field.map(str::to_owned),
            fault: draft.fault.map(str::to_owned),
            shown: draft.counts.map(|(shown, _)| shown),
            withheld: draft.counts.map(|(_, withheld)| withheld),
        });
        for sink in &self.sinks {
            sink.record(&record);
        }
        record
    }

    /// Waits until every sink that promises to keep records has those that were written so far.
    pub(crate) fn settled(&self) -> Result<(), Unsettled> {
        self.sinks.iter().try_for_each(|sink| sink.settled())
    }

    /// Whether there is a sink that promises to keep records.
    pub(crate) fn has_to_be_settled(&self) -> bool {
        self.sinks.iter().any(|sink| sink.has_to_be_settled())
    }
}

fn milliseconds<S: Serializer>(at: &SystemTime, serializer: S) -> Result<S::Ok, S::Error> {
    let since = at.duration_since(UNIX_EPOCH).unwrap_or_default();
    serializer.serialize_u64(u64::try_from(since.as_millis()).unwrap_or(u64::MAX))
}

/// Serde's own way for what is shared needs a feature (`rc`) that has every crate of an app compiled anew.
fn shared<T: Serialize + ?Sized, S: Serializer>(value: &Arc<T>, serializer: S) -> Result<S::Ok, S::Error> {
    T::serialize(value, serializer)
}

fn shared_if_any<T: Serialize, S: Serializer>(value: &Option<Arc<T>>, serializer: S) -> Result<S::Ok, S::Error> {
    value.as_deref().serialize(serializer)
}

#[cfg(test)]
mod tests;
