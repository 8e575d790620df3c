//! Files that are gone, and what the log says of them.

use std::collections::BTreeMap;

use super::sums::Disagrees;
use crate::hash::Hex;
use crate::{
    read::{Files, Line, Parsed, Piece, ReadError, at},
    wire::{ForgotLine, Totals},
};

/// More files than anybody forgets between two that are left. Their numbers are names of files, which anybody can give.
const MOST: u64 = 1_000;

/// What the log says of the files `from` to `to`, if it says that it forgot them all. What it says is held against the rest
/// of the log when the line is reached.
pub(super) fn said(from: u64, to: u64, files: &Files) -> Result<Option<BTreeMap<u64, ForgotLine<'static>>>, ReadError> {
    let mut said = BTreeMap::new();
    let many = to.saturating_sub(from).saturating_add(1);
    if many > MOST {
        return Ok(None);
    }
    // What was forgotten last is said last.
    for file in files.segments.iter().rev() {
        let mut pieces = file.pieces()?;
        while let Some(piece) = pieces.next().map_err(at(&file.path))? {
            let Piece::Line { bytes, .. } = piece else { continue };
            if !begins_as_one(bytes) {
                continue;
            }
            if let Ok(Line { body: Parsed::Forgot(line), .. }) = Line::parse(bytes)
                && (from..=to).contains(&line.segment)
            {
                said.insert(line.segment, line);
            }
        }
        if said.len() as u64 == many {
            return Ok(Some(said));
        }
    }
    Ok(None)
}

/// The type is in the head, and the head begins the line: the others need not be read.
fn begins_as_one(bytes: &[u8]) -> bool {
    const TYPE: &[u8] = b"\"forgot\"";
    bytes.get(..160).unwrap_or(bytes).windows(TYPE.len()).any(|window| window == TYPE)
}

/// A file that was read.
#[derive(Debug)]
pub(super) struct Span {
    pub(super) number: u64,
    pub(super) first: u64,
    pub(super) last: u64,
    /// What the first line has as `prev`.
    pub(super) prev: String,
    pub(super) hash: Hex,
    /// What its lines hold, where all before them was sound.
    pub(super) held: Option<Totals>,
}

/// The files that were read, and those that the log says it forgot.
#[derive(Debug, Default)]
pub(super) struct Spans {
    read: BTreeMap<u64, Span>,
    /// What the forgotten files from the first on held, as far as there is a line for each.
    held: Totals,
    covered: u64,
}

impl Spans {
    pub(super) fn push(&mut self, span: Span) {
        self.read.insert(span.number, span);
    }

    /// Holds a `forgot` line against the files that were read. `oldest` is the number of the oldest file that is left, and
    /// what that says was before it.
    pub(super) fn agree(
        &mut self,
        line: &ForgotLine<'_>,
        current: u64,
        oldest: (u64, Totals),
    ) -> Result<(), Disagrees> {
        let expected = format!("a number below {current}");
        if line.segment == 0 || line.segment >= current || line.first == 0 || line.first > line.last {
            let found = format!("file {}, lines {} to {}", line.segment, line.first, line.last);
            return Err(Disagrees::new(expected, found, "no such file can have been forgotten here"));
        }
        if let Some(span) = self.read.get(&line.segment) {
            let meaning = "the file is still there, and holds something else";
            let held = span.held.unwrap_or(line.held);
            let is = (span.first, span.last, span.hash.text(), held);
            let says = (line.first, line.last, &*line.hash, line.held);
            Disagrees::unless(is == says, &is, &says, meaning)?;
        }
        if let Some(next) = self.read.get(&(line.segment + 1)) {
            let meaning = "the next file is still there, and follows something else";
            let is = (next.first.saturating_sub(1), next.prev.as_str());
            let says = (line.last, &*line.hash);
            Disagrees::unless(is == says, &is, &says, meaning)?;
        }
        if let Some(before) = self.read.get(&(line.segment - 1)) {
            let meaning = "the file before it is still there, and ends elsewhere";
            Disagrees::unless(before.last + 1 == line.first, &(before.last + 1), &line.first, meaning)?;
        }
        self.add(line, oldest)
    }

    fn add(&mut self, line: &ForgotLine<'_>, (oldest, before): (u64, Totals)) -> Result<(), Disagrees> {
        if line.segment != self.covered + 1 {
            return Ok(());
        }
        self.covered += 1;
        self.held.add(&line.held);
        if line.segment + 1 != oldest {
            return Ok(());
        }
        let meaning = "what the forgotten files held does not add up to what the oldest file that is left says of them";
        Disagrees::unless(self.held == before, &before, &self.held, meaning)
    }
}
