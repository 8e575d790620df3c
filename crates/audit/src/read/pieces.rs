//! A file, cut into lines.

use std::io::{self, BufRead as _, BufReader, Read};

use crate::wire::LINE_BYTES;

/// The lines of a file, one after the other, in memory that does not grow with the file or with a line.
#[derive(Debug)]
pub struct Pieces<R> {
    reader: BufReader<R>,
    buffer: Vec<u8>,
    line: u64,
    offset: u64,
}

/// What a file is made of.
#[derive(Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Piece<'a> {
    /// A line.
    Line {
        /// Its bytes, without the line feed.
        bytes: &'a [u8],
        /// Which line of the file it is, from 1.
        line: u64,
        /// Where in the file it begins.
        offset: u64,
    },
    /// A line that is longer than any may be. It was not taken into memory.
    Oversized {
        /// Which line of the file it is, from 1.
        line: u64,
        /// Where in the file it begins.
        offset: u64,
        /// How long it is, with its line feed.
        bytes: u64,
    },
    /// What lies behind the last line feed, which is no line.
    Torn {
        /// Which line of the file it would be, from 1.
        line: u64,
        /// Where in the file it begins.
        offset: u64,
        /// How many bytes.
        bytes: u64,
    },
}

impl<R: Read> Pieces<R> {
    /// Of what lies here.
    pub fn new(reader: R) -> Self {
        Self { reader: BufReader::with_capacity(256 * 1024, reader), buffer: Vec::new(), line: 0, offset: 0 }
    }

    /// The next piece, or none at the end.
    ///
    /// # Errors
    ///
    /// The disk does not give it out.
    #[expect(
        clippy::should_implement_trait,
        reason = "an iterator cannot lend its buffer, and each line would need one"
    )]
    pub fn next(&mut self) -> io::Result<Option<Piece<'_>>> {
        self.buffer.clear();
        let taken = self.reader.by_ref().take(LINE_BYTES as u64).read_until(b'\n', &mut self.buffer)?;
        let offset = self.offset;
        self.offset = offset.saturating_add(taken as u64);
        if taken == 0 {
            return Ok(None);
        }
        self.line += 1;
        let line = self.line;
        if let Some(bytes) = self.buffer.strip_suffix(b"\n") {
            return Ok(Some(Piece::Line { bytes, line, offset }));
        }
        let ended = taken == LINE_BYTES && pass_over(&mut self.reader, &mut self.offset)?;
        let bytes = self.offset.saturating_sub(offset);
        Ok(Some(if ended { Piece::Oversized { line, offset, bytes } } else { Piece::Torn { line, offset, bytes } }))
    }
}

/// Passes over the rest of a line; whether it ends.
fn pass_over(reader: &mut BufReader<impl Read>, offset: &mut u64) -> io::Result<bool> {
    loop {
        let buffer = match reader.fill_buf() {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            buffer => buffer?,
        };
        let found = buffer.iter().position(|byte| *byte == b'\n');
        let taken = found.map_or(buffer.len(), |found| found + 1);
        let at_end = buffer.is_empty();
        reader.consume(taken);
        *offset = offset.saturating_add(taken as u64);
        if found.is_some() || at_end {
            return Ok(found.is_some());
        }
    }
}
