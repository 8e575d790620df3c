//! What is wrong with a log.

use std::fmt;

use serde::{Serialize, Serializer};

/// What is wrong, where, and what it means.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Finding {
    /// Which kind of wrong.
    pub kind: Kind,
    /// The file's name.
    pub file: String,
    /// The line in the file, from 1.
    pub line: u64,
    /// The line's number in the log, where that is known. Of what is missing, the first number.
    pub seq: Option<u64>,
    /// What should be there.
    pub expected: String,
    /// What is there.
    pub found: String,
    /// What it means.
    pub meaning: String,
}

macro_rules! kinds {
    ($( $variant:ident = $name:literal, $doc:literal; )*) => {
        /// What can be wrong with a log.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum Kind {
            $( #[doc = concat!("`", $name, "`: ", $doc, ".")] $variant, )*
        }

        impl Kind {
            /// Every kind.
            pub const ALL: &'static [Self] = &[$( Self::$variant, )*];

            /// The stable name.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $( Self::$variant => $name, )* }
            }
        }
    };
}

kinds! {
    Changed = "changed", "the line is not as it was written";
    Missing = "missing", "lines that stood before this one are gone";
    Duplicate = "duplicate", "the line stands twice";
    OutOfOrder = "out-of-order", "the line belongs elsewhere in the log";
    Spliced = "spliced", "the line or the file is of another log or run";
    Torn = "torn", "bytes behind the last line of a file of which the next file does not speak as they are";
    Oversized = "oversized", "the line is longer than any may be";
    NotJson = "not-json", "the line is not JSON, or not UTF-8";
    Malformed = "malformed", "the line is JSON and does not say what a line of its type says, or stands where its type never stands";
    Totals = "totals", "what the line says of the lines before it is not what they hold";
    SegmentMissing = "segment-missing", "a file is gone, and the log does not say that it forgot it";
    AnchorMissing = "anchor-missing", "the line of the anchor is gone, or is another";
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl Serialize for Kind {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { kind, file, line, expected, found, meaning, .. } = self;
        write!(f, "{file}:{line}: {kind}: {meaning} (expected {expected}, found {found})")
    }
}
