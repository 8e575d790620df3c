//! The two lists that an entry may stand in.

use serde::{Serialize, Serializer};

/// The two lists of a scope.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(clippy::exhaustive_enums, reason = "there are two, and each place that sees one must decide for both")]
pub enum List {
    /// What may be used.
    Allow,
    /// What may not, whatever the other list says.
    Deny,
}

impl List {
    /// The name in capabilities and in the log.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Allow => "allow",
            Self::Deny => "deny",
        }
    }
}

impl Serialize for List {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}
