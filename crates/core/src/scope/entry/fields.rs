//! The keys of an entry. An unknown one is an error with a suggestion: Tauri drops such silently, a misspelt `deny` included.

use std::borrow::Cow;

use serde_json::{Map, Value};

use super::{RawEntry, Way};
use crate::{
    access::{Access, AccessSet},
    caller::Caller,
    kind::{self, Kinds},
    platform::Platform,
    scope::{terms::Terms, urls},
    suggest,
    validate::path::{has_scheme, windows::is_url},
};

const KINDS: [&str; 2] = ["path", "url"];
const COMMON_KEYS: [&str; 3] = ["arg", "windows", "webviews"];
const PATH_KEYS: [&str; 5] = ["path", "access", "hidden", "links", "special"];

pub(super) enum Kind<'a> {
    Path(&'a str),
    /// A pattern, and the object that says on what terms, where it is one.
    Url(&'a str, Option<&'a Map<String, Value>>),
    /// A kind that the app declared, and the object that says what its fields may be.
    Own(&'static kind::Kind, &'a Map<String, Value>),
}

pub(super) struct Fields<'a> {
    pub(super) kind: Kind<'a>,
    pub(super) argument: Option<&'a str>,
    pub(super) access: Option<AccessSet>,
    pub(super) hidden: bool,
    pub(super) terms: Terms,
    windows: Option<Vec<glob::Pattern>>,
    webviews: Option<Vec<glob::Pattern>>,
}

impl<'a> Fields<'a> {
    pub(super) fn read(raw: &'a RawEntry, kinds: &Kinds, platform: Platform) -> Result<Self, String> {
        match &raw.value {
            Value::String(text) => Ok(Self::bare(text, platform)),
            Value::Object(map) => Self::object(map, raw.way, kinds),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::Array(_) => {
                Err("it must be a string or an object".to_owned())
            }
        }
    }

    fn bare(text: &'a str, platform: Platform) -> Self {
        // By the start of the text only: in `/a/b://c` it is a path.
        let is_url = if platform == Platform::Windows { is_url(text) } else { has_scheme(text) };
        let is_url = is_url || has_a_pattern_for_its_scheme(text);
        let kind = if is_url { Kind::Url(text, None) } else { Kind::Path(text) };
        Self {
            kind,
            argument: None,
            access: None,
            hidden: false,
            terms: Terms::default(),
            windows: None,
            webviews: None,
        }
    }

    fn object(map: &'a Map<String, Value>, way: Way, kinds: &Kinds) -> Result<Self, String> {
        let kind = kind_of(map, kinds)?;
        let own: Cow<'_, [&str]> = match &kind {
            Kind::Path(_) => Cow::Borrowed(&PATH_KEYS),
            Kind::Url(..) => Cow::Borrowed(&urls::KEYS),
            Kind::Own(kind, _) => kind.fields().map(|field| field.name).collect(),
        };
        let known =
            |key: &str| own.contains(&key) || COMMON_KEYS.contains(&key) || (way == Way::Authority && key == "command");
        if let Some(key) = map.keys().find(|key| !known(key)) {
            let hint = suggest::hint(key, own.iter().copied().chain(COMMON_KEYS));
            return Err(format!("it has an unknown key `{key}`{hint}"));
        }
        let flag = |key| map.get(key).map(|value| flag(value, key)).transpose();
        Ok(Self {
            kind,
            argument: map.get("arg").map(|value| string(value, "arg")).transpose()?,
            access: map.get("access").map(accesses).transpose()?,
            hidden: flag("hidden")?.unwrap_or(false),
            terms: Terms { special: flag("special")?.unwrap_or(false), links: flag("links")?.unwrap_or(true) },
            windows: map.get("windows").map(|value| labels(value, "windows")).transpose()?,
            webviews: map.get("webviews").map(|value| labels(value, "webviews")).transpose()?,
        })
    }

    /// Whether the entry is for this caller. As in a capability, a match of either list is one.
    pub(super) fn reaches(&self, caller: &Caller, way: Way) -> Result<bool, String> {
        let hit = |patterns: &Option<Vec<glob::Pattern>>, label: &str| {
            patterns.as_ref().is_some_and(|patterns| patterns.iter().any(|pattern| pattern.matches(label)))
        };
        match (&self.windows, &self.webviews, way) {
            // Tauri hands its global scope to every window, so the entry itself must say which ones it is for.
            (None, None, Way::Authority) => {
                Err("it has neither `windows` nor `webviews`, and must say which it is for".to_owned())
            }
            (None, None, Way::Command | Way::Global | Way::Reserved) => Ok(true),
            _ => Ok(hit(&self.windows, &caller.window) || hit(&self.webviews, &caller.webview)),
        }
    }
}

/// `*://..` and `http{s}?://..`: no path has such a start, and whoever wrote it means URLs.
fn has_a_pattern_for_its_scheme(text: &str) -> bool {
    text.split_once("://")
        .is_some_and(|(start, _)| start.contains(['*', '{', '(']) && !start.contains(['/', '\\', '$']))
}

/// Of which kind an object is: the one whose key it has.
fn kind_of<'a>(map: &'a Map<String, Value>, kinds: &Kinds) -> Result<Kind<'a>, String> {
    let own = kinds.iter().filter(|kind| map.contains_key(kind.name())).map(|kind| Kind::Own(kind, map));
    let path = map.get("path").map(|path| path.as_str().map(Kind::Path).ok_or("`path` must be a string"));
    let url =
        map.get("url").map(|url| url.as_str().map(|url| Kind::Url(url, Some(map))).ok_or("`url` must be a string"));
    let mut found = path.transpose()?.into_iter().chain(url.transpose()?).chain(own);
    let Some(kind) = found.next() else {
        let names = || KINDS.into_iter().chain(kinds.iter().map(kind::Kind::name));
        let hint = map.keys().find_map(|key| suggest::nearest(key, names()).map(|kind| (key, kind)));
        let hint = hint.map(|(key, kind)| format!("; did you mean `{kind}` by `{key}`?")).unwrap_or_default();
        let mut keys: Vec<String> = names().map(|name| format!("`{name}`")).collect();
        let last = keys.pop().unwrap_or_default();
        return Err(format!("it is of no known kind: it needs a key {} or {last}{hint}", keys.join(", ")));
    };
    match found.next() {
        None => Ok(kind),
        Some(other) => Err(format!("it has both `{}` and `{}`: write two entries", kind.key(), other.key())),
    }
}

/// The text of an entry of a kind that the app declared: what it says of the key, or all that it says of the fields.
pub(super) fn own_text(kind: &kind::Kind, map: &Map<String, Value>) -> String {
    let mut said = kind.fields().filter_map(|field| Some((field.name, map.get(field.name)?)));
    match (said.next(), said.next()) {
        (Some((_, Value::String(only))), None) => only.clone(),
        (first, second) => {
            let said = first.into_iter().chain(second).chain(said);
            Value::Object(said.map(|(name, value)| (name.to_owned(), value.clone())).collect()).to_string()
        }
    }
}

impl Kind<'_> {
    const fn key(&self) -> &'static str {
        match self {
            Self::Path(_) => "path",
            Self::Url(..) => "url",
            Self::Own(kind, _) => kind.name(),
        }
    }
}

/// A string with something in it: an empty label or name is none that a caller has, so a `deny` for it would deny nothing,
/// without a word. So would an empty list.
fn string<'a>(value: &'a Value, key: &str) -> Result<&'a str, String> {
    value.as_str().filter(|text| !text.is_empty()).ok_or_else(|| format!("`{key}` must be a string, and not empty"))
}

pub(in crate::scope) fn flag(value: &Value, key: &str) -> Result<bool, String> {
    value.as_bool().ok_or_else(|| format!("`{key}` must be true or false"))
}

fn list<'a>(value: &'a Value, key: &str) -> Result<&'a [Value], String> {
    let values = value.as_array().filter(|values| !values.is_empty());
    values.map(Vec::as_slice).ok_or_else(|| format!("`{key}` must be a list of strings, and not empty"))
}

pub(in crate::scope) fn strings<'a>(value: &'a Value, key: &str) -> Result<Vec<&'a str>, String> {
    list(value, key)?.iter().map(|text| string(text, key)).collect()
}

fn accesses(value: &Value) -> Result<AccessSet, String> {
    strings(value, "access")?.into_iter().try_fold(AccessSet::NONE, |set, name| {
        let access = Access::from_name(name).ok_or_else(|| {
            format!("`{name}` is no access{}", suggest::hint(name, Access::ALL.into_iter().map(Access::name)))
        })?;
        Ok(set.union(access.into()))
    })
}

fn labels(value: &Value, key: &str) -> Result<Vec<glob::Pattern>, String> {
    let label = |label| glob::Pattern::new(label).map_err(|error| format!("`{key}`: {}", error.msg));
    strings(value, key)?.into_iter().map(label).collect()
}
