//! A hash that costs a few cycles. What is kept in the tables comes from capabilities and never from a page, so nobody can
//! fill them with names that collide: whatever is looked up, it is compared with a few entries.

use std::hash::{BuildHasherDefault, Hasher};

pub(super) const FACTOR: u64 = 0x9e37_79b9_7f4a_7c15;

pub(in crate::scope) type Fast = BuildHasherDefault<Mixer>;

#[derive(Clone, Copy, Debug, Default)]
pub(in crate::scope) struct Mixer(u64);

impl Mixer {
    const fn mix(self, word: u64) -> Self {
        let wide = (self.0 ^ word) as u128 * FACTOR as u128;
        Self((wide as u64) ^ ((wide >> 64) as u64).rotate_left(23))
    }
}

impl Hasher for Mixer {
    fn write(&mut self, bytes: &[u8]) {
        let (words, rest) = bytes.as_chunks::<8>();
        for word in words {
            *self = self.mix(u64::from_le_bytes(*word));
        }
        *self = self.mix(word_of(rest) ^ (bytes.len() as u64).rotate_right(8));
    }

    fn write_u8(&mut self, byte: u8) {
        self.0 = self.0.rotate_left(8) ^ u64::from(byte);
    }

    /// The length of what comes next.
    fn write_usize(&mut self, length: usize) {
        self.0 = self.0.rotate_left(8) ^ length as u64;
    }

    fn write_u64(&mut self, word: u64) {
        *self = self.mix(word);
    }

    /// The tables take their place from the low bits and a tag from the high ones.
    fn finish(&self) -> u64 {
        self.mix(FACTOR).0
    }
}

/// Fewer than eight bytes in one word. Of four and more the first and the last four are all of them.
pub(super) fn word_of(bytes: &[u8]) -> u64 {
    match (bytes.first_chunk::<4>(), bytes.last_chunk::<4>()) {
        (Some(first), Some(last)) => u64::from(u32::from_le_bytes(*first)) << 32 | u64::from(u32::from_le_bytes(*last)),
        _ => bytes.iter().fold(0, |word, byte| word << 8 | u64::from(*byte)),
    }
}
