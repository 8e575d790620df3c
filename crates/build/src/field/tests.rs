//! What a type says by its name.

use serde_json::{Value, json};
use syn::parse_quote;

use super::*;
use crate::declared;

fn only(field: &str) -> Field {
    let text = format!("#[derive(Kind)] struct A {{ #[kind(key)] a: String, {field} }}");
    declared::in_text(&text).remove(0).fields.remove(1)
}

fn json(field: &str, list: List) -> Value {
    serde_json::to_value(schema(&only(field), list, false)).unwrap()
}

#[test]
fn a_type_is_known_by_its_last_name() {
    let shape = |ty: Type| read(&ty);
    assert_eq!(shape(parse_quote!(String)), (Shape::Text, false));
    assert_eq!(shape(parse_quote!(std::string::String)), (Shape::Text, false));
    assert_eq!(shape(parse_quote!(Box<str>)), (Shape::Text, false));
    assert_eq!(shape(parse_quote!(Box<u8>)), (Shape::Unknown, false));
    assert_eq!(shape(parse_quote!(Option<Box<str>>)), (Shape::Text, true));
    assert_eq!(shape(parse_quote!((::core::option::Option<bool>))), (Shape::Bool, true));
    assert_eq!(shape(parse_quote!(i8)), (Shape::Integer(-128.0, 128.0), false));
    assert_eq!(shape(parse_quote!(u32)), (Shape::Integer(0.0, 4_294_967_296.0), false));
    assert_eq!(shape(parse_quote!(Name)), (Shape::Unknown, false));
    assert_eq!(shape(parse_quote!(&str)), (Shape::Unknown, false));
}

#[test]
fn an_alias_may_be_anything_and_need_not_be_there() {
    assert!(!required(&only("b: Name")) && !required(&only("b: Option<String>")) && required(&only("b: String")));
    assert_eq!(json("b: Name", List::Allow)["type"], json!(["string", "integer", "boolean"]));
    assert_eq!(json("#[kind(glob)] b: Name", List::Allow)["type"], "string");
    assert!(json("#[kind(range)] b: Count", List::Allow)["anyOf"].is_array());
}

#[test]
fn what_it_says_is_described() {
    let field = "/// Words.\n#[kind(glob, ignore_case)] b: String";
    let allow = json(field, List::Allow)["description"].as_str().unwrap().to_owned();
    assert!(allow.starts_with("Words.\n\nA pattern") && !allow.contains("Other cases"), "{allow}");
    assert!(
        json(field, List::Deny)["description"].as_str().unwrap().ends_with("Other cases of the text are covered, too.")
    );
    assert_eq!(json("b: bool", List::Deny), json!({ "type": "boolean" }));
}
