//! A page that sees two of its own ids must not learn how many decisions other windows took in between.

use super::{super::*, record};
use crate::code::Code;

/// Undoes splitmix64's finaliser, which anyone can: it has no key.
fn unmixed(mut z: u64) -> u64 {
    z ^= (z >> 31) ^ (z >> 62);
    z = z.wrapping_mul(0x3196_42b2_d24d_8ec3);
    z ^= (z >> 27) ^ (z >> 54);
    z = z.wrapping_mul(0x96de_1b17_3f11_9089);
    z ^ (z >> 30) ^ (z >> 60)
}

/// The bug: over `seq * constant ^ key`, two ids undone and joined by `^` lose the key, and the rest is small enough to try.
#[test]
fn two_ids_do_not_tell_how_many_decisions_lie_between() {
    const STEP: u64 = 0x9e37_79b9_7f4a_7c15;
    let ledger = Ledger::new(vec![]);
    let (caller, command) = (Arc::new(Caller::local("main", "main")), Arc::from("read_note"));
    let mut ids = (0..100).map(|_| ledger.write(&super::draft(&caller, &command, Code::Allowed)).id.0);
    let (first, last) = (ids.next().unwrap(), ids.last().unwrap());
    let without_key = unmixed(first) ^ unmixed(last);
    for from in 1..=200_u64 {
        for to in 1..=200_u64 {
            assert_ne!(without_key, from.wrapping_mul(STEP) ^ to.wrapping_mul(STEP), "from {from} to {to}");
        }
    }
}

#[test]
fn a_hundred_thousand_ids_are_unique_and_out_of_order() {
    let key = RandomState::new();
    let ids: Vec<u64> = (1..=100_000).map(|seq| DecisionId::scrambled(seq, &key).0).collect();
    let unique: std::collections::HashSet<_> = ids.iter().collect();
    assert_eq!(unique.len(), ids.len());
    let rising = ids.windows(2).filter(|pair| pair[0] < pair[1]).count();
    assert!((40_000..60_000).contains(&rising), "{rising}");
    assert!(ids.windows(3).all(|three| three[1].wrapping_sub(three[0]) != three[2].wrapping_sub(three[1])));
}

#[test]
fn ids_stay_unique_where_the_sequence_leaves_32_bits() {
    let key = RandomState::new();
    let around = (1_u64 << 32) - 500..(1 << 32) + 500;
    let ids: std::collections::HashSet<_> = around.map(|seq| DecisionId::scrambled(seq, &key).0).collect();
    assert_eq!(ids.len(), 1_000);
    assert_ne!(record(Code::Allowed).id, record(Code::Allowed).id);
}
