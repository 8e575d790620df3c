//! Hashes as they stand in a log.

use std::fmt;

use sha2::{Digest as _, Sha256};

/// SHA-256 in lower-case hex.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Hex([u8; 64]);

impl Hex {
    /// What the first line of a log has.
    pub(crate) const NONE: Self = Self([b'0'; 64]);

    /// Of a line.
    pub(crate) fn of(line: &[u8]) -> Self {
        Self::from(<[u8; 32]>::from(Sha256::digest(line)))
    }

    /// As it stands in a line.
    pub(crate) fn read(text: &str) -> Option<Self> {
        let hex: [u8; 64] = text.as_bytes().try_into().ok()?;
        hex.iter().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f')).then_some(Self(hex))
    }

    pub(crate) fn is(&self, text: &str) -> bool {
        self.0 == *text.as_bytes()
    }

    /// Whether somebody changed some digits of this one: two hashes agree in four of them, and never in three quarters.
    pub(crate) fn is_near(&self, text: &str) -> bool {
        text.len() == self.0.len()
            && self.0.iter().zip(text.as_bytes()).filter(|(one, other)| one == other).count() >= 48
    }

    pub(crate) fn text(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }
}

impl From<[u8; 32]> for Hex {
    fn from(hash: [u8; 32]) -> Self {
        let mut hex = [0; 64];
        for (pair, byte) in hex.as_chunks_mut::<2>().0.iter_mut().zip(hash) {
            *pair = [digit(byte >> 4), digit(byte & 15)];
        }
        Self(hex)
    }
}

impl fmt::Debug for Hex {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.text())
    }
}

/// The digit of a number below sixteen.
pub(crate) const fn digit(number: u8) -> u8 {
    if number < 10 { b'0' + number } else { b'a' - 10 + number }
}
