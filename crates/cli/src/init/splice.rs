//! One change of a text: a stretch of it, by something else. The rest keeps every byte, whatever its formatting, its comments
//! and its line ends are.

use std::ops::Range;

/// Puts `with` where `at` was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Splice {
    pub(super) at: Range<usize>,
    pub(super) with: String,
}

impl Splice {
    /// Adds a text at a place.
    pub(super) fn insert(at: usize, with: impl Into<String>) -> Self {
        Self { at: at..at, with: with.into() }
    }

    /// Takes a stretch out.
    pub(super) fn cut(at: Range<usize>) -> Self {
        Self { at, with: String::new() }
    }

    /// The text afterwards; none where the stretch does not lie in it.
    pub(super) fn apply(&self, text: &str) -> Option<String> {
        Some([text.get(..self.at.start)?, &self.with, text.get(self.at.end..)?].concat())
    }
}

/// Takes out exactly what was put in, where that is still there, letter for letter, around the `node` that it was about. Half
/// a line end would be left of one that begins otherwise now.
pub(super) fn covering(text: &str, inserted: &str, node: &Range<usize>) -> Option<Splice> {
    let starts = text.match_indices(inserted).map(|(start, _)| start);
    let halves =
        |start: usize| inserted.starts_with('\n') && text.get(..start).is_some_and(|before| before.ends_with('\r'));
    starts
        .filter(|start| !halves(*start))
        .map(|start| start..start + inserted.len())
        .find(|at| at.start <= node.start && node.end <= at.end)
        .map(Splice::cut)
}

/// How lines end in this text.
pub(super) fn line_end(text: &str) -> &'static str {
    if text.contains("\r\n") { "\r\n" } else { "\n" }
}

/// The white space that the line of this place begins with.
pub(super) fn indent(text: &str, at: usize) -> &str {
    let line = text.get(line_start(text, at)..).unwrap_or_default();
    let blank = line.len() - line.trim_start_matches([' ', '\t']).len();
    line.get(..blank).unwrap_or_default()
}

/// What one level is indented by: as the first indented line is.
pub(super) fn unit(text: &str) -> &str {
    text.lines()
        .map(|line| line.get(..line.len() - line.trim_start_matches([' ', '\t']).len()).unwrap_or_default())
        .find(|blank| !blank.is_empty())
        .unwrap_or("  ")
}

pub(super) fn line_start(text: &str, at: usize) -> usize {
    text.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |feed| feed + 1)
}

/// The end of the line of this place, before or behind its line end.
pub(super) fn line_stop(text: &str, at: usize) -> (usize, usize) {
    let rest = text.get(at..).unwrap_or_default();
    match rest.find('\n') {
        Some(feed) => (at + rest.get(..feed).unwrap_or_default().trim_end_matches('\r').len(), at + feed + 1),
        None => (text.len(), text.len()),
    }
}
