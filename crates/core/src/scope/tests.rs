mod misses;
mod monotone;
mod platforms;

use serde_json::json;

use super::*;
use crate::{
    caller::Caller,
    decide::{Question, decide},
    scope::bases::Bases,
    testing::{ARGUMENT, COMMAND, Dice, Setup, entries, linux_frame, path},
};

fn scope(allow: serde_json::Value, deny: serde_json::Value) -> std::sync::Arc<Scope> {
    Setup::new(allow, deny).scope
}

const READ: AccessSet = AccessSet::of(&[Access::Read]);

#[test]
fn entries_faults_and_inert_ones_are_kept_apart() {
    let scope = scope(json!(["https://a", "/a", "$FONT/**", "/b/["]), json!(["/c", "d"]));
    assert_eq!(scope.entries().map(Entry::pattern).collect::<Vec<_>>(), ["/a", "/c", "https://a"]);
    assert_eq!((scope.faults().len(), scope.inert().len()), (2, 1));
}

#[test]
fn a_malformed_entry_of_one_command_leaves_others_alone() {
    let caller = Caller::local("main", "main");
    let raw = [
        RawEntry::new(List::Allow, Way::Authority, 0, json!({ "command": "a", "windows": ["*"], "path": "/a" })),
        RawEntry::new(List::Allow, Way::Authority, 1, json!({ "command": "b", "windows": ["*"], "path": "/b/[" })),
    ];
    let compile = |command| Scope::compile(&raw, &linux_frame(command, &caller, &Bases::none()));
    assert_eq!((compile("a").faults().len(), compile("a").entries().count()), (0, 1));
    assert_eq!(compile("b").faults().len(), 1);
}

#[test]
fn a_deny_covers_the_accesses_that_it_names() {
    let scope = scope(json!(["/a"]), json!([{ "path": "/a", "access": ["write"] }]));
    assert!(scope.denying(&path("/a"), ARGUMENT, READ).is_none());
    assert!(scope.denying(&path("/a"), ARGUMENT, AccessSet::REPLACE).is_some());
}

#[test]
fn a_deny_for_one_argument_leaves_others_alone() {
    let scope = scope(json!(["/a"]), json!([{ "path": "/a", "arg": ARGUMENT }]));
    assert!(scope.denying(&path("/a"), ARGUMENT, READ).is_some());
    assert!(scope.denying(&path("/a"), "other", READ).is_none());
}

#[test]
fn several_entries_grant_together() {
    let scope = scope(
        json!([{ "path": "/a/*", "access": ["write"] }, { "path": "/a/b", "access": ["create", "truncate"] }]),
        json!([]),
    );
    assert!(scope.granting(&scope.spelled(&path("/a/b")), ARGUMENT, AccessSet::REPLACE, Facts::default()).all);
    let other = path("/a/c");
    let partly = scope.granting(&scope.spelled(&other), ARGUMENT, AccessSet::REPLACE, Facts::default());
    assert!(!partly.all && partly.entry.is_some());
}

/// Whoever renames a thing takes it out from under every deny that names it.
#[test]
fn any_deny_keeps_a_name_from_being_renamed_away() {
    let scope = scope(json!(["/a"]), json!([{ "path": "/a", "access": ["read"] }, { "path": "/a", "arg": "other" }]));
    let denied = |access: Access, argument| scope.denying(&path("/a"), argument, access.into()).is_some();
    assert!(denied(Access::RenameFrom, ARGUMENT));
    for access in [Access::RenameTo, Access::Remove, Access::Write] {
        assert!(!denied(access, ARGUMENT), "{access:?}");
    }
    let scope = self::scope(json!(["/a"]), json!([{ "path": "/a", "access": ["read"], "arg": "other" }]));
    assert!(scope.denying(&path("/a"), ARGUMENT, Access::RenameFrom.into()).is_none());
}

#[test]
fn a_listing_shows_what_some_entry_takes_for_whatever_access() {
    let scope = scope(json!([{ "path": "/a/*", "access": ["read"] }]), json!(["/a/private"]));
    let shows = |name: &str| scope.shows(&path(name), ARGUMENT);
    assert!(shows("/a/b"));
    assert!(!shows("/a/private"));
    assert!(!shows("/a/.hidden"));
    assert!(!shows("/b"));
}

#[test]
fn a_listing_shows_nothing_for_another_argument_or_with_a_fault() {
    assert!(!scope(json!([{ "path": "/a/*", "arg": "other" }]), json!([])).shows(&path("/a/b"), ARGUMENT));
    assert!(!scope(json!(["/a/*", "/b/["]), json!([])).shows(&path("/a/b"), ARGUMENT));
}

#[test]
fn a_deny_of_listing_hides_a_name_and_a_deny_of_reading_does_not() {
    let scope =
        scope(json!(["/a/*"]), json!([{ "path": "/a/l", "access": ["list"] }, { "path": "/a/r", "access": ["read"] }]));
    assert!(!scope.shows(&path("/a/l"), ARGUMENT));
    assert!(scope.shows(&path("/a/r"), ARGUMENT));
}

/// A deny can only take away, wherever it stands among the others.
#[test]
fn adding_a_deny_never_turns_a_refusal_into_a_grant() {
    let mut dice = Dice(3);
    let parts = ["a", "b", ".a", "*", "**", "a*", "[ab]", "proc"];
    let mut spell = |most: usize| {
        let names: Vec<&str> = (0..=dice.below(most)).map(|_| *dice.pick(&parts)).collect();
        format!("/{}", names.join("/"))
    };
    let caller = Caller::local("main", "main");
    let bases = Bases::none();
    let frame = linux_frame(COMMAND, &caller, &bases);
    for _ in 0..2_000 {
        let allow: Vec<String> = (0..3).map(|_| spell(3)).collect();
        let deny: Vec<String> = (0..3).map(|_| spell(3)).collect();
        let raw = entries(List::Allow, json!(allow));
        let without = Scope::compile(&raw, &frame);
        let with = Scope::compile(&[raw, entries(List::Deny, json!(deny))].concat(), &frame);
        for _ in 0..10 {
            let path = path(&spell(4));
            let allowed = |scope| decide(scope, Question::new(&path, READ, ARGUMENT)).is_allowed();
            assert!(allowed(&without) || !allowed(&with), "{path}: {allow:?} without {deny:?}");
        }
    }
}
