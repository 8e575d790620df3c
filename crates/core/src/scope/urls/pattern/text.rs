//! What a pattern says of a path or a query: a beginning that is spelled out, and wildcards behind it.

use url::Url;

use super::{Token, UrlPatternError};
use crate::validate::url::dot_segment;

/// A text with wildcards, compared byte by byte.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Text {
    start: Box<[u8]>,
    rest: Box<[Atom]>,
}

/// What stands behind the beginning.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Atom {
    Byte(u8),
    /// Any text.
    Any,
    /// At least one character, none of them a `/`.
    Piece,
}

impl Atom {
    const fn byte(&self) -> Option<u8> {
        match self {
            Self::Byte(byte) => Some(*byte),
            Self::Any | Self::Piece => None,
        }
    }
}

impl Text {
    pub(super) fn anything() -> Self {
        Self { start: [].into(), rest: [Atom::Any].into() }
    }

    /// Reads a query, as it is spelled in a URL.
    pub(super) fn read(tokens: &[Token]) -> Result<Self, UrlPatternError> {
        Self::spelled(tokens, |literal| {
            let mut url = blank()?;
            url.set_query(Some(literal));
            url.query().map(str::to_owned)
        })
    }

    /// Reads a path; `of_a_server`: of a scheme whose paths begin with `/` and have their dot segments resolved.
    pub(super) fn read_path(tokens: &[Token], of_a_server: bool) -> Result<Self, UrlPatternError> {
        if !of_a_server {
            return Self::spelled(tokens, |literal| Some(literal.to_owned()));
        }
        if tokens.contains(&Token::Meant('\\')) {
            return Err(UrlPatternError::Backslash);
        }
        if !matches!(tokens, [Token::Char('/') | Token::Any, ..]) {
            return Err(UrlPatternError::Path);
        }
        if let Some(dots) = tokens.split(|token| *token == Token::Char('/')).find_map(dots) {
            return Err(UrlPatternError::Dots(dots));
        }
        Self::spelled(tokens, |literal| {
            if literal.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"/-._~".contains(&byte)) {
                return Some(literal.to_owned());
            }
            let mut url = blank()?;
            // Behind a letter: so no literal is taken for a dot segment or loses a separator.
            url.set_path(&format!("/x{literal}"));
            url.path().strip_prefix("/x").map(str::to_owned)
        })
    }

    /// `spell` writes a literal as a URL has it.
    fn spelled(tokens: &[Token], spell: impl Fn(&str) -> Option<String>) -> Result<Self, UrlPatternError> {
        let mut atoms: Vec<Atom> = Vec::with_capacity(tokens.len());
        for run in tokens.chunk_by(|a, b| !a.is_wildcard() && !b.is_wildcard()) {
            match run {
                [Token::Any] => atoms.push(Atom::Any),
                [Token::Name] => atoms.push(Atom::Piece),
                literal => {
                    let mut text = String::with_capacity(literal.len());
                    text.extend(literal.iter().filter_map(Token::char));
                    let spelled = spell(&text).ok_or(UrlPatternError::Path)?;
                    atoms.extend(spelled.bytes().map(Atom::Byte));
                }
            }
        }
        Ok(Self::of(&atoms))
    }

    pub(crate) fn of(atoms: &[Atom]) -> Self {
        let start: Box<[u8]> = atoms.iter().map_while(Atom::byte).collect();
        Self { rest: atoms.iter().skip(start.len()).copied().collect(), start }
    }

    /// The bytes before the first wildcard.
    pub(crate) fn start(&self) -> &[u8] {
        &self.start
    }

    /// What is behind them.
    pub(crate) fn rest(&self) -> &[Atom] {
        &self.rest
    }

    pub(crate) fn takes(&self, text: &[u8]) -> bool {
        text.strip_prefix(&*self.start).is_some_and(|rest| takes(&self.rest, rest))
    }

    /// The same with each literal run through `change`.
    pub(crate) fn changed(&self, change: impl Fn(&[u8]) -> Vec<u8>) -> Self {
        let mut atoms: Vec<Atom> = change(&self.start).into_iter().map(Atom::Byte).collect();
        for run in self.rest.chunk_by(|a, b| matches!((a, b), (Atom::Byte(_), Atom::Byte(_)))) {
            match run {
                [wild @ (Atom::Any | Atom::Piece)] => atoms.push(*wild),
                literal => {
                    let literal: Vec<u8> = literal.iter().filter_map(Atom::byte).collect();
                    atoms.extend(change(&literal).into_iter().map(Atom::Byte));
                }
            }
        }
        Self::of(&atoms)
    }

    /// Where a wildcard follows something else than a separator: `/api*` takes `/api-internal`.
    pub(crate) fn is_glued(&self) -> bool {
        let last = self.start.last();
        matches!(self.rest.first(), Some(Atom::Any)) && last.is_some_and(|byte| *byte != b'/')
    }
}

/// Whether the atoms take the text. In time that grows with the product of both, whatever the text: it is the page's.
pub(crate) fn takes(mut atoms: &[Atom], mut text: &[u8]) -> bool {
    // What can be taken in one way alone is.
    loop {
        (atoms, text) = match (atoms, text) {
            ([], _) => return text.is_empty(),
            ([Atom::Any], _) => return true,
            ([Atom::Byte(expected), atoms @ ..], [byte, text @ ..]) if expected == byte => (atoms, text),
            ([Atom::Byte(_), ..], _) => return false,
            ([Atom::Piece], _) => return !text.is_empty() && !text.contains(&b'/'),
            ([Atom::Piece, after @ ..], _) if after.first() == Some(&Atom::Byte(b'/')) => {
                match text.iter().position(|byte| *byte == b'/') {
                    None | Some(0) => return false,
                    Some(end) => (after, text.get(end..).unwrap_or_default()),
                }
            }
            ([Atom::Piece | Atom::Any, ..], _) => return takes_some_way(atoms, text),
        };
    }
}

/// At each place of the pattern whether the text so far can have come to it; a piece has two places, before and within it.
fn takes_some_way(atoms: &[Atom], text: &[u8]) -> bool {
    let [mut at, mut within, mut next, mut next_within] = [(); 4].map(|()| vec![false; atoms.len() + 1]);
    set(&mut at, 0);
    skip_any(&mut at, atoms);
    for byte in text {
        next.fill(false);
        next_within.fill(false);
        for (i, atom) in atoms.iter().enumerate() {
            let here = at.get(i).copied().unwrap_or_default();
            match atom {
                Atom::Byte(expected) if here && expected == byte => set(&mut next, i + 1),
                Atom::Any if here => set(&mut next, i),
                Atom::Piece if *byte != b'/' && (here || within.get(i).copied().unwrap_or_default()) => {
                    set(&mut next_within, i);
                    set(&mut next, i + 1);
                }
                Atom::Byte(_) | Atom::Any | Atom::Piece => {}
            }
        }
        skip_any(&mut next, atoms);
        std::mem::swap(&mut at, &mut next);
        std::mem::swap(&mut within, &mut next_within);
    }
    at.last().copied().unwrap_or_default()
}

/// Any text is none, too.
fn skip_any(at: &mut [bool], atoms: &[Atom]) {
    for (i, atom) in atoms.iter().enumerate() {
        if *atom == Atom::Any && at.get(i).copied().unwrap_or_default() {
            set(at, i + 1);
        }
    }
}

fn set(at: &mut [bool], i: usize) {
    if let Some(at) = at.get_mut(i) {
        *at = true;
    }
}

/// The segment as it is written, where it is a dot segment.
fn dots(segment: &[Token]) -> Option<String> {
    let text: String = segment.iter().map(|token| token.char().unwrap_or('*')).collect();
    dot_segment(&text).map(|_| text)
}

fn blank() -> Option<Url> {
    Url::parse("http://h/").ok()
}
