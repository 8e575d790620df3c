//! The lines of the input, one at a time and each of bounded length.

use std::io::{self, BufRead, Read as _};

/// Well above the longest input that anyone has a question about, and well below what a machine has.
pub(super) const MAX_LINE_BYTES: u64 = 64 * 1024 * 1024;

/// One line.
pub(super) struct Line<'a> {
    /// Its place in the input, from 1.
    pub(super) number: u64,
    /// What stands in it; none where that is longer than [`MAX_LINE_BYTES`].
    pub(super) text: Option<&'a [u8]>,
}

/// Reads lines; the memory of one serves the next.
pub(super) struct Lines<R> {
    input: R,
    text: Vec<u8>,
    number: u64,
}

impl<R: BufRead> Lines<R> {
    pub(super) fn new(input: R) -> Self {
        Self { input, text: Vec::new(), number: 0 }
    }

    /// The next line; none at the end of the input. The last one needs no line feed.
    pub(super) fn next(&mut self) -> io::Result<Option<Line<'_>>> {
        self.text.clear();
        if (&mut self.input).take(MAX_LINE_BYTES).read_until(b'\n', &mut self.text)? == 0 {
            return Ok(None);
        }
        self.number += 1;
        let cut = !self.text.ends_with(b"\n") && self.text.len() as u64 == MAX_LINE_BYTES;
        // The rest is passed over without being kept; there is none if the input ends right here.
        let too_long = cut && self.input.skip_until(b'\n')? > 0;
        Ok(Some(Line { number: self.number, text: (!too_long).then_some(&self.text) }))
    }
}
