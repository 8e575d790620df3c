use super::*;
use crate::{scope::pattern::reference, testing::Dice};

const FOLDS: [Fold; 3] = [Fold::None, Fold::Simple, Fold::Wide];

fn takes(part: &str, name: &str, fold: Fold) -> bool {
    Wild::new(part, fold).unwrap().takes(Name { written: name, folded: &fold.name(name) })
}

macro_rules! table {
    ($($name:ident: $fold:ident $part:literal $verb:ident $text:literal;)*) => { $(
        #[test]
        fn $name() { assert_eq!(takes($part, $text, Fold::$fold), stringify!($verb) == "takes"); }
    )* };
}

table! {
    a_star_may_be_nothing: None "a*" takes "a";
    pieces_do_not_overlap: None "ab*ba" passes "aba";
    pieces_come_in_order: None "*a*b*" passes "ba";
    the_first_occurrence_serves: None "*ab*ab" takes "abxab";
    the_tail_is_not_used_twice: None "*a*a" passes "a";
    a_question_mark_is_no_empty_name: None "a?" passes "a";
    a_question_mark_is_one_character_and_not_one_byte: None "?" takes "\u{1f600}";
    a_class_with_a_bracket: None "[]]" takes "]";
    a_class_with_a_bracket_turned_round: None "[!]]" passes "]";
    a_dash_at_the_end_is_a_dash: None "[a-]" takes "-";
    a_range_from_a_dash: None "[--/]x" takes ".x";
    a_range_turned_round_is_empty: None "[c-a]" passes "b";
    case_counts: None "A*" passes "ab";
    an_allow_folds_its_text: Simple "A*" takes "ab";
    an_allow_folds_the_name: Simple "a*" takes "AB";
    an_allow_folds_no_compatibility_form: Simple "a*" passes "\u{ff41}b";
    an_allow_folds_no_kelvin_sign: Simple "k*" passes "\u{212a}b";
    a_class_of_an_allow_has_both_of_a_pair: Simple "[A]" takes "a";
    a_class_of_an_allow_has_both_of_a_pair_of_the_name: Simple "[a]" takes "A";
    a_range_of_an_allow_has_both_of_a_pair: Simple "[A-C]b" takes "bB";
    a_class_turned_round_keeps_off_both_of_a_pair: Simple "[!a]" passes "A";
    a_class_of_an_allow_pairs_beyond_ascii: Simple "[É]" takes "é";
    a_class_of_an_allow_pairs_nothing_else: Simple "[s]" passes "\u{17f}";
    a_deny_folds_in_full: Wide "stra\u{df}*" takes "STRASSE";
    a_deny_folds_compatibility_forms: Wide "*.exe" takes "a.\u{ff25}xe";
    a_deny_sees_through_invisible_characters: Wide "*.exe" takes "a.e\u{200d}xe";
    a_deny_takes_an_invisible_character_that_it_spells: Wide "a\u{200d}*" takes "a\u{200d}b";
    an_invisible_end_of_a_deny_keeps_nothing_off: Wide "a*\u{200d}" takes "Ab";
    one_character_that_folds_to_two_is_one_still: Wide "?" takes "\u{df}";
    one_character_that_folds_to_two_is_two_as_well: Wide "??" takes "\u{df}";
    a_class_of_a_deny_has_the_character_itself: Wide "[\u{df}]" takes "\u{df}";
    a_class_of_a_deny_has_both_of_a_pair: Wide "[A]" takes "a";
    a_class_of_a_deny_folds_what_it_spells: Wide "[\u{ff21}]" takes "a";
    a_class_turned_round_in_a_deny_takes_either: Wide "[!a]" takes "A";
    a_class_turned_round_in_a_deny_keeps_off_what_has_no_pair: Wide "[!1]" passes "1";
}

#[test]
fn what_glob_refuses_is_refused_and_nothing_else() {
    let mut dice = Dice(41);
    let parts = ["[", "]", "!", "-", "a", "*", "?", "é"];
    let (mut refused, mut read) = (0, 0);
    for _ in 0..50_000 {
        let text: String = (0..=dice.below(7)).map(|_| *dice.pick(&parts)).collect();
        let theirs = glob::Pattern::new(&text);
        if text == "**" {
            continue;
        }
        assert_eq!(Wild::new(&text, Fold::None).is_ok(), theirs.is_ok(), "{text}");
        assert_eq!(
            parse::tokens(&text).is_some() || text.contains("**"),
            theirs.is_ok() || text.contains("**"),
            "{text}"
        );
        refused += usize::from(theirs.is_err());
        read += usize::from(theirs.is_ok());
    }
    assert!(refused > 5_000 && read > 5_000, "{refused}, {read}");
}

/// Every component of up to three pieces with every name of up to three, under every folding: as the reference says and, where
/// nothing folds, as `glob` says.
#[test]
fn every_short_component_takes_what_the_reference_and_glob_say() {
    let pieces = ["a", "B", "?", "*", "[!a]", "[A-b]", "é", "\u{200d}"];
    let chars = ["a", "A", "b", "É", "\u{200d}"];
    let spelled = |of: &[&str], most: usize| {
        let mut all = vec![String::new()];
        let mut last = all.clone();
        for _ in 0..most {
            last = last.iter().flat_map(|start| of.iter().map(move |piece| format!("{start}{piece}"))).collect();
            all.extend(last.iter().cloned());
        }
        all.into_iter().skip(1).collect::<Vec<_>>()
    };
    let names = spelled(&chars, 3);
    let (mut asked, mut taken) = (0, [0; 3]);
    for part in spelled(&pieces, 3) {
        if part.contains("**") {
            continue;
        }
        let theirs = glob::Pattern::new(&part).unwrap();
        for (fold, taken) in FOLDS.into_iter().zip(&mut taken) {
            let ours = Wild::new(&part, fold).unwrap();
            for name in &names {
                let found = ours.takes(Name { written: name, folded: &fold.name(name) });
                assert_eq!(found, reference::wild(&part, name, fold), "{part:?} on {name:?}, {fold:?}");
                if fold == Fold::None {
                    assert_eq!(found, theirs.matches(name), "{part:?} on {name:?}");
                }
                // Folding takes nothing away from a deny.
                assert!(fold != Fold::Wide || found || !theirs.matches(name), "{part:?} on {name:?}");
                asked += 1;
                *taken += usize::from(found);
            }
        }
    }
    println!("{asked} questions; taken {taken:?}");
    assert!(asked > 200_000 && taken[0] > 5_000 && taken[0] < taken[1] && taken[1] < taken[2], "{asked}, {taken:?}");
}

#[test]
fn longer_components_take_what_the_reference_says() {
    let pieces = ["a", "ab", "B", ".", "?", "*", "*", "[aB]", "[!a]", "é", "ﬁ", "ß", "e\u{301}", "Σ"];
    let chars = ["a", "A", "b", "ab", ".", "É", "fi", "ﬁ", "SS", "ß", "é", "ς", "σ"];
    let mut dice = Dice(42);
    let mut taken = 0;
    // Under Wine a round takes ten times as long.
    let rounds = if cfg!(windows) { 4_000 } else { 20_000 };
    for _ in 0..rounds {
        let mut part = String::new();
        for _ in 0..=dice.below(8) {
            let piece = *dice.pick(&pieces);
            if piece != "*" || !part.ends_with('*') {
                part.push_str(piece);
            }
        }
        for _ in 0..4 {
            let name: String = (0..=dice.below(8)).map(|_| *dice.pick(&chars)).collect();
            for fold in FOLDS {
                let found = takes(&part, &name, fold);
                assert_eq!(found, reference::wild(&part, &name, fold), "{part:?} on {name:?}, {fold:?}");
                taken += usize::from(found);
            }
        }
    }
    assert!(taken > rounds / 4, "{taken}");
}

/// With backtracking, the last of these would outlast the test by far.
#[test]
fn no_component_is_slow() {
    let name = "a".repeat(254) + "b";
    for (part, expected) in [
        ("*a".repeat(120) + "*c", false),
        ("*?a".repeat(80) + "*b", true),
        ("*[!b]?[!b]".repeat(60) + "*[!b]", false),
        (format!("*{}*", "?".repeat(4_000)), false),
    ] {
        assert_eq!(takes(&part, &name, Fold::None), expected, "{part}");
    }
}
