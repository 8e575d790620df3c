//! What a command's type says it will do: accesses as types, so that a grant for one is no grant for another.

use authority_core::access::{Access, AccessSet};

/// Everything that a command does with one judged value: one access, or two as a tuple.
///
/// Sealed: the accesses are a closed list.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is nothing that a command does with a path",
    label = "no access, and no pair of accesses",
    note = "name what is done: `Read`, `Write`, `Create`, `Replace`, `Truncate`, `List`, `Metadata`, `Remove`, `RenameFrom`, `RenameTo`, `SetMetadata`, or two of them as a tuple"
)]
pub trait Purpose: sealed::Sealed + Send + Sync + 'static {
    /// The accesses that the scope must grant.
    const ACCESS: AccessSet;
}

/// A purpose that has `M` in it.
#[diagnostic::on_unimplemented(
    message = "this value was not judged for `{M}`",
    label = "the command's type does not name this access",
    note = "name it in the argument's type: `File<{M}>`, or `File<(Read, {M})>` for more than one"
)]
pub trait Includes<M>: Purpose {}

mod sealed {
    pub trait Sealed {}
}

macro_rules! purposes {
    ($($(#[$doc:meta])* $name:ident = $set:expr;)*) => {
        $(
            $(#[$doc])*
            #[derive(Debug)]
            #[expect(clippy::exhaustive_structs, reason = "it is a name for a type, and never made")]
            pub struct $name;
            impl sealed::Sealed for $name {}
            impl Purpose for $name { const ACCESS: AccessSet = $set; }
            impl Includes<$name> for $name {}
        )*
        pairs!($($name)*);
    };
}

macro_rules! pairs {
    () => {};
    ($first:ident $($rest:ident)*) => {
        $(
            pair!($first, $rest);
            pair!($rest, $first);
        )*
        pairs!($($rest)*);
    };
}

macro_rules! pair {
    ($a:ident, $b:ident) => {
        impl sealed::Sealed for ($a, $b) {}
        impl Purpose for ($a, $b) {
            const ACCESS: AccessSet = $a::ACCESS.union($b::ACCESS);
        }
        impl Includes<$a> for ($a, $b) {}
        impl Includes<$b> for ($a, $b) {}
    };
}

purposes! {
    /// Reads a file's content.
    Read = AccessSet::of(&[Access::Read]);
    /// Writes into a file that exists, appending included.
    Write = AccessSet::of(&[Access::Write]);
    /// Makes a file or a directory that does not exist yet.
    Create = AccessSet::of(&[Access::Create]);
    /// Replaces a file's content as a whole, or makes the file: `write`, `create` and `truncate` together.
    Replace = AccessSet::REPLACE;
    /// Cuts a file's content off.
    Truncate = AccessSet::of(&[Access::Truncate]);
    /// Sees the names in a directory, and walks it.
    List = AccessSet::of(&[Access::List]);
    /// Sees size, kind and times.
    Metadata = AccessSet::of(&[Access::Metadata]);
    /// Removes a name.
    Remove = AccessSet::of(&[Access::Remove]);
    /// Takes a name away by renaming it.
    RenameFrom = AccessSet::of(&[Access::RenameFrom]);
    /// Makes a name by renaming something to it.
    RenameTo = AccessSet::of(&[Access::RenameTo]);
    /// Changes permissions or times.
    SetMetadata = AccessSet::of(&[Access::SetMetadata]);
}
