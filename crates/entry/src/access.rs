//! What a command wants to do with a resource: a closed list, so that no operation slips in unnamed.

use std::fmt;

use serde::{Serialize, Serializer};

/// One access, named as in scope entries and in the log.
///
/// The list is closed on purpose: past sandboxes fell to the operation that nobody had listed (`chmod`, `utime`,
/// `rename`, truncation). A grant for one access is no grant for another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[expect(clippy::exhaustive_enums, reason = "who acts on an access should be broken by a new one")]
pub enum Access {
    /// Read the content of a file.
    Read,
    /// Change the content of a file that exists, appending included.
    Write,
    /// Make a file or a directory that does not exist yet, with its first content.
    Create,
    /// Cut a file's content off.
    Truncate,
    /// See the names in a directory, walking included.
    List,
    /// See size, kind and times.
    Metadata,
    /// Remove a name.
    Remove,
    /// Take a name away by renaming it.
    RenameFrom,
    /// Make a name by renaming something to it.
    RenameTo,
    /// Change permissions or times.
    SetMetadata,
}

impl Access {
    /// Every access, in the order of the documentation.
    pub const ALL: [Self; 10] = [
        Self::Read,
        Self::Write,
        Self::Create,
        Self::Truncate,
        Self::List,
        Self::Metadata,
        Self::Remove,
        Self::RenameFrom,
        Self::RenameTo,
        Self::SetMetadata,
    ];

    /// The access with this name, if there is one.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|access| access.name() == name)
    }

    /// The name in scope entries, in the log and on the page.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Write => "write",
            Self::Create => "create",
            Self::Truncate => "truncate",
            Self::List => "list",
            Self::Metadata => "metadata",
            Self::Remove => "remove",
            Self::RenameFrom => "rename-from",
            Self::RenameTo => "rename-to",
            Self::SetMetadata => "set-metadata",
        }
    }
}

/// A set of accesses: what an argument's type needs, or what an entry grants.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct AccessSet(u16);

impl AccessSet {
    /// The set that grants nothing.
    pub const NONE: Self = Self(0);
    /// What replacing a file's content as a whole is made of.
    pub const REPLACE: Self = Self::of(&[Access::Write, Access::Create, Access::Truncate]);

    /// The set of these accesses.
    #[must_use]
    pub const fn of(accesses: &[Access]) -> Self {
        let mut bits = 0;
        let mut rest = accesses;
        while let [first, tail @ ..] = rest {
            bits |= 1 << (*first as u16);
            rest = tail;
        }
        Self(bits)
    }

    /// Both sets together.
    #[must_use]
    pub const fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// What is in this set and not in the other.
    #[must_use]
    pub const fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// Whether all of `other` is in this set.
    #[must_use]
    pub const fn contains(self, other: Self) -> bool {
        other.0 & !self.0 == 0
    }

    /// Whether the two sets share an access.
    #[must_use]
    pub const fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// Whether there is nothing in it.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The accesses in it, in the order of [`Access::ALL`].
    pub fn iter(self) -> impl Iterator<Item = Access> {
        Access::ALL.into_iter().filter(move |access| self.contains(Self::of(&[*access])))
    }
}

impl From<Access> for AccessSet {
    fn from(access: Access) -> Self {
        Self::of(&[access])
    }
}

impl fmt::Display for AccessSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, access) in self.iter().enumerate() {
            if i > 0 {
                f.write_str("+")?;
            }
            f.write_str(access.name())?;
        }
        Ok(())
    }
}

impl Serialize for AccessSet {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter().map(Access::name))
    }
}

#[cfg(test)]
mod tests;
