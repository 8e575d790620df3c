//! What a snippet is made of, in the order in which people write it.

use std::io::{self, Write};

use authority_core::record::Record;
use serde::{Serialize, Serializer};
use serde_json::{Value, ser::Formatter};

use crate::explain::spell;

/// The permission that carries entries of any command.
pub(super) const SCOPE: &str = "authority:scope";

/// A permission with one entry more in its scope.
#[derive(Debug, Serialize)]
pub(super) struct Permission {
    pub(super) identifier: String,
    pub(super) allow: Vec<Entry>,
}

/// A whole capability, where none is there that the permission could go into.
#[derive(Debug, Serialize)]
pub(super) struct Capability {
    pub(super) identifier: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) windows: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) webviews: Vec<String>,
    pub(super) permissions: Vec<Permission>,
}

/// An entry.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Entry {
    #[serde(skip_serializing_if = "Option::is_none")]
    command: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    arg: Option<String>,
    #[serde(flatten)]
    takes: Takes,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) access: Vec<&'static str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    windows: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    webviews: Vec<String>,
}

impl Entry {
    pub(super) const fn new(takes: Vec<(&'static str, Value)>) -> Self {
        Self {
            command: None,
            arg: None,
            takes: Takes(takes),
            access: Vec::new(),
            windows: Vec::new(),
            webviews: Vec::new(),
        }
    }

    pub(super) fn for_argument(&mut self, record: &Record) {
        self.arg = Some(record.argument.clone());
    }

    /// For the caller alone: by its webview where that has a name of its own, since a window lets in all of its webviews.
    pub(super) fn for_caller(&mut self, record: &Record) {
        let label = spell::escaped(&record.caller.webview);
        if record.caller.webview == record.caller.window {
            self.windows = vec![label];
        } else {
            self.webviews = vec![label];
        }
    }

    pub(super) fn for_command(&mut self, record: &Record) {
        self.command = Some(record.command.to_string());
        self.for_argument(record);
        self.for_caller(record);
    }

    pub(super) fn value(&self) -> Value {
        serde_json::to_value(self).unwrap_or_default()
    }
}

/// The keys that say what an entry takes, in their order.
#[derive(Clone, Debug)]
struct Takes(Vec<(&'static str, Value)>);

impl Serialize for Takes {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(name, value)| (name, value)))
    }
}

/// On one line, as capabilities are written in these pages: `{ "identifier": "a", "allow": [{ "path": "/b" }] }`.
pub(super) fn one_line(value: &impl Serialize) -> String {
    let mut text = Vec::new();
    let written = value.serialize(&mut serde_json::Serializer::with_formatter(&mut text, OneLine));
    written.ok().and_then(|()| String::from_utf8(text).ok()).unwrap_or_default()
}

struct OneLine;

impl Formatter for OneLine {
    fn begin_object<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        writer.write_all(b"{")
    }

    fn begin_object_key<W: ?Sized + Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        writer.write_all(if first { b" " } else { b", " })
    }

    fn begin_object_value<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        writer.write_all(b": ")
    }

    fn end_object<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        writer.write_all(b" }")
    }

    fn begin_array_value<W: ?Sized + Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        writer.write_all(if first { b"" } else { b", " })
    }
}
