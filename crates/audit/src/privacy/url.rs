//! The parts of a URL that went through the gate. It has one form there, so looking for separators is reading it; of anything
//! else the parts are such that what could be a secret falls into one that is not shown.

use std::net::Ipv4Addr;

use super::secrets::{looks_secret, looks_sent};

pub(super) struct Parts<'u> {
    pub(super) scheme: &'u str,
    /// None where no `//` follows the scheme.
    pub(super) authority: Option<Authority<'u>>,
    pub(super) path: &'u str,
    pub(super) query: Option<&'u str>,
}

/// Host and port. Who signs in is never among them.
#[derive(Clone, Copy)]
pub(super) struct Authority<'u> {
    pub(super) host: &'u str,
    pub(super) port: Option<&'u str>,
}

impl<'u> Parts<'u> {
    pub(super) fn of(url: &'u str) -> Option<Self> {
        let (scheme, rest) = url.split_once(':').filter(|(scheme, _)| is_scheme(scheme))?;
        let rest = rest.split_once('#').map_or(rest, |(before, _)| before);
        let (rest, query) = rest.split_once('?').map_or((rest, None), |(before, query)| (before, Some(query)));
        let Some(rest) = rest.strip_prefix("//") else {
            return Some(Self { scheme, authority: None, path: rest, query });
        };
        let (authority, path) = rest.split_at(rest.find(['/', '\\']).unwrap_or(rest.len()));
        // What stands behind a colon and is no port would be a password, if this was no URL of the gate's.
        let authority = Authority::of(authority);
        authority.port.is_none_or(is_port).then_some(Self { scheme, authority: Some(authority), path, query })
    }
}

impl<'u> Authority<'u> {
    fn of(text: &'u str) -> Self {
        let text = text.rsplit_once('@').map_or(text, |(_, host)| host);
        match text.rsplit_once(':') {
            // The colons within brackets are an address's.
            Some((host, port)) if !port.ends_with(']') => Self { host, port: Some(port) },
            _ => Self { host: text, port: None },
        }
    }

    /// Writes it, with `mask` for each label that may be a message and not a name.
    pub(super) fn show(self, shown: &mut String, mask: &str) {
        self.show_host(shown, mask);
        if let Some(port) = self.port {
            shown.push(':');
            shown.push_str(port);
        }
    }

    fn show_host(self, shown: &mut String, mask: &str) {
        let in_brackets = |byte: u8| byte.is_ascii_hexdigit() || matches!(byte, b':' | b'.' | b'[' | b']');
        let is_address = self.host.starts_with('[') && self.host.len() <= 47 && self.host.bytes().all(in_brackets);
        if is_address || self.host.parse::<Ipv4Addr>().is_ok() {
            shown.push_str(self.host);
            return;
        }
        let labels = self.host.split('.').count();
        // What is too long for one label is sent as several, below a domain that someone listens at.
        let of_many = labels > KEPT + 1 && {
            let below = self.host.rsplitn(KEPT + 1, '.').last().unwrap_or_default();
            looks_sent(&below.replace('.', ""))
        };
        for (place, label) in self.host.split('.').enumerate() {
            if place > 0 {
                shown.push('.');
            }
            let is_below = place + KEPT < labels;
            let is_sent = if is_below { of_many || looks_sent(label) } else { looks_secret(label) };
            let is_kept = is_label(label) && !is_sent;
            shown.push_str(if is_kept { label } else { mask });
        }
    }
}

fn is_port(text: &str) -> bool {
    (1..=5).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Schemes are short words. Anything may stand before a colon.
fn is_scheme(text: &str) -> bool {
    text.len() <= 32
        && text.starts_with(|first: char| first.is_ascii_alphabetic())
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.'))
        && !looks_secret(text)
}

/// A host of a scheme without rules may be any text (`app://a%20b!`).
fn is_label(label: &str) -> bool {
    label.len() <= 63 && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
}

/// How many labels at the end of a host are looked at by themselves alone: someone had to register them.
const KEPT: usize = 2;
