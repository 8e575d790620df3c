//! Adding to a list that brackets enclose, and taking out of it: objects and arrays of JSON, arrays of TOML. Where the
//! children lie is what the format's parser says.

use std::ops::Range;

use super::splice::{Splice, indent, line_end, unit};

/// A list in a text.
#[derive(Debug)]
pub(super) struct List {
    /// From bracket to bracket, both included.
    pub(super) range: Range<usize>,
    pub(super) children: Vec<Child>,
}

/// One of the things in it.
#[derive(Debug)]
pub(super) struct Child {
    pub(super) range: Range<usize>,
    /// Its name, in an object.
    pub(super) name: Option<String>,
}

/// What is added: in one line, or as a block where the list has a line for each child.
pub(super) enum Piece {
    Line(String),
    Block { open: String, lines: Vec<String>, close: &'static str },
}

impl List {
    pub(super) fn position(&self, name: &str) -> Option<usize> {
        self.children.iter().position(|child| child.name.as_deref() == Some(name))
    }

    /// Adds a piece at the end, laid out as what is there. None where a comment stands behind the last child: whose it
    /// would be afterwards is not for us to guess.
    pub(super) fn append(&self, text: &str, piece: &Piece) -> Option<Splice> {
        let inside = self.range.start + 1..self.range.end.checked_sub(1)?;
        let ending = line_end(text);
        let Some(last) = self.children.last() else {
            let blank = text.get(inside.clone())?;
            if !blank.trim().is_empty() {
                return None;
            }
            let outer = indent(text, self.range.start);
            let own = format!("{outer}{}", unit(text));
            let close = if blank.contains('\n') { String::new() } else { format!("{ending}{outer}") };
            let piece = piece.in_lines(text, &own);
            return Some(Splice::insert(inside.start, format!("{ending}{own}{piece}{close}")));
        };
        let tail = text.get(last.range.end..inside.end)?.trim();
        if !matches!(tail, "" | ",") {
            return None;
        }
        let before = self.children.iter().rev().nth(1).map_or(inside.start, |child| child.range.end);
        let with = if text.get(before..last.range.start)?.contains('\n') {
            let own = indent(text, last.range.start);
            format!(",{ending}{own}{}", piece.in_lines(text, own))
        } else {
            format!(", {}", piece.in_one_line())
        };
        Some(Splice::insert(last.range.end, with))
    }

    /// Takes a child out, with the comma that parted it from its neighbour.
    pub(super) fn remove(&self, text: &str, index: usize) -> Option<Splice> {
        let child = &self.children.get(index)?.range;
        let only_a_comma = |gap: &Range<usize>| text.get(gap.clone()).is_some_and(|gap| gap.trim() == ",");
        let before = index.checked_sub(1).and_then(|index| self.children.get(index));
        if let Some(gap) = before.map(|before| before.range.end..child.start).filter(only_a_comma) {
            return Some(Splice::cut(gap.start..child.end));
        }
        let after = self.children.get(index + 1);
        if let Some(gap) = after.map(|after| child.end..after.range.start).filter(only_a_comma) {
            return Some(Splice::cut(child.start..gap.end));
        }
        let inside = self.range.start + 1..self.range.end.checked_sub(1)?;
        if before.is_none() && after.is_none() && text.get(child.end..inside.end)?.trim().is_empty() {
            let lead = text.get(inside.start..child.start)?.trim_end().len();
            return Some(Splice::cut(inside.start + lead..inside.end));
        }
        // Comments stand around it; they are somebody's, and stay.
        let comma = text.get(child.end..)?.trim_start().starts_with(',');
        let end = if comma { child.end + text.get(child.end..)?.find(',')? + 1 } else { child.end };
        Some(Splice::cut(child.start..end))
    }
}

impl Piece {
    fn in_one_line(&self) -> String {
        match self {
            Self::Line(line) => line.clone(),
            Self::Block { open, lines, close } => format!("{open} {} {close}", lines.join(", ")),
        }
    }

    fn in_lines(&self, text: &str, outer: &str) -> String {
        let Self::Block { open, lines, close } = self else { return self.in_one_line() };
        let (ending, unit) = (line_end(text), unit(text));
        let lines: Vec<String> = lines.iter().map(|line| format!("{ending}{outer}{unit}{line}")).collect();
        format!("{open}{}{ending}{outer}{close}", lines.join(","))
    }
}
