use super::*;
use crate::{
    platform::Platform,
    testing::{Dice, path},
};

/// Whatever a file system may have for a name: bytes but `/` and NUL, `.` and `..` being no children.
#[test]
fn a_name_is_taken_where_the_path_with_it_is() {
    let pieces = [
        "a", "é", "語", " ", ".", "~", "\n", "\u{7f}", "\u{1b}", "\u{85}", "\u{202e}", "\u{2066}", "\\", ":", "*",
        "%2e",
    ];
    let dirs: Vec<ValidPath> =
        ["/", "/d", &format!("/{}", "d/".repeat(1_900)), &format!("/{}", "d/".repeat(2_045))].map(path).into();
    let (mut dice, mut seen) = (Dice(7), [0, 0]);
    for _ in 0..20_000 {
        let mut name: String = (0..=dice.below(4)).map(|_| *dice.pick(&pieces)).collect();
        if dice.below(4) == 0 {
            name.push_str(&"x".repeat(240 + dice.below(20)));
        }
        if name == "." || name == ".." {
            continue;
        }
        let dir = dice.pick(&dirs);
        let taken = can_be_named(dir.as_str().len(), &name);
        // The root's path ends in the separator that others get, which is a byte that counts for nothing here.
        let whole = dir.child(&name, Platform::Linux).is_ok();
        assert!(taken == whole || dir.is_root(), "{dir} {name:?}");
        assert!(!taken || whole);
        seen[usize::from(taken)] += 1;
    }
    assert!(seen.iter().all(|seen| *seen > 1_000), "{seen:?}");
}
