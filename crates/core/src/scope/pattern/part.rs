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
    Literal(Arc<str>),
    /// One name that matches.
    Wild(Arc<Wild>),
    /// Any one name.
    AnyName,
    /// Any number of names, none included.
    AnyNames,
}

/// What patterns have in common that are read one after the other. The lists fold by different rules.
#[derive(Debug, Default)]
pub(crate) struct Shared {
    allow: Known,
    deny: Known,
}

/// What was read already in one list.
#[derive(Debug, Default)]
struct Known {
    /// Ten thousand of `*.json` are one.
    wilds: HashMap<Box<str>, Arc<Wild>>,
    /// What was read last at each place of a pattern: patterns that stand together begin alike.
    last: Vec<Option<Component>>,
}

/// By which rules a pattern is read.
#[derive(Clone, Copy, Debug)]
pub(super) struct Dialect {
    pub(super) platform: Platform,
    pub(super) list: List,
}

impl Component {
    /// Whether it is spelled so, as it is compared.
    fn is_written(&self, part: &str) -> bool {
        match self {
            Self::Literal(name) => **name == *part,
            Self::Wild(wild) => wild.text() == part,
            Self::AnyName | Self::AnyNames => false,
        }
    }

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
    /// Reads one component, which `at` components are before.
    pub(super) fn component(self, part: &str, at: usize, shared: &mut Shared) -> Result<Component, PatternError> {
        let known = match self.list {
            List::Allow => &mut shared.allow,
            List::Deny => &mut shared.deny,
        };
        if let Some(same) = known.last.get(at).and_then(Option::as_ref).filter(|last| last.is_written(part)) {
            return Ok(same.clone());
        }
        let component = self.read(part, at, &mut known.wilds)?;
        known.keep(at, part, &component);
        Ok(component)
    }

    fn read(self, part: &str, at: usize, wilds: &mut HashMap<Box<str>, Arc<Wild>>) -> Result<Component, PatternError> {
        match part {
            "**" => return Ok(Component::AnyNames),
            "*" => return Ok(Component::AnyName),
            ".." => return Err(PatternError::Parent),
            // `.` names nothing of its own, so a pattern with one could never match.
            "." => return Err(PatternError::Glob("a component is `.`; leave it out".to_owned())),
            _ => {}
        }
        let has = |any: &[u8]| part.bytes().any(|byte| any.contains(&byte));
        // A brace in brackets is a character like any other; a bare one is refused.
        if has(b"{}") && outside_brackets(part).any(|c| matches!(c, '{' | '}')) {
            return Err(PatternError::Brace);
        }
        if !has(b"*?[") {
            self.reachable(part, at == 0)?;
            return Ok(Component::Literal(self.fold().name(part).into()));
        }
        if self.platform == Platform::Windows {
            can_be_kept(part)?;
        }
        if let Some(wild) = wilds.get(part) {
            return Ok(Component::Wild(Arc::clone(wild)));
        }
        // Parsed by itself, so that a bracket cannot reach over a separator: in `a[.-0]b` the range holds `/`.
        let wild = Wild::new(part, self.fold()).map_err(|error| PatternError::Glob(error.to_owned()))?;
        let wild = Arc::new(wild);
        wilds.insert(part.into(), Arc::clone(&wild));
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

impl Known {
    fn keep(&mut self, at: usize, part: &str, component: &Component) {
        // Another name that folds to the same one may be one that the gate refuses.
        if !component.is_written(part) {
            return;
        }
        if self.last.len() <= at {
            self.last.resize(at + 1, None);
        }
        if let Some(last) = self.last.get_mut(at) {
            *last = Some(component.clone());
        }
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
