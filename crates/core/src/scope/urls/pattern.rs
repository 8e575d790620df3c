//! A pattern for URLs: what an entry says of scheme, host, port, path and query, each read by itself when it is loaded.
//!
//! The language is the part of URLPattern (<https://urlpattern.spec.whatwg.org>) that says what it looks like:
//!
//! | in | | |
//! |---|---|---|
//! | host | `*` before other labels | one or more labels: `https://*.example.com` takes `a.b.example.com`, not `example.com` |
//! | host | `*` by itself | every host |
//! | host | `:name` | one label |
//! | port | `:*` | every port; none written is the scheme's own |
//! | path, query | `*` | any text, separators too |
//! | path | `:name` | a piece without a separator, at least one character |
//! | anywhere | `{..}?` | there or not; `:name?` behind a `/` is there or not with it |
//! | anywhere | `\` | the next character is meant as it is |
//!
//! No path, or `/`, is every path, and no query is every query, as in the scopes of Tauri's http plugin. Regular expressions and
//! repetitions are refused: what they take is not seen by looking.

mod error;
mod host;
mod text;
mod token;

pub(crate) use error::UrlPatternError;
pub(crate) use host::{HostPattern, Label, takes_labels};
pub(crate) use text::{Atom, Text, takes as takes_text};
use token::{Token, alternatives};

use crate::{
    network::Networks,
    scope::List,
    validate::url::{ValidUrl, default_port, is_scheme},
};

/// One alternative of what is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct UrlPattern {
    pub(crate) scheme: Box<str>,
    pub(crate) host: HostPattern,
    pub(crate) port: PortPattern,
    pub(crate) path: Text,
    /// None for every query.
    pub(crate) query: Option<Text>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PortPattern {
    Any,
    /// None is of a scheme that has no port, and a URL that names none.
    Is(Option<u16>),
}

/// The most alternatives that optional parts may make of one pattern.
const MAX_ALTERNATIVES: usize = 32;
/// Never by wildcard, nor in a browser: what follows these is a program, a page or a file, and no server.
pub(crate) const EXACT_SCHEMES: [&str; 4] = ["file", "data", "javascript", "blob"];

impl UrlPattern {
    /// Reads a pattern, which is as many as its optional parts make of it.
    pub(crate) fn parse(text: &str, list: List) -> Result<Vec<Self>, UrlPatternError> {
        if text.chars().any(|c| c.is_control() || c == ' ') {
            return Err(UrlPatternError::Space);
        }
        alternatives(text, MAX_ALTERNATIVES)?.iter().map(|tokens| Self::read(tokens, list)).collect()
    }

    fn read(tokens: &[Token], list: List) -> Result<Self, UrlPatternError> {
        let (scheme, rest) = scheme(tokens)?;
        if rest.contains(&Token::Char('#')) {
            return Err(UrlPatternError::Fragment);
        }
        if EXACT_SCHEMES.contains(&&*scheme) && rest.iter().any(Token::is_wildcard) {
            return Err(UrlPatternError::ExactScheme(scheme.into()));
        }
        let default_port = default_port(&scheme);
        let slashes = rest.starts_with(&[Token::Char('/'), Token::Char('/')]);
        let (authority, rest) = match (slashes, rest) {
            (true, [_, _, rest @ ..]) => split_before(rest, &['/', '?']),
            _ if default_port.is_some() => return Err(UrlPatternError::Slashes(scheme.into())),
            _ => (&[][..], rest),
        };
        let (path, query) = split_before(rest, &['?']);
        let (host, port) = host::read(authority, &scheme, slashes, default_port)?;
        let query = match query {
            [] => None,
            _ if list == List::Deny => return Err(UrlPatternError::DenyQuery),
            [_, query @ ..] => Some(Text::read(query)?),
        };
        // As in the scopes of Tauri's http plugin.
        let every_path = matches!(path, [] | [Token::Char('/')]) && query.is_none() && default_port.is_some();
        let path = if every_path { Text::anything() } else { Text::read_path(path, default_port.is_some())? };
        Ok(Self { scheme: scheme.into(), host, port, path, query })
    }

    /// What it admits besides the public network, by naming it.
    pub(crate) fn names_networks(&self) -> Networks {
        self.host.names_networks()
    }

    /// Whether it takes the URL in its one form.
    pub(crate) fn takes(&self, url: &ValidUrl) -> bool {
        *self.scheme == *url.scheme()
            && self.takes_port(url)
            && self.host.takes(url)
            && self.path.takes(url.path().as_bytes())
            && self.takes_query(url)
    }

    pub(crate) fn takes_port(&self, url: &ValidUrl) -> bool {
        match self.port {
            PortPattern::Any => true,
            PortPattern::Is(port) => port == url.port(),
        }
    }

    pub(crate) fn takes_query(&self, url: &ValidUrl) -> bool {
        self.query.as_ref().is_none_or(|query| query.takes(url.query().unwrap_or_default().as_bytes()))
    }
}

fn scheme(tokens: &[Token]) -> Result<(String, &[Token]), UrlPatternError> {
    let Some(end) = tokens.iter().position(|token| *token == Token::Char(':')) else {
        return Err(UrlPatternError::Relative);
    };
    let (scheme, rest) = tokens.split_at(end);
    if scheme.iter().any(Token::is_wildcard) {
        return Err(UrlPatternError::AnyScheme);
    }
    let scheme: String = scheme.iter().filter_map(Token::char).collect::<String>().to_ascii_lowercase();
    if !is_scheme(&scheme) {
        return Err(UrlPatternError::Relative);
    }
    Ok((scheme, rest.split_first().map_or(&[][..], |(_, rest)| rest)))
}

fn split_before<'t>(tokens: &'t [Token], ends: &[char]) -> (&'t [Token], &'t [Token]) {
    let end = tokens.iter().position(|token| matches!(token, Token::Char(c) if ends.contains(c)));
    tokens.split_at(end.unwrap_or(tokens.len()))
}

#[cfg(test)]
mod tests;
