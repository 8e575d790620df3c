//! Which names are one name: an allow is folded as narrowly as any volume folds, a deny more widely than all of them.
//!
//! Case comes from std's tables, which every program has in it anyway; normal forms from `unicode-normalization`.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization as _;

use crate::platform::Platform;

/// How two spellings of a name are told to be one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(clippy::exhaustive_enums, reason = "whoever compares names must have decided which of these is meant")]
pub enum Fold {
    /// Not at all: names are bytes (Linux).
    None,
    /// Capitals are their small letters, character by character, where each is the other's only partner and the case
    /// tables of NTFS and APFS have both. For an `allow`: it grants no second file on a volume of either kind.
    Simple,
    /// Case in full, compatibility forms, and characters that are not seen. For a `deny`: names that any volume takes for
    /// one are one here (NTFS, APFS, HFS+, which drops invisible characters: CVE-2014-9390), and some more.
    Wide,
}

impl Fold {
    /// How an `allow` tells names apart.
    #[must_use]
    pub const fn of_allow(platform: Platform) -> Self {
        match platform {
            Platform::MacOs | Platform::Windows => Self::Simple,
            Platform::Linux | Platform::Android | Platform::Ios | Platform::Other => Self::None,
        }
    }

    /// How a `deny` tells names apart.
    #[must_use]
    pub const fn of_deny(platform: Platform) -> Self {
        match platform {
            Platform::MacOs | Platform::Windows => Self::Wide,
            Platform::Linux | Platform::Android | Platform::Ios | Platform::Other => Self::None,
        }
    }

    /// The one spelling that stands for all of them. Never empty where `name` is not, and never with a `/` where `name`
    /// has none. Borrowed where nothing changes.
    #[must_use]
    pub fn name(self, name: &str) -> Cow<'_, str> {
        if self == Self::None {
            return Cow::Borrowed(name);
        }
        // The bytes tell at once: of ASCII, all foldings change the capitals and nothing else.
        if name.is_ascii() {
            let folded = name.bytes().any(|byte| byte.is_ascii_uppercase());
            return if folded { Cow::Owned(name.to_ascii_lowercase()) } else { Cow::Borrowed(name) };
        }
        match self {
            Self::None => Cow::Borrowed(name),
            Self::Simple if name.chars().all(|c| simple(c) == c) => Cow::Borrowed(name),
            Self::Simple => Cow::Owned(name.chars().map(simple).collect()),
            Self::Wide => wide(name),
        }
    }
}

/// The one other character that [`Fold::Simple`] takes `c` for, if there is one: what a class of a pattern is asked about
/// besides `c`.
pub(crate) fn partner(c: char) -> Option<char> {
    let small = simple(c);
    if small == c {
        only(c.to_uppercase()).filter(|capital| *capital != c && simple(*capital) == c)
    } else {
        Some(small)
    }
}

/// The small letter of a capital, where the two are a pair that no table splits. What has no partner, or more than one (the
/// Kelvin sign and `K`, the two small sigmas, `ß`), stays: volumes differ there, and an allow must not.
fn simple(c: char) -> char {
    let Some(small) = only(c.to_lowercase()).filter(|small| *small != c) else { return c };
    if has_case_on_every_volume(c) && has_case_on_every_volume(small) && only(small.to_uppercase()) == Some(c) {
        small
    } else {
        c
    }
}

/// The scripts whose pairs have been in the tables since there are such: Latin, Greek, Cyrillic, Armenian and their
/// extensions, Roman numerals, circled and full-width letters. Those that came to Unicode later (Georgian, Cherokee) have
/// two names for two files on an older volume.
const fn has_case_on_every_volume(c: char) -> bool {
    matches!(
        c,
        '\0'..='\u{58f}' | '\u{1e00}'..='\u{1fff}' | '\u{2160}'..='\u{217f}' | '\u{24b6}'..='\u{24e9}'
            | '\u{ff21}'..='\u{ff5a}'
    )
}

fn only(mut chars: impl Iterator<Item = char>) -> Option<char> {
    chars.next().filter(|_| chars.next().is_none())
}

/// Twice in full: what one step leaves the next one sees. Composed in the end, so that a wildcard for one character takes one
/// letter with its marks.
fn wide(name: &str) -> Cow<'_, str> {
    let once: String = cased(seen(name.chars()).nfkd()).collect();
    let twice: String = cased(seen(once.chars()).nfkd()).nfkd().nfc().map(not_a_separator).collect();
    if twice.is_empty() {
        // A name of invisible characters alone is still a name, and must count as one.
        Cow::Borrowed("\u{200d}")
    } else if twice == name {
        Cow::Borrowed(name)
    } else {
        Cow::Owned(twice)
    }
}

/// Capital, then small: `ς` and `σ` are one by their capital. Twice, that of `ẞ`, which is itself, becomes `ss`, too.
fn cased(chars: impl Iterator<Item = char>) -> impl Iterator<Item = char> {
    chars.flat_map(char::to_uppercase).flat_map(char::to_lowercase)
}

fn seen(chars: impl Iterator<Item = char>) -> impl Iterator<Item = char> {
    chars.filter(|c| !is_ignorable(*c))
}

/// A full-width `／` is no separator on any volume, and must not become one.
const fn not_a_separator(c: char) -> char {
    if c == '/' { '\u{2215}' } else { c }
}

/// Whether the wide folding makes one character of each that is seen, letters taken with their marks: then `?` stands for the
/// same in a folded name.
pub(crate) fn keeps_count(name: &str) -> bool {
    let one = |c: char| !is_ignorable(c) && only(wide(c.encode_utf8(&mut [0; 4])).chars()).is_some();
    name.is_ascii() || name.nfc().all(one)
}

/// Unicode's `Default_Ignorable_Code_Point`; those that HFS+ drops are among them.
const fn is_ignorable(c: char) -> bool {
    matches!(
        c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}'
            | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}'
            | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fff8}' | '\u{1bca0}'..='\u{1bca3}'
            | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}'
    )
}

#[cfg(test)]
mod tests;
