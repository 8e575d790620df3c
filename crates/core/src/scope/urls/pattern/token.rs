//! What a pattern's text is made of, with the parts that may be absent written out.

use super::UrlPatternError;

/// One piece.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Token {
    Char(char),
    /// Behind a `\`: it separates nothing.
    Meant(char),
    /// `*`
    Any,
    /// `:name`
    Name,
}

impl Token {
    pub(super) const fn char(&self) -> Option<char> {
        match self {
            Self::Char(c) | Self::Meant(c) => Some(*c),
            Self::Any | Self::Name => None,
        }
    }

    pub(super) const fn is_wildcard(&self) -> bool {
        matches!(self, Self::Any | Self::Name)
    }
}

/// A piece with what surrounds it.
enum Part {
    Always(Token),
    Maybe(Vec<Token>),
}

/// Every pattern that the text stands for: with and without each of its optional parts.
pub(super) fn alternatives(text: &str, most: usize) -> Result<Vec<Vec<Token>>, UrlPatternError> {
    let mut all: Vec<Vec<Token>> = vec![Vec::with_capacity(text.len())];
    for part in parts(text)? {
        match part {
            Part::Always(token) => all.iter_mut().for_each(|tokens| tokens.push(token.clone())),
            Part::Maybe(tokens) => {
                let mut with = all.clone();
                with.iter_mut().for_each(|before| before.extend(tokens.iter().cloned()));
                all.extend(with);
            }
        }
        if all.len() > most {
            return Err(UrlPatternError::Alternatives(most));
        }
    }
    Ok(all)
}

fn parts(text: &str) -> Result<Vec<Part>, UrlPatternError> {
    let mut parts = Vec::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    // What stands in braces that are open.
    let mut group: Option<Vec<Token>> = None;
    // The first colon ends the scheme, whatever follows: `data:text/plain` has no name in it.
    let mut in_scheme = true;
    while let Some(c) = chars.next() {
        let token = match c {
            '(' | ')' => return Err(UrlPatternError::Regex),
            '{' if group.is_none() => {
                group = Some(Vec::new());
                continue;
            }
            '{' => return Err(UrlPatternError::Braces),
            '}' => {
                let tokens = group.take().ok_or(UrlPatternError::Braces)?;
                match chars.next_if(|c| matches!(c, '?' | '+' | '*')) {
                    Some('?') => parts.push(Part::Maybe(tokens)),
                    Some('+') => return Err(UrlPatternError::Repeated("{..}+")),
                    Some(_) => return Err(UrlPatternError::Repeated("{..}*")),
                    None => parts.extend(tokens.into_iter().map(Part::Always)),
                }
                continue;
            }
            '\\' => Token::Meant(chars.next().ok_or(UrlPatternError::Escape)?),
            '*' => {
                // `**` is the same for those who know it from paths.
                while chars.next_if_eq(&'*').is_some() {}
                match chars.peek() {
                    Some('?') => return Err(UrlPatternError::OptionalWildcard),
                    Some('+') => return Err(UrlPatternError::Repeated("*+")),
                    _ => Token::Any,
                }
            }
            ':' if in_scheme && !parts.is_empty() => {
                in_scheme = false;
                Token::Char(':')
            }
            ':' if chars.peek().is_some_and(|c| c.is_alphabetic() || matches!(c, '_' | '$')) => {
                while chars.next_if(|c| c.is_alphanumeric() || matches!(c, '_' | '$')).is_some() {}
                match chars.next_if(|c| matches!(c, '?' | '+' | '*')) {
                    Some('?') if group.is_none() => {
                        let slash = matches!(parts.last(), Some(Part::Always(Token::Char('/'))));
                        let before = if slash { parts.pop() } else { None };
                        let before =
                            before.and_then(|part| if let Part::Always(token) = part { Some(token) } else { None });
                        parts.push(Part::Maybe(before.into_iter().chain([Token::Name]).collect()));
                        continue;
                    }
                    Some('?') => return Err(UrlPatternError::Braces),
                    Some('+') => return Err(UrlPatternError::Repeated(":name+")),
                    Some(_) => return Err(UrlPatternError::Repeated(":name*")),
                    None => Token::Name,
                }
            }
            c => Token::Char(c),
        };
        match &mut group {
            Some(tokens) => tokens.push(token),
            None => parts.push(Part::Always(token)),
        }
    }
    if group.is_some() { Err(UrlPatternError::Braces) } else { Ok(parts) }
}
