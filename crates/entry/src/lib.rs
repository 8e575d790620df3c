//! The words that a scope entry is made of, for those who write entries, read them, or tell an editor about them: the policy
//! itself, and build scripts and macros, which must not wait until that is compiled.

pub mod access;
mod list;
#[cfg(feature = "schema")]
pub mod schema;
mod way;

pub use list::List;
pub use way::Way;

/// Names that no field of an app's kind may have: they mean something in every entry, or are the keys of our own kinds.
pub const RESERVED: [&str; 18] = [
    "path",
    "url",
    "arg",
    "access",
    "hidden",
    "links",
    "special",
    "windows",
    "webviews",
    "command",
    "methods",
    "headers",
    "network",
    "redirects",
    "credentials",
    "encodedSeparators",
    "maxBytes",
    "proxy",
];

/// Bytes of UTF-8 in a text that is a field of an app's kind, at most.
pub const MAX_TEXT_BYTES: usize = 4_096;
