//! What is recorded in memory becomes what lies on disk: each text cut to its limit, each resource shown as `privacy` says.

use std::{
    borrow::Cow,
    time::{Instant, SystemTime, UNIX_EPOCH},
};

use authority_core::{
    caller::Context,
    record::{EntryRecord, Record},
};

use crate::{
    privacy::{Redactor, Shown},
    tally::Counted,
    wire::{Body, ContextLine, CountLine, DecisionLine, EntryLine},
};

/// How a run's lines are worded.
#[derive(Debug)]
pub(crate) struct Wording {
    /// The run.
    pub(crate) run: String,
    /// When it began, by the clock that is never set.
    pub(crate) begun: Instant,
    pub(crate) redactor: Redactor,
}

/// How long a text may be that has no limit of its own.
const CHARS: usize = 200;
/// How many numbers of an index are written.
const LEVELS: usize = 16;

impl Wording {
    /// The line of one decision.
    pub(crate) fn decision<'a>(&'a self, record: &'a Record) -> Body<'a> {
        let Shown { resource, asked, difference, fault, field } = self.redactor.shown(record);
        let index = record.index.get(..LEVELS).unwrap_or(&record.index);
        Body::Decision(DecisionLine {
            run: self.run.as_str().into(),
            n: record.seq,
            at: milliseconds(record.at),
            mono: u64::try_from(record.moment.saturating_duration_since(self.begun).as_micros()).unwrap_or(u64::MAX),
            decision: record.decision.name().into(),
            code: record.code.name().into(),
            stage: record.stage.name().into(),
            id: record.id.to_string().into(),
            parent: record.parent.map(|id| id.to_string().into()),
            window: cut(&record.caller.window),
            webview: cut(&record.caller.webview),
            context: context(&record.caller.context),
            command: cut(&record.command),
            argument: cut(&record.argument),
            index: index.into(),
            field,
            access: record.access.iter().map(|access| access.name().into()).collect(),
            kind: record.kind.map(Into::into),
            method: record.method.as_deref().map(cut),
            resource,
            asked,
            entry: record.entry.as_deref().map(entry),
            difference,
            fault,
            shown: record.shown,
            withheld: record.withheld,
        })
    }

    /// The line of decisions that were counted.
    pub(crate) fn count<'a>(&'a self, counted: &'a Counted) -> Body<'a> {
        let caller = counted.named.as_deref();
        let reason = counted.reason.as_ref();
        let mut sample: Vec<Cow<'_, str>> = Vec::new();
        for resource in counted.sample.iter().filter_map(|record| self.redactor.resource(record)) {
            // Resources that differ may look alike by what is shown of them.
            if !sample.contains(&resource) {
                sample.push(resource);
            }
        }
        Body::Count(CountLine {
            run: self.run.as_str().into(),
            decision: counted.decision.name().into(),
            code: reason.map(|(code, _)| code.name().into()),
            window: caller.map(|caller| cut(&caller.window)),
            webview: caller.map(|caller| cut(&caller.webview)),
            context: caller.map(|caller| context(&caller.context)),
            command: reason.map(|(_, command)| cut(command)),
            count: counted.count,
            first: milliseconds(counted.first),
            last: milliseconds(counted.last),
            sample,
        })
    }
}

/// Milliseconds since the Unix epoch; 0 before it.
pub(crate) fn milliseconds(at: SystemTime) -> u64 {
    let since = at.duration_since(UNIX_EPOCH).unwrap_or_default();
    u64::try_from(since.as_millis()).unwrap_or(u64::MAX)
}

/// The text, or as much of it as a line may have, which then shows that it is not all.
pub(crate) fn cut(text: &str) -> Cow<'_, str> {
    // No text of so few bytes has more characters.
    if text.len() <= CHARS {
        return text.into();
    }
    match text.char_indices().nth(CHARS).and_then(|(end, _)| text.get(..end)) {
        Some(begin) => format!("{begin}…").into(),
        None => text.into(),
    }
}

fn context(context: &Context) -> ContextLine<'_> {
    match context {
        Context::Local => ContextLine::Local,
        Context::Remote { pattern } => ContextLine::Remote(cut(pattern)),
    }
}

fn entry(entry: &EntryRecord) -> EntryLine<'_> {
    EntryLine {
        list: entry.list.name().into(),
        way: entry.way.into(),
        index: entry.index as u64,
        pattern: cut(&entry.pattern),
        origin: entry.origin.as_deref().map(cut),
    }
}
