//! The base directories behind `$VARIABLE` in an entry and behind `baseDir` in an argument.

use std::collections::BTreeMap;

use super::{List, RawEntry, Way};
use crate::{
    platform::Platform,
    validate::path::{ValidPath, Violation},
};

/// Tauri's base directories: the variable's name without `$`, and the number of `BaseDirectory` in `@tauri-apps/api`.
pub const TAURI_BASES: [(&str, u16); 23] = [
    ("AUDIO", 1),
    ("CACHE", 2),
    ("CONFIG", 3),
    ("DATA", 4),
    ("LOCALDATA", 5),
    ("DOCUMENT", 6),
    ("DOWNLOAD", 7),
    ("PICTURE", 8),
    ("PUBLIC", 9),
    ("VIDEO", 10),
    ("RESOURCE", 11),
    ("TEMP", 12),
    ("APPCONFIG", 13),
    ("APPDATA", 14),
    ("APPLOCALDATA", 15),
    ("APPCACHE", 16),
    ("APPLOG", 17),
    ("DESKTOP", 18),
    ("EXE", 19),
    ("FONT", 20),
    ("HOME", 21),
    ("RUNTIME", 22),
    ("TEMPLATE", 23),
];

/// The variable of what is kept from pages.
const RESERVED: &str = "AUTHORITYLOG";

/// Where each base directory lies for this user and app.
#[derive(Clone, Debug, Default)]
pub struct Bases {
    found: BTreeMap<Box<str>, Found>,
}

#[derive(Clone, Debug)]
enum Found {
    At(ValidPath),
    Lacking(Box<str>),
    Unclean(Box<str>),
}

/// What a variable stands for.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Base<'a> {
    /// A directory.
    At(&'a ValidPath),
    /// Nothing on this platform or for this user, and why.
    Lacking(&'a str),
    /// Something that is no clean absolute path, and why. Unlike a lacking one it exists, so nobody can say that an entry
    /// below it never matches.
    Unclean(&'a str),
    /// No base directory has that name.
    Unknown,
}

impl Bases {
    /// No base directory at all: every Tauri variable is lacking.
    #[must_use]
    pub fn none() -> Self {
        Self::default()
    }

    /// Sets where `name` (without `$`) lies; on Windows it may lie on a share, and have short names in it. Where the text is
    /// no clean absolute path, every entry below the base is a fault that refuses its command.
    pub fn set(&mut self, name: &str, text: &str, platform: Platform) {
        let found = match ValidPath::parse_base(text, platform) {
            Ok(path) => Found::At(path),
            Err(violation) => Found::Unclean(violation.to_string().into()),
        };
        self.found.insert(name.into(), found);
    }

    /// Notes why `name` lies nowhere.
    pub fn set_lacking(&mut self, name: &str, why: &str) {
        self.found.insert(name.into(), Found::Lacking(why.into()));
    }

    /// Keeps a directory and what is in it from every page, whatever entries say. It is `$AUTHORITYLOG` in an entry.
    ///
    /// # Errors
    ///
    /// The [`Violation`] where the text is no clean absolute path: nothing is kept then.
    pub fn reserve(&mut self, text: &str, platform: Platform) -> Result<(), Violation> {
        let path = ValidPath::parse_base(text, platform)?;
        self.found.insert(RESERVED.into(), Found::At(path));
        Ok(())
    }

    /// What keeps a page from the reserved directory, as entries of every scope.
    pub(crate) fn reserved(&self) -> impl Iterator<Item = RawEntry> {
        let patterns = [format!("${RESERVED}"), format!("${RESERVED}/**")];
        let patterns = self.found.contains_key(RESERVED).then_some(patterns).into_iter().flatten();
        patterns.enumerate().map(|(index, pattern)| RawEntry::new(List::Deny, Way::Reserved, index, pattern.into()))
    }

    /// The directory for a number of Tauri's `BaseDirectory`, where there is one.
    #[must_use]
    pub fn by_number(&self, number: u64) -> Option<&ValidPath> {
        let (name, _) = TAURI_BASES.iter().find(|(_, n)| u64::from(*n) == number)?;
        match self.get(name) {
            Base::At(path) => Some(path),
            Base::Lacking(_) | Base::Unclean(_) | Base::Unknown => None,
        }
    }

    /// The base directories that there are, by their names without `$`.
    pub fn found(&self) -> impl Iterator<Item = (&str, &ValidPath)> {
        self.found.iter().filter_map(|(name, found)| match found {
            Found::At(path) => Some((&**name, path)),
            Found::Lacking(_) | Found::Unclean(_) => None,
        })
    }

    /// The base directories that there are.
    pub(crate) fn directories(&self) -> impl Iterator<Item = &ValidPath> {
        self.found().map(|(_, path)| path)
    }

    pub(crate) fn get(&self, name: &str) -> Base<'_> {
        match self.found.get(name) {
            Some(Found::At(path)) => Base::At(path),
            Some(Found::Lacking(why)) => Base::Lacking(why),
            Some(Found::Unclean(why)) => Base::Unclean(why),
            None if TAURI_BASES.iter().any(|(known, _)| *known == name) => Base::Lacking("this platform has none"),
            None => Base::Unknown,
        }
    }

    /// The names that can be used, for suggestions.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        TAURI_BASES.iter().map(|(name, _)| *name).chain(self.found.keys().map(|name| &**name))
    }
}

#[cfg(test)]
mod tests;
