//! One entry of a scope: from the text of a capability to something that can be matched, or a fault that names it.

pub(super) mod fields;

use std::sync::Arc;

use fields::{Fields, Kind};
use serde_json::Value;

use crate::{
    caller::{Caller, Context},
    code::Code,
    kind::Kinds,
    platform::Platform,
    record::EntryRecord,
    scope::{
        List, Way,
        bases::Bases,
        own::{self, OwnEntry},
        pattern::{Pattern, Reading, Shared},
        rule::{self, Rule},
        urls::{self, UrlEntry},
    },
    suggest::nearest,
};

/// An entry as it stands in a capability, before anyone looked at it.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct RawEntry {
    /// Which list it stands in.
    pub list: List,
    /// Which way it came.
    pub way: Way,
    /// Its place in its list, from 0, in the order that Tauri gives.
    pub index: usize,
    /// The capability and permission behind it, where they are known.
    pub origin: Option<String>,
    /// What stands there.
    pub value: Value,
}

impl RawEntry {
    /// An entry that came by `way`.
    #[must_use]
    pub fn new(list: List, way: Way, index: usize, value: Value) -> Self {
        Self { list, way, index, origin: None, value }
    }

    /// Names the capability and permission behind it.
    #[must_use]
    pub fn with_origin(mut self, origin: Option<String>) -> Self {
        self.origin = origin;
        self
    }
}

/// An entry that can be matched: what is common to all kinds.
#[derive(Clone, Debug)]
pub struct Entry {
    way: Way,
    /// As records name it: they share it.
    named: Arc<EntryRecord>,
    argument: Option<Box<str>>,
}

/// An entry for paths.
#[derive(Clone, Debug)]
pub(crate) struct PathEntry {
    pub(crate) entry: Entry,
    pub(crate) pattern: Pattern,
    pub(crate) hidden: bool,
    pub(crate) rule: Rule,
}

impl Entry {
    /// Which list it stands in.
    #[must_use]
    pub fn list(&self) -> List {
        self.named.list
    }

    /// Which way it came into the scope.
    #[must_use]
    pub const fn way(&self) -> Way {
        self.way
    }

    /// Its place in its list, from 0.
    #[must_use]
    pub fn index(&self) -> usize {
        self.named.index
    }

    /// The pattern, as it is written.
    #[must_use]
    pub fn pattern(&self) -> &str {
        &self.named.pattern
    }

    /// The capability and permission behind it, where they are known.
    #[must_use]
    pub fn origin(&self) -> Option<&str> {
        self.named.origin.as_deref()
    }

    /// As records name it.
    pub(crate) const fn named(&self) -> &Arc<EntryRecord> {
        &self.named
    }

    /// Whether it is for this argument.
    pub(crate) fn concerns(&self, argument: &str) -> bool {
        rule::concerns(self.argument.as_deref(), argument)
    }
}

impl AsRef<Entry> for PathEntry {
    fn as_ref(&self) -> &Entry {
        &self.entry
    }
}

/// An entry that cannot be used, so that its command is refused.
#[derive(Clone, Debug)]
pub struct Fault {
    pub(crate) code: Code,
    pub(crate) message: String,
}

impl Fault {
    /// [`Code::ScopeInvalid`], or [`Code::ScopeUnattributed`] for an entry that concerns every command.
    #[must_use]
    pub const fn code(&self) -> Code {
        self.code
    }

    /// One line: the entry's text, where it came from, what is wrong, what to write.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }
}

/// For whom a scope is compiled.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Frame<'a> {
    /// The command, as `authority:scope` entries name it: `read_note`, or `plugin:name|command`.
    pub command: &'a str,
    /// The caller.
    pub caller: &'a Caller,
    /// Where base directories lie.
    pub bases: &'a Bases,
    /// The kinds that the app declared.
    pub kinds: &'a Kinds,
    /// By whose rules patterns are read. It must be the guard's, which refuses a scope that was compiled by others.
    pub platform: Platform,
    /// Whether `allow` entries of the global scope count, although they cross windows.
    pub global_allow: bool,
}

static NO_KINDS: Kinds = Kinds::none();

impl<'a> Frame<'a> {
    /// A frame for the host's rules, with no kinds of the app's, in which global `allow` entries do not count.
    #[must_use]
    pub const fn new(command: &'a str, caller: &'a Caller, bases: &'a Bases) -> Self {
        Self { command, caller, bases, kinds: &NO_KINDS, platform: Platform::host(), global_allow: false }
    }
}

/// What came of reading an entry for a frame.
pub(super) enum Outcome {
    Path(Box<PathEntry>),
    Url(Box<UrlEntry>),
    Own(Box<OwnEntry>),
    /// Of another kind, command or window.
    NotHere,
    /// It can never match on this platform.
    Inert(String),
}

/// Reads one entry. Entries of one scope share what they have in common.
pub(super) fn read(raw: &RawEntry, frame: &Frame<'_>, shared: &mut Shared) -> Result<Outcome, Fault> {
    match raw.way {
        Way::Authority if !names_command(raw, frame.command)? => return Ok(Outcome::NotHere),
        // It cannot say for which origin it is meant, so it grants to local content only. A deny may be for all.
        Way::Authority if raw.list == List::Allow && frame.caller.context != Context::Local => {
            return Ok(Outcome::NotHere);
        }
        Way::Global if raw.list == List::Allow && !frame.global_allow => return Ok(Outcome::NotHere),
        Way::Command | Way::Authority | Way::Global | Way::Reserved => {}
    }
    let fault = |message: String| raw.fault(Code::ScopeInvalid, &message);
    let fields = Fields::read(raw, frame.kinds, frame.platform).map_err(fault)?;
    if !fields.reaches(frame.caller, raw.way).map_err(fault)? {
        return Ok(Outcome::NotHere);
    }
    let text = match fields.kind {
        Kind::Path(text) => text,
        Kind::Url(text, map) => {
            let read = urls::read(raw.entry(text.to_owned(), fields.argument), text, map);
            return read.map(Box::new).map(Outcome::Url).map_err(fault);
        }
        Kind::Own(kind, map) => {
            let wants = own::wants(kind, raw.list, map).map_err(fault)?;
            let entry = raw.entry(fields::own_text(kind, map), fields.argument);
            return Ok(Outcome::Own(Box::new(OwnEntry::new(entry, kind, wants))));
        }
    };
    let read = Pattern::parse_sharing(text, raw.list, frame.bases, frame.platform, shared);
    match read.map_err(|error| fault(error.to_string()))? {
        Reading::Inert { why } => Ok(Outcome::Inert(raw.describe(&why))),
        Reading::Compiled(pattern) => Ok(Outcome::Path(Box::new(PathEntry {
            entry: raw.entry(text.to_owned(), fields.argument),
            pattern,
            hidden: fields.hidden || raw.list == List::Deny,
            rule: Rule { argument: fields.argument.map(Into::into), access: fields.access, terms: fields.terms },
        }))),
    }
}

/// Checks what can be known of an `authority:scope` entry without a caller: at start-up.
///
/// # Errors
///
/// The [`Fault`] with which judging would refuse.
pub fn check_attribution(raw: &RawEntry) -> Result<(), Fault> {
    command_of(raw).map(|_| ())
}

fn names_command(raw: &RawEntry, command: &str) -> Result<bool, Fault> {
    Ok(command_of(raw)? == command)
}

/// An entry that names no command may have been meant for any: guessing "none" would drop a deny.
fn command_of(raw: &RawEntry) -> Result<&str, Fault> {
    raw.value.get("command").and_then(Value::as_str).filter(|command| !command.is_empty()).ok_or_else(|| {
        let keys = raw.value.as_object().into_iter().flat_map(|entry| entry.keys());
        let meant = keys.map(String::as_str).find(|key| *key != "command" && nearest(key, ["command"]).is_some());
        let meant = meant.map(|key| format!("; was it meant by `{key}`?")).unwrap_or_default();
        let says = format!("it has no `command`, which an entry of `authority:scope` must name{meant}");
        raw.fault(Code::ScopeUnattributed, &says)
    })
}

impl RawEntry {
    fn entry(&self, pattern: String, argument: Option<&str>) -> Entry {
        let Self { list, way, index, ref origin, .. } = *self;
        let named = EntryRecord { list, way: way.name(), index, pattern, origin: origin.clone() };
        Entry { way, named: Arc::new(named), argument: argument.map(Into::into) }
    }

    pub(super) fn describe(&self, what: &str) -> String {
        let origin = self.origin.as_deref().map(|origin| format!(" of {origin}")).unwrap_or_default();
        let way = match self.way {
            Way::Command => "the command's scope",
            Way::Authority => "`authority:scope`",
            Way::Global => "the global scope",
            Way::Reserved => "what the plugin keeps for itself",
        };
        let text = cut(&self.value.to_string(), 200);
        // It may quote a key or a name that is as long as someone made it.
        let what = cut(what, 500);
        format!("`{}[{}]` in {way}{origin}, {text}: {what}", self.list.name(), self.index)
    }

    fn fault(&self, code: Code, what: &str) -> Fault {
        Fault { code, message: self.describe(what) }
    }
}

fn cut(text: &str, chars: usize) -> String {
    match text.char_indices().nth(chars) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests;
