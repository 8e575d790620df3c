//! What a deny knows a URL by besides its one form: paths that servers take for the same one, and addresses that carry the
//! one it names. An allow knows none of these, so they take away and never grant.

use std::{borrow::Cow, net::IpAddr};

use super::{
    pattern::{Atom, Text, UrlPattern},
    table::Asked,
};
use crate::{
    network::embedded,
    validate::url::{Host, ValidUrl},
};

/// The spellings of a URL.
pub(super) struct Spellings<'u> {
    hosts: Vec<Cow<'u, str>>,
    paths: Vec<Cow<'u, [u8]>>,
}

impl<'u> Spellings<'u> {
    pub(super) fn of(url: &'u ValidUrl) -> Self {
        let carried = match url.host() {
            Host::Address(IpAddr::V6(address)) => Some(embedded(address).map(|v4| Cow::Owned(v4.to_string()))),
            _ => None,
        };
        let hosts = std::iter::once(Cow::Borrowed(url.host_text())).chain(carried.into_iter().flatten()).collect();
        let path = url.path().as_bytes();
        let mut paths = vec![Cow::Borrowed(path)];
        if is_respelled(path) {
            let decoded = decoded(path);
            let kept = resolved(&decoded);
            let cut = resolved(&without_parameters(&decoded));
            paths.extend([kept, cut].map(Cow::Owned));
        }
        Self { hosts, paths }
    }

    /// The URL at each of its hosts, for the reference.
    #[cfg(any(test, fuzzing))]
    pub(super) fn places(&self, url: &ValidUrl) -> Vec<ValidUrl> {
        let carried = self.hosts.iter().skip(1).filter_map(|host| url.at(host.parse().ok().map(IpAddr::V4)?));
        std::iter::once(url.clone()).chain(carried).collect()
    }

    #[cfg(any(test, fuzzing))]
    pub(super) fn paths(&self) -> impl Iterator<Item = &[u8]> {
        self.paths.iter().map(AsRef::as_ref)
    }

    pub(super) fn asked(&'u self, url: &'u ValidUrl) -> Asked<'u> {
        Asked::spelled(url, &self.hosts, &self.paths)
    }
}

/// The patterns that a deny's pattern stands for: itself, and with literals as the spellings have them; what is below a
/// directory is the directory, too, with a separator at its end or without.
pub(super) fn of_pattern(pattern: UrlPattern) -> Vec<UrlPattern> {
    let plain = pattern.path.changed(|literal| collapsed(&decoded(literal)));
    let mut paths: Vec<Text> = Vec::new();
    for path in [pattern.path.clone(), plain].into_iter().flat_map(|path| [path.directory(), Some(path)]).flatten() {
        if !paths.contains(&path) {
            paths.push(path);
        }
    }
    paths.into_iter().map(|path| UrlPattern { path, ..pattern.clone() }).collect()
}

impl Text {
    /// `/x` of `/x/*` and of `/x/`; `/x/` of `/x`.
    fn directory(&self) -> Option<Self> {
        let atoms: Vec<Atom> =
            self.start().iter().copied().map(Atom::Byte).chain(self.rest().iter().copied()).collect();
        const SLASH: Atom = Atom::Byte(b'/');
        let dir = match &*atoms {
            [dir @ .., SLASH, Atom::Any] | [dir @ .., SLASH] => dir,
            [.., Atom::Byte(_) | Atom::Piece] => return Some(Self::of(&[&*atoms, &[SLASH]].concat())),
            _ => return None,
        };
        (!dir.is_empty()).then(|| Self::of(dir))
    }
}

/// Whether servers may take it for another path.
fn is_respelled(path: &[u8]) -> bool {
    path.iter().any(|byte| matches!(byte, b'%' | b';')) || path.windows(2).any(|pair| pair == b"//")
}

/// With every escape decoded, and what comes out of that again: a proxy and a server decode once each.
fn decoded(path: &[u8]) -> Vec<u8> {
    let mut out: Vec<u8> = Vec::with_capacity(path.len());
    for byte in path {
        out.push(*byte);
        // A byte that came out of an escape may be the end of another.
        while let [.., b'%', high, low] = *out
            && let (Some(high), Some(low)) = (hex(high), hex(low))
        {
            out.truncate(out.len() - 3);
            out.push(high << 4 | low);
        }
    }
    out
}

fn hex(digit: u8) -> Option<u8> {
    char::from(digit).to_digit(16).and_then(|digit| u8::try_from(digit).ok())
}

fn without_parameters(path: &[u8]) -> Vec<u8> {
    let segments = path.split(|byte| is_separator(*byte));
    let bare = segments.map(|segment| segment.split(|byte| *byte == b';').next().unwrap_or_default());
    bare.collect::<Vec<_>>().join(&b'/')
}

/// With empty and dot segments resolved.
fn resolved(path: &[u8]) -> Vec<u8> {
    let mut segments: Vec<&[u8]> = Vec::new();
    for segment in path.split(|byte| is_separator(*byte)) {
        match segment {
            b"" | b"." => {}
            b".." => drop(segments.pop()),
            name => segments.push(name),
        }
    }
    let mut out = vec![b'/'];
    out.extend(segments.join(&b'/'));
    if path.last().is_some_and(|byte| is_separator(*byte)) && out.len() > 1 {
        out.push(b'/');
    }
    out
}

fn collapsed(literal: &[u8]) -> Vec<u8> {
    let mut out: Vec<u8> = literal.iter().map(|byte| if is_separator(*byte) { b'/' } else { *byte }).collect();
    out.dedup_by(|a, b| *a == b'/' && *b == b'/');
    out
}

const fn is_separator(byte: u8) -> bool {
    matches!(byte, b'/' | b'\\')
}
