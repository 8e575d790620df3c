//! One component of a pattern.

use std::collections::BTreeSet;

use super::PatternError;
use crate::{
    code::Code,
    platform::Platform,
    scope::{List, spelled::Name},
    validate::path::{Fold, ValidPath, keeps_count, name, windows},
};

/// What stands for one name, or for any number of them.
#[derive(Clone, Debug)]
pub(crate) enum Component {
    /// Exactly this name, folded.
    Literal(Box<str>),
    /// One name that matches.
    Wild(Wild),
    /// Any one name.
    AnyName,
    /// Any number of names, none included.
    AnyNames,
}

/// A name with wildcards in it.
#[derive(Clone, Debug)]
pub(crate) struct Wild {
    /// Whether it begins with a dot itself.
    dotted: bool,
    pattern: glob::Pattern,
    /// For a name of which the folding makes more or fewer characters than there are: `?` and classes stand for any number.
    loose: Option<glob::Pattern>,
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
        let shown = hidden || !name.written.starts_with('.');
        match self {
            Self::Literal(literal) => **literal == *name.folded,
            Self::Wild(wild) => (shown || wild.dotted) && wild.takes(name),
            Self::AnyName | Self::AnyNames => shown,
        }
    }
}

impl Wild {
    fn takes(&self, name: Name<'_>) -> bool {
        self.pattern.matches(name.folded)
            || self.loose.as_ref().is_some_and(|loose| !keeps_count(name.written) && loose.matches(name.folded))
    }
}

impl Dialect {
    /// Reads one component; `first`: it names a child of the root.
    pub(super) fn component(self, part: &str, first: bool) -> Result<Component, PatternError> {
        match part {
            "**" => return Ok(Component::AnyNames),
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
        // Parsed by itself, so that a bracket cannot reach over a separator: in `a[.-0]b` the range holds `/`.
        let written = glob(part)?;
        if self.platform == Platform::Windows {
            can_be_kept(part)?;
        }
        let fold = self.fold();
        let dotted = part.starts_with('.');
        let of = |one: One| glob(&folded(part, fold, one));
        let (pattern, loose) = match fold {
            Fold::None => (written, None),
            Fold::Simple => (of(One::Exactly)?, None),
            Fold::Wide => (of(One::Exactly)?, Some(of(One::AnyNumber)?)),
        };
        Ok(Component::Wild(Wild { dotted, pattern, loose }))
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

fn glob(part: &str) -> Result<glob::Pattern, PatternError> {
    glob::Pattern::new(part).map_err(|error| PatternError::Glob(error.msg.to_owned()))
}

/// What a wildcard for one character stands for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum One {
    Exactly,
    AnyNumber,
}

/// The text of a component for folded names: what is literal is folded, a class takes what its characters fold to.
fn folded(part: &str, fold: Fold, one: One) -> String {
    let mut text = String::with_capacity(part.len());
    let mut rest = part;
    while let Some(at) = rest.find(['*', '?', '[']) {
        let (literal, wild) = rest.split_at_checked(at).unwrap_or((rest, ""));
        text.push_str(&glob::Pattern::escape(&fold.name(literal)));
        let class = wild.strip_prefix('[').and_then(class_of);
        let (wildcard, behind) = match class {
            Some((class, behind)) => (folded_class(class, fold), behind),
            None => wild.split_at_checked(1).map_or((String::new(), ""), |(one, behind)| (one.to_owned(), behind)),
        };
        match one {
            One::Exactly => text.push_str(&wildcard),
            // `**` is no component here, and would be an error.
            One::AnyNumber if text.ends_with('*') => {}
            One::AnyNumber => text.push('*'),
        }
        rest = behind;
    }
    text.push_str(&glob::Pattern::escape(&fold.name(rest)));
    text
}

/// The inside of brackets, and what is behind them: as `glob` reads it, the first character may be a `]`.
fn class_of(behind_bracket: &str) -> Option<(&str, &str)> {
    let negated = usize::from(behind_bracket.starts_with('!'));
    let first = behind_bracket.chars().nth(negated)?;
    let from = negated + first.len_utf8();
    let end = from + behind_bracket.get(from..)?.find(']')?;
    Some((behind_bracket.get(..end)?, behind_bracket.get(end + 1..)?))
}

/// Folding may only widen a deny: there a negated class is any character, since each that it leaves out has a spelling that
/// it takes.
fn folded_class(class: &str, fold: Fold) -> String {
    let (negated, members) = class.strip_prefix('!').map_or((false, class), |members| (true, members));
    if negated && fold == Fold::Wide {
        return "?".to_owned();
    }
    // What folds to several characters is taken as it is written, or not at all.
    let folded = |c: char| only(fold.name(c.encode_utf8(&mut [0; 4])).chars());
    // Behind this no script has case; a range over all of Unicode is not to be walked to its end.
    const END: char = '\u{1ffff}';
    let (mut all, mut rest) = (BTreeSet::new(), String::new());
    for (from, to) in ranges(members) {
        all.extend((from..=to.min(END)).filter_map(folded));
        if to > END {
            rest.extend([from.max(END), '-', to]);
        }
    }
    // `]` is a character where it comes first, `-` where it comes last, `!` anywhere but first.
    let mut inside: String = all.take(&']').into_iter().collect();
    let dash = all.take(&'-');
    let bang = all.take(&'!');
    inside.extend(&all);
    inside += &rest;
    match (inside.is_empty(), bang, dash) {
        (true, None, None) => NOTHING.to_owned(),
        (true, Some('!'), None) if !negated => "!".to_owned(),
        (true, Some('!'), Some('-')) if !negated => "[-!]".to_owned(),
        _ => {
            inside.extend(bang.into_iter().chain(dash));
            format!("[{}{inside}]", if negated { "!" } else { "" })
        }
    }
}

/// A control character, which no path has.
const NOTHING: &str = "\0";

fn ranges(members: &str) -> Vec<(char, char)> {
    let mut chars = members.chars();
    let mut ranges = Vec::new();
    while let Some(from) = chars.next() {
        let mut ahead = chars.clone();
        match (ahead.next(), ahead.next()) {
            (Some('-'), Some(to)) => {
                chars = ahead;
                ranges.push((from, to));
            }
            _ => ranges.push((from, from)),
        }
    }
    ranges
}

fn only(mut chars: impl Iterator<Item = char>) -> Option<char> {
    chars.next().filter(|_| chars.next().is_none())
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
