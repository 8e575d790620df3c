//! What cannot be meant is refused with what to write instead. `tests/ui` of the repository has the same with the place in the
//! source, as the compiler shows it.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "in a test a panic is the report")]

use authority_codegen::{judge, kind, require};
use syn::DeriveInput;

fn kind_error(input: &str) -> String {
    let input: DeriveInput = syn::parse_str(input).unwrap();
    let errors = kind::Declaration::read(&input).map(|_| ()).unwrap_err();
    errors.into_iter().map(|error| error.to_string()).collect::<Vec<_>>().join(" | ")
}

fn expansion_error(expansion: &str) -> String {
    let (_, message) = expansion.split_once("compile_error ! { \"").expect(expansion);
    message.split_once("\" }").unwrap().0.replace("\\\"", "\"")
}

macro_rules! kinds {
    ($($name:ident: $input:literal => $($says:literal)|*;)*) => { $(
        #[test]
        fn $name() {
            let error = kind_error($input);
            assert!(true $(&& error.contains($says))*, "{error}");
        }
    )* };
}

kinds! {
    no_key: "struct Table { table: String }" => "#[kind(key)]";
    two_keys: "struct Table { #[kind(key)] a: String, #[kind(key)] b: String }" => "has one key";
    an_enum: "enum Table { A }" => "struct with named fields";
    a_tuple: "struct Table(String);" => "struct Table { #[kind(key)] table: String }";
    a_parameter: "struct Table<T> { #[kind(key)] a: T }" => "no parameters";
    a_lifetime: "struct Table<'a> { #[kind(key)] a: &'a str }" => "no parameters";
    an_unknown_word_on_the_struct: "#[kind(glob)] struct Table { #[kind(key)] a: String }" => "owner = Type";
    an_unknown_word_on_a_field: "struct Table { #[kind(key, regexp)] a: String }" => "unknown attribute" | "`regex`";
    two_ways: "struct Table { #[kind(key, glob, regex)] a: String }" => "one way";
    a_reserved_name: "struct Table { #[kind(key)] path: String }" => "`path` means something in every entry";
    a_reserved_rename: "struct Table { #[kind(key, rename = \"access\")] a: String }" => "`access` means something";
    an_empty_rename: "struct Table { #[kind(key, rename = \"\")] a: String }" => "not empty";
    the_same_name_twice: "struct Table { #[kind(key)] a: String, #[kind(rename = \"a\")] b: String }" => "two fields are named `a`";
    all_errors_at_once: "struct Table { #[kind(key)] url: String, #[kind(rename = \"\")] b: String }" => "`url`" | "not empty";
}

#[test]
fn a_declaration_has_its_docs_and_its_key_first() {
    let input = "/// A flag.\n/// Two lines.\nstruct Flag { value: Option<String>, /** The key. */ #[kind(key, ignore_case)] flag: String }";
    let declaration = kind::Declaration::read(&syn::parse_str(input).unwrap()).unwrap();
    assert_eq!(declaration.docs, "A flag.\nTwo lines.");
    let names: Vec<(&str, &str, bool)> =
        declaration.fields.iter().map(|field| (&*field.name, &*field.docs, field.ignore_case)).collect();
    assert_eq!(names, [("flag", "The key.", true), ("value", "", false)]);
}

macro_rules! judges {
    ($($name:ident: $input:literal => $says:literal;)*) => { $(
        #[test]
        fn $name() {
            let expansion = judge::derive(&syn::parse_str($input).unwrap()).to_string();
            let error = expansion_error(&expansion);
            assert!(error.contains($says), "{error}");
        }
    )* };
}

judges! {
    judge_of_an_enum: "enum Export { A }" => "struct with named fields";
    judge_of_a_parameter: "struct Export<A> { a: File<A> }" => "no parameters";
    judge_of_nothing: "struct Export {}" => "nothing to judge";
    judge_in_another_case: "#[judge(rename_all = \"kebab-case\")] struct Export { a: Dir }" => "`camelCase` or `snake_case`";
    judge_with_an_unknown_word: "#[judge(case = \"x\")] struct Export { a: Dir }" => "rename_all";
    judge_with_an_unknown_word_on_a_field: "struct Export { #[judge(name = \"x\")] a: Dir }" => "rename = \"name\"";
    judge_with_the_same_name_twice: "struct Export { a: Dir, #[judge(rename = \"a\")] b: Dir }" => "two fields are named `a`";
}

macro_rules! requires {
    ($($name:ident: $input:literal => $says:literal;)*) => { $(
        #[test]
        fn $name() {
            let error = expansion_error(&require::value($input.parse().unwrap()).to_string());
            assert!(error.contains($says), "{error}");
        }
    )* };
}

requires! {
    require_without_an_argument: "call" => "the argument to judge";
    require_without_a_type: "call, note" => "as a type";
    require_of_an_expression: "call, notes[0], File<Read>" => "with the name that the page uses";
    require_of_a_path: "call, a::note, File<Read>" => "with the name that the page uses";
    require_of_a_name_without_a_value: "call, \"note\", File<Read>" => "comes the value";
    require_with_more: "call, note, File<Read>, x" => "nothing comes behind the type";
}
