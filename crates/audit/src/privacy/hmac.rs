//! HMAC-SHA256 (RFC 2104): a hash that nobody can try names on who has not got the key.
//!
//! The crate of that name brings two more into every app, for these lines.

use sha2::{Digest as _, Sha256};

/// A key, as far as every hash by it begins alike.
#[derive(Clone)]
pub(super) struct Hmac {
    inner: Sha256,
    outer: Sha256,
}

/// SHA-256 takes this much at a time.
const BLOCK: usize = 64;

impl Hmac {
    pub(super) fn new(key: [u8; 32]) -> Self {
        let keyed = |pad: u8| {
            let mut block = [pad; BLOCK];
            block.iter_mut().zip(key).for_each(|(place, byte)| *place ^= byte);
            Sha256::new_with_prefix(block)
        };
        Self { inner: keyed(0x36), outer: keyed(0x5c) }
    }

    pub(super) fn of(&self, text: &[u8]) -> [u8; 32] {
        let inner = self.inner.clone().chain_update(text).finalize();
        self.outer.clone().chain_update(inner).finalize().into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hex(bytes: [u8; 32]) -> String {
        bytes.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    /// RFC 4231, cases 1 and 2: shorter keys are filled up with zeros.
    #[test]
    fn it_is_that_of_the_rfc() {
        let mut key = [0; 32];
        key[..20].fill(0x0b);
        let first = "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7";
        assert_eq!(hex(Hmac::new(key).of(b"Hi There")), first);
        let mut key = [0; 32];
        key[..4].copy_from_slice(b"Jefe");
        let second = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";
        assert_eq!(hex(Hmac::new(key).of(b"what do ya want for nothing?")), second);
    }
}
