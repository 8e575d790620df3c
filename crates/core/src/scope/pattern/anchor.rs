//! Where a pattern begins: at the root, on a volume of Windows, at a base directory, or for a `deny` anywhere.

use super::PatternError;
use crate::{
    platform::Platform,
    scope::{
        List,
        bases::{Base, Bases},
    },
    suggest,
    validate::path::ValidPath,
};

pub(super) enum Anchor<'a> {
    /// The root, or anywhere.
    Root(&'a str),
    /// A drive or a share.
    Volume(ValidPath, &'a str),
    Base(&'a ValidPath, &'a str),
    Lacking(String),
}

pub(super) fn read<'a>(
    text: &'a str,
    list: List,
    bases: &'a Bases,
    platform: Platform,
) -> Result<Anchor<'a>, PatternError> {
    if let Some(after) = text.strip_prefix('$') {
        return base(after, bases);
    }
    if list == List::Deny && (text == "**" || text.starts_with("**/")) {
        return Ok(Anchor::Root(text));
    }
    match (platform, list) {
        (Platform::Windows, _) => volume(text, list),
        _ if text.starts_with('/') => Ok(Anchor::Root(text)),
        (_, List::Deny) => Err(PatternError::UnanchoredDeny),
        (_, List::Allow) => Err(PatternError::UnanchoredAllow),
    }
}

/// Whether a pattern is a root directory itself, which is spelled with the separator.
pub(super) fn is_root(text: &str, platform: Platform) -> bool {
    text == "/" || (platform == Platform::Windows && drive(text).is_some_and(|(_, rest)| rest == "/"))
}

fn base<'a>(after: &'a str, bases: &'a Bases) -> Result<Anchor<'a>, PatternError> {
    let (name, rest) = after.split_once('/').unwrap_or((after, ""));
    match bases.get(name) {
        Base::At(base) => Ok(Anchor::Base(base, rest)),
        Base::Lacking(why) => Ok(Anchor::Lacking(format!("`${name}` is no directory here: {why}"))),
        Base::Unclean(why) => Err(PatternError::UncleanBase { name: name.to_owned(), why: why.to_owned() }),
        Base::Unknown => {
            Err(PatternError::UnknownVariable { name: name.to_owned(), hint: suggest::hint(name, bases.names()) })
        }
    }
}

fn volume(text: &str, list: List) -> Result<Anchor<'_>, PatternError> {
    let unanchored = || match list {
        List::Allow => PatternError::UnanchoredAllowOnWindows,
        List::Deny => PatternError::UnanchoredDenyOnWindows,
    };
    let (volume, rest) = if let Some((letter, rest)) = drive(text) {
        (format!("{letter}:/"), rest)
    } else if let Some(names) = text.strip_prefix("//") {
        let mut names = names.splitn(3, '/');
        let (Some(server), Some(share)) = (names.next(), names.next()) else { return Err(unanchored()) };
        if [server, share].iter().any(|name| name.contains(['*', '?', '['])) {
            return Err(PatternError::WildShare);
        }
        (format!("//{server}/{share}"), names.next().unwrap_or_default())
    } else {
        return Err(unanchored());
    };
    match ValidPath::parse(&volume, Platform::Windows) {
        Ok(path) => Ok(Anchor::Volume(path, rest)),
        Err(violation) => Err(PatternError::Unreachable { part: volume, why: violation.code().sentence() }),
    }
}

/// The letter of a drive, and what is behind `C:`.
fn drive(text: &str) -> Option<(char, &str)> {
    let letter = text.chars().next().filter(char::is_ascii_alphabetic)?;
    let rest = text.strip_prefix(letter)?.strip_prefix(':')?;
    rest.starts_with('/').then_some((letter, rest))
}
