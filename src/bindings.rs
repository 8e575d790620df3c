//! What a page sends and catches, for the bindings that [`specta`](::specta) writes (feature `specta`): the types of guest-js
//! once more, under the same names, so that what one of them calls a [`Denied`] is one for the other.
//!
//! A judged argument is described as what the page sends for it, whatever it is judged for: the access is between the
//! command and its scope.
//!
//! The structs here are descriptions; none is ever made. Fields that may be absent are no `Option`s: what specta makes of
//! those is one type for each direction, and here is one direction only.

use authority_core::{
    access::Access,
    code::{Code, Remedy},
};
use serde::Serialize;
use specta::{
    Type, Types,
    datatype::{DataType, Enum, Variant},
    function::FunctionArg,
};

use crate::{Call, Denial, Dir, Error, File, Header, Item, Judge, Owner, Scoped, Url};

/// A string: an absolute path. An object: a `path` relative to a base directory, which is a number of `BaseDirectory`.
#[derive(Serialize, Type)]
#[serde(untagged)]
#[expect(dead_code, reason = "a description: none is ever made")]
enum PathArgument {
    Absolute(String),
    #[serde(rename_all = "camelCase")]
    Below {
        /// An absolute path, or one relative to `baseDir`.
        path: String,
        /// The directory that `path` starts from.
        #[specta(optional)]
        base_dir: u32,
    },
}

/// A refusal by the plugin: an argument was judged and not let through, or what it named turned out to be something else
/// while it was opened.
#[derive(Serialize, Type)]
struct Denied {
    /// Tells a denial from every other error.
    r#type: DeniedTag,
    /// Why. Stable: switch on this, never on the message.
    code: Codes,
    /// The command that was called.
    command: String,
    /// The argument that was refused, by its name in the call.
    argument: String,
    /// Where in the argument, counted from 0, outermost first. Absent unless it is a list or a tuple.
    #[specta(optional)]
    index: Vec<u32>,
    /// Where in the value: `address.zip`. Absent unless it has fields, and one of them is at fault.
    #[specta(optional)]
    field: String,
    /// What the command asked to do with it.
    access: Vec<Accesses>,
    /// Who can do something about it.
    remedy: Remedies,
    /// The id of the decision, under which the app's log tells the rest.
    decision: String,
    /// One sentence in English. It may change in any release.
    message: String,
}

/// A failure of the disk, after the argument was judged and let through.
#[derive(Serialize, Type)]
struct IoFailure {
    /// Tells an io failure from every other error.
    r#type: IoTag,
    /// What kind, in kebab-case after Rust's `std::io::ErrorKind`.
    kind: String,
    /// One sentence in English. It may change in any release.
    message: String,
}

/// What a guarded command fails with. `Error` itself is a name that every page has already.
#[derive(Serialize, Type)]
#[serde(untagged)]
#[expect(dead_code, reason = "a description: none is ever made")]
enum AuthorityError {
    Denied(Denied),
    Io(IoFailure),
}

impl<T: Type + Judge, O: Owner> Type for Scoped<T, O> {
    fn definition(types: &mut Types) -> DataType {
        T::definition(types)
    }
}

impl<A> Type for File<A> {
    fn definition(types: &mut Types) -> DataType {
        PathArgument::definition(types)
    }
}

/// A string: an absolute URL.
impl<M> Type for Url<M> {
    fn definition(types: &mut Types) -> DataType {
        String::definition(types)
    }
}

impl<A> Type for Dir<A> {
    fn definition(types: &mut Types) -> DataType {
        PathArgument::definition(types)
    }
}

impl<A> Type for Item<A> {
    fn definition(types: &mut Types) -> DataType {
        PathArgument::definition(types)
    }
}

#[cfg(feature = "garde")]
impl<T: Type> Type for crate::Valid<T> {
    fn definition(types: &mut Types) -> DataType {
        T::definition(types)
    }
}

/// No argument of the page's: like `State`, it is handed over by Tauri.
impl<O> FunctionArg for Call<O> {
    fn to_datatype(_: &mut Types) -> Option<DataType> {
        None
    }
}

/// No argument, but a header. A call that tauri-specta writes has none.
impl<T: Judge, O: Owner> FunctionArg for Header<T, O> {
    fn to_datatype(_: &mut Types) -> Option<DataType> {
        None
    }
}

/// In the plugin's own shape: one that `Builder::map_denial` changed is described by whoever changed it.
impl Type for Denial {
    fn definition(types: &mut Types) -> DataType {
        Denied::definition(types)
    }
}

impl Type for Error {
    fn definition(types: &mut Types) -> DataType {
        AuthorityError::definition(types)
    }
}

/// Unions of names, from the tables that the wire is made of.
macro_rules! one_of {
    ($($name:ident: $names:expr;)*) => { $(
        #[derive(Serialize)]
        struct $name;

        impl Type for $name {
            fn definition(_: &mut Types) -> DataType {
                let mut union = Enum::default();
                union.variants.extend($names.into_iter().map(|name| (name.into(), Variant::unit())));
                DataType::Enum(union)
            }
        }
    )* };
}

one_of! {
    DeniedTag: ["authority.denied"];
    IoTag: ["authority.io"];
    Codes: Code::page_codes().map(Code::name);
    Accesses: Access::ALL.map(Access::name);
    Remedies: Remedy::ALL.map(Remedy::name);
}
