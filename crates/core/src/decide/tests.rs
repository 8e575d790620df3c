//! Each numbered rule of the module, under its own name.

use serde_json::json;

use super::*;
use crate::{
    access::Access,
    testing::{ARGUMENT, Setup, path},
};

const READ: AccessSet = AccessSet::of(&[Access::Read]);

/// What is decided of `path` for reading: the code and the pattern of the entry behind it.
fn decided(scope: &Scope, text: &str) -> (Code, Option<String>) {
    let path = path(text);
    let decision = decide(scope, Question::new(&path, READ, ARGUMENT));
    (decision.code, decision.entry.map(|entry| entry.pattern().to_owned()))
}

macro_rules! decides {
    ($($(#[$doc:meta])* $name:ident: allow $allow:tt deny $deny:tt, $path:literal => $code:ident $($pattern:literal)?;)*) => { $(
        $(#[$doc])*
        #[test]
        fn $name() {
            let setup = Setup::new(json!($allow), json!($deny));
            let pattern: Option<&str> = None $(.or(Some($pattern)))?;
            assert_eq!(decided(&setup.scope, $path), (Code::$code, pattern.map(Into::into)));
        }
    )* };
}

decides! {
    /// Rule 1.
    an_allow_that_cannot_be_used_refuses: allow ["/a/**", "/b/["] deny [], "/a/x" => ScopeInvalid;
    /// Rule 1: it may have been the deny that counts.
    a_deny_that_cannot_be_used_refuses: allow ["/a/**"] deny ["/b/{c,d}"], "/a/x" => ScopeInvalid;
    /// Rule 1 comes first.
    a_fault_goes_before_a_deny: allow ["/a/**", "/b/["] deny ["/a/x"], "/a/x" => ScopeInvalid;
    /// Rule 2.
    deny_wins: allow ["/a/**"] deny ["/a/private/**"], "/a/private/x" => PathDenied "/a/private/**";
    /// Rule 2: whatever else is there.
    deny_wins_over_an_allow_of_the_very_name: allow ["/a/private/x"] deny ["/a/**"], "/a/private/x" => PathDenied "/a/**";
    /// Rule 2, although nothing allows it either.
    deny_is_told_from_outside_in_the_log: allow ["/a/**"] deny ["/b/**"], "/b/x" => PathDenied "/b/**";
    /// Rule 2 goes before rule 3.
    deny_is_said_with_an_empty_allow_list: allow [] deny ["/b/**"], "/b/x" => PathDenied "/b/**";
    a_deny_on_dir_covers_dir_too: allow ["/a", "/a/**"] deny ["/a/private/**"], "/a/private" => PathDenied "/a/private/**";
    a_deny_sees_hidden_names: allow [{ "path": "/a/**", "hidden": true }] deny ["/a/*"], "/a/.env" => PathDenied "/a/*";
    an_unanchored_deny_covers_every_directory: allow ["/a/**"] deny ["**/*.key"], "/a/b/c.key" => PathDenied "**/*.key";
    a_deny_reaches_kernel_file_systems: allow ["/proc/**"] deny ["/**"], "/proc/self/mem" => PathDenied "/**";
    /// Doubled separators and single dots are no other spelling.
    deny_wins_over_separators_and_dots: allow ["/a/**"] deny ["/a/private/**"], "/a//./private/./x" => PathDenied "/a/private/**";
    /// A separator at the end is no other spelling.
    deny_wins_over_a_trailing_separator: allow ["/a/**"] deny ["/a/private"], "/a/private/" => PathDenied "/a/private";
    /// An allow is compared exactly.
    allow_does_not_fold_case: allow ["/a/Notes/**"] deny [], "/a/notes/x" => PathOutsideScope "/a/Notes/**";
    /// Rule 3.
    empty_scope_refuses: allow [] deny [], "/a" => ScopeEmpty;
    /// Rule 3 (Tauri's `matches` says yes here).
    empty_allow_list_refuses_what_no_deny_covers: allow [] deny ["/b/**"], "/a" => ScopeEmpty;
    /// Rule 3: entries of other kinds or arguments are not for this one.
    entries_for_others_are_no_entries: allow ["https://a", { "path": "/**", "arg": "other" }] deny [], "/a" => ScopeEmpty;
    /// Rule 3: an entry that can never match is none.
    an_inert_allow_is_no_entry: allow ["$FONT/**"] deny [], "/a" => ScopeEmpty;
    /// Rule 4.
    what_an_entry_takes_is_allowed: allow ["/a/**"] deny ["/a/private/**"], "/a/x" => Allowed "/a/**";
    /// Rule 4.
    a_grant_for_another_access_is_none: allow [{ "path": "/a/**", "access": ["write"] }] deny [], "/a/x" => PathAccess "/a/**";
    /// Rule 5.
    outside_names_the_nearest_entry: allow ["/a/b/**", "/a/c/**"] deny [], "/a/c2/x" => PathOutsideScope "/a/b/**";
    an_allow_on_dir_is_below_dir: allow ["/a/**"] deny [], "/a" => PathOutsideScope "/a/**";
    a_sibling_with_the_same_start_is_outside: allow ["/a/app/**"] deny [], "/a/app-evil/x" => PathOutsideScope "/a/app/**";
    /// Rule 5.
    hidden_is_said_when_only_that_is_missed: allow ["/a/**"] deny [], "/a/.env" => PathHidden "/a/**";
    hidden_and_outside_is_outside: allow ["/a/**"] deny [], "/b/.env" => PathOutsideScope "/a/**";
    hidden_and_denied_is_denied: allow ["/a/**"] deny ["/a/.git/**"], "/a/.git/config" => PathDenied "/a/.git/**";
    hidden_for_another_access_is_outside: allow [{ "path": "/a/**", "access": ["write"] }] deny [], "/a/.env" => PathOutsideScope "/a/**";
    /// Rule 5.
    kernel_is_said_when_only_that_is_missed: allow ["/**"] deny [], "/proc/self/mem" => PathKernel "/**";
    kernel_and_hidden_is_kernel: allow ["/**"] deny [], "/proc/.x" => PathKernel "/**";
    a_spelled_kernel_file_system_is_reached: allow ["/dev/shm/**"] deny [], "/dev/shm/x" => Allowed "/dev/shm/**";
}

#[test]
fn an_entry_of_authority_scope_without_a_command_refuses_with_a_code_of_its_own() {
    use crate::scope::{List, RawEntry, Way, bases::Bases};
    let raw = [
        RawEntry::new(List::Allow, Way::Command, 0, json!("/a/**")),
        RawEntry::new(List::Deny, Way::Authority, 0, json!({ "path": "/b" })),
    ];
    assert_eq!(decided(&Setup::of(&raw, Bases::none()).scope, "/a/x").0, Code::ScopeUnattributed);
}

/// Rule 4.
#[test]
fn every_access_that_is_needed_must_be_granted() {
    let entry = |access: &[&str]| json!({ "path": "/a", "access": access });
    let allowed = |allow: &[serde_json::Value]| {
        let setup = Setup::new(json!(allow), json!([]));
        decide(&setup.scope, Question::new(&path("/a"), AccessSet::REPLACE, ARGUMENT)).code
    };
    assert_eq!(allowed(&[entry(&["write", "create"])]), Code::PathAccess);
    assert_eq!(allowed(&[entry(&["write", "create"]), entry(&["read"])]), Code::PathAccess);
    assert_eq!(allowed(&[entry(&["write", "create"]), entry(&["truncate"])]), Code::Allowed);
}

/// Rule 2: one denied access of several refuses all.
#[test]
fn a_deny_of_one_access_refuses_a_question_for_several() {
    let setup = Setup::new(json!(["/a"]), json!([{ "path": "/a", "access": ["truncate"] }]));
    let code = |access| decide(&setup.scope, Question::new(&path("/a"), access, ARGUMENT)).code;
    assert_eq!(code(AccessSet::REPLACE), Code::PathDenied);
    assert_eq!(code(READ), Code::Allowed);
}

/// Rule 4: nothing was asked for, so nothing was granted.
#[test]
fn asking_for_no_access_is_refused() {
    for (allow, deny) in [(json!(["/a/**"]), json!(["/a/x"])), (json!(["/a/**"]), json!([])), (json!([]), json!([]))] {
        let setup = Setup::new(allow, deny);
        let path = path("/a/x");
        let decision = decide(&setup.scope, Question::new(&path, AccessSet::NONE, ARGUMENT));
        assert!(!decision.is_allowed());
    }
}

#[test]
fn a_fault_says_what_is_wrong() {
    let setup = Setup::new(json!(["/a/["]), json!([]));
    let path = path("/a");
    let decision = decide(&setup.scope, Question::new(&path, READ, ARGUMENT));
    assert!(decision.fault.is_some_and(|fault| fault.contains("`allow[0]`") && fault.contains("/a/[")));
}

/// The first name of the path that the nearest entry does not have.
#[test]
fn the_difference_is_the_first_name_that_was_missed() {
    let difference = |allow: serde_json::Value, text: &str| {
        let setup = Setup::new(allow, json!([]));
        let path = path(text);
        decide(&setup.scope, Question::new(&path, READ, ARGUMENT)).difference.map(str::to_owned)
    };
    assert_eq!(difference(json!(["/a/b/c/**"]), "/a/x/c").as_deref(), Some("x"));
    assert_eq!(difference(json!(["/a/b/**"]), "/q").as_deref(), Some("q"));
    assert_eq!(difference(json!(["/a/b/c/**"]), "/a/b").as_deref(), None);
    assert_eq!(difference(json!(["/a/**"]), "/a/b/.env/.x").as_deref(), Some(".env"));
    // The entry spells this one.
    assert_eq!(difference(json!(["/a/.config/**"]), "/a/.config/app/.env").as_deref(), Some(".env"));
    assert_eq!(difference(json!(["/**"]), "/proc/self").as_deref(), Some("proc"));
    assert_eq!(difference(json!(["/a/**"]), "/a/b").as_deref(), None);
}
