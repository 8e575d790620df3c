//! The index of each folding, with few wildcards in a place and with many.

use super::*;

const NAMES: [&str; 16] = [
    "a",
    "A",
    "ab",
    "AB",
    ".A",
    "a.B",
    "É",
    "é",
    "e\u{301}",
    "STRASSE",
    "stra\u{df}e",
    "\u{ff41}b",
    "PROC",
    "proc",
    "a\u{200d}b",
    "K",
];
const PARTS: [&str; 32] = [
    "a",
    "A",
    "ab",
    ".a",
    "é",
    "E\u{301}",
    "straße",
    "proc",
    "**",
    "**",
    "*",
    "?",
    "??",
    "a*",
    "A*",
    "*B",
    "*.b",
    ".*",
    "a?b",
    "[ab]",
    "[!a]",
    "[É]",
    "[A-C]*",
    "*a*",
    "*B*",
    "a*b",
    "*[b]",
    "?b",
    "É*",
    "*ss*",
    "\u{212a}*",
    "*\u{200d}b",
];

/// Wildcards enough that they are looked up: with the others of a list they share their first names.
fn spelled(dice: &mut Dice) -> String {
    match dice.below(3) {
        0 => spell(dice, &PARTS, 4),
        1 => format!("/a/{}", dice.pick(&PARTS)),
        _ => format!("/**/{}{}", dice.pick(&PARTS[..8]), dice.pick(&["*", "?", "[ab]", "*b", "*.b", "*b*", "?*c"])),
    }
}

fn parsed(dice: &mut Dice, fold: Fold) -> (String, Pattern) {
    let text = spelled(dice);
    let pattern = parse(&text, List::Deny).folding(fold);
    (text, pattern)
}

#[test]
fn the_index_of_every_folding_answers_as_the_reference_does() {
    let mut dice = Dice(61);
    for fold in [Fold::None, Fold::Simple, Fold::Wide] {
        let (mut pairs, mut taken) = (0, 0);
        for count in [1, 2, 4, 60].into_iter().cycle().take(800) {
            let patterns: Vec<_> = (0..count).map(|_| (parsed(&mut dice, fold), dice.below(2) == 0)).collect();
            let numbered = || patterns.iter().enumerate().map(|(i, ((_, pattern), hidden))| (i, pattern, *hidden));
            let index = Index::build(numbered());
            for _ in 0..20 {
                let path = path(&spell(&mut dice, &NAMES, 4));
                let reach = *dice.pick(&[Reach::AS_WRITTEN, Reach::EVERYWHERE]);
                let takes = |(_, pattern, hidden): &(usize, &Pattern, bool)| {
                    reference::takes(pattern, fold, *hidden, &path, reach)
                };
                let expected: Vec<usize> = numbered().filter(takes).map(|(i, _, _)| i).collect();
                let found = hits_folding(&index, &path, fold, reach);
                let differing =
                    || (0..count).filter(|i| expected.contains(i) != found.contains(i)).map(|i| &patterns[i].0.0);
                assert_eq!(found, expected, "{path:?} {fold:?} {reach:?}: {:?}", differing().collect::<Vec<_>>());
                pairs += patterns.len();
                taken += found.len();
            }
        }
        assert!(taken > pairs / 50, "a sweep that hits nothing shows nothing: {taken} of {pairs}");
    }
}

#[test]
fn a_kernel_file_system_is_one_by_any_spelling_where_names_fold() {
    let pattern = parse("/**", List::Allow).folding(Fold::Simple);
    let index = Index::build([(0, &pattern, true)]);
    for name in ["/DEV/disk0", "/dev/disk0", "/Proc/x"] {
        assert!(hits_folding(&index, &path(name), Fold::Simple, Reach::AS_WRITTEN).is_empty(), "{name}");
    }
    assert_eq!(hits_folding(&index, &path("/Devel/x"), Fold::Simple, Reach::AS_WRITTEN), [0]);
}

/// Folding puts the marks of a letter into one order, over the end of a pattern's text: then a name begins as the pattern does
/// only as it is written.
#[test]
fn among_many_wildcards_one_is_found_by_what_a_name_is_before_it_folds() {
    const FILLERS: [&str; 6] = ["/p*", "/q*", "/r*", "/s*", "/t*", "/u*"];
    for text in ["/a\u{301}*", "/*\u{301}a", "/*b\u{301}*"] {
        let patterns: Vec<Pattern> = FILLERS.into_iter().chain([text]).map(|text| parse(text, List::Deny)).collect();
        let folding: Vec<Pattern> = patterns.into_iter().map(|pattern| pattern.folding(Fold::Wide)).collect();
        let index = Index::build(folding.iter().enumerate().map(|(i, pattern)| (i, pattern, true)));
        let name = text.replace("/*b", "/xb").replace("/*", "/x\u{316}").replace('*', "\u{316}y");
        let path = path(&name);
        assert!(reference::takes(&folding[6], Fold::Wide, true, &path, Reach::EVERYWHERE), "{text} on {path:?}");
        assert_eq!(hits_folding(&index, &path, Fold::Wide, Reach::EVERYWHERE), [6], "{text} on {path:?}");
    }
}
