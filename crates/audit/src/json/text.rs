//! Texts, with what JSON has escaped.

use crate::hash::digit;

/// Puts a text between quotes.
pub(super) fn put_text(json: &mut Vec<u8>, text: &str) {
    let mut rest = text.as_bytes();
    json.reserve(rest.len() + 2);
    json.push(b'"');
    while let Some(at) = first_escaped(rest) {
        let (plain, behind) = rest.split_at(at);
        json.extend_from_slice(plain);
        let Some((byte, behind)) = behind.split_first() else { break };
        put_escape(json, *byte);
        rest = behind;
    }
    json.extend_from_slice(rest);
    json.push(b'"');
}

fn first_escaped(bytes: &[u8]) -> Option<usize> {
    if is_plain(bytes) { None } else { bytes.iter().position(|byte| is_escaped(*byte)) }
}

/// Whether nothing in it is escaped. The last eight bytes, or four, may be looked at twice.
fn is_plain(bytes: &[u8]) -> bool {
    if let Some(last) = bytes.last_chunk::<8>() {
        return !bytes.as_chunks::<8>().0.iter().any(|chunk| has_escaped(*chunk)) && !has_escaped(*last);
    }
    match (bytes.first_chunk::<4>(), bytes.last_chunk::<4>()) {
        (Some([a, b, c, d]), Some([e, f, g, h])) => !has_escaped([*a, *b, *c, *d, *e, *f, *g, *h]),
        _ => !bytes.iter().any(|byte| is_escaped(*byte)),
    }
}

const fn is_escaped(byte: u8) -> bool {
    byte < 0x20 || matches!(byte, b'"' | b'\\')
}

/// Whether one of them is escaped. In `below(bytes, n)` a byte's highest bit is set where it is less than `n`, and behind such a
/// byte perhaps where it is not; so there is one just if some bit is set.
const fn has_escaped(bytes: [u8; 8]) -> bool {
    let bytes = u64::from_le_bytes(bytes);
    let quote = bytes ^ (EACH * b'"' as u64);
    let backslash = bytes ^ (EACH * b'\\' as u64);
    (below(bytes, 0x20) | below(quote, 1) | below(backslash, 1)) != 0
}

const fn below(bytes: u64, n: u64) -> u64 {
    bytes.wrapping_sub(EACH * n) & !bytes & (EACH * 0x80)
}

/// One in each byte.
const EACH: u64 = u64::MAX / 255;

fn put_escape(json: &mut Vec<u8>, byte: u8) {
    let letter = match byte {
        b'"' | b'\\' => byte,
        0x08 => b'b',
        b'\t' => b't',
        b'\n' => b'n',
        0x0C => b'f',
        b'\r' => b'r',
        _ => {
            json.extend_from_slice(&[b'\\', b'u', b'0', b'0', digit(byte >> 4), digit(byte & 15)]);
            return;
        }
    };
    json.extend_from_slice(&[b'\\', letter]);
}
