//! One entry for URLs: its keys, and what each admits.

use std::sync::Arc;

use serde_json::{Map, Value};

use super::{
    super::{
        Entry, List,
        entry::fields::{flag, strings},
    },
    pattern::{HostPattern, UrlPattern},
    spellings,
};
use crate::{
    network::Networks,
    suggest,
    validate::url::{headers::is_of_the_connection, is_method},
};

/// An entry for URLs.
#[derive(Clone, Debug)]
pub(crate) struct UrlEntry {
    pub(crate) entry: Entry,
    pub(super) patterns: Box<[Arc<UrlPattern>]>,
    pub(crate) rule: UrlRule,
}

/// What an entry says besides its pattern.
#[derive(Clone, Debug)]
pub(crate) struct UrlRule {
    /// None for every method.
    pub(super) methods: Option<Box<[Box<str>]>>,
    /// Those that the page may set, by lower-case names.
    pub(super) headers: Box<[Box<str>]>,
    pub(super) networks: Networks,
    pub(super) redirects: Redirects,
    pub(super) credentials: bool,
    pub(super) encoded_separators: bool,
    pub(super) max_bytes: Option<u64>,
    pub(super) proxy: Proxy,
}

/// Where a server may send us, from nowhere on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Redirects {
    None,
    SameEntry,
    #[default]
    InScope,
}

/// Through whom a connection may go.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Proxy {
    #[default]
    None,
    /// Whatever the system says. The proxy looks names up, so where it connects to is not ours to judge.
    System,
}

/// The keys of an object.
pub(in crate::scope) const KEYS: [&str; 9] =
    ["url", "methods", "headers", "network", "redirects", "credentials", "encodedSeparators", "maxBytes", "proxy"];
/// Those that a `deny` has: the others say on what terms something is granted.
const DENY_KEYS: [&str; 2] = ["url", "methods"];

const REDIRECTS: [(&str, Redirects); 3] =
    [("in-scope", Redirects::InScope), ("same-entry", Redirects::SameEntry), ("none", Redirects::None)];
const PROXIES: [(&str, Proxy); 2] = [("none", Proxy::None), ("system", Proxy::System)];

impl AsRef<Entry> for UrlEntry {
    fn as_ref(&self) -> &Entry {
        &self.entry
    }
}

/// Reads what an entry says: a bare pattern, or an object with the keys of [`KEYS`] among others.
pub(in crate::scope) fn read(
    entry: Entry,
    pattern: &str,
    map: Option<&Map<String, Value>>,
) -> Result<UrlEntry, String> {
    let list = entry.list();
    let mut patterns = UrlPattern::parse(pattern, list).map_err(|error| error.to_string())?;
    let named = patterns.iter().map(UrlPattern::names_networks).fold(Networks::NONE, Networks::union);
    let mut rule = UrlRule {
        methods: None,
        headers: [].into(),
        networks: Networks::PUBLIC.union(named),
        redirects: Redirects::default(),
        credentials: false,
        encoded_separators: false,
        max_bytes: None,
        proxy: Proxy::default(),
    };
    for (key, value) in map.into_iter().flatten().filter(|(key, _)| KEYS.contains(&key.as_str())) {
        if list == List::Deny && !DENY_KEYS.contains(&key.as_str()) {
            return Err(format!("`{key}` says on what terms something is granted, and means nothing in a `deny`"));
        }
        rule.set(key, value)?;
    }
    if list == List::Deny {
        patterns = patterns.into_iter().flat_map(spellings::of_pattern).collect();
    }
    Ok(UrlEntry { entry, patterns: patterns.into_iter().map(Arc::new).collect(), rule })
}

impl UrlRule {
    fn set(&mut self, key: &str, value: &Value) -> Result<(), String> {
        match key {
            "methods" => {
                self.methods = Some(strings(value, key)?.iter().map(|text| method(text)).collect::<Result<_, _>>()?)
            }
            "headers" => {
                self.headers = strings(value, key)?.iter().map(|text| header(text)).collect::<Result<_, _>>()?
            }
            "network" => self.networks = self.networks.union(one_of(value, key, Networks::NAMES)?),
            "redirects" => self.redirects = one_of(value, key, REDIRECTS)?,
            "proxy" => self.proxy = one_of(value, key, PROXIES)?,
            "credentials" => self.credentials = flag(value, key)?,
            "encodedSeparators" => self.encoded_separators = flag(value, key)?,
            "maxBytes" => {
                let bytes = value.as_u64().filter(|bytes| *bytes > 0);
                self.max_bytes = Some(bytes.ok_or("`maxBytes` must be a whole number of bytes, at least 1")?);
            }
            _ => {}
        }
        Ok(())
    }
}

impl UrlEntry {
    /// What of the pattern admits more than it seems to, one line for each: for a developer, when it is loaded.
    pub(in crate::scope) fn warnings(&self) -> impl Iterator<Item = String> {
        let glued = |pattern: &UrlPattern| {
            pattern.path.is_glued().then(|| {
                let start = String::from_utf8_lossy(pattern.path.start());
                format!("its `*` follows no `/`, so it takes `{start}-anything/else` too; write `{start}/*` for what is below it")
            })
        };
        let open = |pattern: &UrlPattern| match &pattern.host {
            HostPattern::Labels { end, .. } if !end.contains('.') && &**end != "localhost" => {
                Some(format!("it takes every host below `.{end}`, whoever owns it; write the host"))
            }
            _ => None,
        };
        let mut warnings: Vec<String> =
            self.patterns.iter().flat_map(|pattern| [glued(pattern), open(pattern)]).flatten().collect();
        warnings.dedup();
        if self.entry.list() == List::Deny {
            warnings.clear();
        }
        warnings.into_iter()
    }
}

fn one_of<T: Copy, const N: usize>(value: &Value, key: &str, known: [(&'static str, T); N]) -> Result<T, String> {
    let text = value.as_str().unwrap_or_default();
    known.iter().find(|(name, _)| *name == text).map(|(_, what)| *what).ok_or_else(|| {
        let names: Vec<String> = known.iter().map(|(name, _)| format!("`{name}`")).collect();
        format!("`{key}` must be one of {}{}", names.join(", "), suggest::hint(text, known.map(|(name, _)| name)))
    })
}

/// Methods are told apart by case, and all that there are stand in capitals.
fn method(text: &str) -> Result<Box<str>, String> {
    if !is_method(text) {
        return Err(format!("`{text}` is no method: write it in capitals, such as `GET`"));
    }
    Ok(text.into())
}

fn header(text: &str) -> Result<Box<str>, String> {
    let name = text.to_ascii_lowercase();
    if name.is_empty() || !name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte)) {
        return Err(format!("`{text}` is no name of a header"));
    }
    if is_of_the_connection(&name) {
        return Err(format!("`{text}` is the connection's own, and no page sets it"));
    }
    Ok(name.into())
}
