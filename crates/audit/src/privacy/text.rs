//! Free text: what the page sent instead of a path or a URL, and sentences that may quote it.

use std::borrow::Cow;

use authority_core::record::ASKED_CHARS;

use super::secrets::{decoded, looks_secret};

/// What the page asked for, which was refused for its form or is spelled in another way than what was judged. No parser has
/// agreed to it, so nobody knows where in it a password ends: from the first mark of one on, nothing is shown.
pub(super) fn asked(text: &str) -> Cow<'_, str> {
    // An escape is a mark as much as what it stands for, and hides where it is.
    if let Some(plain) =
        decoded(text).filter(|plain| plain.contains(['%', '@', '?', '#', '=', '&', ';']) || looks_secret(plain))
    {
        // Nobody escapes an escape but to hide something.
        return if decoded(&plain).is_some() { "…".into() } else { Cow::Owned(asked(&plain).into_owned()) };
    }
    let (scheme, rest) = scheme(text);
    // The record has so much of it and no more: the `@` may have been behind, and the last name is a piece of one.
    let was_cut = text.len() >= ASKED_CHARS && text.chars().nth(ASKED_CHARS - 1).is_some();
    let is_doubtful = rest.contains('@') || has_user(rest) || was_cut && rest.contains(':');
    let head = match rest.find(MARKS) {
        Some(_) | None if is_doubtful => "",
        Some(mark) => rest.get(..mark).unwrap_or_default(),
        None if was_cut => rest.rfind(SEPARATORS).and_then(|last| rest.get(..=last)).unwrap_or_default(),
        None => rest,
    };
    let shown = sentence(head);
    if head.len() == rest.len() && *shown == *head {
        return Cow::Borrowed(text);
    }
    let mark = if is_doubtful { None } else { rest.get(head.len()..).and_then(|behind| behind.chars().next()) };
    let mask = if head.len() == rest.len() { "" } else { "…" };
    let mark = mark.filter(|mark| MARKS.contains(mark)).map(String::from).unwrap_or_default();
    Cow::Owned([scheme, &shown, &mark, mask].concat())
}

/// A sentence, with `…` for each word that looks like a secret or stands where secrets stand.
pub(super) fn sentence(text: &str) -> Cow<'_, str> {
    // A password may have spaces in it, which would make it several words.
    let user =
        text.split_once("//").filter(|(_, rest)| rest.rsplit_once('@').is_some_and(|(user, _)| user.contains(' ')));
    let before = user.map_or(text, |(before, _)| before);
    let (kept, _) = announced(before);
    let rest = text.get(kept.len()..).unwrap_or_default();
    let mut shown = String::new();
    for (place, chunk) in kept.split(' ').enumerate() {
        if place > 0 {
            shown.push(' ');
        }
        self::chunk(&mut shown, chunk);
    }
    if !rest.is_empty() {
        shown.push('…');
    }
    // A number may be written with spaces, and a key between signs that part words.
    if looks_secret(&shown) {
        return Cow::Borrowed("…");
    }
    if shown == text { Cow::Borrowed(text) } else { Cow::Owned(shown) }
}

/// As much of a text as can be shown of it, and some: serde repeats a value of a page however long it is. Up to a whole word,
/// since a piece of a key looks like none.
pub(super) fn beginning(text: &str) -> &str {
    let Some((start, _)) = (0..4).find_map(|less| text.split_at_checked(LOOKED_AT - less)) else { return text };
    start.rsplit_once(' ').map_or("…", |(words, _)| words)
}

/// What stands between two spaces: a word, or a URL, or a name and its value.
fn chunk(shown: &mut String, chunk: &str) {
    // A mark with nothing but signs behind it ends a sentence.
    let holds = |behind: &str| behind.contains(char::is_alphanumeric);
    if chunk.contains('@') || chunk.split_once("//").is_some_and(|(_, rest)| has_user(rest)) {
        shown.push('…');
        return;
    }
    let (head, mask) = match chunk.find(MARKS).and_then(|mark| chunk.split_at_checked(mark + 1)) {
        Some((head, behind)) if holds(behind) => (head, "…"),
        _ => (chunk, ""),
    };
    // As a whole: a key with separators in it would leave its short pieces behind.
    shown.push_str(if looks_secret(head) { "…" } else { head });
    shown.push_str(mask);
}

/// The text up to where a secret is announced, and the secret: `Authorization: …`, `Bearer …`, `password=…`.
fn announced(text: &str) -> (&str, &str) {
    let mut at = text;
    while let Some(first) = at.chars().next() {
        let behind = ANNOUNCEMENTS.iter().find_map(|(word, form)| {
            let (start, behind) = at.split_at_checked(word.len())?;
            let is_told = match form {
                Form::Always => behind.starts_with(|c: char| !c.is_alphanumeric()),
                Form::AsName => behind.trim_start_matches(['"', '\'', '`', ' ', '\\']).starts_with([':', '=']),
            };
            (start.eq_ignore_ascii_case(word) && is_told && behind.contains(char::is_alphanumeric)).then_some(behind)
        });
        if let Some(behind) = behind {
            return text.split_at_checked(text.len() - behind.len()).unwrap_or((text, ""));
        }
        at = at.get(first.len_utf8()..).unwrap_or_default();
    }
    (text, "")
}

/// The scheme with what follows it of slashes, and the rest.
fn scheme(text: &str) -> (&str, &str) {
    let is_in = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.');
    match text.split_once(':') {
        Some((scheme, rest)) if scheme.len() <= 16 && !scheme.is_empty() && scheme.chars().all(is_in) => {
            let rest = rest.trim_start_matches(['/', '\\']);
            // Without slashes it is as likely a name and its password.
            let has_slashes = text.len() > scheme.len() + 1 + rest.len();
            if has_slashes && !looks_secret(scheme) { text.split_at(text.len() - rest.len()) } else { ("", text) }
        }
        _ => ("", text),
    }
}

/// Whether what stands before the first separator is a name and a password, and no host with its port.
fn has_user(rest: &str) -> bool {
    let rest = rest.trim_start_matches(['/', '\\']);
    let authority = rest.split(['/', '\\', '?', '#']).next().unwrap_or_default();
    let is_port = |port: &str| port.bytes().all(|byte| byte.is_ascii_digit()) && port.len() <= 5;
    !authority.starts_with('[')
        && authority.split_once(':').is_some_and(|(host, port)| !(is_port(port) || host.len() == 1 && port.is_empty()))
}

/// What must follow a word for it to announce a secret.
#[derive(Clone, Copy)]
enum Form {
    /// Anything.
    Always,
    /// A sign that gives a name its value: these are words of sentences, too.
    AsName,
}

/// What a password may stand before or behind.
const MARKS: [char; 6] = ['@', '?', '#', '=', '&', ';'];
/// How much of a text is looked at, in bytes: more than is shown of any.
const LOOKED_AT: usize = 16 * 1024;
/// What parts words.
const SEPARATORS: [char; 17] = ['/', '\\', ',', ';', '(', ')', '[', ']', '{', '}', '<', '>', '"', '\'', '`', ':', '|'];
const ANNOUNCEMENTS: [(&str, Form); 14] = [
    ("-----begin", Form::Always),
    ("authorization", Form::Always),
    ("bearer", Form::Always),
    ("basic", Form::AsName),
    ("basic ", Form::AsName),
    ("cookie", Form::AsName),
    ("passwd", Form::AsName),
    ("password", Form::AsName),
    ("passphrase", Form::AsName),
    ("pwd", Form::AsName),
    ("secret", Form::AsName),
    ("token", Form::AsName),
    ("api_key", Form::AsName),
    ("apikey", Form::AsName),
];
