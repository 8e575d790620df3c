//! The gate's steps for platforms where `/` separates and a name is any other bytes.

use super::{MAX_NAME_BYTES, MAX_PATH_BYTES, ValidPath, Violation};
use crate::code::Code;

pub(super) fn parse(raw: &str) -> Result<ValidPath, Violation> {
    bounded(raw)?;
    plain_characters(raw)?;
    absolute(raw)?;
    let text = names(raw)?;
    // `/a/.` asks for the directory behind `a` just as `/a/` does.
    let trailing = &*text != "/" && (raw.ends_with('/') || raw.ends_with("/."));
    Ok(ValidPath { text, trailing })
}

/// Whether the text begins like a URL (`scheme://`), by the characters that a scheme can have.
pub(crate) fn has_scheme(raw: &str) -> bool {
    raw.split_once("://").is_some_and(|(scheme, _)| {
        scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && scheme.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'))
    })
}

/// First of all, so that a megabyte from a hostile page costs one comparison.
fn bounded(raw: &str) -> Result<(), Violation> {
    match raw.len() {
        0 => Err(Violation::new(Code::PathEmpty)),
        1..=MAX_PATH_BYTES => Ok(()),
        _ => Err(Violation::new(Code::PathTooLong)),
    }
}

/// NUL ends the name early in every C interface; other controls and line separators forge lines in logs; bidi controls
/// show one name and mean another.
fn plain_characters(raw: &str) -> Result<(), Violation> {
    if raw.chars().any(is_control) { Err(Violation::new(Code::PathControlCharacter)) } else { Ok(()) }
}

/// Whether no name that is shown to a person may hold this character.
pub(crate) fn is_control(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

fn absolute(raw: &str) -> Result<(), Violation> {
    if raw.starts_with('/') {
        Ok(())
    } else if has_scheme(raw) {
        Err(Violation::new(Code::PathUrl))
    } else {
        Err(Violation::new(Code::PathRelative))
    }
}

fn names(raw: &str) -> Result<Box<str>, Violation> {
    let mut text = String::with_capacity(raw.len());
    for name in raw.split('/') {
        match name {
            "" | "." => continue,
            // Never collapsed: behind a link, `a/..` is not where `a` stands.
            ".." => return Err(Violation::new(Code::PathParentComponent)),
            _ if name.len() > MAX_NAME_BYTES => return Err(Violation::new(Code::PathTooLong)),
            _ => {}
        }
        text.push('/');
        text.push_str(name);
    }
    if text.is_empty() {
        text.push('/');
    }
    Ok(text.into_boxed_str())
}

#[cfg(test)]
mod tests;
