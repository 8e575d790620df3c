//! What of a URL's text is read differently by those who see it. Only what all read alike goes on to the parser.

use super::{MAX_URL_BYTES, Traits, Violation};
use crate::{code::Code, validate::path::is_control};

/// Checks an absolute URL.
pub(super) fn check(raw: &str) -> Result<Traits, Violation> {
    let seen = plain(raw)?;
    let Some(scheme) = scheme(raw) else { return Err(Violation::new(Code::UrlRelative)) };
    let rest = raw.get(scheme.len() + 1..).unwrap_or_default();
    if !is_special(scheme) {
        let path = rest.strip_prefix("//").map_or(rest, |rest| rest.trim_start_matches(in_authority));
        return beyond_authority(path, seen);
    }
    // Three slashes are as good as two for a browser, and an empty host for others; one or none is a path for others.
    match rest.strip_prefix("//").filter(|rest| !rest.starts_with('/')) {
        Some(rest) => with_authority(rest, seen),
        None => Err(Violation::new(Code::UrlSlashes)),
    }
}

/// Checks what is relative to another URL, whose credentials it keeps: for those the parsed one is asked.
pub(super) fn check_relative(raw: &str) -> Result<Traits, Violation> {
    let seen = plain(raw)?;
    match raw.strip_prefix("//") {
        Some(rest) if rest.starts_with('/') => Err(Violation::new(Code::UrlSlashes)),
        Some(rest) => with_authority(rest, seen),
        None => beyond_authority(raw, seen),
    }
}

/// The scheme before the first colon, where there is one by RFC 3986.
pub(super) fn scheme(raw: &str) -> Option<&str> {
    let end = raw.bytes().position(|byte| byte == b':')?;
    raw.get(..end).filter(|scheme| is_scheme(scheme))
}

/// Whether a text is a scheme by RFC 3986.
pub(crate) fn is_scheme(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte))
}

/// The port of the schemes, in lower case, that the standard reads by rules of its own, and that name a server.
pub(crate) fn default_port(scheme: &str) -> Option<u16> {
    match scheme {
        "https" | "wss" => Some(443),
        "http" | "ws" => Some(80),
        "ftp" => Some(21),
        _ => None,
    }
}

fn is_special(scheme: &str) -> bool {
    default_port(scheme).is_some() || default_port(&scheme.to_ascii_lowercase()).is_some()
}

/// Which of the characters are in a text that somebody reads differently: most texts have none, and are looked at once.
#[derive(Clone, Copy)]
struct Seen(u8);

const CONTROL: u8 = 1;
const BACKSLASH: u8 = 2;
const NOT_ASCII: u8 = 4;
/// What begins an escape, or parameters.
const ESCAPE: u8 = 8;
const AT: u8 = 16;

const CLASSES: [u8; 256] = {
    let mut classes = [0; 256];
    let mut rest: &mut [u8] = &mut classes;
    let mut byte = 0;
    while let [class, others @ ..] = rest {
        *class = class_of(byte);
        (rest, byte) = (others, byte.wrapping_add(1));
    }
    classes
};

const fn class_of(byte: u8) -> u8 {
    match byte {
        ..=b' ' | 0x7f => CONTROL,
        b'\\' => BACKSLASH,
        b'%' | b';' => ESCAPE,
        b'@' => AT,
        0x80.. => NOT_ASCII,
        _ => 0,
    }
}

impl Seen {
    fn of(raw: &str) -> Self {
        Self(raw.bytes().fold(0, |seen, byte| seen | CLASSES.get(usize::from(byte)).unwrap_or(&CONTROL)))
    }

    const fn has(self, class: u8) -> bool {
        self.0 & class != 0
    }
}

fn plain(raw: &str) -> Result<Seen, Violation> {
    if raw.is_empty() {
        return Err(Violation::new(Code::UrlEmpty));
    }
    if raw.len() > MAX_URL_BYTES {
        return Err(Violation::new(Code::UrlTooLong));
    }
    let seen = Seen::of(raw);
    // The standard drops tabs and line breaks wherever they stand, and spaces at both ends; RFC 3986 knows neither.
    if seen.has(CONTROL) || (seen.has(NOT_ASCII) && raw.chars().any(is_control)) {
        return Err(Violation::new(Code::UrlControlCharacter));
    }
    // A slash to a browser, a character of the host to others.
    if seen.has(BACKSLASH) {
        return Err(Violation::new(Code::UrlBackslash));
    }
    Ok(seen)
}

const fn in_authority(c: char) -> bool {
    !matches!(c, '/' | '?' | '#')
}

fn with_authority(text: &str, seen: Seen) -> Result<Traits, Violation> {
    if !seen.has(ESCAPE | AT) {
        return Ok(Traits::default());
    }
    let end = text.find(|c| !in_authority(c)).unwrap_or(text.len());
    let (authority, rest) = text.split_at_checked(end).unwrap_or((text, ""));
    let (credentials, host) = match authority.split_once('@') {
        // Which of two counts, the first or the last, is where parsers differ most.
        Some((_, host)) if host.contains('@') => return Err(Violation::new(Code::UrlMalformed)),
        Some((_, host)) => (true, host),
        None => (false, authority),
    };
    // Decoded by a browser, kept by others: `api.example.com%2eevil.com`.
    if host.contains('%') {
        return Err(Violation::new(Code::UrlHost));
    }
    beyond_authority(rest, seen).map(|own| Traits { credentials, ..own })
}

/// The path of what follows the authority; the query and the fragment are nobody's destination.
fn beyond_authority(rest: &str, seen: Seen) -> Result<Traits, Violation> {
    if !seen.has(ESCAPE) {
        return Ok(Traits::default());
    }
    let path = rest.split(['?', '#']).next().unwrap_or_default();
    if path.split('/').any(is_doubtful_segment) {
        return Err(Violation::new(Code::UrlEncodedDots));
    }
    let mut traits = Traits::default();
    for escape in path.split('%').skip(1).filter_map(|rest| rest.get(..2)) {
        match escape.to_ascii_lowercase().as_str() {
            "2f" | "5c" => traits.encoded_separators = true,
            "00" => return Err(Violation::new(Code::UrlControlCharacter)),
            _ => {}
        }
    }
    Ok(traits)
}

/// A dot segment to some and a name to others: one that is written with escapes, or has parameters, which servers cut off
/// before or after they resolve it.
fn is_doubtful_segment(segment: &str) -> bool {
    let (name, has_parameters) = match segment.split_once(';') {
        Some((name, _)) => (name, true),
        None => (segment, false),
    };
    dot_segment(name).is_some_and(|dots| has_parameters || dots.len() < name.len())
}

/// The dots that a segment stands for, however it spells them; none where it is a name.
pub(crate) fn dot_segment(segment: &str) -> Option<String> {
    let dots = segment.to_ascii_lowercase().replace("%2e", ".");
    matches!(&*dots, "." | "..").then_some(dots)
}
