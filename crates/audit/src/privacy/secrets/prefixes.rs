//! How issuers mark their keys, so that scanners find them.

use super::is_odd;

/// Whether a key begins here. The case of a mark does not count: hosts are in small letters, whatever was sent.
pub(super) fn begins_key(bytes: &[u8]) -> bool {
    let Some(first) = bytes.first().map(u8::to_ascii_lowercase) else { return false };
    if !first.is_ascii() || FIRSTS >> first & 1 == 0 {
        return false;
    }
    MARKS.iter().any(|(mark, form)| {
        mark.first() == Some(&first)
            && bytes.split_at_checked(mark.len()).is_some_and(|(start, rest)| {
                start.eq_ignore_ascii_case(mark)
                    && match form {
                        Form::Sure => true,
                        Form::Key => has_key_part(rest),
                        Form::Capitals => is_access_key(bytes),
                    }
            })
    })
}

/// What must follow a mark.
#[derive(Clone, Copy)]
enum Form {
    /// Nothing: no name begins so.
    Sure,
    /// Letters and digits on end that are no word: names begin so, too (`sk-SK.json`, `npm_cache`).
    Key,
    /// Of capitals and digits alone, twenty in all.
    Capitals,
}

/// A part of at least eight letters and digits, with a digit or a capital where a word has none; or parts that together are no
/// words, since separators belong to the alphabet of many keys.
fn has_key_part(rest: &[u8]) -> bool {
    let is_in = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
    let near = rest.get(..LONGEST).unwrap_or(rest);
    let end = near.iter().position(|byte| !is_in(byte)).unwrap_or(near.len());
    let key = near.get(..end).unwrap_or_default();
    // Without an extension, which is a word.
    let stem = key.split(|byte| *byte == b'.').next().unwrap_or_default();
    let pairs = || stem.windows(2).filter_map(|pair| <[u8; 2]>::try_from(pair).ok());
    let in_a_part = |[a, b]: &[u8; 2]| {
        a.is_ascii_alphanumeric() && b.is_ascii_alphanumeric() && !(a.is_ascii_digit() && b.is_ascii_digit())
    };
    let odd = pairs().filter(in_a_part).filter(|[a, b]| is_odd(*a, *b)).count();
    if odd >= 5 && 2 * odd >= pairs().filter(in_a_part).count() {
        return true;
    }
    let mut parts = key.split(|byte| !byte.is_ascii_alphanumeric());
    parts.any(|part| {
        let odd = part.iter().any(u8::is_ascii_digit)
            || part.windows(2).any(|pair| matches!(pair, [a, b] if a.is_ascii_lowercase() && b.is_ascii_uppercase()));
        part.len() >= 8 && odd
    })
}

fn is_access_key(bytes: &[u8]) -> bool {
    let near = bytes.get(..21).unwrap_or(bytes);
    let length = near.iter().position(|byte| !byte.is_ascii_alphanumeric()).unwrap_or(near.len());
    let key = near.get(..length).unwrap_or_default();
    let in_one_case = !key.iter().any(u8::is_ascii_lowercase) || !key.iter().any(u8::is_ascii_uppercase);
    length == 20 && in_one_case
}

/// How much of a key is looked at, so that a text of nothing but marks is read in linear time.
const LONGEST: usize = 64;

/// The bytes with which marks begin, as bits: most names begin with another.
const FIRSTS: u128 = {
    let (mut firsts, mut rest) = (0, MARKS);
    while let [(mark, _), others @ ..] = rest {
        if let [first, ..] = *mark {
            firsts |= 1 << *first;
        }
        rest = others;
    }
    firsts
};

/// In small letters.
const MARKS: &[(&[u8], Form)] = &[
    (b"-----begin", Form::Sure),
    (b"agpa", Form::Capitals),
    (b"aida", Form::Capitals),
    (b"aiza", Form::Key),
    (b"akia", Form::Capitals),
    (b"aroa", Form::Capitals),
    (b"asia", Form::Capitals),
    (b"dop_v1_", Form::Sure),
    (b"eyj", Form::Key),
    (b"gho_", Form::Key),
    (b"ghp_", Form::Key),
    (b"ghr_", Form::Key),
    (b"ghs_", Form::Key),
    (b"ghu_", Form::Key),
    (b"github_pat_", Form::Sure),
    (b"glpat-", Form::Sure),
    (b"hf_", Form::Key),
    (b"npm_", Form::Key),
    (b"pk_live_", Form::Sure),
    (b"pk_test_", Form::Sure),
    (b"pypi-", Form::Key),
    (b"rk_live_", Form::Sure),
    (b"sg.", Form::Key),
    (b"shpat_", Form::Sure),
    (b"sk-", Form::Key),
    (b"sk_live_", Form::Sure),
    (b"sk_test_", Form::Sure),
    (b"whsec_", Form::Sure),
    (b"xoxa-", Form::Sure),
    (b"xoxb-", Form::Sure),
    (b"xoxe-", Form::Sure),
    (b"xoxp-", Form::Sure),
    (b"xoxr-", Form::Sure),
    (b"xoxs-", Form::Sure),
    (b"ya29.", Form::Sure),
];
