mod sweep;

use super::*;

macro_rules! refused {
    ($($name:ident: $raw:expr => $code:ident;)*) => { $(
        #[test]
        fn $name() {
            let raw: &str = &$raw;
            assert_eq!(ValidPath::parse(raw, Platform::Linux).map_err(Violation::code), Err(Code::$code));
        }
    )* };
}

macro_rules! taken {
    ($($name:ident: $raw:expr => $text:expr, trailing $trailing:expr;)*) => { $(
        #[test]
        fn $name() {
            let path = ValidPath::parse($raw, Platform::Linux).unwrap();
            assert_eq!((path.as_str(), path.has_trailing_separator()), ($text, $trailing));
            // Reading it twice changes nothing.
            assert_eq!(ValidPath::parse(path.as_str(), Platform::Linux).unwrap().as_str(), $text);
        }
    )* };
}

refused! {
    empty: "" => PathEmpty;
    a_megabyte: format!("/{}", "a/".repeat(524_288)) => PathTooLong;
    one_byte_too_long: format!("/{}", "a/".repeat(2_047) + "a") => PathTooLong;
    a_name_of_256_bytes: format!("/{}", "a".repeat(256)) => PathTooLong;
    a_name_of_128_two_byte_characters: format!("/{}", "é".repeat(128)) => PathTooLong;
    nul_ends_names_early: "/a\0.txt" => PathControlCharacter;
    newline_forges_a_log_line: "/a\nb" => PathControlCharacter;
    escape_cve_2023_22499: "/a\u{1b}[2Jb" => PathControlCharacter;
    c1_control: "/a\u{85}b" => PathControlCharacter;
    delete_character: "/a\u{7f}b" => PathControlCharacter;
    right_to_left_override: "/a\u{202e}gpj.exe" => PathControlCharacter;
    isolate: "/a\u{2066}b" => PathControlCharacter;
    arabic_letter_mark: "/a\u{61c}b" => PathControlCharacter;
    left_to_right_mark: "/a\u{200e}b" => PathControlCharacter;
    line_separator: "/a\u{2028}b" => PathControlCharacter;
    paragraph_separator: "/a\u{2029}b" => PathControlCharacter;
    parent: "/a/../b" => PathParentComponent;
    parent_at_end_cve_2025_22873: "/a/../" => PathParentComponent;
    parent_alone: "/.." => PathParentComponent;
    relative: "a.txt" => PathRelative;
    relative_dot: "./a.txt" => PathRelative;
    tilde_is_not_expanded: "~/a.txt" => PathRelative;
    variable_is_not_expanded: "$HOME/a.txt" => PathRelative;
    windows_drive_is_relative_here: "C:\\a" => PathRelative;
    file_url: "file:///a.txt" => PathUrl;
    content_url: "content://x/y" => PathUrl;
}

taken! {
    plain: "/a/b.txt" => "/a/b.txt", trailing false;
    root: "/" => "/", trailing false;
    many_roots: "///" => "/", trailing false;
    single_dots: "/./a/././b" => "/a/b", trailing false;
    trailing_separator: "/a/" => "/a", trailing true;
    trailing_dot: "/a/." => "/a", trailing true;
    doubled_separators: "/a//b" => "/a/b", trailing false;
    percent_is_literal: "/a/%2e%2e/x" => "/a/%2e%2e/x", trailing false;
    glob_characters_are_literal: "/a/*" => "/a/*", trailing false;
    three_dots_are_a_name: "/a/.../b" => "/a/.../b", trailing false;
    backslash_is_a_name: "/a/..\\..\\etc" => "/a/..\\..\\etc", trailing false;
    scheme_later_is_a_name: "/a/file://b" => "/a/file:/b", trailing false;
}

#[test]
fn longest_path_is_taken() {
    let raw = format!("/{}", "a/".repeat(2_046) + "aa");
    assert_eq!(raw.len(), MAX_PATH_BYTES);
    assert!(ValidPath::parse(&raw, Platform::Linux).is_ok());
}

#[test]
fn platforms_without_rules_refuse_every_path() {
    for platform in [Platform::Android, Platform::Ios, Platform::Other] {
        for raw in ["/a", "C:\\a", "", "a", "https://a"] {
            let code = ValidPath::parse(raw, platform).map_err(Violation::code);
            assert_eq!(code, Err(Code::PathUnsupportedPlatform), "{platform} {raw}");
        }
    }
}

#[test]
fn what_mobile_apps_are_handed_instead_of_paths_has_codes_of_its_own() {
    let code = |raw, platform| ValidPath::parse(raw, platform).map_err(Violation::code);
    for raw in ["content://com.android.providers.media.documents/document/1", "CONTENT://x"] {
        assert_eq!(code(raw, Platform::Android), Err(Code::PathContentUri), "{raw}");
        assert_eq!(code(raw, Platform::Ios), Err(Code::PathUnsupportedPlatform), "{raw}");
        assert_eq!(code(raw, Platform::MacOs), Err(Code::PathUrl), "{raw}");
    }
    let scoped = "file:///private/var/mobile/Containers/a.txt";
    assert_eq!(code(scoped, Platform::Ios), Err(Code::PathSecurityScoped));
    assert_eq!(code(scoped, Platform::Android), Err(Code::PathUnsupportedPlatform));
}

#[test]
fn a_child_is_one_name() {
    for (platform, root, dir) in [(Platform::Linux, "/", "/a/b"), (Platform::Windows, "C:\\", "//s/d/a")] {
        for parent in [root, dir] {
            let parent = ValidPath::parse(parent, platform).unwrap();
            let child = parent.child("x.txt", platform).unwrap();
            assert_eq!(child, ValidPath::parse(&format!("{parent}/x.txt"), platform).unwrap());
            assert_eq!((child.name(), child.components().count()), (Some("x.txt"), parent.components().count() + 1));
            for (name, code) in [
                ("", Code::PathEmpty),
                (".", Code::PathParentComponent),
                ("..", Code::PathParentComponent),
                ("a/b", Code::PathInvalidName),
                ("a\n", Code::PathControlCharacter),
            ] {
                assert_eq!(parent.child(name, platform).map_err(Violation::code), Err(code), "{parent} {name:?}");
            }
        }
    }
    let parent = ValidPath::parse("C:/a", Platform::Windows).unwrap();
    for (name, code) in [
        ("a\\b", Code::PathInvalidName),
        ("a:b", Code::PathStream),
        ("NUL", Code::PathReservedName),
        ("a.", Code::PathTrailingDot),
        ("A~1", Code::PathShortName),
    ] {
        assert_eq!(parent.child(name, Platform::Windows).map_err(Violation::code), Err(code), "{name}");
    }
    let deep = ValidPath::parse(&format!("/{}", "a/".repeat(2_046) + "a"), Platform::Linux).unwrap();
    assert_eq!(deep.child("aa", Platform::Linux).map_err(Violation::code), Err(Code::PathTooLong));
}

#[test]
fn below_a_base_a_relative_path_joins_and_an_absolute_one_stands_for_itself() {
    let base = ValidPath::parse("/home/u/Documents", Platform::Linux).unwrap();
    let below = |raw| {
        ValidPath::parse_below(&base, raw, Platform::Linux)
            .map(|path| path.as_str().to_owned())
            .map_err(Violation::code)
    };
    assert_eq!(below("notes/a.md").as_deref(), Ok("/home/u/Documents/notes/a.md"));
    assert_eq!(below("/etc/passwd").as_deref(), Ok("/etc/passwd"));
    assert_eq!(below("$HOME/x").as_deref(), Ok("/home/u/Documents/$HOME/x"));
    assert_eq!(below("../x").as_deref(), Err(&Code::PathParentComponent));
    assert_eq!(below("").as_deref(), Err(&Code::PathEmpty));
    assert_eq!(below("file:///etc/passwd").as_deref(), Err(&Code::PathUrl));
}
