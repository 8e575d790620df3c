use std::collections::BTreeMap;

use serde::Serialize;

use super::put;

#[derive(Serialize)]
#[serde(tag = "type", rename_all = "kebab-case")]
enum Tagged<'a> {
    One(Fields<'a>),
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Fields<'a> {
    a_text: &'a str,
    no_text: Option<&'a str>,
    some: Option<Newtype<'a>>,
    words: Vec<&'a str>,
    nothing: Vec<u32>,
    number: u64,
    small: Box<[u32]>,
    variants: Vec<Is<'a>>,
    map: BTreeMap<&'a str, u64>,
    empty: BTreeMap<&'a str, bool>,
    flags: Vec<bool>,
}

#[derive(Serialize)]
struct Newtype<'a>(&'a str);

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
enum Is<'a> {
    Local,
    Remote(&'a str),
    Both { one: &'a str, other: u64 },
}

fn fields<'a>(a_text: &'a str, other: &'a str) -> Fields<'a> {
    Fields {
        a_text,
        no_text: None,
        some: Some(Newtype(other)),
        words: vec![other, a_text, ""],
        nothing: vec![],
        number: u64::MAX,
        small: [0, 1, u32::MAX].into(),
        variants: vec![Is::Local, Is::Remote(a_text)],
        map: BTreeMap::from([(a_text, 0), (other, 10)]),
        empty: BTreeMap::new(),
        flags: vec![true, false],
    }
}

#[track_caller]
fn same(value: &impl Serialize) {
    let mut ours = b"before".to_vec();
    put(&mut ours, value).unwrap();
    assert_eq!(String::from_utf8(ours).unwrap(), format!("before{}", serde_json::to_string(value).unwrap()));
}

#[test]
fn everything_that_lines_are_made_of_is_as_serde_json_has_it() {
    same(&Tagged::One(fields("text", "other")));
    same(&None::<&str>);
    same(&vec![(); 2]);
}

/// Each byte of ASCII at each place of a text of up to three times eight bytes, between letters and between bytes of UTF-8.
#[test]
fn each_character_at_each_place_is_as_serde_json_has_it() {
    for around in ["x", "\u{e9}", "\u{1F600}", "\"", "\u{7f}"] {
        for byte in (0..128_u8).map(char::from).chain(['\u{80}', '\u{a0}', '\u{2028}', '\u{10FFFF}']) {
            for before in 0..18 {
                let text = format!("{}{byte}{}", around.repeat(before), around.repeat(24 - before));
                same(&text);
            }
        }
    }
}

#[test]
fn texts_by_chance_are_as_serde_json_has_them() {
    let mut state = 1_u64;
    let mut random = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        state >> 33
    };
    let letters: Vec<char> = "a\"\\\n\u{0}\u{1f} \u{7f}\u{80}\u{ff}\u{2028}\u{1F600}".chars().collect();
    for _ in 0..20_000 {
        let mut text = || -> String {
            let length = random() % 40;
            (0..length)
                .map(|_| if random() % 4 > 0 { 'x' } else { letters[random() as usize % letters.len()] })
                .collect()
        };
        let (one, other) = (text(), text());
        same(&Tagged::One(fields(&one, &other)));
    }
}

#[test]
fn what_no_line_has_is_an_error() {
    let error = put(&mut Vec::new(), &1.5).unwrap_err();
    assert_eq!(error.to_string(), "no line has what `serialize_f64` writes");
    let error = put(&mut Vec::new(), &Is::Both { one: "a", other: 7 }).unwrap_err();
    assert_eq!(error.to_string(), "no line has what `serialize_struct_variant` writes");
    let error = put(&mut Vec::new(), &BTreeMap::from([(1_u64, 2_u64)])).unwrap_err();
    assert_eq!(error.to_string(), "no line has an object whose names are no texts");
}
