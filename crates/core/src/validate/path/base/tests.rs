use super::*;

fn base(raw: &str) -> ValidPath {
    ValidPath::parse_base(raw, Platform::Windows).unwrap()
}

fn among(bases: &[&str], raw: &str) -> Result<String, Code> {
    let bases: Vec<_> = bases.iter().map(|raw| base(raw)).collect();
    ValidPath::parse_among(&bases, raw, Platform::Windows).map(|path| path.to_string()).map_err(Violation::code)
}

const TEMP: &str = r"C:\Users\RUNNER~1\AppData\Local\Temp";

#[test]
fn a_base_may_be_short_and_lie_on_a_share() {
    for (raw, text) in [
        (TEMP, "C:/Users/RUNNER~1/AppData/Local/Temp"),
        (r"\\nas\home$\u\Documents", "//nas/home$/u/Documents"),
        (r"\\?\UNC\nas\home\u", "//nas/home/u"),
        (r"\\?\C:\Users\u", "C:/Users/u"),
    ] {
        assert_eq!(base(raw).as_str(), text);
    }
}

#[test]
fn a_base_is_held_to_all_other_rules() {
    for (raw, code) in [
        (r"C:\Users\u\..\x", Code::PathParentComponent),
        (r"C:\Users\NUL", Code::PathReservedName),
        (r"\\.\C:\Users", Code::PathDevice),
        (r"\\?\UNC\nas\home/u", Code::PathVerbatim),
        (r"\\?\UNC\nas", Code::PathUnc),
        (r"Users\u", Code::PathRelative),
    ] {
        assert_eq!(ValidPath::parse_base(raw, Platform::Windows).map_err(Violation::code), Err(code), "{raw}");
    }
    assert_eq!(ValidPath::parse_base("a", Platform::Linux).map_err(Violation::code), Err(Code::PathRelative));
}

#[test]
fn a_path_may_begin_as_a_base_does_and_be_short_nowhere_else() {
    assert_eq!(among(&[TEMP], r"C:\Users\RUNNER~1\AppData\Local\Temp\a.txt").unwrap(), format!("{}/a.txt", base(TEMP)));
    assert!(among(&[TEMP], r"c:\users\runner~1\appdata\local\temp\a").is_ok());
    assert!(among(&[TEMP], TEMP).is_ok());
    for raw in [
        r"C:\Users\RUNNER~1\a",
        r"C:\Users\RUNNER~2\AppData\Local\Temp\a",
        r"C:\Users\RUNNER~1\AppData\Local\Temp\SECRET~1\a",
        r"C:\Users\RUNNER~1\AppData\Local\Temporary\a",
        r"D:\Users\RUNNER~1\AppData\Local\Temp\a",
    ] {
        assert_eq!(among(&[TEMP], raw), Err(Code::PathShortName), "{raw}");
        assert_eq!(among(&[], raw), Err(Code::PathShortName), "{raw}");
    }
    assert_eq!(among(&[TEMP], &format!(r"{TEMP}\a:b")), Err(Code::PathStream));
    assert_eq!(among(&[r"C:\Users\u", TEMP], &format!(r"{TEMP}\a")).unwrap(), format!("{}/a", base(TEMP)));
}

#[test]
fn below_a_base_of_windows() {
    let below = |raw| {
        ValidPath::parse_below(&base(TEMP), raw, Platform::Windows)
            .map(|path| path.to_string())
            .map_err(Violation::code)
    };
    assert_eq!(below(r"a\b.txt").unwrap(), format!("{}/a/b.txt", base(TEMP)));
    assert_eq!(below(r"D:\x").as_deref(), Ok("D:/x"));
    for (raw, code) in [
        ("", Code::PathEmpty),
        (r"..\x", Code::PathParentComponent),
        (r"\x", Code::PathRootRelative),
        ("C:x", Code::PathDriveRelative),
        ("SECRET~1", Code::PathShortName),
        (r"a\NUL", Code::PathReservedName),
        ("ab:c", Code::PathStream),
        ("file:///x", Code::PathUrl),
        (r"\\.\pipe\x", Code::PathDevice),
    ] {
        assert_eq!(below(raw).as_deref(), Err(&code), "{raw}");
    }
    let root = base(r"C:\");
    assert_eq!(ValidPath::parse_below(&root, "a", Platform::Windows).unwrap().as_str(), "C:/a");
    let share = base(r"\\nas\home");
    let path = ValidPath::parse_below(&share, r"a\b", Platform::Windows).unwrap();
    assert_eq!(path.components().collect::<Vec<_>>(), ["//nas/home", "a", "b"]);
}
