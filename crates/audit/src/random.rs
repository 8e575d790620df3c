//! Names that nobody can guess.

use std::hash::{BuildHasher as _, RandomState};

/// Random bytes. Where the system gives none, those that the standard library seeds its hashing with: there is no reason to
/// be without a log.
pub(crate) fn bytes<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    if getrandom::fill(&mut bytes).is_err() {
        for chunk in bytes.chunks_mut(8) {
            let hash = RandomState::new().hash_one(0).to_le_bytes();
            chunk.iter_mut().zip(hash).for_each(|(byte, random)| *byte = random);
        }
    }
    bytes
}

/// Random bytes in hex.
pub(crate) fn hex<const N: usize>() -> String {
    use std::fmt::Write as _;
    bytes::<N>().iter().fold(String::with_capacity(2 * N), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}
