//! A verdict on the wire, and the one place that words it.

use std::{io, net::SocketAddr};

use authority_core::{
    code::Code,
    denial::Denial,
    record::{EntryRecord, Record, Verdict as Decision},
    scope::List,
};
use serde::Serialize;

/// One line of the output.
#[derive(Debug, Serialize)]
pub(super) struct Verdict {
    id: String,
    decision: Decision,
    code: &'static str,
    message: String,
    entry: Option<EntryWire>,
    /// The only addresses that a connection may use, in turn.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    connect: Vec<SocketAddr>,
}

/// The entry that decided or came nearest.
#[derive(Debug, Serialize)]
struct EntryWire {
    list: List,
    index: usize,
    pattern: String,
}

/// What a developer should know of the entries, a line for each.
#[derive(Clone, Copy, Debug)]
pub(super) enum Notes<'a> {
    None,
    /// They can never match here: easily those that were meant to.
    PassedOver(&'a [String]),
    /// They admit more than one sees.
    Wide(&'a [String]),
}

/// The code that is no decision about a value, besides those of the disk.
const MALFORMED: &str = "request.malformed";

/// Enough for two long paths; a request of megabytes is not told back.
const MAX_MESSAGE_CHARS: usize = 1_000;

impl Verdict {
    /// The scope grants it, and the disk does not object.
    pub(super) fn allowed(id: String, grant: Option<&Record>, notes: Notes<'_>) -> Self {
        let message = Code::Allowed.sentence().to_owned() + &notes.first();
        Self::new(id, Decision::Allow, Code::Allowed.name(), &message, grant)
    }

    /// Refused by the core, while judging or while opening.
    pub(super) fn denied(id: String, denial: &Denial, notes: Notes<'_>) -> Self {
        let record = denial.record();
        let message = message(record) + &notes.first();
        Self::new(id, record.decision, record.code.name(), &message, Some(record))
    }

    /// In scope, and the disk's answer is not that of a file of the kind that the access is for.
    pub(super) fn disk(id: String, error: &io::Error, grant: Option<&Record>) -> Self {
        Self::new(id, Decision::Error, disk_code(error.kind()), &format!("the disk answers: {error}"), grant)
    }

    /// The line is no request.
    pub(super) fn malformed(id: String, why: &str) -> Self {
        Self::new(id, Decision::Error, MALFORMED, why, None)
    }

    /// The same verdict, with where a connection may go.
    pub(super) fn connecting(self, connect: Vec<SocketAddr>) -> Self {
        Self { connect, ..self }
    }

    fn new(id: String, decision: Decision, code: &'static str, message: &str, record: Option<&Record>) -> Self {
        let entry = record.and_then(|record| record.entry.as_deref()).map(EntryWire::from);
        Self { id, decision, code, message: one_line(message), entry, connect: Vec::new() }
    }
}

impl From<&EntryRecord> for EntryWire {
    fn from(entry: &EntryRecord) -> Self {
        Self { list: entry.list, index: entry.index, pattern: entry.pattern.clone() }
    }
}

/// What happened, to which name, and what to do about it.
fn message(record: &Record) -> String {
    let mut message = match &record.fault {
        Some(fault) => return fault.clone(),
        None => record.code.sentence().to_owned(),
    };
    if let Some(resource) = &record.resource {
        message += &format!(": `{resource}`");
    }
    if let (Some(entry), Some(name)) = (&record.entry, &record.difference) {
        message += &format!(", which parts from `{}` at `{name}`", entry.pattern);
    }
    message + "; " + record.code.cure()
}

impl Notes<'_> {
    fn first(self) -> String {
        let (what, entries) = match self {
            Self::None => return String::new(),
            Self::PassedOver(entries) => ("passed over", entries),
            Self::Wide(entries) => ("wider than it seems", entries),
        };
        match entries {
            [] => String::new(),
            [entry] => format!("; {what}: {entry}"),
            [entry, more @ ..] => format!("; {what}: {entry}; {what}, too: {} more", more.len()),
        }
    }
}

const fn disk_code(kind: io::ErrorKind) -> &'static str {
    match kind {
        io::ErrorKind::PermissionDenied => "disk.permission-denied",
        io::ErrorKind::IsADirectory => "disk.is-a-directory",
        io::ErrorKind::NotADirectory => "disk.not-a-directory",
        io::ErrorKind::AlreadyExists => "disk.already-exists",
        io::ErrorKind::ReadOnlyFilesystem => "disk.read-only",
        io::ErrorKind::InvalidFilename => "disk.invalid-name",
        _ => "disk.error",
    }
}

/// One line of bounded length, whatever a request has put into it.
fn one_line(text: &str) -> String {
    let mut line: String =
        text.chars().take(MAX_MESSAGE_CHARS).map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect();
    if text.chars().nth(MAX_MESSAGE_CHARS).is_some() {
        line.push('…');
    }
    line
}
