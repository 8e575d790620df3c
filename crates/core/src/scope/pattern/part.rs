//! One component of a pattern.

use std::{collections::HashMap, sync::Arc};

use super::{PatternError, Wild};
use crate::{
    code::Code,
    platform::Platform,
    scope::{List, spelled::Name},
    validate::path::{ValidPath, name, windows},
};

/// What stands for one name, or for any number of them.
#[derive(Clone, Debug)]
pub(crate) enum Component {
    /// Exactly this name, folded.
    Literal(Box<str>),
    /// One name that matches.
    Wild(Arc<Wild>),
    /// Any one name.
    AnyName,
    /// Any number of names, none included.
    AnyNames,
}

/// The wildcards of patterns that were read already: ten thousand of `*.json` are one.
#[derive(Debug, Default)]
pub(crate) struct Shared {
    allow: HashMap<Box<str>, Arc<Wild>>,
    deny: HashMap<Box<str>, Arc<Wild>>,
}

/// By which rules a pattern is read.
#[derive(Clone, Copy, Debug)]
pub(super) struct Dialect {
    pub(super) platform: Platform,
    pub(super) list: List,
}

impl Component {
    /// Whether this component can stand for `name`. `hidden`: whether a wildcard may reach a name that begins with a dot.
    pub(crate) fn takes<'a>(&self, name: impl Into<Name<'a>>, hidden: bool) -> bool {
        let name = name.into();
        let shown = hidden || !name.is_hidden();
        match self {
            Self::Literal(literal) => **literal == *name.folded,
            Self::Wild(wild) => (shown || wild.spells_hidden()) && wild.takes(name),
            Self::AnyName | Self::AnyNames => shown,
        }
    }
}

impl Dialect {
    /// Reads one component; `first`: it names a child of the root.
    pub(super) fn component(self, part: &str, first: bool, shared: &mut Shared) -> Result<Component, PatternError> {
        match part {
            "**" => return Ok(Component::AnyNames),
            "*" => return Ok(Component::AnyName),
            ".." => return Err(PatternError::Parent),
            // `.` names nothing of its own, so a pattern with one could never match.
            "." => return Err(PatternError::Glob("a component is `.`; leave it out".to_owned())),
            _ => {}
        }
        // A brace in brackets is a character like any other; a bare one is refused.
        if outside_brackets(part).any(|c| matches!(c, '{' | '}')) {
            return Err(PatternError::Brace);
        }
        if !part.contains(['*', '?', '[']) {
            self.reachable(part, first)?;
            return Ok(Component::Literal(self.fold().name(part).into()));
        }
        if self.platform == Platform::Windows {
            can_be_kept(part)?;
        }
        // The lists fold by different rules.
        let shared = match self.list {
            List::Allow => &mut shared.allow,
            List::Deny => &mut shared.deny,
        };
        if let Some(wild) = shared.get(part) {
            return Ok(Component::Wild(Arc::clone(wild)));
        }
        // Parsed by itself, so that a bracket cannot reach over a separator: in `a[.-0]b` the range holds `/`.
        let wild = Wild::new(part, self.fold()).map_err(|error| PatternError::Glob(error.to_owned()))?;
        let wild = Arc::new(wild);
        shared.insert(part.into(), Arc::clone(&wild));
        Ok(Component::Wild(wild))
    }

    /// A literal name goes through the gate of paths: what no path can have would silently never match.
    fn reachable(self, name: &str, first: bool) -> Result<(), PatternError> {
        let checked = name::check(name, self.platform).and_then(|()| match self.platform {
            Platform::MacOs if first => ValidPath::parse(&format!("/{name}"), self.platform).map(drop),
            _ => Ok(()),
        });
        checked.map_err(|violation| unreachable(name, violation.code().sentence()))
    }
}

/// A name with wildcards in it, on Windows: its literal characters must be such that some name has them.
fn can_be_kept(part: &str) -> Result<(), PatternError> {
    let literal: String = outside_brackets(part).filter(|c| !matches!(c, '*' | '?')).collect();
    windows::keeps(&literal).or_else(|violation| {
        let certain = match violation.code() {
            // Only what stands before the first wildcard and dot is a stem for certain, and only the last character an end.
            Code::PathReservedName => {
                let start = part.split(['*', '?', '[']).next().unwrap_or_default();
                start.contains('.') && windows::keeps(start).is_err_and(|other| other.code() == Code::PathReservedName)
            }
            Code::PathTrailingDot => part.ends_with(['.', ' ']),
            _ => true,
        };
        if certain { Err(unreachable(part, violation.code().sentence())) } else { Ok(()) }
    })
}

fn unreachable(part: &str, why: &'static str) -> PatternError {
    PatternError::Unreachable { part: part.to_owned(), why }
}

fn outside_brackets(part: &str) -> impl Iterator<Item = char> {
    let mut open = false;
    part.chars().filter(move |c| {
        match c {
            '[' => open = true,
            ']' if open => {
                open = false;
                return false;
            }
            _ => {}
        }
        !open
    })
}
