use super::{
    super::{MAX_NAME_BYTES, MAX_PATH_BYTES, is_control},
    *,
};

fn refusal(raw: &str) -> Option<Code> {
    parse(raw, Platform::Linux).map_err(Violation::code).err()
}

#[test]
fn a_scheme_begins_with_a_letter_and_has_few_other_characters() {
    for url in ["a://", "svn+ssh://x", "x-y.z9://", "HTTPS://x", "file:///etc"] {
        assert!(has_scheme(url), "{url}");
        assert_eq!(refusal(url), Some(Code::PathUrl), "{url}");
    }
    for other in ["://x", "1a://x", "+a://x", "a b://x", "a_b://x", "a/b://x", "é://x", "*://x", "a:/x", "a:x"] {
        assert!(!has_scheme(other), "{other}");
        assert_eq!(refusal(other), Some(Code::PathRelative), "{other}");
    }
}

#[test]
fn every_control_character_is_refused_and_its_neighbours_are_names() {
    let refused = ('\0'..=char::MAX).filter(|c| is_control(*c)).map(u32::from).collect::<Vec<_>>();
    let expected = (0..0x20)
        .chain(0x7f..0xa0)
        .chain([0x61c, 0x200e, 0x200f])
        .chain(0x2028..=0x202e)
        .chain(0x2066..=0x2069)
        .collect::<Vec<_>>();
    assert_eq!(refused, expected);
    for c in expected.into_iter().filter_map(char::from_u32) {
        assert_eq!(refusal(&format!("/a{c}b")), Some(Code::PathControlCharacter), "{c:?}");
    }
}

#[test]
fn a_name_of_255_bytes_is_taken() {
    assert_eq!(refusal(&format!("/{}", "a".repeat(MAX_NAME_BYTES))), None);
    assert_eq!(refusal(&format!("/{}", "a".repeat(MAX_NAME_BYTES + 1))), Some(Code::PathTooLong));
}

/// The cheapest check comes first, and what forges lines is told before what is merely malformed.
#[test]
fn the_steps_come_in_their_order() {
    assert_eq!(refusal(&"\n".repeat(MAX_PATH_BYTES + 1)), Some(Code::PathTooLong));
    assert_eq!(refusal("a\n"), Some(Code::PathControlCharacter));
    assert_eq!(refusal("a://\n"), Some(Code::PathControlCharacter));
    assert_eq!(refusal("a/.."), Some(Code::PathRelative));
}
