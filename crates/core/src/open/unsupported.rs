//! Platforms whose opening is not written yet: every operation refuses, with a code of its own.

use std::{fs::File, io};

use super::{Listing, Metadata, OpenError, Permissions, Times, Walk};
use crate::{access::Access, code::Code, guard::JudgedPath};

macro_rules! unsupported {
    ($($name:ident($($arg:ident: $type:ty),*) -> $out:ty;)*) => { $(
        pub(super) fn $name(judged: &JudgedPath $(, $arg: $type)*) -> Result<$out, OpenError> {
            $(let _ = $arg;)*
            Err(judged.refuse(Code::OpenUnsupported, None, None, None).into())
        }
    )* };
}

unsupported! {
    read() -> File;
    write() -> File;
    append() -> File;
    create() -> File;
    open_or_create(open: fn(&JudgedPath) -> Result<File, OpenError>) -> File;
    replace(content: &mut dyn io::Read) -> u64;
    truncate(len: u64) -> ();
    list() -> Listing;
    metadata() -> Metadata;
    link_metadata() -> Metadata;
    rename(to: &JudgedPath) -> ();
    copy(to: &JudgedPath) -> u64;
    create_directory() -> ();
    remove_directory() -> ();
    remove_tree() -> ();
    set_permissions(permissions: Permissions) -> ();
    set_times(times: Times) -> ();
    remove_file() -> ();
    probe(access: Access) -> ();
}

pub(super) fn walk(judged: &JudgedPath, _max_depth: usize) -> Result<Walk<'_>, OpenError> {
    Err(judged.refuse(Code::OpenUnsupported, None, None, None).into())
}
