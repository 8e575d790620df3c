//! Entries that are for something else are never named as what came near, and what opening asks of the deny list.

use serde_json::Value;

use super::*;
use crate::code::Code;

fn code(allow: Value, text: &str) -> Code {
    decide(&scope(allow, json!([])), Question::new(&path(text), READ, ARGUMENT)).code
}

#[test]
fn an_entry_for_another_argument_does_not_turn_outside_into_another_access() {
    assert_eq!(code(json!([{ "path": "/a/**", "arg": "other" }, "/b"]), "/a/x"), Code::PathOutsideScope);
    assert_eq!(code(json!([{ "path": "/a/**", "access": ["write"] }, "/b"]), "/a/x"), Code::PathAccess);
}

#[test]
fn a_kernel_file_system_is_said_only_where_it_is_all_that_is_missed() {
    assert_eq!(code(json!([{ "path": "/**", "access": ["write"] }]), "/proc/x"), Code::PathOutsideScope);
    assert_eq!(code(json!([{ "path": "/**", "access": ["write", "read"] }]), "/proc/x"), Code::PathKernel);
}

#[test]
fn only_the_deny_list_denies_something_and_through_a_path() {
    let scope = scope(json!(["/a/b/**"]), json!(["/c/d/**"]));
    assert!(scope.denies_something());
    assert!(scope.denies_through(&path("/c")) && scope.denies_through(&path("/c/d")));
    assert!(!scope.denies_through(&path("/c/d/e")) && !scope.denies_through(&path("/a")));
    assert!(!super::scope(json!(["/a"]), json!([])).denies_something());
}
