//! What looks like a secret: a key, a token, a card number, the address of a person.
//!
//! One pass over the bytes, with a fixed state, so that a megabyte from a hostile page costs a megabyte's reading. In it are
//! looked for, in this order of how sure they are:
//!
//! 1. the beginnings by which issuers mark their keys ([`prefixes`]);
//! 2. numbers: nine digits on end (cards, phones, accounts), thirteen or more in groups as on a card or an IBAN, a phone
//!    number behind `+`; sixteen hex digits on end, or twenty-four with `-` and `:` in them (UUIDs, fingerprints);
//! 3. the address of a person, by its `@`;
//! 4. a stretch of letters and digits that no word has ([`Stretch`]): base64, base32, passwords from a generator.
//!
//! The first three are sure to be seen, the last is a matter of odds: of random texts of sixteen characters some pass, of
//! twenty-four nearly none. Escapes (`%41`) are undone first, also escaped escapes.
//!
//! A word that a person made up as a password is a word. So nothing here protects what stands where passwords stand; whoever
//! knows the place masks it without asking.

mod prefixes;

use std::borrow::Cow;

/// Whether something in it looks like a secret.
pub(super) fn looks_secret(text: &str) -> bool {
    let mut text = Cow::Borrowed(text);
    for _ in 0..ESCAPED_AT_MOST {
        if scan(text.as_bytes()) {
            return true;
        }
        match decoded(&text) {
            Some(plain) => text = Cow::Owned(plain),
            None => return false,
        }
    }
    // Nobody escapes an escaped escape but to hide something.
    true
}

/// Whether a label below a domain may be a message to who owns the domain. Hosts are in small letters, so half of what tells a
/// key from a word is gone; and a label that is masked in error costs less than a key that was sent by way of a name server.
pub(super) fn looks_sent(label: &str) -> bool {
    let is_long = |part: &str| part.len() >= 16 && part.bytes().any(|byte| byte.is_ascii_digit());
    if looks_secret(label) || label.split(['-', '_']).any(is_long) {
        return true;
    }
    let mut stretch = Stretch::default();
    let mut pairs = label.bytes().scan(b' ', |before, byte| Some((std::mem::replace(before, byte), byte)));
    pairs.any(|(before, byte)| {
        stretch.take(before, byte);
        stretch.weight >= ENOUGH_IN_LABEL && stretch.chars >= ENOUGH_CHARS_IN_LABEL
    })
}

/// The text with its escapes undone, if it has any.
pub(super) fn decoded(text: &str) -> Option<String> {
    let mut plain = Vec::new();
    let mut rest = text.as_bytes();
    let mut found = false;
    rest.contains(&b'%').then_some(())?;
    while let [first, behind @ ..] = rest {
        match escape(rest) {
            Some((byte, behind)) => {
                found = true;
                plain.push(byte);
                rest = behind;
            }
            None => {
                plain.push(*first);
                rest = behind;
            }
        }
    }
    found.then(|| String::from_utf8_lossy(&plain).into_owned())
}

fn escape(bytes: &[u8]) -> Option<(u8, &[u8])> {
    let [b'%', high, low, rest @ ..] = bytes else { return None };
    let digit = |byte: u8| char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    Some((digit(*high)? << 4 | digit(*low)?, rest))
}

fn scan(bytes: &[u8]) -> bool {
    // The shortest is `a@b.cd`.
    if bytes.len() < 6 {
        return false;
    }
    let (mut numbers, mut stretch) = (Numbers::default(), Stretch::default());
    let mut before = b' ';
    let mut rest = bytes;
    while let [byte, behind @ ..] = rest {
        let begins = !before.is_ascii_alphanumeric();
        if begins && prefixes::begins_key(rest)
            || numbers.take(before, *byte)
            || stretch.take(before, *byte)
            || *byte == b'@' && is_local_end(before) && begins_domain(behind)
        {
            return true;
        }
        (before, rest) = (*byte, behind);
    }
    false
}

/// Runs of digits.
#[derive(Default)]
struct Numbers {
    /// Decimal digits on end.
    digits: usize,
    /// Hex digits on end.
    hex: usize,
    /// Hex digits with hyphens and colons in them.
    parted: usize,
    /// Digits of the groups before this one.
    grouped: usize,
    /// Digits behind `+`, with what people write into phone numbers.
    phone: Option<usize>,
}

impl Numbers {
    fn take(&mut self, before: u8, byte: u8) -> bool {
        let (ends, is_digit, is_hex) = (self.digits, byte.is_ascii_digit(), byte.is_ascii_hexdigit());
        self.digits = if is_digit { ends + 1 } else { 0 };
        self.hex = if is_hex { self.hex + 1 } else { 0 };
        self.parted = match byte {
            _ if is_hex => self.parted + 1,
            b'-' | b':' => self.parted,
            _ => 0,
        };
        // A date has groups of two and of eight, neither of which cards or accounts have before their end.
        self.grouped = match byte {
            b' ' | b'-' | b'_' if (3..=7).contains(&ends) => self.grouped + ends,
            _ if is_digit => self.grouped,
            _ => 0,
        };
        self.phone = match byte {
            b'+' if !before.is_ascii_alphanumeric() => Some(0),
            _ if is_digit => self.phone.map(|digits| digits + 1),
            b' ' | b'-' | b'.' | b'/' | b'(' | b')' => self.phone,
            _ => None,
        };
        self.digits >= 9
            || self.hex >= 16
            || self.parted >= 24
            || self.digits <= 7 && self.grouped > 0 && self.grouped + self.digits >= 13
            || self.phone.is_some_and(|digits| digits >= 9)
    }
}

/// A stretch that no word has: where pairs of characters that words do not have outweigh those that they have.
///
/// A pair is odd where a digit meets a letter, a capital follows a small letter, or the two letters do not follow one another
/// in words ([`FOLLOWERS`], which holds 99 of 100 pairs of the words of some hundred manuals). Of a random text, seven pairs of
/// ten are odd; of a name with numbers and capitals, two. An odd pair counts for [`ODD`], another against; and a separator
/// counts against, of which names are full and keys are not. What falls below nothing begins anew, so a key is seen behind a
/// long name, too.
#[derive(Default)]
struct Stretch {
    weight: u32,
    chars: u32,
}

impl Stretch {
    fn take(&mut self, before: u8, byte: u8) -> bool {
        match byte {
            _ if byte.is_ascii_alphanumeric() => {
                self.chars += 1;
                if before.is_ascii_alphanumeric() {
                    self.weigh(before, byte);
                }
            }
            b'-' | b'_' | b'+' | b'/' | b'=' | b'~' => self.lighter(SEPARATOR),
            _ => *self = Self::default(),
        }
        self.weight >= ENOUGH && self.chars >= ENOUGH_CHARS
    }

    fn weigh(&mut self, before: u8, byte: u8) {
        match (before.is_ascii_digit(), byte.is_ascii_digit()) {
            (true, true) => {}
            _ if is_odd(before, byte) => self.weight += ODD,
            _ => self.lighter(1),
        }
    }

    fn lighter(&mut self, by: u32) {
        match self.weight.checked_sub(by) {
            Some(weight) if weight > 0 => self.weight = weight,
            _ => *self = Self { weight: 0, chars: 1 },
        }
    }
}

/// Whether words do not have these two letters or digits side by side.
fn is_odd(before: u8, byte: u8) -> bool {
    match (before.is_ascii_digit(), byte.is_ascii_digit()) {
        (true, true) => false,
        (false, false) => before.is_ascii_lowercase() && byte.is_ascii_uppercase() || !follows(before, byte),
        _ => true,
    }
}

/// Whether words have these two letters side by side.
fn follows(before: u8, byte: u8) -> bool {
    let number = |letter: u8| letter.to_ascii_lowercase().wrapping_sub(b'a');
    FOLLOWS.get(usize::from(number(before))).is_some_and(|row| row >> number(byte) & 1 == 1)
}

fn is_local_end(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'%' | b'+' | b'-' | b'"') || !byte.is_ascii()
}

/// Whether a domain stands there: names, a dot, and letters. A version does not (`lodash@4.17.21.tgz`), nor does the density of
/// an image (`icon@2x.png`).
fn begins_domain(bytes: &[u8]) -> bool {
    let is_in = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.') || !byte.is_ascii();
    let end = bytes.iter().position(|byte| !is_in(byte)).unwrap_or(bytes.len());
    let mut labels = bytes.get(..end).unwrap_or_default().split(|byte| *byte == b'.');
    let (first, second) = (labels.next().unwrap_or_default(), labels.next().unwrap_or_default());
    let is_number = |label: &[u8]| !label.is_empty() && label.iter().all(u8::is_ascii_digit);
    let is_density = matches!(first, [digit, b'x'] if digit.is_ascii_digit());
    let is_top = |label: &[u8]| label.len() >= 2 && label.iter().all(|byte| !byte.is_ascii_digit());
    let is_version = is_number(first) && is_number(second);
    !first.is_empty() && !is_density && !is_version && (is_top(second) || labels.any(is_top))
}

/// The letters that follow each letter in words, from `a`, as bits.
const FOLLOWS: [u32; 26] = bits();

const fn bits() -> [u32; 26] {
    let mut rows = [0; 26];
    let (mut row, mut rest) = (rows.as_mut_slice(), FOLLOWERS.as_slice());
    while let ([bits, rows @ ..], [letters, others @ ..]) = (row, rest) {
        let mut letters = letters.as_bytes();
        while let [letter, behind @ ..] = letters {
            *bits |= 1 << (*letter - b'a');
            letters = behind;
        }
        (row, rest) = (rows, others);
    }
    rows
}

const FOLLOWERS: [&str; 26] = [
    "bcdfgiklmnprstuvwxy",
    "aeijlmorsuy",
    "acehikloprstuy",
    "adegilmorsuy",
    "abcdefghilmnopqrstuvwxy",
    "aefilortuy",
    "aeghilnorsu",
    "aeimorstuy",
    "abcdefgklmnoprstvxz",
    "eosu",
    "aeins",
    "acdefgilopstuvwy",
    "abdegilmopsu",
    "acdefgiklmnopstuvy",
    "abcdefgijklmnoprstuvwx",
    "adehilmoprstuy",
    "u",
    "abcdefgiklmnoprstuvwy",
    "acehiklmnoprstuwy",
    "acdefhilmoprstuwy",
    "abcdefgilmnprstx",
    "aeio",
    "aehinors",
    "aceipt",
    "einopst",
    "aei",
];

/// What an odd pair counts for.
const ODD: u32 = 3;
/// What a separator counts against.
const SEPARATOR: u32 = 3;
/// The weight at which a stretch is taken for a secret, and how many letters and digits it must have.
const ENOUGH: u32 = 17;
const ENOUGH_CHARS: u32 = 12;
/// And those of a label.
const ENOUGH_IN_LABEL: u32 = 8;
const ENOUGH_CHARS_IN_LABEL: u32 = 9;
/// How many times a text is looked at before its escapes themselves are suspicious.
const ESCAPED_AT_MOST: usize = 4;
