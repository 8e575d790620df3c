//! The macros, and what their expansions name.

/// Makes a struct of judged fields one argument: each field is judged as its own type.
///
/// ```
/// use tauri_plugin_authority::{File, Judge, NewFile, Read, Result, Scoped};
///
/// #[derive(Debug, Judge)]
/// #[judge(rename_all = "camelCase")]
/// struct Export {
///     from: File<Read>,
///     to: Vec<NewFile>,
/// }
///
/// #[tauri::command]
/// async fn export(request: Scoped<Export>) -> Result<()> {
///     let Export { from, to } = request.into_inner();
///     for to in to {
///         from.copy_to(to).await?;
///     }
///     Ok(())
/// }
/// ```
///
/// The page sends an object with these fields and no others. In entries and in refusals a field is `request.from`; an entry
/// with `"arg": "request"` is for all of them. `#[judge(rename = "name")]` on a field gives it another name on the page,
/// `#[judge(owner = Notes)]` on the struct says whose scope a bare value is judged by.
pub use authority_macros::Judge;
/// Declares a kind of values with entries of its own; see the trait [`Kind`](trait@crate::Kind).
///
/// It stands on a struct with named fields of `String`, `Box<str>`, `bool`, integers of at most 64 bits with a sign or 32
/// without, and `Option`s of these.
///
/// | attribute of a field | an entry says of it |
/// |---|---|
/// | `#[kind(key)]` | on exactly one field, a required one: its name is the kind's, and every entry has it |
/// | (nothing) | the value itself |
/// | `#[kind(glob)]` | a pattern of the `glob` crate for the whole text; `*` runs over every character |
/// | `#[kind(regex)]` | a regular expression of the `regex` crate for the whole text: `a\|b` is one of the two |
/// | `#[kind(range)]` | a whole number, or `{ "min": 1, "max": 16 }`, both ends included |
/// | `#[kind(ignore_case)]` | beside any of these: a `deny` covers other cases of the text, too; an `allow` takes what it spells |
/// | `#[kind(rename = "name")]` | its name in entries and on the page |
///
/// An `allow` says what each required field may be, and takes a value without an optional field where it does not name that
/// field. A `deny` that leaves a field out covers whatever is sent for it.
///
/// `#[kind(owner = Notes)]` on the struct says whose scope a bare value is judged by; see [`Owner`](crate::Owner).
pub use authority_macros::Kind;
/// Judges a plain argument inside a command's body: `require!(call, argument, Type)?`.
///
/// `call` is the command's [`Call`](crate::Call), `argument` one of its plain arguments and `Type` what would stand in
/// [`Scoped`](crate::Scoped). The result is a judged `Type`, or [`Error::Denied`](crate::Error::Denied).
///
/// ```
/// use tauri_plugin_authority::{Call, File, Kind, Read, Result, require};
///
/// /// A table of the app's database.
/// #[derive(Debug, Kind)]
/// struct Table {
///     #[kind(key, ignore_case)]
///     table: String,
/// }
///
/// #[tauri::command]
/// async fn import(call: Call, table: String, note_paths: Vec<String>) -> Result<()> {
///     let table = require!(call, table, Table)?;
///     for note in require!(call, note_paths, Vec<File<Read>>)? {
///         println!("into {}: {}", table.table, note.read_to_string().await?);
///     }
///     Ok(())
/// }
/// ```
///
/// Entries name the argument as the page does: `note_paths` is `notePaths`, as Tauri has it. Where the command renames it, or
/// the value is no argument by itself, write the name: `require!(call, "note" = request.note, File<Read>)?`.
pub use authority_macros::require;
/// Judges a plain path inside a command's body: `require_path!(call, argument, Purpose)?`, which is
/// [`require!`](crate::require)`(call, argument, File<Purpose>)?`.
///
/// ```
/// use tauri_plugin_authority::{Call, Read, Replace, Result, require_path};
///
/// #[tauri::command]
/// async fn tidy_note(call: Call, note: String) -> Result<()> {
///     let note = require_path!(call, note, (Read, Replace))?;
///     let text = note.read_to_string().await?;
///     note.replace(text.trim_end().to_owned()).await
/// }
/// ```
pub use authority_macros::require_path;
/// Judges a plain URL inside a command's body: `require_url!(call, argument, Method)?`, which is
/// [`require!`](crate::require)`(call, argument, Url<Method>)?`.
///
/// ```
/// use tauri_plugin_authority::{Call, Result, method::Get, require_url};
///
/// #[tauri::command]
/// fn show_host(call: Call, feed: String) -> Result<String> {
///     let feed = require_url!(call, feed, Get)?;
///     Ok(feed.host().to_owned())
/// }
/// ```
pub use authority_macros::require_url;

/// What expansions name. Not for other use: it may change in any release.
pub mod private {
    pub use authority_core::{access::AccessSet, code::Code, kind, validate::value::Fields};
    use serde::Serialize;
    use serde_json::{Map, Value};
    pub use tauri;
    use tauri::{
        Runtime,
        ipc::{CommandItem, InvokeError},
    };

    pub use crate::{
        App, Denial, File, Judge, Kind, Owned, Url,
        scoped::{Bench, Input},
    };
    use crate::{Call, Owner, Result, scoped};

    /// A bare value as a command's argument.
    ///
    /// # Errors
    ///
    /// As an argument of type `Scoped<T, O>` is refused.
    pub fn judged_argument<R: Runtime, T: Judge, O: Owner>(
        item: &CommandItem<'_, R>,
    ) -> std::result::Result<T, InvokeError> {
        scoped::from_argument::<R, T, O>(item)
    }

    /// One value of a kind.
    ///
    /// # Errors
    ///
    /// Where it is not in scope, or no value of the kind.
    pub fn judge_value<K: Kind>(input: Input<'_>, bench: &Bench<'_>) -> std::result::Result<K, Denial> {
        bench.value(input)
    }

    /// The fields of an object.
    ///
    /// # Errors
    ///
    /// Where it is no object, or has other fields than these.
    pub fn fields<'v>(
        input: Input<'v>,
        bench: &Bench<'_>,
        access: AccessSet,
        names: &[&str],
    ) -> std::result::Result<&'v Map<String, Value>, Denial> {
        bench.fields(input, access, names)
    }

    /// One of these fields.
    ///
    /// # Errors
    ///
    /// As its type refuses.
    pub fn judge_field<T: Judge>(
        fields: &Map<String, Value>,
        name: &str,
        bench: &Bench<'_>,
    ) -> std::result::Result<T, Denial> {
        T::judge(fields.get(name).map_or(Input::Missing, Input::Json), &bench.within(name))
    }

    /// A plain argument.
    ///
    /// # Errors
    ///
    /// As [`Call::require`].
    pub fn require<T: Judge, O, V: Serialize + ?Sized>(call: &Call<O>, argument: &str, value: &V) -> Result<T> {
        call.require(argument, value)
    }
}
