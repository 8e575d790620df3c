mod cost;
mod folds;
mod nearest;

use super::*;
use crate::{
    platform::Platform,
    scope::{
        List,
        bases::Bases,
        pattern::{Reading, as_glob::AsGlob, reference},
    },
    testing::{Dice, path},
    validate::path::Fold,
};

/// Names that a page may send: hidden, non-ASCII, glob characters, the names of kernel file systems.
const NAMES: [&str; 14] = ["a", "b", "ab", "A", ".a", ".ab", "a.b", "...", "é", "[a]", "*", "proc", "dev", "a b"];
/// What patterns are made of: the same names, and every kind of wildcard.
const PARTS: [&str; 26] = [
    "a", "b", "ab", "A", ".a", ".ab", "a.b", "é", "proc", "dev", "**", "**", "**", "*", "*", "?", "??", "a*", "*b",
    ".*", "[ab]", "[!a]", "[.]a", "[é]", "*.b", "[.-0]a",
];

fn spell(dice: &mut Dice, parts: &[&str], most: usize) -> String {
    let count = dice.below(most + 1);
    let names: Vec<&str> = (0..count).map(|_| *dice.pick(parts)).collect();
    format!("/{}", names.join("/"))
}

fn parse(text: &str, list: List) -> Pattern {
    match Pattern::parse(text, list, &Bases::none(), Platform::Linux) {
        Ok(Reading::Compiled(pattern)) => pattern,
        other => panic!("{text}: {other:?}"),
    }
}

fn hits(index: &Index, path: &ValidPath, reach: Reach) -> Vec<usize> {
    hits_folding(index, path, Fold::None, reach)
}

fn hits_folding(index: &Index, path: &ValidPath, fold: Fold, reach: Reach) -> Vec<usize> {
    let mut hits = Vec::new();
    let folded = path.folded(fold);
    let _: ControlFlow<()> = index.walk(Names { written: path, folded: &folded }, reach, |entry| {
        hits.push(entry);
        ControlFlow::Continue(())
    });
    hits.sort_unstable();
    hits
}

#[test]
fn the_index_answers_as_the_reference_does() {
    const HIDDEN_ONLY: Reach = Reach { hidden: true, kernel: false };
    let mut dice = Dice(1);
    let (mut pairs, mut taken) = (0, 0);
    // Among many patterns a path has several ways almost at once; among a few it has one to the end.
    for count in [1, 2, 3, 6, 40].into_iter().cycle().take(5_000) {
        let texts: Vec<(String, List, bool)> = (0..count)
            .map(|_| {
                let list = *dice.pick(&[List::Allow, List::Deny]);
                (spell(&mut dice, &PARTS, 5), list, dice.below(2) == 0)
            })
            .collect();
        let patterns: Vec<Pattern> = texts.iter().map(|(text, list, _)| parse(text, *list)).collect();
        let numbered = || patterns.iter().enumerate().map(|(i, pattern)| (i, pattern, texts[i].2));
        let index = Index::build(numbered());
        for _ in 0..25 {
            let path = path(&spell(&mut dice, &NAMES, 6));
            let reach = *dice.pick(&[Reach::AS_WRITTEN, HIDDEN_ONLY, Reach::EVERYWHERE]);
            let expected: Vec<usize> = numbered()
                .filter(|(_, pattern, hidden)| reference::takes(pattern, Fold::None, *hidden, &path, reach))
                .map(|(i, _, _)| i)
                .collect();
            let found = hits(&index, &path, reach);
            let differing = || (0..count).filter(|i| expected.contains(i) != found.contains(i)).map(|i| &texts[i]);
            assert_eq!(found, expected, "{path} {reach:?}: {:?}", differing().collect::<Vec<_>>());
            pairs += patterns.len();
            taken += found.len();
        }
    }
    assert!(pairs >= 200_000 && taken > pairs / 20, "a sweep that hits nothing shows nothing: {taken} of {pairs}");
}

#[test]
fn the_matcher_answers_as_the_glob_crate_does() {
    let mut dice = Dice(2);
    let (mut pairs, mut taken) = (0, 0);
    while pairs < 200_000 {
        let text = spell(&mut dice, &PARTS, 5);
        let (ours, theirs) = (parse(&text, List::Allow), AsGlob::new(&text, List::Allow));
        for _ in 0..20 {
            let path = path(&spell(&mut dice, &NAMES, 6));
            let hidden = dice.below(2) == 0;
            let expected = theirs.takes(&path, hidden, true);
            let found = reference::matches(ours.components(), path.components(), hidden);
            assert_eq!(found, expected, "{text} on {path}, hidden {hidden}");
            pairs += 1;
            taken += usize::from(found);
        }
    }
    assert!(taken > pairs / 50, "{taken} of {pairs}");
}

#[test]
fn a_wildcard_at_the_root_reaches_no_kernel_file_system() {
    for text in ["/**", "/*", "/?*/**", "/[p]roc/**", "/*/self/mem"] {
        for list in [List::Allow, List::Deny] {
            let pattern = parse(text, list);
            let index = Index::build([(0, &pattern, true)]);
            for kernel in ["/proc/self/mem", "/proc", "/dev/mem", "/sys/kernel/x"] {
                assert!(hits(&index, &path(kernel), Reach::AS_WRITTEN).is_empty(), "{text} on {kernel}");
            }
        }
    }
}

#[test]
fn a_wildcard_below_a_spelled_kernel_file_system_reaches_it() {
    let pattern = parse("/dev/shm/**", List::Allow);
    let index = Index::build([(0, &pattern, false)]);
    assert_eq!(hits(&index, &path("/dev/shm/a"), Reach::AS_WRITTEN), [0]);
    assert!(hits(&index, &path("/dev/sda"), Reach::AS_WRITTEN).is_empty());
}

#[test]
fn a_deny_reaches_kernel_file_systems() {
    let pattern = parse("**/mem", List::Deny);
    let index = Index::build([(0, &pattern, true)]);
    assert_eq!(hits(&index, &path("/proc/self/mem"), Reach::EVERYWHERE), [0]);
}

#[test]
fn only_the_first_name_makes_a_kernel_file_system() {
    for inside in ["/proc", "/sys/a", "/dev/null"] {
        assert!(in_kernel_file_system(&path(inside)), "{inside}");
    }
    for outside in ["/", "/home/proc", "/procs", "/Proc", "/a/dev/null"] {
        assert!(!in_kernel_file_system(&path(outside)), "{outside}");
    }
}

/// However the walk comes to it: name by name, or from the first name to the last.
#[test]
fn a_name_below_the_root_directory_is_no_kernel_file_system() {
    let patterns = ["/**/p*", "/**/*c", "/**/proc"].map(|text| parse(text, List::Allow));
    let index = Index::build(patterns.iter().enumerate().map(|(i, pattern)| (i, pattern, false)));
    for inside in ["/x/proc", "/x/y/z/proc"] {
        assert_eq!(hits(&index, &path(inside), Reach::AS_WRITTEN), [0, 1, 2], "{inside}");
    }
    assert!(hits(&index, &path("/proc/x/proc"), Reach::AS_WRITTEN).is_empty());
}

#[test]
fn nearest_is_the_entry_that_follows_the_path_furthest() {
    let patterns = [parse("/a/b/**", List::Allow), parse("/a/c/d/*", List::Allow), parse("/z", List::Allow)];
    let index = Index::build(patterns.iter().enumerate().map(|(i, pattern)| (i, pattern, false)));
    assert_eq!(index.nearest(&path("/a/c/x"), index.start()), Some((1, 2)));
    assert_eq!(index.nearest(&path("/a/b"), index.start()), Some((0, 2)));
    assert_eq!(index.nearest(&path("/q"), index.start()).map(|(_, depth)| depth), Some(0));
    let empty = Index::build([]);
    assert_eq!(empty.nearest(&path("/q"), empty.start()), None);
}

#[test]
fn a_place_of_one_wildcard_takes_hidden_names_where_it_may() {
    let pattern = parse("/a/*.b", List::Allow);
    for (hidden, reach, taken) in
        [(false, Reach::AS_WRITTEN, vec![]), (true, Reach::AS_WRITTEN, vec![0]), (false, Reach::EVERYWHERE, vec![0])]
    {
        let index = Index::build([(0, &pattern, hidden)]);
        assert_eq!(hits(&index, &path("/a/.x.b"), reach), taken, "{hidden} {reach:?}");
    }
}
