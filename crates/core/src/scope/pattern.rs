//! The pattern of a path entry: the dialect of the `glob` crate with `/` as the separator, compiled by component.
//!
//! `?`, `*` and `[...]` stay within one name, `**` is a whole component and stands for any number of names, everything
//! else is literal. `glob` itself parses each pattern at load: what it refuses is refused. The dialect is the same on every
//! platform; there differ where a pattern begins (on Windows with a drive or a share), which names there are, and how they
//! are folded.
//!
//! A pattern that would silently never match is worse in a `deny` than a crash, so everything doubtful is an error at
//! load: braces, `..`, an unknown variable, an allow that is not anchored, a separator at the end, a name that the gate lets
//! no path have.

mod aliases;
mod anchor;
#[cfg(any(test, fuzzing))]
pub(crate) mod as_glob;
mod error;
mod part;
#[cfg(any(test, fuzzing))]
pub(crate) mod reference;
mod wild;

pub(crate) use error::PatternError;
pub(crate) use part::{Component, Shared};
pub(crate) use wild::Wild;

use crate::{
    platform::Platform,
    scope::{List, bases::Bases},
    validate::path::{Fold, MAX_PATH_BYTES, ValidPath, fold_anchor, name::plain_characters},
};
use anchor::Anchor;
use part::Dialect;

/// More components than any path that is meant can have names is a mistake.
const MAX_COMPONENTS: usize = 120;

/// A compiled pattern.
#[derive(Clone, Debug)]
pub(crate) struct Pattern {
    components: Vec<Component>,
    /// The names before the first wildcard, as they are written; none where they fold to themselves.
    written: Option<Vec<Box<str>>>,
    /// How many of them are those of the base directory that it begins with.
    base: usize,
    dialect: Dialect,
    /// The same pattern under other names of the directories that it goes through.
    aliases: Vec<Self>,
}

/// What came of reading a pattern.
#[derive(Debug)]
pub(crate) enum Reading {
    /// It can be matched.
    Compiled(Pattern),
    /// Its base directory does not exist on this platform: it can never match, and says why.
    Inert { why: String },
}

impl Pattern {
    /// Reads a pattern of an entry in `list`, by `platform`'s rules.
    #[cfg(any(test, fuzzing))]
    pub(crate) fn parse(text: &str, list: List, bases: &Bases, platform: Platform) -> Result<Reading, PatternError> {
        Self::parse_sharing(text, list, bases, platform, &mut Shared::default())
    }

    /// Reads a pattern of an entry in `list`, by `platform`'s rules. What it has in common with others is kept once.
    pub(crate) fn parse_sharing(
        text: &str,
        list: List,
        bases: &Bases,
        platform: Platform,
        shared: &mut Shared,
    ) -> Result<Reading, PatternError> {
        plain(text, platform)?;
        let (start, rest) = match anchor::read(text, list, bases, platform)? {
            Anchor::Root(rest) => (None, rest),
            Anchor::Base(base, rest) => (Some((base.clone(), true)), rest),
            Anchor::Volume(volume, rest) => (Some((volume, false)), rest),
            Anchor::Lacking(why) => return Ok(Reading::Inert { why }),
        };
        let dialect = Dialect { platform, list };
        let most = rest.bytes().filter(|byte| *byte == b'/').count()
            + 1
            + start.as_ref().map_or(0, |(path, _)| path.components().count())
            + 1;
        let mut pattern =
            Self { components: Vec::with_capacity(most), written: None, base: 0, dialect, aliases: Vec::new() };
        if let Some((path, is_base)) = &start {
            pattern.begin(path);
            pattern.base = if *is_base { pattern.components.len() } else { 0 };
        }
        let mut literal = true;
        for part in rest.split('/').filter(|part| !part.is_empty()) {
            let component = dialect.component(part, pattern.components.len(), shared)?;
            literal &= matches!(component, Component::Literal(_));
            if literal {
                pattern.note(part, &component);
            }
            pattern.components.push(component);
        }
        if pattern.components.len() > MAX_COMPONENTS {
            return Err(PatternError::TooLong);
        }
        // `dir/**` grants what is below `dir`, as `glob` reads it. A deny covers `dir` too: who may not see what is in
        // a directory may not list or remove it either.
        if list == List::Allow && matches!(pattern.components.last(), Some(Component::AnyNames)) {
            pattern.components.pop();
            pattern.components.extend([Component::AnyName, Component::AnyNames]);
        }
        Ok(Reading::Compiled(pattern.with_aliases()))
    }

    pub(crate) fn components(&self) -> &[Component] {
        &self.components
    }

    /// The pattern under each name of the directories that it goes through: an entry covers what any of them takes.
    pub(crate) fn names(&self) -> impl Iterator<Item = &Self> {
        std::iter::once(self).chain(&self.aliases)
    }

    /// The names before the first wildcard, folded: the place that the entry is anchored at.
    pub(crate) fn literal_prefix(&self) -> impl Iterator<Item = &str> {
        self.components.iter().map_while(|component| match component {
            Component::Literal(name) => Some(&**name),
            Component::Wild(_) | Component::AnyName | Component::AnyNames => None,
        })
    }

    /// The names before the first wildcard, as they are written: to look for on the disk.
    pub(crate) fn place(&self) -> impl Iterator<Item = &str> {
        let same = self.written.is_none().then(|| self.literal_prefix());
        self.written.iter().flatten().map(|name| &**name).chain(same.into_iter().flatten())
    }

    /// The names of the base directory that it begins with, as they are written; none for an absolute pattern.
    pub(crate) fn base(&self) -> impl Iterator<Item = &str> {
        self.place().take(self.base)
    }

    /// The same pattern for a volume that takes several spellings for one name.
    #[cfg(any(test, fuzzing))]
    pub(crate) fn folding(mut self, fold: Fold) -> Self {
        for component in &mut self.components {
            match component {
                Component::Literal(name) => *name = fold.name(name).into(),
                Component::Wild(wild) => {
                    // It was read before.
                    *wild = Wild::new(wild.text(), fold).map_or_else(|_| wild.clone(), Into::into);
                }
                Component::AnyName | Component::AnyNames => {}
            }
        }
        self
    }

    /// The same pattern with its first `replaced` names put elsewhere.
    pub(crate) fn moved(&self, replaced: usize, to: &ValidPath) -> Self {
        let mut moved =
            Self { components: Vec::new(), written: None, base: 0, dialect: self.dialect, aliases: Vec::new() };
        moved.begin(to);
        moved.base = moved.components.len();
        for (component, name) in self.components.iter().zip(self.place()).skip(replaced) {
            moved.note(name, component);
            moved.components.push(component.clone());
        }
        moved.components.extend(self.components.iter().skip(replaced.max(self.place().count())).cloned());
        moved.with_aliases()
    }

    fn begin(&mut self, path: &ValidPath) {
        let fold = self.dialect.fold();
        let on_windows = self.dialect.platform == Platform::Windows;
        for name in path.components() {
            let is_anchor = on_windows && self.components.is_empty();
            let folded = if is_anchor { fold_anchor(name, fold) } else { fold.name(name) };
            let component = Component::Literal(folded.into());
            self.note(name, &component);
            self.components.push(component);
        }
    }

    /// Keeps how the next component is written, where it stands there otherwise.
    fn note(&mut self, name: &str, component: &Component) {
        let differs = !matches!(component, Component::Literal(folded) if **folded == *name);
        if differs && self.written.is_none() {
            self.written = Some(self.literal_prefix().map(Into::into).collect());
        }
        if let Some(written) = &mut self.written {
            written.push(name.into());
        }
    }

    fn with_aliases(self) -> Self {
        let Dialect { platform, list } = self.dialect;
        if platform != Platform::MacOs || list != List::Deny {
            return self;
        }
        let aliases = aliases::of(&self.components)
            .into_iter()
            .map(|components| Self { components, aliases: Vec::new(), ..self.clone() })
            .collect();
        Self { aliases, ..self }
    }
}

impl Dialect {
    fn fold(self) -> Fold {
        match self.list {
            List::Allow => Fold::of_allow(self.platform),
            List::Deny => Fold::of_deny(self.platform),
        }
    }
}

fn plain(text: &str, platform: Platform) -> Result<(), PatternError> {
    if text.is_empty() {
        return Err(PatternError::Empty);
    }
    if text.len() > MAX_PATH_BYTES {
        return Err(PatternError::TooLong);
    }
    plain_characters(text).map_err(|_| PatternError::ControlCharacter)?;
    if platform == Platform::Windows && text.contains('\\') {
        return Err(PatternError::Backslash);
    }
    if text.starts_with('!') {
        return Err(PatternError::Negation);
    }
    if text.starts_with('~') {
        return Err(PatternError::Tilde);
    }
    if text.ends_with('/') && !anchor::is_root(text, platform) {
        return Err(PatternError::TrailingSeparator);
    }
    // The whole text first: what the dialect's own parser refuses has no meaning that we could guess. Of a text without
    // brackets it refuses stars alone, and those stand in one component, which it is given by itself.
    if text.contains('[') {
        glob::Pattern::new(text).map_err(|error| PatternError::Glob(error.msg.to_owned()))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests;
