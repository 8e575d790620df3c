//! What a walk costs, in steps: places left, keys looked up, wildcards asked. Time would be noise here. How many keys a
//! name is compared with depends on where the others lie in a table that is half empty; so the bounds are loose by some.

use super::*;
use crate::scope::index::steps;

/// The cost of the dearest of these paths, in an index of `count` entries of one shape.
fn cost(list: List, count: usize, pattern: impl Fn(usize) -> String, paths: &[&str]) -> usize {
    let patterns: Vec<Pattern> = (0..count).map(|i| parse(&pattern(i), list)).collect();
    let hidden = list == List::Deny;
    let index = Index::build(patterns.iter().enumerate().map(|(i, pattern)| (i, pattern, hidden)));
    let reach = if hidden { Reach::EVERYWHERE } else { Reach::AS_WRITTEN };
    let mut dearest = 0;
    for text in paths {
        // Paths of other entries than the first, and of none.
        for number in [0, 1, count / 2, count - 1, count] {
            let path = path(&text.replace('#', &number.to_string()));
            let expected: Vec<usize> = if count <= 100 {
                let takes = |i: &usize| reference::takes(&patterns[*i], Fold::None, hidden, &path, reach);
                (0..count).filter(takes).collect()
            } else {
                hits(&index, &path, reach)
            };
            dearest = dearest.max(steps::taken(|| assert_eq!(hits(&index, &path, reach), expected, "{path}")));
        }
    }
    dearest
}

/// Ten thousand cost what ten do; and what that is.
fn flat(list: List, pattern: impl Fn(usize) -> String, paths: &[&str], most: usize) {
    let costs: Vec<usize> = [10, 100, 1_000, 10_000].iter().map(|count| cost(list, *count, &pattern, paths)).collect();
    assert!(costs.iter().all(|cost| *cost <= most), "{}: {costs:?}", pattern(7));
}

#[test]
fn subtrees_cost_the_same_however_many_they_are() {
    flat(List::Allow, |i| format!("/srv/dir{i}/**"), &["/srv/dir#/a/b/c", "/srv/dir#/x"], 16);
}

#[test]
fn exact_names_cost_the_same_however_many_they_are() {
    flat(List::Allow, |i| format!("/srv/dir{i}/file{i}.txt"), &["/srv/dir#/file#.txt", "/srv/dir#/other"], 16);
}

#[test]
fn an_extension_in_each_directory_costs_the_same_however_many_they_are() {
    flat(List::Allow, |i| format!("/srv/dir{i}/*.json"), &["/srv/dir#/a.json", "/srv/dir#/a.txt"], 16);
}

#[test]
fn extensions_in_one_directory_cost_the_same_however_many_they_are() {
    // As many lookups as there are lengths.
    flat(List::Allow, |i| format!("/srv/*.ext{i}"), &["/srv/name.ext#", "/srv/name.txt"], 8 + 5);
}

#[test]
fn names_anywhere_cost_the_same_however_many_they_are() {
    flat(List::Deny, |i| format!("**/name{i}"), &["/a/b/c/name#", "/a/b/c/d"], 20);
    flat(List::Deny, |i| format!("**/*.ext{i}"), &["/a/b/c/x.ext#", "/a/b/c/d.e"], 6 * 6);
}

#[test]
fn wildcards_in_the_middle_cost_the_same_however_many_they_are() {
    flat(List::Allow, |i| format!("/home/*/p{i}/**/x*"), &["/home/u/p#/a/b/xyz", "/home/u/p#/a/b/c"], 28);
}

/// A look-up for each text of a name that has one of the lengths that there are, four here; and each name has as many of
/// these parts in it as its number has digits: those must be asked, and no others.
#[test]
fn parts_of_names_cost_what_is_found_of_them() {
    flat(List::Allow, |i| format!("/srv/*part {i}*"), &["/srv/a part # b", "/srv/a part b"], 4 * 8 + 5);
    flat(List::Deny, |i| format!("**/a{i}*"), &["/b/c/a#", "/a/a1/b"], 5 + 3 * 10);
}

#[test]
fn a_shared_start_does_not_make_wildcards_one_by_one() {
    flat(List::Allow, |i| format!("/srv/report-*part{i}*"), &["/srv/report-x part# y", "/srv/report-"], 4 * 15 + 5);
    flat(List::Allow, |i| format!("/srv/report-[0-9]-{i}"), &["/srv/report-7-#", "/srv/report-x"], 3 + 6);
}

/// What is not flat, so that nobody thinks that it is: nothing tells these from each other before they are asked.
#[test]
fn wildcards_without_any_text_are_asked_one_by_one() {
    let pattern = |i: usize| format!("/srv/?[{}-z]", char::from_u32(0x4e00 + i as u32).unwrap());
    assert!(cost(List::Allow, 1_000, pattern, &["/srv/ab"]) >= 1_000);
}

fn deep(name: &str, names: usize) -> ValidPath {
    path(&format!("/{name}").repeat(names))
}

/// Without places that are there once only, this would be a number with dozens of digits.
#[test]
fn no_arrangement_of_wildcards_multiplies_the_places() {
    const NAMES: usize = 2_000;
    for part in ["/**/a", "/**/*", "/**/?", "/**/[ab]", "/*/**", "/**/a/*"] {
        let components = 120 / part.matches('/').count();
        let pattern = parse(&format!("{}/z", part.repeat(components - 1)), List::Deny);
        let index = Index::build([(0, &pattern, true)]);
        let steps = steps::taken(|| assert!(hits(&index, &deep("a", NAMES), Reach::EVERYWHERE).is_empty()));
        assert!(steps <= NAMES * 2 * 120, "{part}: {steps}");
    }
}

#[test]
fn many_patterns_of_many_wildcards_cost_no_more_than_the_tree_has_places() {
    let parts = ["**", "a", "*", "?", "a*", "**"];
    let mut dice = Dice(51);
    let patterns: Vec<Pattern> = (0..200).map(|_| parse(&spell(&mut dice, &parts, 20), List::Deny)).collect();
    let index = Index::build(patterns.iter().enumerate().map(|(i, pattern)| (i, pattern, true)));
    // A wildcard that is asked is a step too, and there is at most one for each place.
    let steps = steps::taken(|| drop(hits(&index, &deep("a", 200), Reach::EVERYWHERE)));
    assert!(steps <= 200 * 2 * index.places.len(), "{steps} with {} places", index.places.len());
}
