//! What `matching` and `pattern` hold, for texts that are put together of what an entry's author or a page may write.

use super::*;

const TOKENS: [&str; 24] = [
    "/", "/", "/", "/", "/**", "/**/", "**", "*", "*", "?", "a", "a", "b", "A", ".", ".a", "é", "[ab]", "[!a]",
    "[.-0]", "[", "]", "!", "proc",
];
const CHARS: [&str; 13] = ["/", "/", "/", "/", "a", "b", "A", ".", ".a", "é", "[", "*", "proc"];

/// Most texts begin as one that is read does.
fn pattern(dice: &mut Dice) -> String {
    let start = *dice.pick(&["/", "/", "/a/", "**/", "", "$HOME/"]);
    start.to_owned() + &text(dice, &TOKENS, 5)
}

#[test]
fn index_reference_and_glob_agree_on_random_texts() {
    let (mut dice, mut taken) = (Dice(71), 0);
    for _ in 0..20_000 {
        let texts: Vec<(bool, String)> =
            (0..=dice.below(4)).map(|_| (dice.below(2) == 0, pattern(&mut dice))).collect();
        let patterns: Vec<(bool, &str)> = texts.iter().map(|(deny, text)| (*deny, text.as_str())).collect();
        let path = format!("/{}", text(&mut dice, &CHARS, 6));
        taken += index_against_reference(&patterns, &path, dice.below(2) == 0);
    }
    assert!(taken > 10_000, "a sweep that hits nothing shows nothing: {taken}");
}

#[test]
fn what_glob_refuses_is_refused_on_every_platform() {
    let mut dice = Dice(72);
    let (mut read, mut refused) = (0, 0);
    for _ in 0..20_000 {
        for (platform, start, home) in [
            (Platform::Linux, "", "/home/u"),
            (Platform::MacOs, "", "/Users/u"),
            (Platform::Windows, "C:", r"C:\Users\RUNNER~1"),
        ] {
            let text = pattern(&mut dice);
            let text = if text.starts_with('/') { format!("{start}{text}") } else { text };
            let deny = dice.below(2) == 0;
            refused_as_glob_does(deny, &text, home, platform);
            read += usize::from(compiled(&text, list(deny), &Bases::none(), platform).is_some());
            refused += usize::from(glob::Pattern::new(&text).is_err());
        }
    }
    assert!(read > 10_000 && refused > 10_000, "{read} read, {refused} refused");
}
