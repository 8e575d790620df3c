use super::*;

fn refusal(name: &str) -> Option<Code> {
    keeps(name).map_err(Violation::code).err()
}

#[test]
fn every_device_is_refused_in_every_form() {
    let numbered =
        ["COM", "LPT"].iter().flat_map(|device| "0123456789¹²³".chars().map(move |digit| format!("{device}{digit}")));
    for device in DEVICES.map(str::to_owned).into_iter().chain(numbered) {
        for form in ["", ".", ".txt", ".tar.gz", " ", "  .txt", " . ", ":stream", " :x", "::$DATA"] {
            for name in [format!("{device}{form}"), format!("{}{form}", device.to_lowercase())] {
                assert_eq!(refusal(&name), Some(Code::PathReservedName), "{name:?}");
            }
        }
    }
}

#[test]
fn what_only_begins_or_ends_like_a_device_is_a_name() {
    for name in [
        "CONSOLE",
        "CO",
        "COM",
        "LPT",
        "COM10",
        "COM¼",
        "COM⁴",
        "COMA",
        "XCOM1",
        "NULL",
        "CON1",
        "AUXILIARY",
        "a.CON",
        "_NUL",
        " NUL",
        "CONIN",
        "CONIN$x",
        "CLOCK$",
        "COM1a",
        "COM-1",
        "\u{a0}NUL",
        "NUL\u{a0}",
    ] {
        assert_eq!(refusal(name), None, "{name:?}");
    }
}

#[test]
fn other_spaces_and_dots_are_kept() {
    for name in ["a\u{a0}", "a\u{3000}", "a…", "a．", "a b", "a.b", " a", ".a"] {
        assert_eq!(refusal(name), None, "{name:?}");
    }
    for name in ["a.", "a ", ".", "..", "...", " ", "a. ", "a .", "a.."] {
        assert_eq!(refusal(name), Some(Code::PathTrailingDot), "{name:?}");
    }
}

#[test]
fn each_reserved_character_is_refused_anywhere() {
    for c in ['<', '>', '"', '|', '?', '*'] {
        for name in [format!("{c}a"), format!("a{c}b"), format!("a{c}")] {
            assert_eq!(refusal(&name), Some(Code::PathInvalidName), "{name}");
        }
    }
    for c in
        ['!', '#', '$', '%', '&', '\'', '(', ')', '+', ',', '-', ';', '=', '@', '[', ']', '^', '_', '`', '{', '}', '~']
    {
        assert_eq!(refusal(&format!("a{c}b")), None, "{c}");
    }
}
