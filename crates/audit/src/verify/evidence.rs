//! What the rest of a log says about one of its lines. It is asked where the chain is broken, so it may read all of it again.

use std::{
    fs::File,
    io::{Seek as _, SeekFrom},
};

use serde::Deserialize;

use crate::hash::Hex;
use crate::read::{Files, Piece, Pieces, ReadError, SegmentFile, at};

/// Where a line is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Place {
    /// Which of the log's files, from 0.
    pub(super) file: usize,
    /// Which line of it, from 1.
    pub(super) line: u64,
    /// Where in the file it begins.
    pub(super) offset: u64,
    /// Where the next one does.
    pub(super) end: u64,
}

/// What is asked about a line.
#[derive(Clone, Copy, Debug)]
pub(super) struct Asked<'a> {
    pub(super) place: Place,
    pub(super) hash: Hex,
    /// The hash that it says the line before has.
    pub(super) prev: &'a str,
    /// The hash that the line before has.
    pub(super) before: Hex,
    /// The number that should be here.
    pub(super) seq: u64,
}

/// What the other lines say about it.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Evidence {
    /// It is there a second time.
    pub(super) same: bool,
    /// The line that it says is before it is somewhere.
    pub(super) parent: bool,
    /// A line says that this one is before it.
    pub(super) child: bool,
    /// The line that should be here is elsewhere.
    pub(super) expected: bool,
}

impl Evidence {
    pub(super) fn about(asked: Asked<'_>, files: &Files) -> Result<Self, ReadError> {
        let mut evidence = Self::default();
        for (index, file) in files.segments.iter().enumerate() {
            let mut pieces = file.pieces()?;
            while let Some(piece) = pieces.next().map_err(at(&file.path))? {
                let Piece::Line { bytes, line, .. } = piece else { continue };
                if (index, line) == (asked.place.file, asked.place.line) {
                    continue;
                }
                let hash = Hex::of(bytes);
                evidence.same |= hash == asked.hash;
                evidence.parent |= hash.is(asked.prev);
                if let Some(link) = Link::of(bytes) {
                    evidence.child |= link.prev == asked.hash.text();
                    evidence.expected |= link.prev == asked.before.text() && link.seq == asked.seq;
                }
            }
        }
        Ok(evidence)
    }
}

/// The hash that the next line has for this one, if there is a next one that can be read.
pub(super) fn next_says(place: Place, files: &Files) -> Result<Option<String>, ReadError> {
    let mut start = place.end;
    for file in files.segments.iter().skip(place.file) {
        match pieces_from(start, file)?.next().map_err(at(&file.path))? {
            Some(Piece::Line { bytes, .. }) => return Ok(Link::of(bytes).map(|link| link.prev)),
            Some(Piece::Oversized { .. }) => return Ok(None),
            _ => start = 0,
        }
    }
    Ok(None)
}

/// The run that a line says it is of, or begins.
#[derive(Debug, Deserialize)]
pub(super) struct OfRun {
    pub(super) run: String,
    #[serde(rename = "type")]
    kind: String,
}

impl OfRun {
    pub(super) fn is_begin(&self) -> bool {
        self.kind == "run"
    }
}

/// Which run that is.
pub(super) fn run_at(place: Place, files: &Files) -> Result<Option<OfRun>, ReadError> {
    let Some(file) = files.segments.get(place.file) else { return Ok(None) };
    match pieces_from(place.offset, file)?.next().map_err(at(&file.path))? {
        Some(Piece::Line { bytes, .. }) => Ok(serde_json::from_slice(bytes).ok()),
        _ => Ok(None),
    }
}

fn pieces_from(start: u64, file: &SegmentFile) -> Result<Pieces<File>, ReadError> {
    let mut opened = File::open(&file.path).map_err(at(&file.path))?;
    opened.seek(SeekFrom::Start(start)).map_err(at(&file.path))?;
    Ok(Pieces::new(opened))
}

#[derive(Deserialize)]
struct Link {
    seq: u64,
    prev: String,
}

impl Link {
    fn of(bytes: &[u8]) -> Option<Self> {
        serde_json::from_slice(bytes).ok()
    }
}
