//! Ten thousand secrets, each planted in every place where a record has text from outside: none is shown, nor eight characters
//! of one.

use std::borrow::Cow;

use authority_core::{
    code::Code,
    record::{ASKED_CHARS, Record},
    validate::url::ValidUrl,
};

use super::{Privacy, Redactor, bases, record, redactor};

#[test]
fn no_planted_secret_is_shown() {
    let redactors = [Privacy::Template, Privacy::Full, Privacy::Hash].map(redactor);
    let mut chance = Chance(0x9e37_79b9_7f4a_7c15);
    let mut records = [record(None, ""), record(Some("url"), "")];
    let mut leaks = Vec::new();
    for round in 0..10_000 {
        let kind = KINDS[round % KINDS.len()];
        let secret = kind.make(&mut chance);
        for (place, plant) in PLACES.iter().enumerate() {
            // Each kind comes to each place some eighty times.
            if !(place + round / KINDS.len()).is_multiple_of(4) {
                continue;
            }
            let Some((is_url, fill)) = plant(kind, &secret) else { continue };
            let record = &mut records[usize::from(is_url)];
            clear(record);
            fill(record);
            for redactor in &redactors {
                if let Some(text) = leak(redactor, record, &secret) {
                    leaks.push(format!("{kind:?} {secret:?} at place {place}, {redactor:?}: {text:?}"));
                }
            }
        }
    }
    assert!(leaks.is_empty(), "{} leaks, as {:#?}", leaks.len(), leaks.get(..8).unwrap_or(&leaks));
}

/// If this test found nothing because it looks at nothing, it would find nothing here.
#[test]
fn what_is_planted_is_found_where_nothing_is_masked() {
    let open = Redactor::new(Privacy::Full, true, &bases(), super::KEY);
    let mut chance = Chance(1);
    let mut records = [record(None, ""), record(Some("url"), "")];
    for kind in KINDS {
        let secret = kind.make(&mut chance);
        for plant in PLACES {
            let Some((is_url, fill)) = plant(*kind, &secret) else { continue };
            let record = &mut records[usize::from(is_url)];
            clear(record);
            fill(record);
            assert!(leak(&open, record, &secret).is_some(), "{kind:?} {secret:?} {record:?}");
        }
    }
}

fn clear(record: &mut Record) {
    (record.resource, record.asked, record.difference, record.fault) = (None, None, None, None);
    (record.field, record.code) = (None, Code::UrlOutsideScope);
}

/// The first text that has a piece of the secret in it, in any case: hosts are in small letters.
fn leak(redactor: &Redactor, record: &Record, secret: &str) -> Option<String> {
    let shown = redactor.shown(record);
    let secret = secret.to_lowercase();
    let texts = [shown.resource, shown.asked, shown.difference, shown.fault, shown.field];
    texts.into_iter().flatten().map(Cow::into_owned).find(|text| {
        let small = text.to_lowercase();
        let plain = super::super::secrets::decoded(&small);
        // Eight characters on end of the text, looked up in the secret: nearly all texts are short.
        [Some(small), plain].into_iter().flatten().any(|text| {
            let piece = |start| text.get(start..start + 8).is_some_and(|piece| secret.contains(piece));
            (0..text.len()).any(piece)
        })
    })
}

type Fill = Box<dyn FnOnce(&mut Record)>;
type Plant = fn(Kind, &str) -> Option<(bool, Fill)>;

/// Where a secret is planted. A password that is no more than a word is planted where passwords stand.
const PLACES: &[Plant] = &[
    |kind, s| path(kind, &format!("/home/anna/{s}/letter.pdf"), s),
    |kind, s| path(kind, &format!("/home/anna/Documents/{s}"), s),
    |kind, s| path(kind, &format!("/home/anna/Documents/a letter with {s} in it.txt"), s),
    |kind, s| path(kind, &format!("/srv/letter.{s}"), s),
    |kind, s| path(kind, &format!("/srv/{s}.json"), s),
    |kind, s| path(kind, &format!("/home/anna/.local/share/com.example.notes/{s}/x.db"), s),
    |kind, s| path(kind, &format!("/home/anna/.local/share/com.example.notes/my-{s}.json"), s),
    |kind, s| path(kind, &format!("/usr/lib/notes/note.{s}"), s),
    |kind, s| path(kind, &format!("C:/Users/Anna/{s}.txt"), s),
    |kind, s| url(kind, &format!("https://example.com/v1/{}/x", escaped(s)), s),
    |kind, s| url(kind, &format!("https://example.com/v1/{}.json", escaped(s)), s),
    |_, s| url(Kind::Any, &format!("https://example.com/v1?page=2&token={}&x", escaped(s)), s),
    |_, s| url(Kind::Any, &format!("https://example.com/v1?{}", escaped(s)), s),
    |kind, s| url(kind, &format!("https://example.com/v1?{}=1", escaped(s)), s),
    |_, s| raw_url(&format!("https://example.com/v1?a={s}")),
    |_, s| raw_url(&format!("https://example.com/v1#{s}")),
    |_, s| raw_url(&format!("https://anna:{}@example.com/", escaped(s))),
    |_, s| raw_url(&format!("https://{}:x@example.com/", escaped(s))),
    |_, s| raw_url(&format!("https://anna:{}@example.com/", s.replace('/', "!"))),
    |_, s| raw_url(&format!("mailto:{s}@example.com")),
    |kind, s| host(kind, &format!("https://{s}.example.com/"), s),
    |kind, s| host(kind, &format!("https://a.{s}.example.com:8443/x?y"), s),
    |kind, s| asked(true, kind, format!("https:/example.com/{s}/x")),
    |kind, s| asked(true, kind, format!("https://example.com\\{s}")),
    |_, s| asked(true, Kind::Any, format!("https://anna:{s}@ex ample.com/")),
    |_, s| asked(true, Kind::Any, format!("//anna:{s}@example.com/")),
    |_, s| asked(true, Kind::Any, format!("https:anna:{s}@example.com")),
    |_, s| asked(true, Kind::Any, format!("https://{s}@example.com?x")),
    |_, s| asked(true, Kind::Any, format!("ht tps://example.com?k={s}")),
    |_, s| asked(true, Kind::Any, format!("example.com/x?{s}")),
    |_, s| asked(true, Kind::Any, format!("example.com/x#{s}")),
    |_, s| asked(true, Kind::Any, format!("example.com/x%3Fk%3D{s}")),
    |_, s| asked(false, Kind::Any, format!("https://anna%3A{s}%40example.com/")),
    |_, s| asked(false, Kind::Any, format!("https://anna:{s}@example.com/")),
    |_, s| asked(false, Kind::Any, format!("https://anna:{s}{}@example.com/", "x".repeat(ASKED_CHARS))),
    |kind, s| asked(false, kind, format!("/home/anna/{s}/../x")),
    |kind, s| asked(false, kind, format!("{}/{}", "/home".repeat(ASKED_CHARS / 5 - 3), s.replace('/', "-"))),
    |kind, s| fault(kind, format!("invalid type: string \"{s}\", expected u32")),
    |_, s| fault(Kind::Any, format!("the header `authorization: Basic {s}` is not taken")),
    |_, s| fault(Kind::Any, format!("it sent Bearer {s}")),
    |_, s| fault(Kind::Any, format!("error for url (https://anna:{s}@example.com/x): refused")),
    |_, s| fault(Kind::Any, format!("error for url (https://example.com/x?token={s}): refused")),
    |kind, s| Some((false, field(kind, s)?)),
    |kind, s| difference(kind, "https://example.com/a", s),
    |_, s| difference(Kind::Any, &format!("https://example.com/a?{s}"), s),
    |_, s| difference(Kind::Any, &format!("https://example.com/a?k={s}"), &format!("k={s}")),
];

fn path(kind: Kind, text: &str, name: &str) -> Option<(bool, Fill)> {
    let (text, name) = (text.to_owned(), name.to_owned());
    kind.shows_itself(&name, &['/']).then(|| -> (bool, Fill) {
        let fill = move |record: &mut Record| {
            record.difference = text.split('/').find(|part| part.contains(&name)).map(str::to_owned);
            record.resource = Some(text);
        };
        (false, Box::new(fill))
    })
}

/// As the gate lets it through, where it does.
fn url(kind: Kind, text: &str, secret: &str) -> Option<(bool, Fill)> {
    let text = kind.shows_itself(secret, &[]).then(|| ValidUrl::parse(text).ok())??.shown();
    // The parser may have taken it for separators.
    let plain = super::super::secrets::decoded(&text).unwrap_or_else(|| text.clone());
    plain.to_lowercase().contains(&secret.to_lowercase()).then(|| raw_url(&text))?
}

fn host(kind: Kind, text: &str, secret: &str) -> Option<(bool, Fill)> {
    if secret.contains('/') { None } else { url(kind, text, secret) }
}

fn raw_url(text: &str) -> Option<(bool, Fill)> {
    let text = text.to_owned();
    Some((true, Box::new(move |record| record.resource = Some(text))))
}

fn asked(is_url: bool, kind: Kind, text: String) -> Option<(bool, Fill)> {
    let fill = move |record: &mut Record| record.asked = Some(text.chars().take(ASKED_CHARS).collect());
    kind.shows_itself("", &[]).then_some((is_url, Box::new(fill)))
}

fn fault(kind: Kind, text: String) -> Option<(bool, Fill)> {
    let fill = move |record: &mut Record| (record.code, record.fault) = (Code::ArgumentType, Some(text));
    kind.shows_itself("", &[]).then_some((true, Box::new(fill)))
}

fn field(kind: Kind, secret: &str) -> Option<Fill> {
    let field = format!("headers[{secret}].value");
    kind.shows_itself("", &[]).then(|| -> Fill { Box::new(move |record| record.field = Some(field)) })
}

fn difference(kind: Kind, url: &str, part: &str) -> Option<(bool, Fill)> {
    let (url, part) = (url.to_owned(), part.to_owned());
    let fill = move |record: &mut Record| (record.resource, record.difference) = (Some(url), Some(part));
    kind.shows_itself("", &[]).then_some((true, Box::new(fill)))
}

fn escaped(text: &str) -> String {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~' | b'!');
    text.bytes()
        .map(|byte| if is_plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") })
        .collect()
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Marked(&'static str, usize, &'static str),
    Jwt,
    Uuid,
    Hex(usize),
    Base64(&'static str),
    Password,
    Mail,
    Card(&'static str),
    /// One that stands where a secret is masked whatever it looks like.
    Any,
}

impl Kind {
    /// Whether it is to be masked by its look, and is no name of several (base64 with `/`, where names are shown).
    fn shows_itself(self, secret: &str, separators: &[char]) -> bool {
        self != Self::Password && !secret.contains(separators)
    }

    fn make(self, chance: &mut Chance) -> String {
        match self {
            Self::Marked(mark, length, of) => format!("{mark}{}", chance.text(length, of)),
            Self::Jwt => {
                let [payload, signature] = [40, 43].map(|length| chance.text(length, URL64));
                format!("eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJ{payload}.{signature}")
            }
            Self::Uuid => [8, 4, 4, 4, 12].map(|length| chance.text(length, HEX)).join("-"),
            Self::Hex(length) => chance.text(length, HEX),
            Self::Base64(of) => {
                let length = 24 + chance.below(65);
                chance.text(length, of)
            }
            Self::Password => format!("hunter{}!{}", chance.below(10), chance.text(2, BASE62)),
            Self::Mail => format!("{}.{}@inbox.test", chance.text(5, "abcdefgh"), chance.text(6, "klmnop")),
            Self::Card(separator) => {
                let [a, b, c] = [4, 4, 4].map(|length| chance.text(length, DIGITS));
                ["4111", &a, &b, &c].join(separator)
            }
            Self::Any => unreachable!(),
        }
    }
}

/// A xorshift generator: the same secrets each time.
struct Chance(u64);

impl Chance {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 32) as usize % bound
    }

    fn text(&mut self, length: usize, of: &str) -> String {
        (0..length).map(|_| char::from(of.as_bytes()[self.below(of.len())])).collect()
    }
}

const DIGITS: &str = "0123456789";
const HEX: &str = "0123456789abcdef";
const BASE32: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const BASE62: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
const BASE64: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const URL64: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

const KINDS: &[Kind] = &[
    Kind::Marked("sk-", 48, BASE62),
    Kind::Marked("sk-proj-", 40, URL64),
    Kind::Marked("sk_live_", 24, BASE62),
    Kind::Marked("ghp_", 36, BASE62),
    Kind::Marked("gho_", 36, BASE62),
    Kind::Marked("github_pat_", 59, BASE62),
    Kind::Marked("glpat-", 20, URL64),
    Kind::Marked("xoxb-", 24, DIGITS),
    Kind::Marked("xoxp-", 30, BASE62),
    Kind::Marked("AKIA", 16, BASE32),
    Kind::Marked("ASIA", 16, BASE32),
    Kind::Marked("AIza", 35, URL64),
    Kind::Marked("ya29.", 60, URL64),
    Kind::Marked("npm_", 36, BASE62),
    Kind::Marked("pypi-", 60, URL64),
    Kind::Marked("hf_", 34, BASE62),
    Kind::Marked("dop_v1_", 64, HEX),
    Kind::Marked("SG.", 22, URL64),
    Kind::Marked("-----BEGIN KEY", 20, BASE62),
    Kind::Jwt,
    Kind::Uuid,
    Kind::Hex(32),
    Kind::Hex(40),
    Kind::Hex(64),
    Kind::Base64(BASE64),
    Kind::Base64(URL64),
    Kind::Base64(BASE32),
    Kind::Password,
    Kind::Mail,
    Kind::Card(""),
    Kind::Card(" "),
    Kind::Card("-"),
];
