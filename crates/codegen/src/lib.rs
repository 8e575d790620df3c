//! What the macros of `tauri-plugin-authority` read and write.
//!
//! A library, so that a build script can read the declarations of an app's kinds as the macros do. The modules, one for
//! each macro: [`kind`] (`#[derive(Kind)]`), [`judge`] (`#[derive(Judge)]`), [`require`] (`require!`). Each reads, refuses
//! what cannot be meant at the token where it stands, and writes calls of functions in the plugin; none of them decides.

mod attribute;
pub mod judge;
pub mod kind;
mod misuse;
pub mod require;

use proc_macro2::TokenStream;
use quote::quote;

/// Where the plugin keeps what expansions name.
fn plugin() -> TokenStream {
    quote!(::tauri_plugin_authority::__private)
}
