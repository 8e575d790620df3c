//! Where a kind is found, and where none is.

use super::*;

macro_rules! declares {
    ($($name:ident: $text:literal => [$($kind:literal),*];)*) => { $(
        #[test]
        fn $name() {
            let names: Vec<String> = in_text($text).iter().map(|kind| kind.ident.to_string()).collect();
            assert_eq!(names, [$($kind),*]);
        }
    )* };
}

declares! {
    by_its_name: "#[derive(Debug, Kind)] struct A { #[kind(key)] a: String }" => ["A"];
    by_its_path: "#[derive(tauri_plugin_authority::Kind)] struct A { #[kind(key)] a: String }" => ["A"];
    by_another_name: "use x::Kind as Own; #[derive(Own)] struct A { #[kind(key)] a: String }" => ["A"];
    under_a_condition: "#[cfg(windows)] #[cfg_attr(windows, derive(Kind))] struct A { #[kind(key)] a: String }" => ["A"];
    in_a_module: "mod a { pub mod b { #[derive(Kind)] pub struct A { #[kind(key)] a: String } } } mod c;" => ["A"];
    several: "#[derive(Kind)] struct A { #[kind(key)] a: String } #[derive(Kind)] struct B { #[kind(key)] b: String }" => ["A", "B"];
    a_parameter_of_its_own: "#[derive(Kind)] struct A<T> { #[kind(key)] a: T } #[derive(Kind)] struct B { #[kind(key)] b: String }" => ["B"];
    of_tests: "#[cfg(test)] mod tests { #[derive(Kind)] struct A { #[kind(key)] a: String } } #[cfg(test)] #[derive(Kind)] struct B { #[kind(key)] b: u8 } #[derive(Kind)] struct C { #[kind(key)] c: u8 }" => ["C"];
    no_key: "#[derive(Kind)] struct A { a: String } #[derive(Kind)] struct C { #[kind(key)] c: u8 }" => ["C"];
    no_derive: "struct A { #[kind(key)] a: String } #[derive(Kind)] struct C { #[kind(key)] c: u8 }" => ["C"];
}

#[test]
fn what_the_compiler_refuses_declares_nothing() {
    assert!(in_text("#[derive(Kind)] struct A { #[kind(key)] a: String } }").is_empty());
    assert!(in_text("\u{feff}\0 kind").is_empty());
}
