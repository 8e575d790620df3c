//! What the macros write, as text that can be read: `tests/expansions/NAME.in.rs` becomes `NAME.out.rs`. Whoever changes what
//! is written sees the change here; `EXPANSIONS=overwrite cargo test -p authority-codegen` takes it over.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "in a test a panic is the report")]

use std::{env, fs, path::PathBuf};

use authority_codegen::{judge, kind, require};
use proc_macro2::TokenStream;
use quote::ToTokens as _;

#[test]
fn derive_kind() {
    check("kind", |input| kind::derive(&syn::parse2(input).unwrap()));
}

#[test]
fn derive_kind_of_one_field() {
    check("kind_of_one_field", |input| kind::derive(&syn::parse2(input).unwrap()));
}

#[test]
fn derive_kind_after_an_error() {
    check("kind_after_an_error", |input| kind::derive(&syn::parse2(input).unwrap()));
}

#[test]
fn derive_judge() {
    check("judge", |input| judge::derive(&syn::parse2(input).unwrap()));
}

#[test]
fn derive_judge_after_an_error() {
    check("judge_after_an_error", |input| judge::derive(&syn::parse2(input).unwrap()));
}

#[test]
fn require_expands_to_a_call_of_a_function() {
    let expand = |input: &str| require::value(input.parse().unwrap()).to_string();
    let plugin = ":: tauri_plugin_authority :: __private ::";
    assert_eq!(
        expand("call, note_path, File<Read>"),
        format!(r#"{plugin} require :: < File < Read > , _ , _ > (& call , "notePath" , & note_path)"#)
    );
    assert_eq!(
        expand(r#"self.call, "note" = request.note, Table,"#),
        format!(r#"{plugin} require :: < Table , _ , _ > (& self . call , "note" , & request . note)"#)
    );
    assert_eq!(
        require::path("call, r#type, Read".parse().unwrap()).to_string(),
        format!(r#"{plugin} require :: < {plugin} File < Read > , _ , _ > (& call , "type" , & r#type)"#)
    );
    assert_eq!(
        require::url("call, feed_url, Get".parse().unwrap()).to_string(),
        format!(r#"{plugin} require :: < {plugin} Url < Get > , _ , _ > (& call , "feedUrl" , & feed_url)"#)
    );
}

fn check(name: &str, expand: impl FnOnce(TokenStream) -> TokenStream) {
    let file =
        |part: &str| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(format!("tests/expansions/{name}.{part}.rs"));
    let input = fs::read_to_string(file("in")).unwrap();
    let expanded = expand(input.parse().unwrap());
    let written = prettyplease::unparse(&syn::parse2(expanded.to_token_stream()).unwrap());
    if env::var_os("EXPANSIONS").is_some_and(|word| word == "overwrite") {
        fs::write(file("out"), &written).unwrap();
    }
    let expected = fs::read_to_string(file("out")).unwrap_or_default();
    assert!(written == expected, "the expansion of {name}.in.rs is another than in {name}.out.rs:\n{written}");
}
