//! The shape of a path or a URL.

use std::borrow::Cow;

use super::{extensions, homes::Homes, secrets::looks_secret, url::Parts};

/// `$APPDATA/notes/today.md` in the app's own directories, `$DOCUMENT/*/*.pdf` in others, `/*/*.pdf` elsewhere. No piece of a
/// name outside of the app's own gets here: what is written is chosen from lists, never cut from the text.
pub(super) fn path(homes: &Homes, path: &str) -> String {
    let mut shown = String::with_capacity(path.len() + 16);
    match homes.of(path) {
        Some((home, rest)) if home.names(rest) => {
            shown.push_str(&home.variable);
            for name in names(rest) {
                shown.push('/');
                own_name(&mut shown, name);
            }
        }
        Some((home, rest)) => {
            shown.push_str(&home.variable);
            shape(&mut shown, rest, '/');
        }
        None if path.starts_with("//") => {
            shown.push('\\');
            shape(&mut shown, path, '\\');
        }
        None => {
            let rest = drive(path).map_or(path, |(drive, rest)| {
                shown.push_str(drive);
                rest
            });
            shape(&mut shown, rest, '/');
            if names(rest).next().is_none() {
                shown.push('/');
            }
        }
    }
    shown
}

/// The name that the nearest entry does not have, where that is one of those that [`path`] shows. A name further up is a
/// person's: entries for another home directory miss at the user's name.
pub(super) fn difference<'a>(homes: &Homes, path: &str, difference: &'a str) -> Option<Cow<'a, str>> {
    let (_, rest) = homes.own(path)?;
    names(rest).any(|name| name == difference).then(|| {
        if !looks_secret(difference) {
            return Cow::Borrowed(difference);
        }
        let mut shown = String::new();
        own_name(&mut shown, difference);
        Cow::Owned(shown)
    })
}

/// `https://api.example.com:8443/*/*.json?`: that there is a query, and nothing of it.
pub(super) fn url(url: &str) -> String {
    let Some(parts) = Parts::of(url) else { return "*".to_owned() };
    let mut shown = String::with_capacity(url.len());
    shown.push_str(parts.scheme);
    shown.push(':');
    match parts.authority {
        Some(authority) => {
            shown.push_str("//");
            authority.show(&mut shown, "*");
            url_shape(&mut shown, parts.path);
        }
        // `mailto:someone`, `data:…`: no names of a path, but one text.
        None => shown.push('*'),
    }
    if parts.query.is_some() {
        shown.push('?');
    }
    shown
}

fn own_name(shown: &mut String, name: &str) {
    if looks_secret(name) {
        last(shown, name);
    } else {
        shown.push_str(name);
    }
}

fn names(path: &str) -> impl Iterator<Item = &str> {
    path.split('/').filter(|name| !name.is_empty())
}

fn shape(shown: &mut String, path: &str, separator: char) {
    let mut names = names(path).peekable();
    while let Some(name) = names.next() {
        shown.push(separator);
        match names.peek() {
            Some(_) => shown.push('*'),
            None => last(shown, name),
        }
    }
}

/// As a server sees it: an empty name between two separators is one, too.
fn url_shape(shown: &mut String, path: &str) {
    let mut names = path.split('/').skip(1).peekable();
    while let Some(name) = names.next() {
        shown.push('/');
        match names.peek() {
            _ if name.is_empty() => {}
            Some(_) => shown.push('*'),
            None => last(shown, name),
        }
    }
}

fn last(shown: &mut String, name: &str) {
    shown.push('*');
    if let Some(extension) = extensions::of(name) {
        shown.push('.');
        shown.push_str(extension);
    }
}

/// The drive of Windows that a path begins with, and the rest.
fn drive(path: &str) -> Option<(&str, &str)> {
    let (drive, rest) = path.split_at_checked(2)?;
    let is_drive = matches!(drive.as_bytes(), [letter, b':'] if letter.is_ascii_alphabetic());
    (is_drive && (rest.is_empty() || rest.starts_with('/'))).then_some((drive, rest))
}
