//! Kinds of values that an app declares itself, as Rust types.

use authority_core::{kind, validate::value::Fields};

use crate::entry::Owned;

/// A value that has scope entries of its own: a table, a printer, a command-line flag with a pattern for its value.
///
/// ```
/// use tauri_plugin_authority::{Kind, Scoped};
///
/// /// A flag for the converter.
/// #[derive(Debug, Kind)]
/// struct Flag {
///     /// Its name.
///     #[kind(key)]
///     flag: String,
///     /// What its value may be: a regular expression for the whole of it.
///     #[kind(regex)]
///     value: Option<String>,
/// }
///
/// #[tauri::command]
/// fn convert(flags: Scoped<Vec<Flag>>) {
///     for Flag { flag, value } in flags.iter() {
///         println!("{flag} {value:?}");
///     }
/// }
///
/// # fn plugin<R: tauri::Runtime>() -> tauri::plugin::TauriPlugin<R, Option<tauri_plugin_authority::Config>> {
/// tauri_plugin_authority::Builder::new().kind::<Flag>().build()
/// # }
/// ```
///
/// In a capability an entry says of each field which values it takes:
///
/// ```json
/// { "identifier": "allow-convert", "allow": [{ "flag": "--jobs", "value": "[0-9]{1,2}" }, { "flag": "--verbose" }] }
/// ```
///
/// Derive it: the derive checks the declaration, and lets a bare `Flag` as a command's argument be judged, too, so that
/// there is no way around.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no kind that a scope could have entries for",
    label = "not a kind",
    note = "add `#[derive(Kind)]` to it, and `#[kind(key)]` to the field that names it"
)]
pub trait Kind: Owned + Sized {
    /// Its fields.
    const KIND: &'static kind::Kind;

    /// The value from its fields, in their order; none where one does not fit its type.
    #[doc(hidden)]
    fn from_fields(fields: &mut Fields<'_>) -> Option<Self>;
}
