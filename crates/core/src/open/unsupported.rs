//! Platforms whose opening is not written yet: every operation refuses, with a code of its own.

use std::{fs::File, io};

use super::{Listing, Metadata, OpenError};
use crate::{access::Access, code::Code, guard::JudgedPath};

#[derive(Clone, Debug, Default)]
pub(crate) struct TruthCell;

macro_rules! unsupported {
    ($($(#[$doc:meta])* $name:ident($($arg:ident: $type:ty),*) -> $out:ty;)*) => { $(
        $(#[$doc])*
        ///
        /// # Errors
        ///
        /// Always: `open.unsupported`.
        pub fn $name(judged: &JudgedPath $(, $arg: $type)*) -> Result<$out, OpenError> {
            $(let _ = $arg;)*
            Err(judged.refuse(Code::OpenUnsupported, None, None, None).into())
        }
    )* };
}

unsupported! {
    /// Opens a file for reading.
    read() -> File;
    /// Opens a file that exists for writing.
    write() -> File;
    /// Opens a file that exists for appending.
    append() -> File;
    /// Makes a new file.
    create() -> File;
    /// Replaces a file's content as a whole.
    replace(content: &mut dyn io::Read) -> u64;
    /// Sets a file's length.
    truncate(len: u64) -> ();
    /// Lists a directory.
    list() -> Listing;
    /// Size, kind and time of what a name leads to.
    metadata() -> Metadata;
    /// Size, kind and time of a link itself.
    link_metadata() -> Metadata;
    /// Renames.
    rename(to: &JudgedPath) -> ();
    /// Copies.
    copy(to: &JudgedPath) -> u64;
    /// Removes a file or a link.
    remove_file() -> ();
    /// Resolves and judges without doing anything.
    probe(access: Access) -> ();
}
