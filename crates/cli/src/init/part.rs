//! The four things that `init` adds, and what becomes of each on its way in and out.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::splice::Splice;

/// Which of the four.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Part {
    /// The dependency in `Cargo.toml`.
    Crate,
    /// The dependency in `package.json`.
    Npm,
    /// The line of the app's builder.
    Builder,
    /// The place for entries in a capability.
    Capability,
}

/// One that was added, in a file, as it is remembered for the way back.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Added {
    pub(super) part: Part,
    /// The file's path from the app's root.
    pub(super) file: String,
    /// The identifier of the capability that it was added to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) capability: Option<String>,
    /// What was added, as the format means it: if that is another one now, somebody else has changed it.
    pub(super) value: Value,
    /// What was added, letter for letter, with the commas and line ends around it.
    pub(super) text: String,
}

/// What adding a part comes to.
#[derive(Debug)]
pub(super) enum Way {
    /// It is there, and needs nothing.
    Present,
    /// It goes in like this.
    In(Splice, Value),
    /// It is for a person to add: why, what and where.
    ByHand(String),
}

/// What taking a part out comes to.
#[derive(Debug)]
pub(super) enum Back {
    /// Somebody else has taken it out.
    Gone,
    /// The text without it.
    Out(String),
    /// Somebody else has changed it, or it cannot be told from what stands around it: why.
    Stays(String),
}

/// The first of these ways out whose result is right: nothing but the part is gone.
pub(super) fn take_out(
    text: &str,
    ways: impl IntoIterator<Item = Option<Splice>>,
    is_right: impl Fn(&str) -> bool,
) -> Back {
    ways.into_iter()
        .flatten()
        .filter_map(|way| way.apply(text))
        .find(|after| is_right(after))
        .map_or_else(|| Back::Stays("it cannot be told from what stands around it".to_owned()), Back::Out)
}
