//! One name against one component with wildcards: what `glob` says of it, without its backtracking and without
//! allocating.
//!
//! `glob` parses each component first, so that what it refuses is refused. Between the stars lie pieces that must come one
//! after the other; the first occurrence of each is as good as any later one, so nothing is tried twice, and the cost is
//! that of the name and the component multiplied where a piece has `?` or classes in it, and linear where it has not.

mod parse;

use crate::{
    scope::spelled::Name,
    validate::path::{Fold, keeps_count, partner},
};

/// A component with wildcards.
#[derive(Clone, Debug)]
pub(crate) struct Wild {
    text: Box<str>,
    fold: Fold,
    written: Shape,
    /// For a deny that folds, where folding changes it.
    folded: Option<Shape>,
    /// For a deny that folds, and a name of which the folding makes more or fewer characters than there are: `?` and classes
    /// stand for any number.
    loose: Option<Shape>,
}

impl Wild {
    /// Compiles a component that is not `**`; says why not where `glob` refuses it.
    pub(crate) fn new(part: &str, fold: Fold) -> Result<Self, &'static str> {
        // It takes every component with neither of these.
        if part.contains('[') || part.contains("**") {
            glob::Pattern::new(part).map_err(|error| error.msg)?;
        }
        let tokens = parse::tokens(part).ok_or("it is no pattern of one component")?;
        let folding = Shape::new(&tokens, fold, fold);
        if fold != Fold::Wide {
            return Ok(Self { text: part.into(), fold, written: folding, folded: None, loose: None });
        }
        let written = Shape::new(&tokens, Fold::None, fold);
        let loose = Shape::new(&parse::loosened(tokens), fold, fold);
        let loose = (loose != folding).then_some(loose);
        let folded = (written != folding).then_some(folding);
        Ok(Self { text: part.into(), fold, written, folded, loose })
    }

    /// As it is written.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// Whether it spells the dot that makes a name hidden.
    pub(crate) fn spells_hidden(&self) -> bool {
        self.text.starts_with('.')
    }

    /// Whether it can stand for the name. A deny that folds is asked about both spellings: a `?` takes one character of
    /// the one that was given, whatever it folds to, and folding takes nothing away.
    pub(crate) fn takes(&self, name: Name<'_>) -> bool {
        match self.fold {
            Fold::None => self.written.takes(name.written),
            Fold::Simple => self.written.takes(name.folded),
            Fold::Wide => {
                self.written.takes(name.written)
                    || ((self.folded.is_some() || !name.is_folded())
                        && self.folded.as_ref().unwrap_or(&self.written).takes(name.folded))
                    || self.loose.as_ref().is_some_and(|loose| !keeps_count(name.written) && loose.takes(name.folded))
            }
        }
    }

    /// Whether it takes every name that begins and ends as it does.
    pub(crate) fn is_told_by_its_affixes(&self) -> bool {
        self.fold == Fold::None
            && matches!((&self.written.head, &*self.written.rest), (Piece::Text(_), [Piece::Text(_)]))
    }

    /// Every form of it that one of a name's spellings is matched with.
    pub(crate) fn shapes(&self) -> impl Iterator<Item = &Shape> {
        [Some(&self.written), self.folded.as_ref(), self.loose.as_ref()].into_iter().flatten()
    }
}

/// The pieces around the stars.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Shape {
    head: Piece,
    /// What follows each star.
    rest: Box<[Piece]>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Piece {
    Text(Box<str>),
    Mixed(Box<[Token]>),
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Token {
    Char(char),
    Any,
    Class(Class),
}

/// `[a-c]` or `[!a-c]`.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Class {
    not: bool,
    ranges: Box<[(char, char)]>,
    fold: Fold,
}

impl Shape {
    fn takes(&self, name: &str) -> bool {
        // What most wildcards are.
        if let (Piece::Text(head), [Piece::Text(tail)]) = (&self.head, &*self.rest) {
            return name.strip_prefix(&**head).is_some_and(|after| after.ends_with(&**tail));
        }
        let Some(after) = self.head.at_start(name) else { return false };
        let Some((tail, middle)) = self.rest.split_last() else { return after.is_empty() };
        let Some(between) = tail.at_end(after) else { return false };
        middle.iter().try_fold(between, |left, piece| piece.after_first(left)).is_some()
    }

    /// The literal text that every name begins with, and the one that it ends in: they never overlap in a name.
    pub(crate) fn affixes(&self) -> (String, String) {
        let start = self.head.chars_before_wild();
        let end = match (self.rest.last(), &self.head) {
            (Some(tail), _) => tail.chars_after_wild(),
            (None, Piece::Mixed(_)) => self.head.chars_after_wild(),
            (None, Piece::Text(_)) => String::new(),
        };
        (start, end)
    }

    /// The literal texts that every name has in it.
    pub(crate) fn texts(&self) -> Vec<String> {
        let mut texts = Vec::new();
        for piece in std::iter::once(&self.head).chain(&self.rest) {
            match piece {
                Piece::Text(text) => texts.push(text.to_string()),
                Piece::Mixed(tokens) => {
                    let runs = tokens.split(|token| !matches!(token, Token::Char(_)));
                    texts.extend(runs.map(|run| run.iter().filter_map(Token::char).collect()));
                }
            }
        }
        texts.retain(|text: &String| !text.is_empty());
        texts
    }
}

impl Piece {
    /// What follows it at the start of `name`.
    fn at_start<'a>(&self, name: &'a str) -> Option<&'a str> {
        match self {
            Self::Text(text) => name.strip_prefix(&**text),
            Self::Mixed(tokens) => {
                let mut chars = name.chars();
                tokens.iter().all(|token| chars.next().is_some_and(|c| token.takes(c))).then_some(chars.as_str())
            }
        }
    }

    /// What precedes it at the end of `name`.
    fn at_end<'a>(&self, name: &'a str) -> Option<&'a str> {
        match self {
            Self::Text(text) => name.strip_suffix(&**text),
            Self::Mixed(tokens) => {
                let mut chars = name.chars();
                let ends = tokens.iter().rev().all(|token| chars.next_back().is_some_and(|c| token.takes(c)));
                ends.then_some(chars.as_str())
            }
        }
    }

    /// What follows its first occurrence in `name`.
    fn after_first<'a>(&self, name: &'a str) -> Option<&'a str> {
        match self {
            Self::Text(text) => name.split_once(&**text).map(|(_, after)| after),
            // A piece longer than the name costs nothing, so what is tried is bounded by the length of a name alone.
            Self::Mixed(tokens) if tokens.len() > name.len() => None,
            Self::Mixed(_) => name.char_indices().find_map(|(i, _)| self.at_start(name.get(i..)?)),
        }
    }

    fn chars_before_wild(&self) -> String {
        match self {
            Self::Text(text) => text.to_string(),
            Self::Mixed(tokens) => tokens.iter().map_while(Token::char).collect(),
        }
    }

    fn chars_after_wild(&self) -> String {
        match self {
            Self::Text(text) => text.to_string(),
            Self::Mixed(tokens) => {
                let backwards: Vec<char> = tokens.iter().rev().map_while(Token::char).collect();
                backwards.into_iter().rev().collect()
            }
        }
    }
}

impl Token {
    const fn char(&self) -> Option<char> {
        match self {
            Self::Char(c) => Some(*c),
            Self::Any | Self::Class(_) => None,
        }
    }

    fn takes(&self, c: char) -> bool {
        match self {
            Self::Char(own) => *own == c,
            Self::Any => true,
            Self::Class(class) => class.takes(c),
        }
    }
}

impl Class {
    /// By every character that the name's one stands for. An allow takes one whose pair is in the class, and keeps off one
    /// whose pair a `[!...]` names; a deny takes whatever one of them is taken by.
    fn takes(&self, c: char) -> bool {
        match self.fold {
            Fold::None => self.holds(c) != self.not,
            Fold::Simple => (self.holds(c) || partner(c).is_some_and(|other| self.holds(other))) != self.not,
            Fold::Wide => std::iter::once(c)
                .chain(c.to_lowercase())
                .chain(c.to_uppercase())
                .any(|variant| self.holds(variant) != self.not),
        }
    }

    fn holds(&self, c: char) -> bool {
        self.ranges.iter().any(|(first, last)| (*first..=*last).contains(&c))
    }
}

#[cfg(test)]
mod tests;
