//! The text of a component, cut up as `glob` cuts it up.

use std::borrow::Cow;

use super::{Class, Piece, Shape, Token};
use crate::validate::path::Fold;

/// What stands in the text.
#[derive(Clone, Debug)]
pub(super) enum Written {
    Char(char),
    Any,
    Star,
    Class { not: bool, ranges: Vec<(char, char)> },
}

/// The tokens of a component; none where a bracket is not closed, which `glob` refuses too.
pub(super) fn tokens(part: &str) -> Option<Vec<Written>> {
    let mut tokens = Vec::new();
    let mut rest = part.chars();
    while let Some(c) = rest.next() {
        tokens.push(match c {
            '?' => Written::Any,
            '*' => Written::Star,
            '[' => {
                let (class, after) = class(rest.as_str())?;
                rest = after.chars();
                class
            }
            c => Written::Char(c),
        });
    }
    Some(tokens)
}

/// A class behind its `[`: its first character is in it even if that is a `]`, and a `!` before it turns it round.
fn class(text: &str) -> Option<(Written, &str)> {
    let (not, text) = text.strip_prefix('!').map_or((false, text), |text| (true, text));
    let first = text.chars().next()?;
    let end = first.len_utf8() + text.get(first.len_utf8()..)?.find(']')?;
    Some((Written::Class { not, ranges: ranges(text.get(..end)?) }, text.get(end + 1..)?))
}

fn ranges(body: &str) -> Vec<(char, char)> {
    let mut ranges = Vec::new();
    let mut rest = body.chars();
    while let Some(first) = rest.next() {
        let mut ahead = rest.clone();
        match (ahead.next(), ahead.next()) {
            (Some('-'), Some(last)) => {
                ranges.push((first, last));
                rest = ahead;
            }
            _ => ranges.push((first, first)),
        }
    }
    ranges
}

/// The tokens with a star for each wildcard.
pub(super) fn loosened(tokens: Vec<Written>) -> Vec<Written> {
    let loose = |token| if matches!(token, Written::Char(_)) { token } else { Written::Star };
    tokens.into_iter().map(loose).collect()
}

impl Shape {
    /// Its text folded by `texts`, its classes asked by `classes`.
    pub(super) fn new(tokens: &[Written], texts: Fold, classes: Fold) -> Self {
        let pieces = tokens.split(|token| matches!(token, Written::Star));
        let mut pieces = pieces.map(|piece| Piece::new(piece, texts, classes));
        // A split yields one piece at least.
        let head = pieces.next().unwrap_or(Piece::Text("".into()));
        Self { head, rest: pieces.collect() }
    }
}

impl Piece {
    fn new(written: &[Written], texts: Fold, classes: Fold) -> Self {
        let mut tokens = Vec::new();
        let mut text = String::new();
        for token in written {
            match token {
                Written::Char(c) => text.push(*c),
                Written::Any | Written::Star => {
                    tokens.extend(folded(&text, texts).chars().map(Token::Char));
                    text.clear();
                    tokens.push(Token::Any);
                }
                Written::Class { not, ranges } => {
                    tokens.extend(folded(&text, texts).chars().map(Token::Char));
                    text.clear();
                    tokens.push(Token::Class(Class::new(*not, ranges, classes)));
                }
            }
        }
        if tokens.is_empty() {
            return Self::Text(folded(&text, texts).into());
        }
        tokens.extend(folded(&text, texts).chars().map(Token::Char));
        Self::Mixed(tokens.into())
    }
}

/// A stretch of a component that is spelled out. Invisible characters alone fold to one that stands for a whole name; a
/// part of a name they leave empty.
fn folded(text: &str, fold: Fold) -> Cow<'_, str> {
    let folded = fold.name(text);
    if fold == Fold::Wide && folded == fold.name("\u{200b}") { Cow::Borrowed("") } else { folded }
}

impl Class {
    /// In a deny, `[Ａ]` is asked about the `a` that a name folds to.
    fn new(not: bool, written: &[(char, char)], fold: Fold) -> Self {
        let mut ranges = written.to_vec();
        if fold == Fold::Wide && !not {
            for (first, _) in written.iter().filter(|(first, last)| first == last) {
                let folded = fold.name(&first.to_string()).into_owned();
                let mut chars = folded.chars();
                if let (Some(one), None) = (chars.next(), chars.next()) {
                    ranges.push((one, one));
                }
            }
        }
        Self { not, ranges: ranges.into(), fold }
    }
}
