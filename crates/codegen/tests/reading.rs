//! What is read of a declaration, beyond what its expansion shows.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "in a test a panic is the report")]

use authority_codegen::{judge, kind::Declaration};

#[test]
fn documentation_is_what_is_documented_and_no_other_attribute() {
    let declaration = Declaration::read(&syn::parse_quote! {
        /// A table.
        #[must_use = "as it is no table by itself"]
        /// By its name.
        struct Table {
            /// The name.
            #[deprecated = "use another"]
            #[kind(key)]
            name: String,
        }
    });
    let declaration = declaration.unwrap();
    assert_eq!(declaration.docs, "A table.\nBy its name.");
    assert_eq!(declaration.fields.first().unwrap().docs, "The name.");
}

#[test]
fn fields_may_be_said_to_keep_their_names() {
    let expand = |input: &str| judge::derive(&syn::parse_str(input).unwrap()).to_string();
    let said = expand(r#"#[judge(rename_all = "snake_case")] struct Pair { note_path: File<Read> }"#);
    assert_eq!(said, expand("struct Pair { note_path: File<Read> }"));
    assert!(said.contains(r#""note_path""#) && !said.contains("compile_error"), "{said}");
}
