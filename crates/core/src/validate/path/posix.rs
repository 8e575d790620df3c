//! The gate's steps for platforms where `/` separates and a name is any other bytes.

use super::{ValidPath, Violation, name};
use crate::{code::Code, platform::Platform};

pub(super) fn parse(raw: &str, platform: Platform) -> Result<ValidPath, Violation> {
    name::bounded(raw, platform)?;
    name::plain_characters(raw)?;
    absolute(raw)?;
    let text = names(raw, platform)?;
    // `/a/.` asks for the directory behind `a` just as `/a/` does.
    let trailing = &*text != "/" && (raw.ends_with('/') || raw.ends_with("/."));
    Ok(ValidPath { text, anchor: 0, trailing })
}

/// Whether the text begins like a URL (`scheme://`), by the characters that a scheme can have.
pub(crate) fn has_scheme(raw: &str) -> bool {
    raw.split_once("://").is_some_and(|(scheme, _)| {
        scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && scheme.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'))
    })
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

fn names(raw: &str, platform: Platform) -> Result<Box<str>, Violation> {
    let is_dropped = |name: &str| matches!(name, "" | ".");
    // What precedes the first separator is no name: the text begins with it.
    let names = || raw.split('/').skip(1);
    let mut drops = false;
    for name in names() {
        if is_dropped(name) {
            drops = true;
        } else {
            name::fits(name, platform)?;
        }
    }
    if !drops {
        return Ok(raw.into());
    }
    let mut text = String::with_capacity(raw.len());
    for name in names().filter(|name| !is_dropped(name)) {
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
