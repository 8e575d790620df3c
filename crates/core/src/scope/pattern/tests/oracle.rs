//! The `glob` crate as the oracle: what it says with its strict options is what a pattern means here, but for these
//! differences, each of which has a test below:
//!
//! - a deny's `dir/**` covers `dir` too;
//! - the root directory: `*` and `**` stand for no name in `glob`, and `/*` and `/**` so for `/`;
//! - `*.a` reaches `.a` in `glob`, where the star stands for nothing and the dot is spelled. Here a name that begins with
//!   a dot is only reached by a component that begins with one;
//! - in an unanchored `**/*/a` the star stands for nothing before the first separator in `glob`, which so takes `/a`.

use super::{as_glob::options, *};

fn oracle(text: &str, list: List, path: &str, hidden: bool) -> bool {
    let takes = |text: &str| glob::Pattern::new(text).unwrap().matches_with(path, options(hidden, true));
    takes(text) || directory(text, list).is_some_and(takes)
}

/// The directory that a deny of `dir/**`, or of `dir/**/**`, covers too.
fn directory(text: &str, list: List) -> Option<&str> {
    let directory = text.trim_end_matches("/**");
    (list == List::Deny && !directory.is_empty() && directory != text).then_some(directory)
}

/// All sequences of 1 to `most` of these, with a separator before each.
fn spelled(parts: &[&str], most: usize) -> Vec<String> {
    let mut all = Vec::new();
    let mut last = vec![String::new()];
    for _ in 0..most {
        last = last.iter().flat_map(|start| parts.iter().map(move |part| format!("{start}/{part}"))).collect();
        all.extend(last.iter().cloned());
    }
    all
}

fn agree(patterns: &[String], list: List, paths: &[String]) -> usize {
    let valid: Vec<_> = paths.iter().map(|path| ValidPath::parse(path, Platform::Linux).unwrap()).collect();
    for text in patterns {
        let ours = compiled(text, list);
        let theirs = glob::Pattern::new(text).unwrap();
        let directory = directory(text, list).map(|directory| glob::Pattern::new(directory).unwrap());
        for path in &valid {
            for hidden in [false, true] {
                let takes = |theirs: &glob::Pattern| theirs.matches_with(path.as_str(), options(hidden, true));
                let expected = takes(&theirs) || directory.as_ref().is_some_and(takes);
                let found = reference::matches(ours.components(), path.components(), hidden);
                assert_eq!(found, expected, "{} `{text}` against `{path}`, hidden {hidden}", list.name());
            }
        }
    }
    patterns.len() * paths.len() * 2
}

#[test]
fn three_components_of_every_kind_mean_what_glob_says() {
    let patterns = spelled(&["a", ".a", "*", "?", "a*", ".*", "[!a]", "**"], 3);
    let paths = spelled(&["a", "ab", ".a", "é"], 3);
    assert!(agree(&patterns, List::Allow, &paths) + agree(&patterns, List::Deny, &paths) > 150_000);
}

#[test]
fn four_components_mean_what_glob_says() {
    let patterns = spelled(&["a", "*", ".*", "**"], 4);
    let paths = spelled(&["a", ".a", "b"], 4);
    assert!(agree(&patterns, List::Allow, &paths) + agree(&patterns, List::Deny, &paths) > 150_000);
}

#[test]
fn unanchored_denies_mean_what_glob_says() {
    let rest = spelled(&["a", ".a", "?", "a*", ".*", "**"], 2);
    let mut patterns: Vec<_> = rest.iter().map(|rest| format!("**{rest}")).collect();
    patterns.push("**".to_owned());
    agree(&patterns, List::Deny, &spelled(&["a", "ab", ".a", "b"], 4));
}

#[test]
fn classes_and_their_neighbours_mean_what_glob_says() {
    let parts =
        ["[a-c]", "[!a-c]", "[é]", "a[b]c", "a?c", "a*c", "*c", "*a*", "??", "[*]", "[?]", "[[]", "[]]", "[-a]", "[{]"];
    let names = ["a", "c", "d", "é", "abc", "ac", "ABC", "A", "a/c", "*", "?", "[", "]", "-", "{", "aéc", "abbc"];
    agree(&spelled(&parts, 2), List::Allow, &spelled(&names, 2));
}

#[test]
fn a_deny_of_what_is_below_covers_the_directory_and_in_glob_it_does_not() {
    assert!(hits("/a/**", List::Deny, "/a", false));
    assert!(!oracle("/a/**", List::Allow, "/a", false));
    assert!(oracle("/a/**", List::Deny, "/a", false));
}

#[test]
fn no_wildcard_of_an_allow_is_the_root_and_in_glob_it_is() {
    for text in ["/*", "/**"] {
        assert!(!hits(text, List::Allow, "/", true), "{text}");
        assert!(oracle(text, List::Allow, "/", true), "{text}");
    }
    assert!(hits("/**", List::Deny, "/", false));
    assert!(!hits("/*", List::Deny, "/", false));
    assert!(hits("/", List::Allow, "/", false));
}

#[test]
fn a_star_that_stands_for_nothing_does_not_spell_the_dot_after_it() {
    assert!(!hits("/*.a", List::Allow, "/.a", false));
    assert!(oracle("/*.a", List::Allow, "/.a", false));
    assert!(hits("/*.a", List::Allow, "/.a", true));
}

#[test]
fn a_star_behind_an_unanchored_start_is_one_name_and_in_glob_it_may_be_none() {
    assert!(!hits("**/*/a", List::Deny, "/a", false));
    assert!(oracle("**/*/a", List::Deny, "/a", false));
    assert!(hits("**/*/a", List::Deny, "/b/a", false));
}
