use super::*;
use crate::testing::Dice;

fn read(raw: &str) -> Result<String, Code> {
    parse(raw, Short::Refused).map(|path| path.to_string()).map_err(Violation::code)
}

macro_rules! refused {
    ($($name:ident: $raw:expr => $code:ident;)*) => { $(
        #[test]
        fn $name() {
            let raw: &str = &$raw;
            assert_eq!(read(raw), Err(Code::$code), "{raw}");
        }
    )* };
}

macro_rules! taken {
    ($($name:ident: $raw:expr => $text:expr, names $names:expr, trailing $trailing:expr;)*) => { $(
        #[test]
        fn $name() {
            let raw: &str = &$raw;
            let path = parse(raw, Short::Refused).unwrap();
            assert_eq!((path.as_str(), path.has_trailing_separator()), ($text, $trailing));
            assert_eq!(path.components().collect::<Vec<_>>(), $names);
            // Reading it twice changes nothing.
            let again = parse(path.as_str(), Short::Refused).unwrap();
            assert_eq!((again.as_str(), again.components().count()), ($text, $names.len()));
        }
    )* };
}

taken! {
    backslashes: r"C:\Users\u" => "C:/Users/u", names ["C:", "Users", "u"], trailing false;
    slashes: "C:/Users/u" => "C:/Users/u", names ["C:", "Users", "u"], trailing false;
    mixed_separators: r"C:\Users/u\a" => "C:/Users/u/a", names ["C:", "Users", "u", "a"], trailing false;
    doubled_separators: r"C:\\Users//\u" => "C:/Users/u", names ["C:", "Users", "u"], trailing false;
    a_drive_is_a_capital: r"c:\a" => "C:/a", names ["C:", "a"], trailing false;
    the_root_of_a_drive: r"C:\" => "C:/", names ["C:"], trailing false;
    a_drive_is_no_scheme: "C://a" => "C:/a", names ["C:", "a"], trailing false;
    single_dots: r"C:\.\a\.\b" => "C:/a/b", names ["C:", "a", "b"], trailing false;
    trailing_separator: r"C:\a\" => "C:/a", names ["C:", "a"], trailing true;
    trailing_slash: r"C:\a/" => "C:/a", names ["C:", "a"], trailing true;
    trailing_dot_component: r"C:\a\." => "C:/a", names ["C:", "a"], trailing true;
    verbatim_drive: r"\\?\C:\a\b" => "C:/a/b", names ["C:", "a", "b"], trailing false;
    verbatim_small_drive: r"\\?\c:\a" => "C:/a", names ["C:", "a"], trailing false;
    verbatim_root: r"\\?\C:\" => "C:/", names ["C:"], trailing false;
    verbatim_trailing: r"\\?\C:\a\" => "C:/a", names ["C:", "a"], trailing true;
    share: r"\\server\share\a" => "//server/share/a", names ["//server/share", "a"], trailing false;
    share_with_slashes: "//server/share/a" => "//server/share/a", names ["//server/share", "a"], trailing false;
    the_root_of_a_share: r"\\server\share" => "//server/share", names ["//server/share"], trailing false;
    the_root_of_a_share_with_separator: r"\\server\share\" => "//server/share", names ["//server/share"], trailing false;
    admin_share: r"\\127.0.0.1\C$\a" => "//127.0.0.1/C$/a", names ["//127.0.0.1/C$", "a"], trailing false;
    leading_space: r"C:\ a" => "C:/ a", names ["C:", " a"], trailing false;
    leading_dot: r"C:\.ssh" => "C:/.ssh", names ["C:", ".ssh"], trailing false;
    percent_is_literal: r"C:\a%5Cb\%2e%2e" => "C:/a%5Cb/%2e%2e", names ["C:", "a%5Cb", "%2e%2e"], trailing false;
    a_tilde_alone: r"C:\~\a~\b~c" => "C:/~/a~/b~c", names ["C:", "~", "a~", "b~c"], trailing false;
    letters_after_a_tilde_and_digit: r"C:\a~1b" => "C:/a~1b", names ["C:", "a~1b"], trailing false;
    too_long_for_a_short_name: r"C:\report~2024.pdf" => "C:/report~2024.pdf", names ["C:", "report~2024.pdf"], trailing false;
    console_is_no_device: r"C:\console.txt" => "C:/console.txt", names ["C:", "console.txt"], trailing false;
    com_of_two_digits: r"C:\COM10" => "C:/COM10", names ["C:", "COM10"], trailing false;
    a_device_as_extension: r"C:\a.nul" => "C:/a.nul", names ["C:", "a.nul"], trailing false;
    full_width_letters: r"C:\ＮＵＬ" => "C:/ＮＵＬ", names ["C:", "ＮＵＬ"], trailing false;
    division_slash_is_a_character: "C:\\a\u{2215}b" => "C:/a\u{2215}b", names ["C:", "a\u{2215}b"], trailing false;
}

refused! {
    empty: "" => PathEmpty;
    nul_character: "C:\\a\0.txt" => PathControlCharacter;
    newline: "C:\\a\nb" => PathControlCharacter;
    right_to_left_override: "C:\\a\u{202e}fdp.exe" => PathControlCharacter;
    relative: r"app\a.txt" => PathRelative;
    relative_dot: r".\a.txt" => PathRelative;
    relative_with_stream: r"a:b\c" => PathDriveRelative;
    bare_drive: "C:" => PathDriveRelative;
    drive_relative_cve_2025_23084: "C:a.txt" => PathDriveRelative;
    drive_relative_parent: r"C:..\a" => PathDriveRelative;
    root_relative: r"\Users\u" => PathRootRelative;
    root_relative_slash: "/Users/u" => PathRootRelative;
    a_separator_alone: r"\" => PathRootRelative;
    a_digit_for_a_drive: r"1:\a" => PathDrive;
    a_letter_of_another_script_for_a_drive: "é:\\a" => PathDrive;
    file_url: "file:///C:/a" => PathUrl;
    http_url: "https://example.com/a" => PathUrl;
    parent: r"C:\a\..\b" => PathParentComponent;
    parent_with_slashes: r"C:/a/..\../b" => PathParentComponent;
    parent_and_space: r"C:\a\.. \b" => PathTrailingDot;
    three_dots: r"C:\a\...\b" => PathTrailingDot;
    verbatim_parent: r"\\?\C:\a\..\b" => PathParentComponent;
    verbatim_slash: r"\\?\C:\a/b" => PathVerbatim;
    verbatim_dot: r"\\?\C:\a\.\b" => PathVerbatim;
    verbatim_doubled: r"\\?\C:\a\\b" => PathVerbatim;
    verbatim_drive_relative: r"\\?\C:a" => PathVerbatim;
    verbatim_bare_drive: r"\\?\C:" => PathVerbatim;
    verbatim_share: r"\\?\UNC\server\share\a" => PathVerbatim;
    global_root: r"\\?\GLOBALROOT\Device\HarddiskVolume3\a" => PathVerbatim;
    volume_by_number: r"\\?\Volume{00000000-0000-0000-0000-000000000000}\a" => PathVerbatim;
    verbatim_pipe: r"\\?\pipe\docker_engine" => PathVerbatim;
    verbatim_nothing: r"\\?\" => PathVerbatim;
    verbatim_device: r"\\?\C:\NUL" => PathReservedName;
    verbatim_trailing_dot: r"\\?\C:\a." => PathTrailingDot;
    verbatim_stream: r"\\?\C:\a:b" => PathStream;
    verbatim_short_name: r"\\?\C:\PROGRA~1" => PathShortName;
    verbatim_with_slashes: "//?/C:/a" => PathDevice;
    verbatim_with_one_slash: r"\\?/C:\a" => PathDevice;
    device_drive: r"\\.\C:" => PathDevice;
    device_path: r"\\.\C:\a" => PathDevice;
    device_pipe: r"\\.\pipe\docker_engine" => PathDevice;
    device_with_slashes: "//./pipe/a" => PathDevice;
    device_share: r"\\.\UNC\server\share\x" => PathDevice;
    kernel_namespace_cve_2023_45283: r"\??\C:\a" => PathDevice;
    kernel_namespace_with_slashes: "/??/C:/a" => PathDevice;
    kernel_namespace_behind_a_separator: r"\\??\C:\a" => PathInvalidName;
    remote_pipe: r"\\server\pipe\a" => PathDevice;
    remote_ipc: r"\\server\IPC$\a" => PathDevice;
    remote_mailslot: r"\\server\MailSlot\a" => PathDevice;
    server_alone: r"\\server" => PathUnc;
    server_and_separator: r"\\server\" => PathUnc;
    no_server: r"\\\share\a" => PathUnc;
    two_separators: r"\\" => PathUnc;
    share_is_a_dot: r"\\server\.\a" => PathUnc;
    share_is_a_parent: r"\\server\..\a" => PathParentComponent;
    server_with_a_port: r"\\server:80\share\a" => PathStream;
    server_with_a_wildcard: r"\\*\share\a" => PathInvalidName;
    stream: r"C:\a.txt:evil.exe" => PathStream;
    data_stream: r"C:\a.txt::$DATA" => PathStream;
    directory_stream_cve_2019_1352: r"C:\secret::$INDEX_ALLOCATION\k" => PathStream;
    a_drive_within: r"C:\a\C:\Windows" => PathStream;
    a_drive_of_letters: r"CC:\a" => PathRelative;
    star: r"C:\a*" => PathInvalidName;
    question_mark: r"C:\a?" => PathInvalidName;
    less_is_a_star_to_the_kernel: r"C:\a<b" => PathInvalidName;
    greater: r"C:\a>b" => PathInvalidName;
    quote_is_a_dot_to_the_kernel: "C:\\a\"b" => PathInvalidName;
    pipe_character: r"C:\a|b" => PathInvalidName;
    trailing_dot: r"C:\secret.\k" => PathTrailingDot;
    trailing_space: r"C:\secret \k" => PathTrailingDot;
    trailing_dots_and_spaces: r"C:\secret. . .\k" => PathTrailingDot;
    trailing_dot_at_the_end: r"C:\a.txt." => PathTrailingDot;
    a_space_alone: r"C:\a\ \b" => PathTrailingDot;
    short_name: r"C:\PROGRA~1\a" => PathShortName;
    short_name_in_small_letters: r"C:\secret~1" => PathShortName;
    short_name_of_a_file: r"C:\LONGNA~2.TXT" => PathShortName;
    short_name_with_a_hash: r"C:\AB12CD~1" => PathShortName;
    short_name_git_cve_2019_1353: r"C:\git~1" => PathShortName;
    short_name_of_many: r"C:\A~999999" => PathShortName;
    a_name_of_256_units: format!("C:\\{}", "a".repeat(256)) => PathTooLong;
    a_name_of_128_pairs: format!("C:\\{}", "\u{1f600}".repeat(128)) => PathTooLong;
    a_megabyte: format!("C:\\{}", "a\\".repeat(524_288)) => PathTooLong;
    one_unit_too_long: format!("C:\\{}", "a\\".repeat(16_381) + "aa") => PathTooLong;
}

#[test]
fn the_longest_path_and_name_are_taken() {
    let raw = format!("C:\\{}", "a\\".repeat(16_381) + "a");
    assert_eq!(raw.len(), 32_766);
    assert!(read(&raw).is_ok());
    // Units, not bytes: 255 characters of three bytes, and 127 pairs with one more.
    assert!(read(&format!("C:\\{}", "語".repeat(255))).is_ok());
    assert!(read(&format!("C:\\{}a", "\u{1f600}".repeat(127))).is_ok());
}

#[test]
fn the_steps_come_in_their_order() {
    assert_eq!(read(&"\n".repeat(32_767)), Err(Code::PathTooLong));
    assert_eq!(read("\\\\.\\a\n"), Err(Code::PathControlCharacter));
    assert_eq!(read(r"\\.\C:\NUL"), Err(Code::PathDevice));
    assert_eq!(read(r"C:a\.."), Err(Code::PathDriveRelative));
}

/// What Windows' own reader does to a path, as std's documentation and Microsoft's tell it: nothing, to what was taken.
#[test]
fn what_is_taken_means_the_same_to_windows() {
    const PIECES: [&str; 34] = [
        "C:",
        "c:",
        "1:",
        "\\",
        "/",
        "\\",
        "\\\\",
        "\\\\?\\",
        "\\\\.\\",
        "\\??\\",
        "UNC",
        "GLOBALROOT",
        "server",
        "share",
        "..",
        ".",
        " ",
        ":",
        "*",
        "NUL",
        "com¹",
        "conin$",
        "a",
        "ab.txt",
        "~1",
        "PROGRA~1",
        "secret",
        "::$DATA",
        "?",
        "|",
        "é",
        "$",
        "a",
        "\\",
    ];
    let mut dice = Dice(41);
    let mut taken = 0;
    for _ in 0..100_000 {
        let start = *dice.pick(&["C:\\", "C:/", "\\\\server\\share\\", "\\\\?\\C:\\", "", ""]);
        let raw: String = std::iter::once(start).chain((0..=dice.below(6)).map(|_| *dice.pick(&PIECES))).collect();
        let Ok(path) = parse(&raw, Short::Refused) else { continue };
        taken += 1;
        assert_eq!(parse(path.as_str(), Short::Refused).as_ref().map(ValidPath::as_str), Ok(path.as_str()), "{raw}");
        let mut names = path.components();
        let anchor = names.next().unwrap();
        let mut bytes = anchor.bytes();
        let is_drive =
            anchor.len() == 2 && bytes.next().is_some_and(|b| b.is_ascii_uppercase()) && anchor.ends_with(':');
        let is_share = anchor.starts_with("//") && anchor.split('/').count() == 4;
        assert!(is_drive != is_share, "{raw}: {anchor}");
        for name in names {
            assert!(
                !name.is_empty() && !name.contains(['/', '\\', ':', '<', '>', '"', '|', '?', '*']),
                "{raw}: {name}"
            );
            assert!(!name.ends_with(['.', ' ']), "{raw}: {name}");
            let stem = name.split('.').next().unwrap().trim_end().to_uppercase();
            assert!(
                !["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$", "COM1", "LPT0", "COM¹"].contains(&&*stem),
                "{raw}"
            );
        }
    }
    assert!(taken > 10_000, "{taken}");
}

#[test]
fn roots_have_no_name_and_the_rest_has_the_last() {
    for root in [r"C:\", r"\\server\share", r"\\?\D:\"] {
        let path = parse(root, Short::Refused).unwrap();
        assert!(path.is_root() && path.name().is_none(), "{root}");
        let child = path.child("a", Platform::Windows).unwrap();
        assert!(!child.is_root() && child.starts_with(&path) && !path.starts_with(&child), "{root}");
        assert_eq!(child.name(), Some("a"));
    }
    let parsed = |raw| parse(raw, Short::Refused).unwrap();
    assert!(!parsed(r"\\server\share2\a").starts_with(&parsed(r"\\server\share")));
    assert!(!parsed(r"\\server\other\share").starts_with(&parsed(r"\\server\share")));
    assert!(parsed(r"\\server\share\a").is_on_a_share() && !parsed(r"C:\server\share").is_on_a_share());
}

#[test]
fn what_says_where_it_begins_gets_nothing_in_front() {
    for raw in [r"\a", "/a", "C:a", r"C:\a", "1:a", "file:///a", r"\\?\C:\a"] {
        assert!(is_anchored(raw), "{raw}");
    }
    for raw in ["a", r"a\b", "ab:c", ".", "é"] {
        assert!(!is_anchored(raw), "{raw}");
    }
}
