//! Raw text from the page becomes a value that can be matched, or a violation with a code. Pure: no disk, no network.

pub mod path;
