//! Random requests, through the gate, judged and opened: what comes out is in scope, whatever links lie on the way.

use std::collections::BTreeMap;

use crate::{
    access::Access,
    fuzzing::opening::{Fixture, NAMES},
    open::{OpenError, linux::hook, read},
    testing::Dice,
};

fn sweep(seed: u64) {
    let fixture = Fixture::make();
    let mut dice = Dice(seed);
    let (mut opened, mut refused, mut failed) = (BTreeMap::new(), 0, 0);
    for _ in 0..20_000 {
        // The first three are what there is to be opened.
        let mut name = || if dice.below(3) == 0 { dice.below(3) } else { dice.below(NAMES.len()) } as u8;
        let names: Vec<u8> = (0..4).map(|_| name()).collect();
        let names = &names[..=dice.below(4)];
        let Some(judged) = fixture.judge(names, Access::Read.into()) else { continue };
        match read(&judged) {
            Ok(file) => *opened.entry(fixture.is_in_scope(&file)).or_insert(0) += 1,
            Err(OpenError::Denied(_)) => refused += 1,
            Err(OpenError::Io(_)) => failed += 1,
        }
    }
    fixture.outside_is_whole();
    println!("opened {opened:?}; {refused} refused, {failed} not there");
    // `a` and `d/b`, which a link leads to as well.
    assert!(opened.len() == 2 && opened.values().all(|times| *times > 50), "{opened:?}");
    assert!(refused > 500 && failed > 500, "{refused} refused, {failed} not there");
}

#[test]
fn straight() {
    sweep(101);
}

#[test]
fn by_the_walk() {
    hook::without_openat2(|| sweep(102));
}
