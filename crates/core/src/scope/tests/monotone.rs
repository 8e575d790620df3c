//! What holds of every scope: a deny only takes away, an allow only adds.

use serde_json::Value;

use super::*;
use crate::code::Code;

const PARTS: [&str; 12] = ["a", "b", ".a", "*", "**", "a*", "[ab]", ".*", "proc", "?", "a", "b"];
const NAMES: [&str; 6] = ["a", "b", ".a", "ab", "proc", "a"];

fn spell(dice: &mut Dice, parts: &[&str], most: usize) -> String {
    let count = dice.below(most) + 1;
    (0..count).flat_map(|_| ["/", *dice.pick(parts)]).collect()
}

fn accesses(dice: &mut Dice, most: usize) -> Vec<Access> {
    const SOME: [Access; 4] = [Access::Read, Access::Write, Access::List, Access::RenameFrom];
    (0..=dice.below(most)).map(|_| *dice.pick(&SOME)).collect()
}

/// An entry with any of the keys that make it apply to less, or reach further.
fn value(dice: &mut Dice) -> Value {
    let mut entry = json!({ "path": spell(dice, &PARTS, 3) });
    if dice.below(2) == 0 {
        let names: Vec<_> = accesses(dice, 2).into_iter().map(Access::name).collect();
        entry["access"] = json!(names);
    }
    if dice.below(3) == 0 {
        entry["hidden"] = json!(dice.below(2) == 0);
    }
    if dice.below(4) == 0 {
        entry["arg"] = json!(*dice.pick(&[ARGUMENT, "other"]));
    }
    entry
}

/// Puts the same questions to a scope and to it with one more entry; `holds` is given both answers.
fn sweep(seed: u64, more: List, holds: impl Fn(Code, Code) -> bool) {
    let mut dice = Dice(seed);
    let caller = Caller::local("main", "main");
    let bases = Bases::none();
    let frame = linux_frame(COMMAND, &caller, &bases);
    let (mut changed, mut granted) = (0, 0);
    for _ in 0..3_000 {
        let list = |list, dice: &mut Dice| entries(list, (0..=dice.below(3)).map(|_| value(dice)).collect());
        let mut raw = [list(List::Allow, &mut dice), list(List::Deny, &mut dice)].concat();
        let before = Scope::compile(&raw, &frame);
        let added = entries(more, json!([value(&mut dice)]));
        // Where it stands among the others must not count.
        let place = dice.below(raw.len() + 1);
        raw.splice(place..place, added);
        let after = Scope::compile(&raw, &frame);
        assert!(after.faults().is_empty(), "{:?}", after.faults());
        for _ in 0..10 {
            let path = path(&spell(&mut dice, &NAMES, 4));
            let question = Question::new(&path, AccessSet::of(&accesses(&mut dice, 2)), ARGUMENT);
            let (was, is) = (decide(&before, question).code, decide(&after, question).code);
            assert!(holds(was, is), "{question:?}: {was} became {is} by entry {place} of {raw:?}");
            changed += usize::from(was != is);
            granted += usize::from(was == Code::Allowed);
        }
    }
    assert!(changed > 300 && granted > 300, "a sweep that changes nothing shows nothing: {changed}, {granted}");
}

#[test]
fn adding_a_deny_never_turns_a_refusal_of_any_access_into_a_grant() {
    sweep(21, List::Deny, |was, is| was == is || is == Code::PathDenied);
}

#[test]
fn adding_an_allow_never_turns_a_grant_by_others_into_a_refusal() {
    sweep(22, List::Allow, |was, is| was != Code::Allowed || is == Code::Allowed);
}

#[test]
fn adding_an_allow_never_lifts_a_deny() {
    sweep(23, List::Allow, |was, is| was != Code::PathDenied || is == Code::PathDenied);
}

#[test]
fn the_order_of_entries_never_changes_a_verdict() {
    let mut dice = Dice(24);
    let caller = Caller::local("main", "main");
    let bases = Bases::none();
    let frame = linux_frame(COMMAND, &caller, &bases);
    for _ in 0..1_000 {
        let allow = entries(List::Allow, (0..4).map(|_| value(&mut dice)).collect());
        let mut raw = [allow, entries(List::Deny, json!([value(&mut dice)]))].concat();
        let before = Scope::compile(&raw, &frame);
        raw.reverse();
        let after = Scope::compile(&raw, &frame);
        for _ in 0..10 {
            let path = path(&spell(&mut dice, &NAMES, 4));
            let question = Question::new(&path, AccessSet::of(&accesses(&mut dice, 2)), ARGUMENT);
            assert_eq!(decide(&before, question).code, decide(&after, question).code, "{question:?} of {raw:?}");
        }
    }
}
