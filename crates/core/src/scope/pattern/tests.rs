mod exhaustive;
mod oracle;
mod platforms;

use super::*;
use crate::platform::Platform;

fn bases() -> Bases {
    let mut bases = Bases::none();
    bases.set("HOME", "/home/u", Platform::Linux);
    bases.set("DOCUMENT", "/home/u/[docs]*", Platform::Linux);
    bases
}

fn compiled(text: &str, list: List) -> Pattern {
    match Pattern::parse(text, list, &bases(), Platform::Linux) {
        Ok(Reading::Compiled(pattern)) => pattern,
        other => panic!("{text}: {other:?}"),
    }
}

fn hits(text: &str, list: List, path: &str, hidden: bool) -> bool {
    let path = ValidPath::parse(path, Platform::Linux).unwrap();
    reference::matches(compiled(text, list).components(), path.components(), hidden)
}

macro_rules! table {
    ($($name:ident: $list:ident $pattern:literal $verb:ident $path:literal;)*) => { $(
        #[test]
        fn $name() { assert_eq!(hits($pattern, List::$list, $path, false), stringify!($verb) == "takes"); }
    )* };
}

table! {
    star_stays_in_a_name: Allow "/a/*" passes "/a/b/c";
    star_takes_one_name: Allow "/a/*" takes "/a/b";
    star_takes_no_parent: Allow "/a/*" passes "/a";
    question_is_one_character: Allow "/a/?" takes "/a/é";
    class_takes_non_ascii: Allow "/a/[é]" takes "/a/é";
    class_is_no_separator: Allow "/a[.-0]b" passes "/a/b";
    negated_class_is_no_separator: Allow "/a[!x]b" passes "/a/b";
    double_star_is_below: Allow "/a/**" takes "/a/b/c/d";
    double_star_is_not_the_directory: Allow "/a/**" passes "/a";
    double_star_in_a_deny_is_the_directory_too: Deny "/a/**" takes "/a";
    double_star_in_the_middle_may_be_nothing: Allow "/a/**/z" takes "/a/z";
    double_star_in_the_middle: Allow "/a/**/z" takes "/a/b/c/z";
    two_double_stars: Allow "/a/**/m/**/z" takes "/a/m/x/m/z";
    sibling_with_the_same_start: Allow "/a/app/**" passes "/a/app-evil/x";
    case_counts: Allow "/A/x" passes "/a/x";
    hidden_name_under_star: Allow "/a/*" passes "/a/.env";
    hidden_directory_under_double_star: Allow "/a/**" passes "/a/.ssh/id";
    hidden_name_that_the_pattern_spells: Allow "/a/.env" takes "/a/.env";
    hidden_name_behind_a_literal_dot: Allow "/a/.e*" takes "/a/.env";
    hidden_name_behind_a_class: Allow "/a/[.]env" passes "/a/.env";
    unanchored_deny: Deny "**/*.exe" takes "/a/b.exe";
    unanchored_deny_at_the_root: Deny "**/*.exe" takes "/b.exe";
    base_is_literal: Allow "$DOCUMENT/*" takes "/home/u/[docs]*/a";
    base_is_no_pattern: Allow "$DOCUMENT/*" passes "/home/u/dxx/a";
    base_alone: Allow "$HOME" takes "/home/u";
    dollar_later_is_literal: Allow "/a/$HOME" takes "/a/$HOME";
    bracketed_brace: Allow "/a/[{]b" takes "/a/{b";
    doubled_separator_in_a_pattern: Deny "/a//b" takes "/a/b";
}

#[test]
fn hidden_names_are_reached_when_the_entry_says_so() {
    assert!(hits("/a/**", List::Allow, "/a/.ssh/id", true));
    assert!(hits("/a/*", List::Allow, "/a/.env", true));
}

#[test]
fn refused_patterns_say_what_to_write() {
    let error = |text: &str, list| Pattern::parse(text, list, &bases(), Platform::Linux).map(drop).unwrap_err();
    assert_eq!(error("", List::Allow), PatternError::Empty);
    assert_eq!(error("/a/{b,c}", List::Deny), PatternError::Brace);
    assert_eq!(error("/a/../b", List::Deny), PatternError::Parent);
    assert_eq!(error("~/a", List::Allow), PatternError::Tilde);
    assert_eq!(error("!/a", List::Allow), PatternError::Negation);
    assert_eq!(error("/a/", List::Deny), PatternError::TrailingSeparator);
    assert_eq!(error("**/*.txt", List::Allow), PatternError::UnanchoredAllow);
    assert_eq!(error("a/*.txt", List::Allow), PatternError::UnanchoredAllow);
    assert_eq!(error("*.exe", List::Deny), PatternError::UnanchoredDeny);
    assert_eq!(error("/a\n", List::Deny), PatternError::ControlCharacter);
    assert!(matches!(error("/a/[b", List::Deny), PatternError::Glob(_)));
    assert!(matches!(error("/a[/]b", List::Deny), PatternError::Glob(_)));
    assert!(matches!(error("/a/**.txt", List::Deny), PatternError::Glob(_)));
    assert!(matches!(error("/a/./b", List::Deny), PatternError::Glob(_)));
    assert_eq!(error(&"/a".repeat(121), List::Allow), PatternError::TooLong);
    assert_eq!(error(&format!("/{}", "a".repeat(MAX_PATH_BYTES)), List::Allow), PatternError::TooLong);
    assert_eq!(
        error("$DOCUMENTS/x", List::Deny).to_string(),
        "no base directory is named `$DOCUMENTS`; did you mean `DOCUMENT`?"
    );
}

#[test]
fn a_base_that_this_platform_lacks_makes_the_pattern_inert() {
    let reading = Pattern::parse("$FONT/*.ttf", List::Allow, &bases(), Platform::Linux);
    assert!(matches!(reading, Ok(Reading::Inert { why }) if why.contains("$FONT")));
}

#[test]
fn many_double_stars_stay_cheap() {
    let pattern = format!("/{}z", "**/a/".repeat(50));
    assert!(!hits(&pattern, List::Allow, &"/a".repeat(400), false));
}
