//! The macros of `tauri-plugin-authority`, which exports and documents them. What they read and write is in
//! `authority-codegen`.

use authority_codegen::{judge, kind, require};
use proc_macro::TokenStream;
use syn::{DeriveInput, parse_macro_input};

#[expect(missing_docs, reason = "documented where it is exported")]
#[proc_macro_derive(Kind, attributes(kind))]
pub fn derive_kind(input: TokenStream) -> TokenStream {
    kind::derive(&parse_macro_input!(input as DeriveInput)).into()
}

#[expect(missing_docs, reason = "documented where it is exported")]
#[proc_macro_derive(Judge, attributes(judge))]
pub fn derive_judge(input: TokenStream) -> TokenStream {
    judge::derive(&parse_macro_input!(input as DeriveInput)).into()
}

#[expect(missing_docs, reason = "documented where it is exported")]
#[proc_macro]
pub fn require(input: TokenStream) -> TokenStream {
    require::value(input.into()).into()
}

#[expect(missing_docs, reason = "documented where it is exported")]
#[proc_macro]
pub fn require_path(input: TokenStream) -> TokenStream {
    require::path(input.into()).into()
}

#[expect(missing_docs, reason = "documented where it is exported")]
#[proc_macro]
pub fn require_url(input: TokenStream) -> TokenStream {
    require::url(input.into()).into()
}
