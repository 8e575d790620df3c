//! Where a pattern begins and what its names are, on platforms other than Linux.

use std::ops::ControlFlow;

use super::*;
use crate::scope::{
    index::{Index, Reach},
    spelled::Spelled,
};

fn bases() -> Bases {
    let mut bases = Bases::none();
    bases.set("HOME", r"C:\Users\RUNNER~1", Platform::Windows);
    bases.set("DOCUMENT", r"\\Nas\Home$\u", Platform::Windows);
    bases.set("DATA", r"C:\a:b", Platform::Windows);
    bases
}

fn read(text: &str, list: List, platform: Platform) -> Result<Pattern, PatternError> {
    match Pattern::parse(text, list, &bases(), platform)? {
        Reading::Compiled(pattern) => Ok(pattern),
        Reading::Inert { why } => panic!("{text}: {why}"),
    }
}

fn takes(text: &str, list: List, platform: Platform, raw: &str) -> bool {
    let pattern = read(text, list, platform).unwrap_or_else(|error| panic!("{text}: {error}"));
    let path = ValidPath::parse_base(raw, platform).unwrap_or_else(|error| panic!("{raw}: {error}"));
    let spelled = Spelled::new(&path, platform);
    let names = if list == List::Allow { spelled.for_allow() } else { spelled.for_deny() };
    let index = Index::build(pattern.names().map(|pattern| (0, pattern, list == List::Deny)));
    index.walk(names, Reach { hidden: list == List::Deny, kernel: true }, ControlFlow::Break).is_break()
}

macro_rules! table {
    ($($name:ident: $platform:ident $list:ident $pattern:literal $verb:ident $path:literal;)*) => { $(
        #[test]
        fn $name() {
            assert_eq!(takes($pattern, List::$list, Platform::$platform, $path), stringify!($verb) == "takes");
        }
    )* };
}

table! {
    drive: Windows Allow "C:/a/**" takes r"C:\a\b";
    small_drive: Windows Allow "c:/a/**" takes r"C:\A\b";
    other_drive: Windows Allow "C:/a/**" passes r"D:\a\b";
    a_root: Windows Allow "C:/" takes r"C:\";
    a_root_is_no_child: Windows Allow "C:/*" passes r"C:\";
    a_whole_drive: Windows Allow "C:/**" takes r"C:\a\b";
    a_whole_drive_is_no_share: Windows Allow "C:/**" passes r"\\C\a\b";
    share: Windows Allow "//nas/home/**" takes r"\\NAS\Home\a";
    share_is_one_name: Windows Allow "//nas/home/*" passes r"\\nas\home\a\b";
    other_share: Windows Allow "//nas/home/**" passes r"\\nas\home2\a";
    other_server: Windows Allow "//nas/home/**" passes r"\\nas2\home\a";
    a_share_itself: Windows Allow "//nas/home" takes r"\\nas\home";
    deny_anywhere_is_on_shares_too: Windows Deny "**/*.exe" takes r"\\nas\home\a.EXE";
    deny_anywhere_is_on_drives: Windows Deny "**/*.exe" takes r"C:\a.exe";
    deny_of_everything: Windows Deny "**" takes r"C:\";
    base_on_a_share: Windows Allow "$DOCUMENT/*" takes r"\\nas\HOME$\U\a";
    base_with_a_short_name: Windows Allow "$HOME/*" takes r"C:\Users\runner~1\a";
    case_counts_in_no_allow: Windows Allow "C:/Users/*.TXT" takes r"C:\users\a.txt";
    unicode_form_counts_in_an_allow: Windows Allow "C:/café" passes "C:\\cafe\u{301}";
    invisible_counts_in_an_allow: MacOs Allow "/secret" passes "/sec\u{200d}ret";
    full_case_counts_in_an_allow: MacOs Allow "/strasse" passes "/straße";
    a_class_folds_in_an_allow: Windows Allow "C:/[A-C]" takes r"C:\b";
    a_class_folds_the_other_way: Windows Allow "C:/[a-c]" takes r"C:\B";
    a_negated_class_folds_in_an_allow: Windows Allow "C:/[!a]" passes r"C:\A";
    a_negated_capital_in_an_allow: Windows Allow "C:/[!A]" passes r"C:\a";
    a_negated_class_takes_others: Windows Allow "C:/[!a]" takes r"C:\B";
    hidden_in_an_allow: Windows Allow "C:/a/**" passes r"C:\a\.ssh";
    hidden_and_spelled: Windows Allow "C:/a/.s*" takes r"C:\a\.SSH";
    form_in_a_deny: MacOs Deny "/café/**" takes "/cafe\u{301}/k";
    form_in_a_deny_backwards: MacOs Deny "/cafe\u{301}/**" takes "/café/k";
    full_case_in_a_deny: MacOs Deny "/strasse/**" takes "/STRAßE/k";
    invisible_in_a_deny: Windows Deny "C:/secret/**" takes "C:\\se\u{ad}cret\\k";
    full_width_in_a_deny: Windows Deny "**/*.exe" takes "C:\\a.ｅＸｅ";
    one_character_in_a_deny: MacOs Deny "/?.txt" takes "/e\u{301}.txt";
    one_character_that_folds_to_two: MacOs Deny "/?.txt" takes "/ﬁ.TXT";
    one_character_that_folds_to_two_beside_wide_letters: MacOs Deny "/?.txt" takes "/ﬁ.ＴＸＴ";
    one_character_that_folds_to_none: MacOs Deny "/?a" takes "/\u{200d}A";
    two_that_fold_to_one_each_way: MacOs Deny "/??.txt" takes "/ﬁ\u{200d}.TXT";
    a_class_and_stars: MacOs Deny "/*?[ab]*x" takes "/ﬁX";
    one_character_of_plain_names_is_one: MacOs Deny "/?.txt" passes "/ab.TXT";
    one_character_of_other_names_is_one: MacOs Deny "/?.txt" passes "/éa.TXT";
    one_character_beside_another_folded_name: MacOs Deny "/secret/?.txt" takes "/SECRET/ﬁ.txt";
    a_class_of_what_folds_to_two: MacOs Deny "/[ß].txt" takes "/ß.txt";
    a_class_of_capitals_in_a_deny: MacOs Deny "/[A-Z]ecret" takes "/SECRET";
    a_small_letter_for_a_class_of_capitals: MacOs Deny "/[A-Z]ecret" takes "/secret";
    a_class_of_letters_with_marks: MacOs Deny "/caf[É]" takes "/cafe\u{301}";
    a_negated_class_in_a_deny: MacOs Deny "/[!s]ecret" takes "/Secret";
    a_bracket_in_a_class: MacOs Deny "/[]A]" takes "/]";
    a_bracket_and_a_letter_in_a_class: MacOs Deny "/[]A]" takes "/a";
    a_dash_in_a_class: MacOs Deny "/[-A]" takes "/-";
    a_bang_in_a_class: MacOs Deny "/[A!]" takes "/!";
    a_bang_in_a_class_is_no_negation: MacOs Deny "/[A!]" passes "/b";
    a_bang_alone: Windows Allow "C:/[!!]" passes r"C:\!";
    a_caret_is_a_character: MacOs Deny "/[A^]" takes "/^";
    a_full_width_star_is_no_star: MacOs Deny "/a＊" passes "/ab";
    a_full_width_star_is_a_name: MacOs Deny "/a＊" takes "/a＊";
    a_full_width_star_beside_a_star: MacOs Deny "/a＊*" passes "/ab";
    a_full_width_bracket: MacOs Deny "/［a*" takes "/［A";
    linux_folds_nothing: Linux Deny "/secret/**" passes "/SECRET/k";
    linux_classes_fold_nothing: Linux Deny "/[a-c]" passes "/A";
    linux_backslash_is_a_character: Linux Allow "/a\\b" takes "/a\\b";
    macos_backslash_is_a_character: MacOs Allow "/a\\b" takes "/a\\b";
}

fn error(text: &str, list: List, platform: Platform) -> PatternError {
    read(text, list, platform).map(drop).expect_err(text)
}

#[test]
fn on_windows_a_pattern_begins_with_a_volume() {
    for text in ["/a/**", "/", "a/**", "C:", "C:a", "1:/a", "é:/a", "*:/a", "?:/**", "**/a", "//nas", "CC:/a"] {
        assert_eq!(error(text, List::Allow, Platform::Windows), PatternError::UnanchoredAllowOnWindows, "{text}");
    }
    for text in ["/a/**", "*.exe", "C:a", "*:/a"] {
        assert_eq!(error(text, List::Deny, Platform::Windows), PatternError::UnanchoredDenyOnWindows, "{text}");
    }
}

#[test]
fn a_backslash_separates_in_no_pattern() {
    for text in [r"C:\a\**", r"C:/a\b", r"\\nas\home\**", r"**\*.exe", r"$HOME\a"] {
        for list in [List::Allow, List::Deny] {
            assert_eq!(error(text, list, Platform::Windows), PatternError::Backslash, "{text}");
        }
    }
}

#[test]
fn server_and_share_are_spelled() {
    for text in ["//*/home/**", "//nas/*", "//nas/hom?/**", "//[n]as/home/x"] {
        for list in [List::Allow, List::Deny] {
            assert_eq!(error(text, list, Platform::Windows), PatternError::WildShare, "{text}");
        }
    }
}

/// As a deny it would silently deny nothing.
#[test]
fn a_name_that_no_path_can_have_is_an_error() {
    for (text, platform) in [
        ("C:/x/NUL", Platform::Windows),
        ("C:/x/com1.txt", Platform::Windows),
        ("C:/x/a.", Platform::Windows),
        ("C:/x/a /b", Platform::Windows),
        ("C:/x/a:b", Platform::Windows),
        ("C:/x/a|b", Platform::Windows),
        ("C:/PROGRA~1/**", Platform::Windows),
        ("**/SECRET~1", Platform::Windows),
        ("$HOME/a:b", Platform::Windows),
        ("C:/x/a:*", Platform::Windows),
        ("C:/x/*:*", Platform::Windows),
        ("C:/x/*<b", Platform::Windows),
        ("C:/x/*.", Platform::Windows),
        ("C:/x/nul.*", Platform::Windows),
        ("//nas/pipe/a", Platform::Windows),
        ("//nas:80/a", Platform::Windows),
        ("//./C:/a", Platform::Windows),
        ("/.vol/1/**", Platform::MacOs),
        ("/.resolve", Platform::MacOs),
        ("/a/..namedfork/rsrc", Platform::MacOs),
        ("**/..namedfork", Platform::MacOs),
    ] {
        for list in [List::Allow, List::Deny] {
            if list == List::Allow && text.starts_with("**") {
                continue;
            }
            let error = error(text, list, platform);
            assert!(matches!(error, PatternError::Unreachable { .. }), "{text}: {error}");
        }
    }
    for text in [format!("/{}", "a".repeat(256)), format!("/{}/*", "é".repeat(128))] {
        assert!(matches!(error(&text, List::Deny, Platform::Linux), PatternError::Unreachable { .. }), "{text}");
    }
}

#[test]
fn names_that_only_look_alike_are_patterns() {
    for (text, platform) in [
        ("C:/x/nul*", Platform::Windows),
        ("C:/x/*nul", Platform::Windows),
        ("C:/x/com?", Platform::Windows),
        ("C:/x/[.]*a", Platform::Windows),
        ("C:/x/*.*", Platform::Windows),
        ("C:/x/[:]a", Platform::Windows),
        ("C:/x/a~1b*", Platform::Windows),
        ("/a/.vol/1", Platform::MacOs),
        ("/C:/a:b", Platform::MacOs),
        ("/NUL", Platform::Linux),
    ] {
        assert!(read(text, List::Deny, platform).is_ok(), "{text}");
    }
}

#[test]
fn an_unusable_base_is_an_error_and_a_lacking_one_is_inert_everywhere() {
    assert!(matches!(error("$DATA/*", List::Deny, Platform::Windows), PatternError::UncleanBase { .. }));
    for platform in [Platform::Linux, Platform::MacOs, Platform::Windows] {
        let reading = Pattern::parse("$FONT/*", List::Allow, &bases(), platform);
        assert!(matches!(reading, Ok(Reading::Inert { why }) if why.contains("$FONT")), "{platform}");
    }
}

#[test]
fn the_place_is_as_it_is_written() {
    let pattern = read("$HOME/Données/*/X", List::Deny, Platform::Windows).unwrap();
    assert_eq!(pattern.place().collect::<Vec<_>>(), ["C:", "Users", "RUNNER~1", "Données"]);
    assert_eq!(pattern.base().collect::<Vec<_>>(), ["C:", "Users", "RUNNER~1"]);
    assert_eq!(pattern.literal_prefix().collect::<Vec<_>>(), ["C:", "users", "runner~1", "données"]);
    let to = ValidPath::parse("D:/Elsewhere", Platform::Windows).unwrap();
    let moved = pattern.moved(3, &to);
    assert_eq!(moved.place().collect::<Vec<_>>(), ["D:", "Elsewhere", "Données"]);
    assert_eq!(moved.literal_prefix().collect::<Vec<_>>(), ["D:", "elsewhere", "données"]);
    let moved = read("/srv/x", List::Deny, Platform::MacOs).unwrap();
    let to = ValidPath::parse("/private/var/y", Platform::MacOs).unwrap();
    assert_eq!(moved.moved(2, &to).names().count(), 2);
}

/// What patterns have in common is read once, and what two only fold to alike is not the same: the gate lets paths have one of
/// these names on Windows, and not the other.
#[test]
fn a_name_that_another_one_folds_to_goes_through_the_gate_itself() {
    let mut shared = Shared::default();
    let mut read = |text| Pattern::parse_sharing(text, List::Deny, &bases(), Platform::Windows, &mut shared);
    assert!(matches!(read("**/x\u{ff1a}y"), Ok(Reading::Compiled(_))));
    assert!(matches!(read("**/x:y"), Err(PatternError::Unreachable { .. })));
    assert!(matches!(read("**/x\u{ff1a}y"), Ok(Reading::Compiled(_))));
}
