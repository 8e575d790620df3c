//! What the index and the compiled wildcards must answer: slow, and short enough to be read. Tests hold them together, and
//! both to the `glob` crate.

#![allow(
    clippy::indexing_slicing,
    clippy::expect_used,
    reason = "of tests and fuzz targets alone, where a panic is the report"
)]

use super::{Component, Pattern};
use crate::{
    scope::index::Reach,
    validate::path::{Fold, ValidPath, keeps_count, partner},
};

/// Whether an index of this pattern alone says that it takes the path.
pub(crate) fn takes(pattern: &Pattern, fold: Fold, hidden: bool, path: &ValidPath, reach: Reach) -> bool {
    let names: Vec<&str> = path.components().collect();
    !is_kept_off(pattern, fold, path, reach) && components(pattern.components(), &names, fold, reach.hidden || hidden)
}

/// Whether the path is in a kernel file system, which no wildcard at the root reaches.
pub(crate) fn is_kept_off(pattern: &Pattern, fold: Fold, path: &ValidPath, reach: Reach) -> bool {
    let kernel = path.components().next().is_some_and(|first| ["dev", "proc", "sys"].contains(&&*fold.name(first)));
    kernel && !reach.kernel && pattern.literal_prefix().next().is_none()
}

/// [`takes`] on a platform that folds nothing, as if there were no kernel file systems.
#[cfg(test)]
pub(crate) fn matches<'a>(components: &[Component], names: impl Iterator<Item = &'a str>, hidden: bool) -> bool {
    self::components(components, &names.collect::<Vec<_>>(), Fold::None, hidden)
}

/// All of the components for all of the names.
fn components(components: &[Component], names: &[&str], fold: Fold, hidden: bool) -> bool {
    all(components, names.len(), |component, name| one(&components[component], names[name], fold, hidden))
}

/// The same, where `one` says what each component by itself takes: `ends[i]` tells whether the components so far take the
/// first `i` names.
pub(crate) fn all(components: &[Component], names: usize, mut one: impl FnMut(usize, usize) -> bool) -> bool {
    let mut ends = vec![false; names + 1];
    ends[0] = true;
    for (at, component) in components.iter().enumerate() {
        if matches!(component, Component::AnyNames) {
            for end in 1..=names {
                ends[end] |= ends[end - 1] && one(at, end - 1);
            }
        } else {
            for end in (1..=names).rev() {
                ends[end] = ends[end - 1] && one(at, end - 1);
            }
            ends[0] = false;
        }
    }
    ends[names]
}

/// One component for one name.
pub(crate) fn one(component: &Component, name: &str, fold: Fold, hidden: bool) -> bool {
    let shown = hidden || !name.starts_with('.');
    match component {
        Component::Literal(literal) => fold.name(literal) == fold.name(name),
        Component::AnyName | Component::AnyNames => shown,
        Component::Wild(wild) => (shown || wild.text().starts_with('.')) && self::wild(wild.text(), name, fold),
    }
}

/// A component with wildcards for one name.
pub(crate) fn wild(part: &str, name: &str, fold: Fold) -> bool {
    let tokens = tokens(part);
    let takes = |folded: Fold| {
        let name: Vec<char> = folded.name(name).chars().collect();
        spell(&folded_tokens(&tokens, folded), &name, fold)
    };
    let loosely = || {
        let name: Vec<char> = fold.name(name).chars().collect();
        let loose =
            tokens.iter().map(|token| if matches!(token, Token::Text(_)) { token.clone() } else { Token::Star });
        spell(&folded_tokens(&loose.collect::<Vec<_>>(), fold), &name, fold)
    };
    takes(fold) || (fold == Fold::Wide && (takes(Fold::None) || (!keeps_count(name) && loosely())))
}

#[derive(Clone, Debug)]
enum Token {
    Text(String),
    Any,
    Star,
    Class(String),
}

fn tokens(part: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let chars: Vec<char> = part.chars().collect();
    let mut at = 0;
    while at < chars.len() {
        match (chars[at], tokens.last_mut()) {
            ('?', _) => tokens.push(Token::Any),
            ('*', _) => tokens.push(Token::Star),
            ('[', _) => {
                let from = at + 1 + usize::from(chars[at + 1] == '!') + 1;
                let end = from + chars[from..].iter().position(|c| *c == ']').expect("`glob` took it");
                tokens.push(Token::Class(chars[at + 1..end].iter().collect()));
                at = end;
            }
            (c, Some(Token::Text(text))) => text.push(c),
            (c, _) => tokens.push(Token::Text(c.into())),
        }
        at += 1;
    }
    tokens
}

/// Stretches of text are folded as a whole, and are nothing where they were invisible.
fn folded_tokens(tokens: &[Token], fold: Fold) -> Vec<Token> {
    let fold = |token: &Token| match token {
        Token::Text(text) if fold == Fold::Wide && *fold.name(text) == *fold.name("\u{200b}") => Token::Text("".into()),
        Token::Text(text) => Token::Text(fold.name(text).into_owned()),
        other => other.clone(),
    };
    tokens.iter().map(fold).collect()
}

fn spell(tokens: &[Token], name: &[char], fold: Fold) -> bool {
    let Some((token, rest)) = tokens.split_first() else { return name.is_empty() };
    match (token, name.split_first()) {
        (Token::Star, None) => spell(rest, name, fold),
        (Token::Star, Some((_, after))) => spell(rest, name, fold) || spell(tokens, after, fold),
        (Token::Text(text), _) => {
            let text: Vec<char> = text.chars().collect();
            name.strip_prefix(&*text).is_some_and(|after| spell(rest, after, fold))
        }
        (Token::Any | Token::Class(_), None) => false,
        (Token::Any, Some((_, after))) => spell(rest, after, fold),
        (Token::Class(class), Some((c, after))) => in_class(class, *c, fold) && spell(rest, after, fold),
    }
}

fn in_class(class: &str, c: char, fold: Fold) -> bool {
    let (not, body) = class.strip_prefix('!').map_or((false, class), |body| (true, body));
    let body: Vec<char> = body.chars().collect();
    let holds = |c: char| {
        let mut at = 0;
        while at < body.len() {
            let last = if at + 2 < body.len() && body[at + 1] == '-' { at + 2 } else { at };
            let folds_to =
                |single: char| fold == Fold::Wide && !not && *Fold::Wide.name(&single.to_string()) == *c.to_string();
            if (body[at]..=body[last]).contains(&c) || (body[at] == body[last] && folds_to(body[at])) {
                return true;
            }
            at = last + 1;
        }
        false
    };
    match fold {
        Fold::None => holds(c) != not,
        Fold::Simple => (holds(c) || partner(c).is_some_and(holds)) != not,
        Fold::Wide => [c].into_iter().chain(c.to_lowercase()).chain(c.to_uppercase()).any(|c| holds(c) != not),
    }
}
