//! The gate's steps for Windows, whose own reader takes many texts for one path: it is held to one.
//!
//! What begins a path decides who reads the rest, so it comes first: a drive, a share, or a way past either (`\\?\`, `\\.\`,
//! `\??\`). Then each name must be one that neither Win32 nor NTFS takes for another.

mod keeps;

pub(crate) use keeps::keeps;

use super::{ValidPath, Violation, has_scheme, name};
use crate::{code::Code, platform::Platform};

/// The bytes of a drive, `C:`.
pub(crate) const DRIVE: usize = 2;

/// What becomes of short names.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Short {
    Refused,
    /// For base directories, which the system names.
    Taken,
}

/// What stands before the names.
enum Start<'a> {
    /// `C:\` or `C:/`.
    Drive(char, &'a str),
    /// `\\?\C:\`: Win32 hands the rest on as it is, so a `/` would be a character of a name.
    Verbatim(char, &'a str),
    /// `\\server\share`.
    Share { server: &'a str, share: &'a str, rest: &'a str },
}

pub(super) fn parse(raw: &str, short: Short) -> Result<ValidPath, Violation> {
    name::bounded(raw, Platform::Windows)?;
    name::plain_characters(raw)?;
    let mut text = String::with_capacity(raw.len());
    let rest = match start(raw).map_err(Violation::new)? {
        Start::Drive(letter, rest) => {
            text.extend([letter.to_ascii_uppercase(), ':']);
            rest
        }
        Start::Verbatim(letter, rest) => {
            if rest.contains('/') || rest.split('\\').any(|name| name == ".") || rest.contains(r"\\") {
                return Err(Violation::new(Code::PathVerbatim));
            }
            text.extend([letter.to_ascii_uppercase(), ':']);
            rest
        }
        Start::Share { server, share, rest } => {
            share_is_of_files(server, share)?;
            text.extend(["//", server, "/", share]);
            rest
        }
    };
    let anchor = text.len();
    for name in rest.split(is_separator) {
        if matches!(name, "" | ".") {
            continue;
        }
        name::fits(name, Platform::Windows)?;
        if short == Short::Refused && name::is_short(name) {
            return Err(Violation::new(Code::PathShortName));
        }
        text.push('/');
        text.push_str(name);
    }
    let is_root = text.len() == anchor;
    if is_root && anchor == DRIVE {
        text.push('/');
    }
    let trailing = !is_root && (rest.ends_with(is_separator) || rest.ends_with(r"\.") || rest.ends_with("/."));
    Ok(ValidPath { text: text.into(), anchor, trailing })
}

/// Whether a text says where it begins, well or badly: nothing is to be put in front of it.
pub(super) fn is_anchored(raw: &str) -> bool {
    raw.starts_with(is_separator) || drive(raw).is_some() || is_url(raw)
}

/// Whether the text is a URL. A scheme of one letter is a drive: `C://Users`.
pub(crate) fn is_url(raw: &str) -> bool {
    has_scheme(raw) && !matches!(raw.split_once(':'), Some((scheme, _)) if scheme.len() == 1)
}

fn start(raw: &str) -> Result<Start<'_>, Code> {
    if raw.starts_with(is_separator) {
        return past_separator(raw);
    }
    if is_url(raw) {
        return Err(Code::PathUrl);
    }
    match drive(raw) {
        Some((letter, rest)) if !rest.starts_with(is_separator) => Err(match letter.is_ascii_alphabetic() {
            true => Code::PathDriveRelative,
            false => Code::PathStream,
        }),
        // Win32 takes any character before the colon for a drive.
        Some((letter, _)) if !letter.is_ascii_alphabetic() => Err(Code::PathDrive),
        Some((letter, rest)) => Ok(Start::Drive(letter, rest)),
        None => Err(Code::PathRelative),
    }
}

/// The one character before a colon, and what is behind.
fn drive(raw: &str) -> Option<(char, &str)> {
    let mut chars = raw.chars();
    let letter = chars.next()?;
    Some((letter, chars.as_str().strip_prefix(':')?))
}

fn past_separator(raw: &str) -> Result<Start<'_>, Code> {
    if let Some(rest) = raw.strip_prefix(r"\\?\") {
        return match drive(rest) {
            Some((letter, rest)) if letter.is_ascii_alphabetic() && rest.starts_with('\\') => {
                Ok(Start::Verbatim(letter, rest))
            }
            // `UNC\`, `GLOBALROOT\`, `Volume{..}\`, `pipe\`: doors to whatever the object manager has a name for.
            _ => Err(Code::PathVerbatim),
        };
    }
    let mut names = raw.splitn(5, is_separator).skip(1);
    let (first, second, third, rest) = (names.next(), names.next(), names.next(), names.next());
    match (first, second) {
        (Some("??"), Some(_)) => Err(Code::PathDevice),
        (Some(""), Some("." | "?")) => Err(Code::PathDevice),
        // An end that is no name is nothing that Win32 and its peers agree on.
        (Some(""), Some("")) => Err(Code::PathUnc),
        (Some(""), Some(server)) => match third {
            None | Some("") => Err(Code::PathUnc),
            Some(share) => Ok(Start::Share { server, share, rest: rest.unwrap_or_default() }),
        },
        _ => Err(Code::PathRootRelative),
    }
}

/// The shares that are none of files: the pipes and mailslots of another machine.
fn share_is_of_files(server: &str, share: &str) -> Result<(), Violation> {
    for name in [server, share] {
        if name == "." {
            return Err(Violation::new(Code::PathUnc));
        }
        name::fits(name, Platform::Windows)?;
    }
    if ["pipe", "mailslot", "ipc$"].iter().any(|device| device.eq_ignore_ascii_case(share)) {
        return Err(Violation::new(Code::PathDevice));
    }
    Ok(())
}

const fn is_separator(c: char) -> bool {
    matches!(c, '/' | '\\')
}

#[cfg(test)]
mod tests;
