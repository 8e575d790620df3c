//! What a pattern says of host and port.

use std::net::IpAddr;

use super::{PortPattern, Token, UrlPatternError};
use crate::{
    network::{Network, Networks},
    validate::url::{Host, ValidUrl, is_name},
};

/// Which hosts a pattern takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum HostPattern {
    Any,
    /// Exactly this name, address or opaque host, as URLs spell it.
    Is(Box<str>),
    /// Names: wildcards and labels, the last of which are spelled out.
    Labels {
        wild: Box<[Label]>,
        end: Box<str>,
    },
    /// URLs without one.
    None,
}

/// One label.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Label {
    Is(Box<str>),
    /// `:name`
    One,
    /// `*`
    OneOrMore,
}

/// Reads `host:port`.
pub(super) fn read(
    authority: &[Token],
    scheme: &str,
    has_slashes: bool,
    default_port: Option<u16>,
) -> Result<(HostPattern, PortPattern), UrlPatternError> {
    if authority.contains(&Token::Char('@')) {
        return Err(UrlPatternError::Credentials);
    }
    if authority.contains(&Token::Meant('\\')) {
        return Err(UrlPatternError::Backslash);
    }
    // An address has colons, too, in brackets.
    let from = authority.iter().position(|token| *token == Token::Char(']')).unwrap_or_default();
    let colon = authority.iter().skip(from).position(|token| *token == Token::Char(':')).map(|at| at + from);
    let (host, port) = authority.split_at(colon.unwrap_or(authority.len()));
    let port = match port {
        [] | [_] => PortPattern::Is(default_port),
        [_, Token::Any] => PortPattern::Any,
        [_, digits @ ..] => PortPattern::Is(Some(number(digits)?)),
    };
    let host = match (host, default_port) {
        ([], Some(_)) => return Err(UrlPatternError::NoHost),
        ([], None) if has_slashes => HostPattern::Is("".into()),
        ([], None) => HostPattern::None,
        ([Token::Any], _) => HostPattern::Any,
        (host, Some(_)) => of_a_server(host, scheme)?,
        (host, None) if host.iter().any(Token::is_wildcard) => return Err(UrlPatternError::GluedHost(spelled(host))),
        (host, None) => HostPattern::Is(spelled(host).into()),
    };
    Ok((host, port))
}

fn of_a_server(host: &[Token], scheme: &str) -> Result<HostPattern, UrlPatternError> {
    if !host.iter().any(Token::is_wildcard) {
        return Ok(HostPattern::Is(parsed(&spelled(host), scheme)?.text));
    }
    let labels: Vec<&[Token]> = host.split(|token| *token == Token::Char('.')).collect();
    let is_wild = |label: &&[Token]| matches!(label, [Token::Any | Token::Name]);
    if labels.iter().any(|label| label.iter().any(Token::is_wildcard) && !is_wild(label)) {
        return Err(UrlPatternError::GluedHost(spelled(host)));
    }
    if labels.last().is_some_and(is_wild) {
        return Err(UrlPatternError::OpenHost(spelled(host)));
    }
    // The parser knows how names are spelled; it is shown a name in which each wildcard is some label.
    let shown: Vec<String> =
        labels.iter().map(|label| if is_wild(label) { "w".to_owned() } else { spelled(label) }).collect();
    let parsed = parsed(&shown.join("."), scheme)?;
    if !parsed.is_name {
        return Err(UrlPatternError::Host(spelled(host)));
    }
    let spelled_labels: Vec<&str> = parsed.text.split('.').collect();
    // One that is written with a dot of another script has become two.
    if spelled_labels.len() != labels.len() {
        return Err(UrlPatternError::Host(spelled(host)));
    }
    let literal = labels.iter().rev().take_while(|label| !is_wild(label)).count();
    let (wild, end) = spelled_labels.split_at(labels.len() - literal);
    let label = |(written, spelled): (&&[Token], &&str)| match written {
        [Token::Any] => Label::OneOrMore,
        [Token::Name] => Label::One,
        _ => Label::Is((*spelled).into()),
    };
    Ok(HostPattern::Labels { wild: labels.iter().zip(wild).map(label).collect(), end: end.join(".").into() })
}

/// A host as the gate reads it.
struct ParsedHost {
    text: Box<str>,
    is_name: bool,
}

/// What the gate refuses, no URL has.
fn parsed(host: &str, scheme: &str) -> Result<ParsedHost, UrlPatternError> {
    // A name that is spelled as the parser would: most are, and ten thousand are read in the time of a few otherwise.
    let last = host.rsplit('.').next().unwrap_or_default();
    if is_name(host) && !host.contains("xn--") && last.starts_with(|c: char| c.is_ascii_lowercase()) {
        return Ok(ParsedHost { text: host.into(), is_name: true });
    }
    let is_host = !host.is_empty() && !host.contains(['/', '?', '#', '@', '%']);
    let url = is_host.then(|| ValidUrl::parse(&format!("{scheme}://{host}/")).ok()).flatten();
    let url = url.ok_or_else(|| UrlPatternError::Host(host.to_owned()))?;
    Ok(ParsedHost { text: url.host_text().into(), is_name: url.name().is_some() })
}

fn number(digits: &[Token]) -> Result<u16, UrlPatternError> {
    let text = spelled(digits);
    let number = text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().ok()).flatten();
    number.filter(|number| *number > 0).ok_or(UrlPatternError::Port(text))
}

fn spelled(tokens: &[Token]) -> String {
    let mut text = String::with_capacity(tokens.len());
    for token in tokens {
        match token {
            Token::Char(c) | Token::Meant(c) => text.push(*c),
            Token::Any => text.push('*'),
            Token::Name => text.push_str(":name"),
        }
    }
    text
}

impl HostPattern {
    pub(crate) fn takes(&self, url: &ValidUrl) -> bool {
        match self {
            Self::Any => !matches!(url.host(), Host::None),
            Self::Is(is) => **is == *url.host_text(),
            Self::Labels { wild, end } => match url.host() {
                Host::Name(name) => below(name, end).is_some_and(|rest| takes_labels(wild, rest)),
                Host::Address(_) | Host::Opaque(_) | Host::None => false,
            },
            Self::None => matches!(url.host(), Host::None),
        }
    }

    /// An address that is spelled out is meant, wherever it lies; so is this machine by its name.
    pub(crate) fn names_networks(&self) -> Networks {
        match self {
            Self::Is(host) => match address(host) {
                Some(address) => Networks::NONE.with(Network::of(address)),
                None if Network::of_name(host) == Some(Network::Loopback) => Networks::NONE.with(Network::Loopback),
                None => Networks::NONE,
            },
            Self::Labels { end, .. } if Network::of_name(end) == Some(Network::Loopback) => {
                Networks::NONE.with(Network::Loopback)
            }
            Self::Any | Self::Labels { .. } | Self::None => Networks::NONE,
        }
    }
}

/// Whether these take what is left of a name, from its end: `*` takes as many labels as it can be given.
pub(crate) fn takes_labels(wild: &[Label], name: &str) -> bool {
    let Some((last, before)) = wild.split_last() else { return name.is_empty() };
    if name.is_empty() {
        return false;
    }
    if let [Label::OneOrMore] = wild {
        return true;
    }
    let (rest, label) = name.rsplit_once('.').unwrap_or(("", name));
    match last {
        Label::Is(is) => **is == *label && takes_labels(before, rest),
        Label::One => takes_labels(before, rest),
        Label::OneOrMore => takes_labels(before, rest) || takes_labels(wild, rest),
    }
}

/// What stands before `.end`.
fn below<'n>(name: &'n str, end: &str) -> Option<&'n str> {
    name.strip_suffix(end)?.strip_suffix('.')
}

fn address(host: &str) -> Option<IpAddr> {
    match host.strip_prefix('[').and_then(|host| host.strip_suffix(']')) {
        Some(v6) => v6.parse().ok().map(IpAddr::V6),
        None => host.parse().ok().map(IpAddr::V4),
    }
}
