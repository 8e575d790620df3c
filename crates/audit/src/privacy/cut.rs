//! How long a text may be in the log.

use std::borrow::Cow;

/// How many characters of a resource are shown.
pub(super) const RESOURCE_CHARS: usize = 4096;
/// And of every other text.
pub(super) const TEXT_CHARS: usize = 200;

/// The text, at most `chars` characters of it; what was cut ends in `…`, which is one of them. It is masked before: half a
/// secret looks like none.
pub(super) fn cut(text: Cow<'_, str>, chars: usize) -> Cow<'_, str> {
    if text.len() <= chars || text.chars().nth(chars).is_none() {
        return text;
    }
    let end = text.char_indices().nth(chars.saturating_sub(1)).map_or(0, |(end, _)| end);
    let mut shown = text.into_owned();
    shown.truncate(end);
    shown.push('…');
    Cow::Owned(shown)
}
