use caseless::default_case_fold_str;

use super::*;
use crate::testing::Dice;

/// Every character but most of those that have neither case nor another form: a debug build takes long enough.
fn every_char() -> impl Iterator<Item = char> {
    let plain = |c: char| matches!(c, '\u{3400}'..'\u{a000}' | '\u{ac00}'..'\u{d7a4}' | '\u{20000}'..);
    let ignorable = |c: char| matches!(c, '\u{e0000}'..'\u{e0100}');
    ('\0'..=char::MAX).filter(move |c| !plain(*c) || ignorable(*c) || u32::from(*c) % 977 == 0)
}

/// Names of characters that do something to one another when they are folded.
fn nasty(dice: &mut Dice) -> String {
    const SOME: [char; 34] = [
        'a',
        'A',
        'k',
        '\u{212a}',
        'ß',
        'ẞ',
        'ſ',
        'ı',
        'İ',
        'i',
        'ς',
        'Σ',
        'é',
        'É',
        'e',
        '\u{301}',
        '\u{327}',
        '\u{345}',
        '\u{200d}',
        '\u{feff}',
        '\u{ad}',
        'ﬁ',
        '／',
        '․',
        'ǆ',
        'ǅ',
        'ᾼ',
        '각',
        '\u{1112}',
        '\u{1161}',
        '\u{11ab}',
        'Å',
        '\u{fdfa}',
        '\u{e0001}',
    ];
    (0..=dice.below(7)).map(|_| *dice.pick(&SOME)).collect()
}

#[test]
fn names_that_some_volume_takes_for_one_are_one_in_a_deny() {
    for (one, other) in [
        ("SECRET", "secret"),
        ("café", "cafe\u{301}"),
        ("straße", "STRASSE"),
        ("straẞe", "strasse"),
        ("Été", "éTÉ"),
        ("sec\u{200d}ret", "secret"),
        (".g\u{200c}it", ".GIT"),
        ("\u{feff}.git", ".git"),
        ("ｓｅｃｒｅｔ", "secret"),
        ("\u{212a}ey", "key"),
        ("ſecret", "secret"),
        ("λόγος", "ΛΌΓΟΣ"),
        ("ﬁle", "FILE"),
        ("ΐ", "ι\u{308}\u{301}"),
        ("a\u{327}\u{200d}\u{301}", "a\u{301}\u{327}"),
        ("ı", "I"),
    ] {
        assert_eq!(Fold::Wide.name(one), Fold::Wide.name(other), "{one} {other}");
    }
}

#[test]
fn names_that_some_volume_takes_for_two_are_two_in_an_allow() {
    for (one, other) in [
        ("café", "cafe\u{301}"),
        ("straße", "strasse"),
        ("ẞ", "ß"),
        ("\u{212a}", "k"),
        ("ſ", "s"),
        ("ı", "i"),
        ("İ", "i"),
        ("ς", "σ"),
        ("µ", "μ"),
        ("\u{212b}", "å"),
        ("ǅ", "ǆ"),
        ("Ａ", "a"),
        ("ﬁ", "fi"),
        ("sec\u{200d}ret", "secret"),
        ("\u{10400}", "\u{10428}"),
        ("Ꭰ", "ꭰ"),
        ("Ა", "ა"),
    ] {
        assert_ne!(Fold::Simple.name(one), Fold::Simple.name(other), "{one} {other}");
    }
    for (one, other) in
        [("README", "readme"), ("ÉTÉ", "été"), ("ДОМ", "дом"), ("ΛΌΓΟΝ", "λόγον"), ("Ａ", "ａ"), ("Ḿ", "ḿ")]
    {
        assert_eq!(Fold::Simple.name(one), Fold::Simple.name(other), "{one} {other}");
    }
}

#[test]
fn nothing_folds_on_linux() {
    for name in ["SECRET", "É", "ﬁ", "\u{200d}"] {
        assert!(matches!(Fold::None.name(name), Cow::Borrowed(same) if same == name));
    }
}

#[test]
fn what_does_not_change_is_borrowed() {
    for name in ["readme.txt", "", "été", "дом", "각"] {
        for fold in [Fold::Simple, Fold::Wide] {
            assert!(matches!(fold.name(name), Cow::Borrowed(_)), "{name} {fold:?}");
        }
    }
}

/// Each character of a class: what full case folding, compatibility or canonical forms equate, a deny equates.
#[test]
fn the_wide_fold_is_wider_than_every_folding_of_unicode() {
    for c in every_char() {
        let one = c.to_string();
        let folded = Fold::Wide.name(&one);
        let others: [String; 6] = [
            default_case_fold_str(&one),
            one.nfd().collect(),
            one.nfc().collect(),
            one.nfkd().collect(),
            one.to_uppercase(),
            one.to_lowercase(),
        ];
        // What a page cannot have in a name need not be equal to anything.
        for other in others.iter().filter(|other| !other.contains('/')) {
            assert_eq!(Fold::Wide.name(other), folded, "{c:?} {other:?}");
        }
        assert_eq!(Fold::Wide.name(&Fold::Simple.name(&one)), folded, "{c:?}");
    }
}

#[test]
fn the_simple_fold_pairs_capitals_with_small_letters_one_to_one() {
    let mut small = std::collections::BTreeMap::new();
    for c in every_char().filter(|c| simple(*c) != *c) {
        assert_eq!(small.insert(simple(c), c), None, "{c:?} has a second capital");
        assert_eq!(simple(simple(c)), simple(c), "{c:?}");
        assert!(default_case_fold_str(&c.to_string()).chars().eq([simple(c)]), "{c:?}");
    }
    assert!(small.len() > 500, "{}", small.len());
}

#[test]
fn folding_twice_changes_nothing_more() {
    for c in every_char() {
        let one = c.to_string();
        for fold in [Fold::Simple, Fold::Wide] {
            let folded = fold.name(&one);
            assert_eq!(fold.name(&folded), folded, "{c:?} {fold:?}");
        }
    }
    let mut dice = Dice(31);
    for _ in 0..20_000 {
        let name = nasty(&mut dice);
        for fold in [Fold::Simple, Fold::Wide] {
            let folded = fold.name(&name);
            assert_eq!(fold.name(&folded), folded, "{name:?} {fold:?}");
        }
    }
}

#[test]
fn spellings_of_a_name_stay_one_within_longer_names() {
    let mut dice = Dice(32);
    for _ in 0..10_000 {
        let name = nasty(&mut dice);
        let folded = Fold::Wide.name(&name);
        let others: [String; 5] = [
            name.nfd().collect(),
            name.nfc().collect(),
            name.nfkd().collect(),
            // In this order, as Unicode's caseless match does: a capital iota subscript is no mark any more.
            default_case_fold_str(&seen(name.chars()).nfd().collect::<String>()),
            name.chars().flat_map(|c| [c, '\u{200d}']).collect(),
        ];
        for other in others.iter().filter(|other| !other.is_empty() && !other.contains('/')) {
            assert_eq!(Fold::Wide.name(other), folded, "{name:?} {other:?}");
        }
    }
}

#[test]
fn a_name_stays_one_name() {
    for c in every_char().filter(|c| *c != '/') {
        let one = c.to_string();
        for fold in [Fold::None, Fold::Simple, Fold::Wide] {
            let folded = fold.name(&one);
            assert!(!folded.is_empty() && !folded.contains('/'), "{c:?} {fold:?}");
        }
    }
}
