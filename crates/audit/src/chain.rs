//! Lines, each bound to the one before by its hash: what is changed, taken out or put in shows at the next line.

use std::fmt::Write as _;

use serde::Serialize as _;
use sha2::{Digest as _, Sha256};

use crate::wire::{Body, LINE_BYTES, VERSION};

/// Where a chain ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Chain {
    seq: u64,
    last: [u8; 32],
}

impl Chain {
    /// A chain without a line.
    pub(crate) const EMPTY: Self = Self { seq: 0, last: [0; 32] };

    /// The chain that ends with this line, whose bytes are without a line feed.
    pub(crate) fn ending(seq: u64, line: &[u8]) -> Self {
        Self { seq, last: Sha256::digest(line).into() }
    }

    /// The number of its last line.
    pub(crate) const fn seq(&self) -> u64 {
        self.seq
    }

    /// The hash of its last line, as the next one has it.
    pub(crate) fn hash(&self) -> String {
        let mut text = String::with_capacity(64);
        hex(&mut text, &self.last);
        text
    }

    /// Puts one more line behind what `text` holds, with its line feed. Nothing is left in `text` of a line that cannot be.
    ///
    /// # Errors
    ///
    /// The line would be longer than any reader takes. The writer cuts every text of a line, so it is none that anyone
    /// can bring about.
    pub(crate) fn seal(&mut self, text: &mut String, body: &Body<'_>) -> Result<(), serde_json::Error> {
        let begin = text.len();
        let sealed = self.line(text, body);
        if sealed.is_err() {
            text.truncate(begin);
        }
        sealed
    }

    fn line(&mut self, text: &mut String, body: &Body<'_>) -> Result<(), serde_json::Error> {
        let begin = text.len();
        let _ = write!(text, "{{\"v\":{VERSION},\"seq\":{},\"prev\":\"", self.seq + 1);
        hex(text, &self.last);
        text.push_str("\",");
        body.serialize(&mut serde_json::Serializer::new(Tail { text, begun: false }))?;
        let line = text.get(begin..).unwrap_or_default();
        if line.len() >= LINE_BYTES {
            return Err(serde::ser::Error::custom("the line is longer than a reader takes"));
        }
        *self = Self::ending(self.seq + 1, line.as_bytes());
        text.push('\n');
        Ok(())
    }
}

/// SHA-256 of texts, each told apart from the next, in lower-case hex.
#[must_use]
pub fn digest<'a>(texts: impl IntoIterator<Item = &'a str>) -> String {
    let mut hash = Sha256::new();
    for text in texts {
        // Its length first: two texts are not one that is cut elsewhere.
        hash.update((text.len() as u64).to_le_bytes());
        hash.update(text);
    }
    let mut digits = String::with_capacity(64);
    hex(&mut digits, &hash.finalize().into());
    digits
}

/// Takes the text of a JSON object without its opening brace, since the head of the line has that.
struct Tail<'a> {
    text: &'a mut String,
    begun: bool,
}

impl std::io::Write for Tail<'_> {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        let written = bytes.len();
        let rest = if self.begun { bytes } else { bytes.strip_prefix(b"{").unwrap_or(bytes) };
        self.begun |= !bytes.is_empty();
        let text =
            std::str::from_utf8(rest).map_err(|error| std::io::Error::new(std::io::ErrorKind::InvalidData, error))?;
        self.text.push_str(text);
        Ok(written)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

fn hex(text: &mut String, bytes: &[u8; 32]) {
    for byte in bytes {
        for digit in [byte >> 4, byte & 15] {
            text.push(char::from_digit(digit.into(), 16).unwrap_or('0'));
        }
    }
}

#[cfg(test)]
mod tests;
