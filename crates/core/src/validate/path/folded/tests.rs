use super::*;
use crate::platform::Platform;

fn folded(raw: &str, platform: Platform, fold: Fold) -> (String, usize) {
    let path = ValidPath::parse(raw, platform).unwrap();
    let folded = path.folded(fold);
    assert_eq!(folded.components().count(), path.components().count(), "{raw}");
    assert_eq!(folded.has_trailing_separator(), path.has_trailing_separator(), "{raw}");
    assert_eq!(folded.folded(fold), folded, "{raw}");
    (folded.to_string(), folded.anchor)
}

#[test]
fn a_path_folds_name_by_name() {
    for (raw, platform, simple, wide) in [
        (r"C:\Users\U", Platform::Windows, "C:/users/u", "C:/users/u"),
        (r"C:\", Platform::Windows, "C:/", "C:/"),
        (r"\\NAS\Home\É\ﬁ", Platform::Windows, "//nas/home/é/ﬁ", "//nas/home/é/fi"),
        ("\\\\ＮＡＳ\\Straße\\a", Platform::Windows, "//ｎａｓ/straße/a", "//nas/strasse/a"),
        ("/A/／B/\u{200d}/c", Platform::MacOs, "/a/／b/\u{200d}/c", "/a/\u{2215}b/\u{200d}/c"),
        ("/A\u{301}/B/", Platform::MacOs, "/a\u{301}/b", "/á/b"),
        ("/", Platform::MacOs, "/", "/"),
    ] {
        assert_eq!(folded(raw, platform, Fold::Simple).0, simple);
        assert_eq!(folded(raw, platform, Fold::Wide).0, wide);
    }
}

#[test]
fn the_share_stays_one_name() {
    for fold in [Fold::Simple, Fold::Wide] {
        let path = ValidPath::parse("\\\\ﬁle\\Straße\\x", Platform::Windows).unwrap();
        let folded = path.folded(fold).into_owned();
        assert_eq!(folded.components().collect::<Vec<_>>()[1..], ["x"], "{fold:?}");
        assert!(folded.is_on_a_share());
    }
}

#[test]
fn what_does_not_change_is_borrowed() {
    for (raw, platform) in
        [("C:/users/é", Platform::Windows), ("/users/é", Platform::MacOs), ("//nas/a/b", Platform::Windows)]
    {
        let path = ValidPath::parse(raw, platform).unwrap();
        for fold in [Fold::None, Fold::Simple, Fold::Wide] {
            assert!(matches!(path.folded(fold), Cow::Borrowed(_)), "{raw} {fold:?}");
        }
    }
    let path = ValidPath::parse("/É/A", Platform::Linux).unwrap();
    assert!(matches!(path.folded(Fold::None), Cow::Borrowed(_)));
}
