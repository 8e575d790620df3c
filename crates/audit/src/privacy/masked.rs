//! All of a path or a URL but its secrets.

use std::{borrow::Cow, net::IpAddr};

use authority_core::record::Record;

use super::{extensions, secrets::looks_secret, text, url::Parts};

/// The path, with `…` for each name that looks like a secret. A well-known extension stays.
pub(super) fn path(path: &str) -> Cow<'_, str> {
    if !path.split('/').any(looks_secret) {
        return Cow::Borrowed(path);
    }
    let mut shown = String::with_capacity(path.len());
    for (place, name) in path.split('/').enumerate() {
        if place > 0 {
            shown.push('/');
        }
        self::name(&mut shown, name);
    }
    Cow::Owned(shown)
}

/// The URL without credentials and fragment, with `…` for the values of its query and all that looks like a secret.
pub(super) fn url(url: &str) -> String {
    let Some(parts) = Parts::of(url) else { return "…".to_owned() };
    let mut shown = String::with_capacity(url.len());
    shown.push_str(parts.scheme);
    shown.push(':');
    match parts.authority {
        Some(authority) => {
            shown.push_str("//");
            authority.show(&mut shown, "…");
            shown.push_str(&url_path(parts.path));
        }
        None => shown.push_str(&text::asked(parts.path)),
    }
    if let Some(query) = parts.query {
        shown.push('?');
        self::query(&mut shown, query);
    }
    shown
}

/// The part of a URL by which an entry misses it. A record does not say which part that is, and a query may look like
/// anything; so all is taken for one but what is seen to be another part of this URL.
pub(super) fn url_part<'a>(record: &Record, part: &'a str) -> Cow<'a, str> {
    let parts = record.resource.as_deref().and_then(Parts::of);
    let is_named = record.method.as_deref() == Some(part) || parts.as_ref().is_some_and(|parts| parts.scheme == part);
    if is_named || part.parse::<IpAddr>().is_ok() {
        return Cow::Borrowed(part);
    }
    let mut shown = String::new();
    match parts.as_ref().and_then(|parts| Some((parts.authority?, parts.path))) {
        Some((authority, _)) if authority.port == Some(part) => return Cow::Borrowed(part),
        Some((authority, _)) if authority.host == part => {
            super::url::Authority { port: None, ..authority }.show(&mut shown, "…");
        }
        Some((_, path)) if path == part => return url_path(part),
        _ => query(&mut shown, part),
    }
    Cow::Owned(shown)
}

fn url_path(path: &str) -> Cow<'_, str> {
    let has_parameter = |name: &str| name.contains(['=', '@']);
    if !path.split('/').any(|name| has_parameter(name) || looks_secret(name)) {
        return Cow::Borrowed(path);
    }
    let mut shown = String::with_capacity(path.len());
    for (place, name) in path.split('/').enumerate() {
        if place > 0 {
            shown.push('/');
        }
        // `;jsessionid=`, and what an unclean URL has for a user's name.
        match name.split_once(['=', '@']) {
            Some((key, _)) if name.contains('@') || looks_secret(key) => shown.push('…'),
            Some((key, _)) => shown.extend([key, "=…"]),
            None => self::name(&mut shown, name),
        }
    }
    Cow::Owned(shown)
}

/// `page=…&…`: keys that are plain names. What has no value may be one itself.
fn query(shown: &mut String, query: &str) {
    for (place, pair) in query.split('&').enumerate() {
        if place > 0 {
            shown.push('&');
        }
        match pair.split_once('=') {
            _ if pair.is_empty() => {}
            Some((key, _)) if is_key(key) => shown.extend([key, "=…"]),
            Some(_) => shown.push_str("…=…"),
            None => shown.push('…'),
        }
    }
}

fn is_key(key: &str) -> bool {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.' | b'[' | b']' | b'$');
    key.len() <= 40 && key.bytes().all(is_plain) && !looks_secret(key)
}

fn name(shown: &mut String, name: &str) {
    if !looks_secret(name) {
        shown.push_str(name);
        return;
    }
    shown.push('…');
    if let Some(extension) = extensions::of(name) {
        shown.extend([".", extension]);
    }
}
