use super::*;

#[test]
fn short_names_are_told_from_others() {
    for name in ["PROGRA~1", "a~1", "A~1.TXT", "AB12CD~1.JS", "X~12345", "ÄÖÜ~1", "a~0", "TEXT~10.C", "a~1."] {
        assert!(is_short(name), "{name}");
    }
    for name in [
        "~1",
        "a~",
        "a~b",
        "a~1b",
        "a.b~1",
        "abcdefg~1",
        "a~1.text",
        "a~1.b.c",
        "report~2024",
        "~",
        "",
        "a1",
        "a~1.~2~x",
        "a.~1~",
    ] {
        assert!(!is_short(name), "{name}");
    }
}

#[test]
fn units_are_counted_only_as_far_as_they_matter() {
    for (text, units) in [("", 0), ("abc", 3), ("é", 1), ("語", 1), ("\u{1f600}", 2), ("a\u{1f600}語", 4)] {
        for most in 0..6 {
            assert_eq!(more_units_than(most, text), units > most, "{text} {most}");
        }
    }
}

#[test]
fn names_of_255_units_are_taken_where_units_count_and_of_255_bytes_where_bytes_do() {
    for (platform, name, taken) in [
        (Platform::Linux, "a".repeat(255), true),
        (Platform::Linux, "é".repeat(128), false),
        (Platform::MacOs, "a".repeat(256), false),
        (Platform::MacOs, "語".repeat(255), true),
        (Platform::MacOs, "語".repeat(256), false),
        (Platform::MacOs, "\u{1f600}".repeat(128), false),
        (Platform::Windows, "語".repeat(255), true),
        (Platform::Windows, "語".repeat(256), false),
    ] {
        assert_eq!(check(&name, platform).is_ok(), taken, "{platform} {}", name.len());
    }
}
