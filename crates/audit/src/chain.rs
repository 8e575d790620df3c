//! Lines, each bound to the one before by its hash: what is changed, taken out or put in shows at the next line.

use sha2::{Digest as _, Sha256};

use crate::{
    hash::Hex,
    json,
    wire::{Body, LINE_BYTES, VERSION},
};

/// Where a chain ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Chain {
    seq: u64,
    last: Hex,
}

impl Chain {
    /// A chain without a line.
    pub(crate) const EMPTY: Self = Self { seq: 0, last: Hex::NONE };

    /// The chain that ends with this line, whose bytes are without a line feed.
    pub(crate) fn ending(seq: u64, line: &[u8]) -> Self {
        Self { seq, last: Hex::of(line) }
    }

    /// The number of its last line.
    pub(crate) const fn seq(&self) -> u64 {
        self.seq
    }

    /// The hash of its last line, as the next one has it.
    pub(crate) fn hash(&self) -> &str {
        self.last.text()
    }

    /// Puts one more line behind what `lines` hold, with its line feed. Nothing is left in them of a line that cannot be.
    ///
    /// # Errors
    ///
    /// The line would be longer than any reader takes. The writer cuts every text of a line, so it is none that anyone
    /// can bring about.
    pub(crate) fn seal(&mut self, lines: &mut Vec<u8>, body: &Body<'_>) -> Result<(), serde_json::Error> {
        let begin = lines.len();
        let sealed = self.line(lines, body);
        if sealed.is_err() {
            lines.truncate(begin);
        }
        sealed
    }

    fn line(&mut self, lines: &mut Vec<u8>, body: &Body<'_>) -> Result<(), serde_json::Error> {
        let begin = lines.len();
        lines.extend_from_slice(b"{\"v\":");
        json::put(lines, &VERSION)?;
        lines.extend_from_slice(b",\"seq\":");
        json::put(lines, &(self.seq + 1))?;
        lines.extend_from_slice(b",\"prev\":\"");
        lines.extend_from_slice(self.hash().as_bytes());
        lines.push(b'"');
        let behind_head = lines.len();
        json::put(lines, body)?;
        // The body is an object of its own. Its brace becomes the comma behind the head.
        if let Some(brace) = lines.get_mut(behind_head) {
            *brace = b',';
        }
        let line = lines.get(begin..).unwrap_or_default();
        if line.len() >= LINE_BYTES {
            return Err(serde::ser::Error::custom("the line is longer than a reader takes"));
        }
        *self = Self::ending(self.seq + 1, line);
        lines.push(b'\n');
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
    Hex::from(<[u8; 32]>::from(hash.finalize())).text().to_owned()
}

#[cfg(test)]
mod tests;
