//! Who can do something about a refusal.

use serde::{Serialize, Serializer};

/// Who can do something about a refusal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_enums, reason = "a page switches on it")]
pub enum Remedy {
    /// The person could choose another file or place.
    Pick,
    /// The page sent something malformed and should send something else.
    FixInput,
    /// Only the app's developer can: the command, its scope or its configuration.
    Developer,
}

impl Remedy {
    /// Every remedy.
    pub const ALL: [Self; 3] = [Self::Pick, Self::FixInput, Self::Developer];

    /// The name on the wire.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Pick => "pick",
            Self::FixInput => "fix-input",
            Self::Developer => "developer",
        }
    }
}

impl Serialize for Remedy {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}
