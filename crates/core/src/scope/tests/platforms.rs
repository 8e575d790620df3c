//! Verdicts by the rules of Windows and macOS, and what holds of every spelling of a path.

use caseless::default_case_fold_str;
use serde_json::{Value, json};
use unicode_normalization::UnicodeNormalization as _;

use super::*;
use crate::{code::Code, platform::Platform};

fn compile(platform: Platform, allow: Value, deny: Value) -> Scope {
    let (caller, bases) = (Caller::local("main", "main"), Bases::none());
    let raw = [entries(List::Allow, allow), entries(List::Deny, deny)].concat();
    Scope::compile(&raw, &Frame { platform, ..Frame::new(COMMAND, &caller, &bases) })
}

fn code(scope: &Scope, raw: &str) -> Code {
    match ValidPath::parse(raw, scope.platform()) {
        Ok(path) => decide(scope, Question::new(&path, READ, ARGUMENT)).code,
        Err(violation) => violation.code(),
    }
}

#[test]
fn a_share_is_reached_by_an_entry_that_names_it() {
    let scope = compile(Platform::Windows, json!(["C:/**", "D:/**", "//nas/home/**"]), json!([]));
    assert_eq!(code(&scope, r"\\nas\home\a"), Code::Allowed);
    assert_eq!(code(&scope, r"\\nas\home\.a"), Code::PathHidden);
    assert_eq!(code(&scope, r"\\nas\home"), Code::PathOutsideScope);
    assert_eq!(code(&scope, r"\\nas\other\a"), Code::PathNetwork);
    assert_eq!(code(&scope, r"\\localhost\C$\a"), Code::PathNetwork);
    assert_eq!(code(&scope, r"E:\a"), Code::PathOutsideScope);
    let none = compile(Platform::Windows, json!(["C:/a"]), json!([]));
    assert_eq!(code(&none, r"\\nas\home\a"), Code::PathNetwork);
}

#[test]
fn a_deny_of_windows_covers_each_spelling() {
    let scope = compile(Platform::Windows, json!(["C:/app/**"]), json!(["C:/app/Secret/**", "**/*.exe"]));
    for raw in [
        r"C:\app\secret\k",
        r"c:\APP\SECRET\k",
        r"\\?\C:\app\secret\k",
        "C:/app/./secret//k",
        "C:\\app\\sec\u{ad}ret\\k",
        "C:\\app\\ＳＥＣＲＥＴ\\k",
        r"C:\app\Secret\",
        r"C:\app\secret",
        r"C:\app\a.Exe",
        "C:\\app\\a.ex\u{200d}e",
    ] {
        assert_eq!(code(&scope, raw), Code::PathDenied, "{raw}");
    }
    for raw in [r"C:\app\secrets\k", r"C:\app\a.exe.txt", r"c:\App\A.TXT"] {
        assert_eq!(code(&scope, raw), Code::Allowed, "{raw}");
    }
}

#[test]
fn a_wildcard_of_macos_reaches_no_device_in_any_spelling() {
    let scope = compile(Platform::MacOs, json!([{ "path": "/**", "hidden": true }]), json!([]));
    for raw in ["/dev/disk0", "/DEV/disk0", "/Dev"] {
        assert_eq!(code(&scope, raw), Code::PathKernel, "{raw}");
    }
    let named = compile(Platform::MacOs, json!(["/dev/null"]), json!([]));
    assert_eq!(code(&named, "/dev/null"), Code::Allowed);
}

#[test]
fn an_allow_of_macos_is_compared_as_it_is_written() {
    let scope = compile(Platform::MacOs, json!(["/private/tmp/**", "/Users/u/**"]), json!([]));
    assert_eq!(code(&scope, "/private/tmp/a"), Code::Allowed);
    assert_eq!(code(&scope, "/tmp/a"), Code::PathOutsideScope);
    assert_eq!(code(&scope, "/System/Volumes/Data/Users/u/a"), Code::PathOutsideScope);
}

#[test]
fn a_drive_with_two_separators_is_no_url() {
    let scope = compile(Platform::Windows, json!(["C:/**"]), json!(["C://secret/**"]));
    assert_eq!(code(&scope, r"C:\secret\k"), Code::PathDenied);
    assert_eq!(scope.entries().count(), 2);
}

#[test]
fn a_renamed_link_disarms_a_deny_in_any_spelling() {
    let scope = compile(Platform::MacOs, json!(["/**"]), json!(["/private/var/Secret/**"]));
    let path = |raw| ValidPath::parse(raw, Platform::MacOs).unwrap();
    for raw in ["/var", "/private/var", "/VAR/secret", "/System/Volumes/Data/private/var/SECRET"] {
        assert!(scope.denies_through(&path(raw)), "{raw}");
    }
    assert!(!scope.denies_through(&path("/tmp")));
}

/// Another spelling of a path that some volume takes for the same.
fn respelled(dice: &mut Dice, raw: &str, platform: Platform) -> String {
    let each = |dice: &mut Dice, name: &str| -> String {
        match dice.below(9) {
            0 => name.to_uppercase(),
            1 => name.to_lowercase(),
            2 => name.nfd().collect(),
            3 => name.nfc().collect(),
            4 => name.chars().map(full_width).collect(),
            5 => default_case_fold_str(name),
            6 => name.chars().flat_map(|c| [c, '\u{200c}']).collect(),
            7 => name
                .chars()
                .map(|c| {
                    if c == 's' {
                        'ſ'
                    } else if c == 'k' {
                        '\u{212a}'
                    } else {
                        c
                    }
                })
                .collect(),
            _ => name.to_owned(),
        }
    };
    let names: Vec<String> =
        raw.split('/').map(|name| if name == "C:" { "c:".to_owned() } else { each(dice, name) }).collect();
    let text = names.join(if platform == Platform::Windows { "\\" } else { "//" });
    match (platform, dice.below(4)) {
        (Platform::Windows, 0) => format!(r"\\?\{}", text.replace("//", "/")),
        (Platform::MacOs, 0) => format!("/System/Volumes/Data{text}"),
        (Platform::MacOs, 1) if raw.starts_with("/etc") => format!("/private{text}"),
        _ => text,
    }
}

fn full_width(c: char) -> char {
    match c {
        'a'..='z' | 'A'..='Z' => char::from_u32(u32::from(c) + 0xfee0).unwrap_or(c),
        _ => c,
    }
}

#[test]
fn a_deny_that_covers_a_path_covers_every_spelling_of_it() {
    const NAMES: [&str; 10] = ["secret", "Café", "straße", "keys", "etc", "ﬁle.txt", "É", "a.Exe", "private", "Ⅷ"];
    const PARTS: [&str; 14] = [
        "secret", "CAFÉ", "strasse", "KEYS", "etc", "*", "**", "*.exe", "s*", "file.*", "[A-Z]*", "c?f?", "private",
        "*É*",
    ];
    let mut dice = Dice(51);
    let (mut covered, mut asked) = (0, 0);
    for _ in 0..1_000 {
        let platform = *dice.pick(&[Platform::Windows, Platform::MacOs]);
        let root = if platform == Platform::Windows { "C:" } else { "" };
        let spell = |dice: &mut Dice, parts: &[&str]| -> String {
            std::iter::once(root.to_owned())
                .chain((0..=dice.below(3)).map(|_| format!("/{}", dice.pick(parts))))
                .collect()
        };
        let allow = if root.is_empty() { "/**" } else { "C:/**" };
        let deny = spell(&mut dice, &PARTS);
        let scope = compile(platform, json!([allow]), json!([deny]));
        assert!(scope.faults().is_empty(), "{:?}", scope.faults());
        for _ in 0..8 {
            let raw = spell(&mut dice, &NAMES);
            asked += 1;
            if code(&scope, &raw) != Code::PathDenied {
                continue;
            }
            covered += 1;
            for _ in 0..6 {
                let other = respelled(&mut dice, &raw, platform);
                assert_ne!(code(&scope, &other), Code::Allowed, "{platform} {deny} covers {raw} and not {other:?}");
                // What the gate takes at all is denied, and not merely outside.
                if ValidPath::parse(&other, platform).is_ok() {
                    assert_eq!(code(&scope, &other), Code::PathDenied, "{platform} {deny} covers {raw}: {other:?}");
                }
            }
        }
    }
    assert!(covered > asked / 20, "{covered} of {asked}");
}

/// The allow list never takes a spelling that is another file somewhere.
#[test]
fn an_allow_takes_the_names_that_it_spells_and_their_case() {
    for platform in [Platform::Windows, Platform::MacOs] {
        let root = if platform == Platform::Windows { "C:" } else { "" };
        let scope = compile(platform, json!([format!("{root}/notes/Café/straße.md")]), json!([]));
        for name in ["/notes/Café/straße.md", "/NOTES/CAFÉ/STRAßE.MD", "/notes/café/straße.md"] {
            assert_eq!(code(&scope, &format!("{root}{name}")), Code::Allowed, "{name}");
        }
        for name in [
            "/notes/Cafe\u{301}/straße.md",
            "/notes/Café/strasse.md",
            "/notes/Café/ſtraße.md",
            "/ｎotes/Café/straße.md",
        ] {
            assert_eq!(code(&scope, &format!("{root}{name}")), Code::PathOutsideScope, "{name}");
        }
    }
}
