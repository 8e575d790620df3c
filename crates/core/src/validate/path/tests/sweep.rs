//! What holds for every path that is taken, for texts that are put together of what a page may send.

use crate::{fuzzing::gate, platform::Platform, testing::Dice};

const PIECES: [&str; 40] = [
    "/", "/", "/", "/", "/", "/", "/", "//", "a", "a", "b", "ab.txt", "é", "e\u{301}", "語", "ﬁ", "\u{200d}", ".", ".",
    "..", "..", "...", ".a", "~", "$HOME", "*", "%2e%2e", "%2f", " ", ":", "\\", "..\\", "file://", "C:", "\0", "\n",
    "\u{7f}", "\u{85}", "\u{202e}", "\u{2028}",
];
const OF_MACOS: [&str; 12] = [
    "/.vol",
    "/.VOL/1/2",
    "/.nofollow/",
    "/.resolve/1",
    "/..namedfork",
    "/..NamedFork/rsrc",
    "..namedfork",
    ".vol",
    "/System/Volumes/Data",
    "/private/var",
    "rsrc",
    "/Private/etc",
];

/// Now and then a name or a path that is as long as they may be, or a little longer.
fn long(dice: &mut Dice) -> String {
    match dice.below(3) {
        0 => "a".repeat(250 + dice.below(10)),
        1 => "/a".repeat(505 + dice.below(10)),
        _ => "/a".repeat(2_040 + dice.below(10)),
    }
}

fn sweep(platform: Platform, seed: u64) {
    let mut dice = Dice(seed);
    let mut taken = 0;
    // Under Wine a round takes ten times as long.
    let rounds = if cfg!(windows) { 10_000 } else { 100_000 };
    for _ in 0..rounds {
        let mut raw = (*dice.pick(&["/", "/", "/", "/home/u/", ""])).to_owned();
        for _ in 0..=dice.below(6) {
            let more = if platform == Platform::MacOs && dice.below(6) == 0 { &OF_MACOS[..] } else { &PIECES };
            raw += *dice.pick(more);
        }
        if dice.below(500) == 0 {
            raw.push_str(&long(&mut dice));
        }
        taken += usize::from(gate::takes(&raw, platform));
    }
    assert!(taken > rounds * 3 / 10 && taken < rounds * 9 / 10, "{taken} of {rounds}");
}

#[test]
fn what_linux_takes_is_clean() {
    sweep(Platform::Linux, 91);
}

#[test]
fn what_macos_takes_is_clean() {
    sweep(Platform::MacOs, 92);
}
