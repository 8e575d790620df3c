//! What is required of whom.

use super::*;
use crate::declared;

fn required(list: List) -> Vec<String> {
    let text = "#[derive(Kind)] struct A { b: Option<u8>, c: u8, #[kind(key, rename = \"x\")] a: String }";
    schema(&declared::in_text(text).remove(0), list).object.unwrap().required.into_iter().collect()
}

#[test]
fn an_allow_names_what_a_value_must_have() {
    assert_eq!(required(List::Allow), ["c", "x"]);
}

#[test]
fn a_deny_names_its_kind() {
    assert_eq!(required(List::Deny), ["x"]);
}

#[test]
fn documentation_of_nothing_is_none() {
    let declared = declared::in_text("/// \n#[derive(Kind)] struct A { #[kind(key)] a: String }").remove(0);
    assert!(schema(&declared, List::Allow).metadata.unwrap().description.is_none());
}
