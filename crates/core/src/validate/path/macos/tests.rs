use super::*;
use crate::validate::path::Fold;

fn read(raw: &str) -> Result<String, Code> {
    parse(raw).map(|path| path.to_string()).map_err(Violation::code)
}

fn first_name(raw: &str) -> (String, usize) {
    let path = parse(raw).unwrap();
    let (path, dropped) = without_alias(path.folded(Fold::Wide));
    (path.to_string(), dropped)
}

#[test]
fn prefixes_that_are_orders_are_refused_at_the_root_alone() {
    for raw in [
        "/.vol/16777220/2",
        "/.vol",
        "//.vol/1/2",
        "/./.vol/1",
        "/.nofollow/etc/passwd",
        "/.resolve/1/etc",
        "/.VOL/1/2",
    ] {
        assert_eq!(read(raw), Err(Code::PathLookupPrefix), "{raw}");
    }
    for raw in ["/a/.vol/1", "/.volx", "/.vo", "/vol/1"] {
        assert!(read(raw).is_ok(), "{raw}");
    }
}

#[test]
fn forks_are_refused_anywhere() {
    for raw in ["/a/..namedfork/rsrc", "/..namedfork", "/a/..NamedFork/data"] {
        assert_eq!(read(raw), Err(Code::PathNamedFork), "{raw}");
    }
    for raw in ["/a/.namedfork", "/a/...namedfork", "/a/rsrc", "/a/..namedfork2"] {
        assert!(read(raw).is_ok(), "{raw}");
    }
}

#[test]
fn posix_rules_hold() {
    assert_eq!(read("//a/./b/"), Ok("/a/b".to_owned()));
    for (raw, code) in [
        ("", Code::PathEmpty),
        ("a", Code::PathRelative),
        ("/a/../b", Code::PathParentComponent),
        ("/a\n", Code::PathControlCharacter),
        ("file:///a", Code::PathUrl),
        ("C:\\a", Code::PathRelative),
    ] {
        assert_eq!(read(raw), Err(code), "{raw}");
    }
    // The names of Windows mean nothing here.
    for raw in ["/a:b", "/NUL", "/a.", "/a ", "/PROGRA~1", "/a\\b", "/C:/a", "/a*"] {
        assert!(read(raw).is_ok(), "{raw}");
    }
}

#[test]
fn a_path_is_at_most_1023_bytes() {
    assert!(read(&"/a".repeat(511)).is_ok());
    assert!(read(&format!("{}b", "/a".repeat(511))).is_ok());
    assert_eq!(read(&"/a".repeat(512)), Err(Code::PathTooLong));
}

#[test]
fn second_names_lead_to_the_first() {
    for (raw, first, dropped) in [
        ("/System/Volumes/Data/Users/u", "/users/u", 3),
        ("/system/VOLUMES/data/Users/u", "/users/u", 3),
        ("/System/Volumes/Data", "/", 3),
        ("/private/etc/passwd", "/etc/passwd", 1),
        ("/private/tmp", "/tmp", 1),
        ("/Private/Var/db", "/var/db", 1),
        ("/System/Volumes/Data/private/var/x", "/var/x", 4),
        ("/System/Volumes/Data/System/Volumes/Data/a", "/a", 6),
        ("/Sys\u{200d}tem/Volumes/Data/a", "/a", 3),
        ("/private/other", "/private/other", 0),
        ("/private", "/private", 0),
        ("/System/Volumes/Preboot/a", "/system/volumes/preboot/a", 0),
        ("/a/private/etc", "/a/private/etc", 0),
        ("/etc/x", "/etc/x", 0),
    ] {
        assert_eq!(first_name(raw), (first.to_owned(), dropped), "{raw}");
    }
}

#[test]
fn a_path_is_shortened_as_it_is_written() {
    let path = parse("/System/Volumes/Data/Users/É").unwrap();
    assert_eq!(shortened(&path, 3).as_str(), "/Users/É");
    assert!(matches!(shortened(&path, 0), Cow::Borrowed(_)));
}
