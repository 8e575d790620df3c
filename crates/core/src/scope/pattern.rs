//! The pattern of a path entry: the dialect of the `glob` crate with `/` as the separator, compiled by component.
//!
//! `?`, `*` and `[...]` stay within one name, `**` is a whole component and stands for any number of names, everything
//! else is literal. `glob` itself parses each pattern at load: what it refuses is refused.
//!
//! A pattern that would silently never match is worse in a `deny` than a crash, so everything doubtful is an error at
//! load: braces, `..`, an unknown variable, an allow that is not anchored, a separator at the end.

use crate::{
    scope::{
        List,
        bases::{Base, Bases},
    },
    suggest,
    validate::path::{MAX_PATH_BYTES, ValidPath, is_control},
};

/// More components than any path that the gate lets through can have names is a mistake; the matcher keeps its states
/// in 128 bits.
const MAX_COMPONENTS: usize = 120;

/// A compiled pattern.
#[derive(Clone, Debug)]
pub(crate) struct Pattern {
    components: Vec<Component>,
    /// How many of them are those of the base directory that it begins with.
    base: usize,
}

/// What stands for one name, or for any number of them.
#[derive(Clone, Debug)]
pub(crate) enum Component {
    /// Exactly this name.
    Literal(Box<str>),
    /// One name that matches.
    Wild(glob::Pattern),
    /// Any one name.
    AnyName,
    /// Any number of names, none included.
    AnyNames,
}

/// What came of reading a pattern.
#[derive(Debug)]
pub(crate) enum Reading {
    /// It can be matched.
    Compiled(Pattern),
    /// Its base directory does not exist on this platform: it can never match, and says why.
    Inert { why: String },
}

/// Why a pattern is refused. The text tells a developer what to write instead.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub(crate) enum PatternError {
    #[error("the pattern is empty")]
    Empty,
    #[error("the pattern is longer than {MAX_PATH_BYTES} bytes or has more than {MAX_COMPONENTS} components")]
    TooLong,
    #[error("the pattern has a control character in it, which no path that is judged can have")]
    ControlCharacter,
    #[error(
        "the pattern has a brace in it, which means alternatives elsewhere and nothing here: write one entry for each alternative, or `[{{]` for the character"
    )]
    Brace,
    #[error("the pattern has a `..` in it: write the path that it stands for")]
    Parent,
    #[error("the pattern begins with `~`: write `$HOME`")]
    Tilde,
    #[error("the pattern begins with `!`, which is not a negation here: put the entry into the `deny` list")]
    Negation,
    #[error(
        "the pattern ends in `/`: write it without for the directory itself, with `/*` for its children, or with `/**` for all below it"
    )]
    TrailingSeparator,
    #[error("no base directory is named `${name}`{hint}")]
    UnknownVariable { name: String, hint: String },
    #[error("the base directory `${name}` cannot be used: {why}")]
    UncleanBase { name: String, why: String },
    #[error("an `allow` pattern must begin with `/` or a base directory such as `$DOCUMENT`")]
    UnanchoredAllow,
    #[error("a `deny` pattern must begin with `/`, with a base directory such as `$DOCUMENT`, or with `**/`")]
    UnanchoredDeny,
    #[error("`glob` refuses the pattern: {0}")]
    Glob(String),
}

impl Pattern {
    /// Reads a pattern of an entry in `list`.
    pub(crate) fn parse(text: &str, list: List, bases: &Bases) -> Result<Reading, PatternError> {
        plain(text)?;
        let (base, rest) = match anchor(text, list, bases)? {
            Anchor::Root(rest) => (None, rest),
            Anchor::Base(base, rest) => (Some(base), rest),
            Anchor::Lacking(why) => return Ok(Reading::Inert { why }),
        };
        let mut components: Vec<Component> =
            base.into_iter().flat_map(ValidPath::components).map(|name| Component::Literal(name.into())).collect();
        for part in rest.split('/').filter(|part| !part.is_empty()) {
            components.push(component(part)?);
        }
        if components.len() > MAX_COMPONENTS {
            return Err(PatternError::TooLong);
        }
        // `dir/**` grants what is below `dir`, as `glob` reads it. A deny covers `dir` too: who may not see what is in
        // a directory may not list or remove it either.
        if list == List::Allow && matches!(components.last(), Some(Component::AnyNames)) {
            components.pop();
            components.extend([Component::AnyName, Component::AnyNames]);
        }
        Ok(Reading::Compiled(Self { components, base: base.map_or(0, |base| base.components().count()) }))
    }

    pub(crate) fn components(&self) -> &[Component] {
        &self.components
    }

    /// The names before the first wildcard: the place that the entry is anchored at.
    pub(crate) fn literal_prefix(&self) -> impl Iterator<Item = &str> {
        self.components.iter().map_while(|component| match component {
            Component::Literal(name) => Some(&**name),
            Component::Wild(_) | Component::AnyName | Component::AnyNames => None,
        })
    }

    /// The names of the base directory that it begins with; none for an absolute pattern.
    #[cfg(target_os = "linux")]
    pub(crate) fn base(&self) -> impl Iterator<Item = &str> {
        self.literal_prefix().take(self.base)
    }

    /// The same pattern with its first `replaced` names put elsewhere.
    #[cfg(target_os = "linux")]
    pub(crate) fn moved(&self, replaced: usize, to: &ValidPath) -> Self {
        let rest = self.components.iter().skip(replaced).cloned();
        let components: Vec<_> = to.components().map(|name| Component::Literal(name.into())).chain(rest).collect();
        Self { base: to.components().count(), components }
    }
}

impl Component {
    /// Whether this component can stand for `name`. `hidden`: whether a wildcard may reach a name that begins with a dot.
    pub(crate) fn takes(&self, name: &str, hidden: bool) -> bool {
        match self {
            Self::Literal(literal) => **literal == *name,
            Self::Wild(pattern) => {
                (hidden || !name.starts_with('.') || pattern.as_str().starts_with('.')) && pattern.matches(name)
            }
            Self::AnyName | Self::AnyNames => hidden || !name.starts_with('.'),
        }
    }
}

/// Whether all of `names` can be spelled by all of `components`: a walk through the pattern's states, so that no
/// arrangement of `**` makes it slow.
pub(crate) fn matches<'a>(components: &[Component], names: impl Iterator<Item = &'a str>, hidden: bool) -> bool {
    let mut states = closure(components, 1);
    for name in names {
        let mut next = 0_u128;
        for (i, component) in components.iter().enumerate() {
            if states & (1 << i) != 0 && component.takes(name, hidden) {
                next |= if matches!(component, Component::AnyNames) { 1 << i } else { 1 << (i + 1) };
            }
        }
        if next == 0 {
            return false;
        }
        states = closure(components, next);
    }
    states & (1 << components.len()) != 0
}

/// `**` also stands for no name at all.
fn closure(components: &[Component], mut states: u128) -> u128 {
    for (i, component) in components.iter().enumerate() {
        if states & (1 << i) != 0 && matches!(component, Component::AnyNames) {
            states |= 1 << (i + 1);
        }
    }
    states
}

enum Anchor<'a> {
    Root(&'a str),
    Base(&'a ValidPath, &'a str),
    Lacking(String),
}

fn plain(text: &str) -> Result<(), PatternError> {
    if text.is_empty() {
        return Err(PatternError::Empty);
    }
    if text.len() > MAX_PATH_BYTES {
        return Err(PatternError::TooLong);
    }
    if text.chars().any(is_control) {
        return Err(PatternError::ControlCharacter);
    }
    if text.starts_with('!') {
        return Err(PatternError::Negation);
    }
    if text.starts_with('~') {
        return Err(PatternError::Tilde);
    }
    if text.len() > 1 && text.ends_with('/') {
        return Err(PatternError::TrailingSeparator);
    }
    // The whole text first: what the dialect's own parser refuses has no meaning that we could guess.
    glob::Pattern::new(text).map_err(|error| PatternError::Glob(error.msg.to_owned()))?;
    Ok(())
}

fn anchor<'a>(text: &'a str, list: List, bases: &'a Bases) -> Result<Anchor<'a>, PatternError> {
    if let Some(after) = text.strip_prefix('$') {
        let (name, rest) = after.split_once('/').unwrap_or((after, ""));
        return match bases.get(name) {
            Base::At(base) => Ok(Anchor::Base(base, rest)),
            Base::Lacking(why) => Ok(Anchor::Lacking(format!("`${name}` is no directory here: {why}"))),
            Base::Unclean(why) => Err(PatternError::UncleanBase { name: name.to_owned(), why: why.to_owned() }),
            Base::Unknown => {
                Err(PatternError::UnknownVariable { name: name.to_owned(), hint: suggest::hint(name, bases.names()) })
            }
        };
    }
    match list {
        _ if text.starts_with('/') => Ok(Anchor::Root(text)),
        List::Deny if text == "**" || text.starts_with("**/") => Ok(Anchor::Root(text)),
        List::Deny => Err(PatternError::UnanchoredDeny),
        List::Allow => Err(PatternError::UnanchoredAllow),
    }
}

fn component(part: &str) -> Result<Component, PatternError> {
    match part {
        "**" => return Ok(Component::AnyNames),
        ".." => return Err(PatternError::Parent),
        // `.` names nothing of its own, so a pattern with one could never match.
        "." => return Err(PatternError::Glob("a component is `.`; leave it out".to_owned())),
        _ => {}
    }
    // A brace in brackets is a character like any other; a bare one is refused.
    if part.contains(['{', '}']) && !in_brackets_only(part) {
        return Err(PatternError::Brace);
    }
    if !part.contains(['*', '?', '[']) {
        return Ok(Component::Literal(part.into()));
    }
    // Parsed by itself, so that a bracket cannot reach over a separator: in `a[.-0]b` the range holds `/`.
    glob::Pattern::new(part).map(Component::Wild).map_err(|error| PatternError::Glob(error.msg.to_owned()))
}

fn in_brackets_only(part: &str) -> bool {
    let mut open = false;
    for c in part.chars() {
        match c {
            '[' => open = true,
            ']' => open = false,
            '{' | '}' if !open => return false,
            _ => {}
        }
    }
    true
}

#[cfg(test)]
mod tests;
