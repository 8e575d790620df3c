mod patterns;

use super::*;
use crate::testing::Dice;

/// Up to `most` of these, one after the other.
fn text(dice: &mut Dice, pieces: &[&str], most: usize) -> String {
    (0..dice.below(most + 1)).map(|_| *dice.pick(pieces)).collect()
}
