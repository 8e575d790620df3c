//! A URL from the page, read once: the gate before its scope.
//!
//! 1. The text is bounded before anything else looks at it.
//! 2. What parsers read differently is refused, though the standard takes it: a backslash, a tab, a missing slash, `%` in a
//!    host, an encoded dot segment. The WebView, this process, a proxy and the server would not agree on what was asked.
//! 3. It is parsed, by the `url` crate, which reads as the WebView does.
//! 4. Its host is brought to one form: one trailing dot off, an IPv4 address that is spelled in IPv6 as itself. A host that no
//!    name has is refused, and one that mixes scripts so as to look like another.
//! 5. What would be read as another URL when it is handed on is refused.
//! 6. Two things are remembered, since an entry may take them: credentials, and separators that are spelled `%2f` or `%5c`.
//!
//! What comes out is the only thing that is compared, handed on or connected to. Nothing reads the text again.

pub mod headers;
mod host;
mod scripts;
#[cfg(test)]
mod second_parser;
mod strict;

pub(crate) use host::is_name;
use std::{fmt, net::IpAddr};
pub(crate) use strict::{default_port, dot_segment, is_scheme};

use url::{Host as Parsed, Position, Url};

pub use super::Violation;
use crate::{code::Code, network::Network};

/// The longest URL that is looked at, in bytes: what servers take in the first line of a request.
pub const MAX_URL_BYTES: usize = 8_192;

/// A URL that went through the gate.
#[derive(Clone, PartialEq, Eq)]
pub struct ValidUrl {
    url: Url,
    traits: Traits,
}

/// Whom it names, in the one form that is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Host<'u> {
    /// In ASCII, in lower case, without a trailing dot.
    Name(&'u str),
    Address(IpAddr),
    /// Of a scheme that the standard has no rules for: as it is written.
    Opaque(&'u str),
    /// It has none: `mailto:someone`.
    None,
}

/// What a URL has that an entry must take on purpose.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Traits {
    /// A user's name or password.
    pub(crate) credentials: bool,
    /// A `/` or `\` in its path that is written as an escape: one name to some, two to others.
    pub(crate) encoded_separators: bool,
}

impl ValidUrl {
    /// Reads a URL.
    ///
    /// # Errors
    ///
    /// A [`Violation`] with one of the `url.*` codes of the gate, for every text that is not one URL to all who read it.
    pub fn parse(raw: &str) -> Result<Self, Violation> {
        let form = strict::check(raw)?;
        let url = Url::parse(raw).map_err(|error| Violation::new(host::code_of(error)))?;
        Self::settle(url, form)
    }

    /// Reads what a server answered as `Location`, which may be relative to this URL.
    ///
    /// # Errors
    ///
    /// As [`ValidUrl::parse`].
    pub fn join(&self, location: &str) -> Result<Self, Violation> {
        if strict::scheme(location).is_some() {
            return Self::parse(location);
        }
        let form = strict::check_relative(location)?;
        let url = self.url.join(location).map_err(|error| Violation::new(host::code_of(error)))?;
        Self::settle(url, form)
    }

    fn settle(mut url: Url, form: Traits) -> Result<Self, Violation> {
        if url.port() == Some(0) {
            return Err(Violation::new(Code::UrlPort));
        }
        host::settle(&mut url)?;
        // The parser writes some URLs of other schemes in a way that it reads as others: `file://host//c:/` as one without a host.
        if !matches!(url.scheme(), "http" | "https" | "ws" | "wss") && Url::parse(url.as_str()).as_ref() != Ok(&url) {
            return Err(Violation::new(Code::UrlMalformed));
        }
        // Whatever the text looked like, what is used has them or not.
        let credentials = form.credentials || !url.username().is_empty() || url.password().is_some();
        Ok(Self { url, traits: Traits { credentials, ..form } })
    }

    /// The whole of it, without credentials and fragment: for a log or a person.
    #[must_use]
    pub fn shown(&self) -> String {
        let from = if self.traits.credentials { Position::BeforeHost } else { Position::BeforeScheme };
        let rest = &self.url[from..Position::AfterQuery];
        if self.traits.credentials { format!("{}://…@{rest}", self.scheme()) } else { rest.to_owned() }
    }

    /// The scheme, in lower case, without the colon.
    #[must_use]
    pub fn scheme(&self) -> &str {
        self.url.scheme()
    }

    /// The path as it is sent: dot segments resolved, escapes as they were.
    #[must_use]
    pub fn path(&self) -> &str {
        self.url.path()
    }

    /// The part behind `?`.
    #[must_use]
    pub fn query(&self) -> Option<&str> {
        self.url.query()
    }

    /// The port that is connected to; none where the scheme has no default and the URL names none.
    #[must_use]
    pub fn port(&self) -> Option<u16> {
        self.url.port_or_known_default()
    }

    /// Who is named, without a port: `api.example.com`, `127.0.0.1`, `[::1]`. Empty where nobody is.
    #[must_use]
    pub fn host_text(&self) -> &str {
        self.url.host_str().unwrap_or_default()
    }

    /// The address that it names, where it names one and no name.
    #[must_use]
    pub fn address(&self) -> Option<IpAddr> {
        match self.host() {
            Host::Address(address) => Some(address),
            Host::Name(_) | Host::Opaque(_) | Host::None => None,
        }
    }

    /// The name that a resolver must be asked for, where it names none itself.
    #[must_use]
    pub fn name(&self) -> Option<&str> {
        match self.host() {
            Host::Name(name) => Some(name),
            Host::Address(_) | Host::Opaque(_) | Host::None => None,
        }
    }

    /// Whether a page at one can read the other's answers: scheme, host and port are the same.
    #[must_use]
    pub fn has_origin_of(&self, other: &Self) -> bool {
        self.url.origin() == other.url.origin()
    }

    /// The same URL with an address for its host; none where it has no host.
    pub(crate) fn at(&self, address: IpAddr) -> Option<Self> {
        let mut url = self.url.clone();
        url.set_ip_host(address.to_canonical()).ok()?;
        Some(Self { url, traits: self.traits })
    }

    /// A pattern that takes this URL with every query, and no other path.
    #[must_use]
    pub fn as_pattern(&self) -> String {
        let from = &self.url[..Position::BeforeUsername];
        let place = &self.url[Position::BeforeHost..Position::AfterPort];
        // A pattern with the path `/` takes every path, but where it says something of the query.
        let path = if self.path() == "/" { "/?*".to_owned() } else { escaped(self.path()) };
        format!("{from}{place}{path}")
    }

    /// The network that it names by itself, before anyone looks a name up.
    pub(crate) fn network(&self) -> Option<Network> {
        match self.host() {
            Host::Name(name) => Network::of_name(name),
            Host::Address(address) => Some(Network::of(address)),
            Host::Opaque(_) | Host::None => None,
        }
    }

    pub(crate) fn has_host(&self) -> bool {
        self.url.has_host()
    }

    pub(crate) fn host(&self) -> Host<'_> {
        match self.url.host() {
            Some(Parsed::Domain(name)) if self.url.is_special() => Host::Name(name),
            Some(Parsed::Domain(text)) => Host::Opaque(text),
            Some(Parsed::Ipv4(address)) => Host::Address(IpAddr::V4(address)),
            Some(Parsed::Ipv6(address)) => Host::Address(IpAddr::V6(address)),
            None => Host::None,
        }
    }

    pub(crate) const fn traits(&self) -> Traits {
        self.traits
    }

    pub(crate) const fn url(&self) -> &Url {
        &self.url
    }

    /// As it is written where it has one, for a refusal that points at it.
    pub(crate) fn port_text(&self) -> &str {
        &self.url[Position::BeforePort..Position::AfterPort]
    }
}

/// Whether a text is a method as entries and requests name one: they are told apart by case, and all that there are stand in
/// capitals.
#[must_use]
pub fn is_method(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_uppercase() || byte == b'-')
}

/// What a pattern would read as more than text, meant as it is.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '*' | ':' | '(' | ')' | '{' | '}' | '\\' | '?' | '+') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// Without credentials: what is printed into an error may reach the page, or a log.
impl fmt::Debug for ValidUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("ValidUrl").field(&self.shown()).finish()
    }
}

#[cfg(test)]
mod tests;
