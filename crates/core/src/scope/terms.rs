//! What an entry says of the object behind a name, which the disk alone can tell.

/// What a name does not say of its object, and an entry need not take.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Facts {
    /// A symbolic link was on the way that is none of a base directory's, or it is a file that has another name, too.
    pub(crate) linked: bool,
    /// It is a device, a pipe or a socket.
    pub(crate) special: bool,
}

/// The terms on which an `allow` entry grants. A `deny` entry has none: it covers whatever its pattern takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Terms {
    /// Whether devices, pipes and sockets are files.
    pub(crate) special: bool,
    /// Whether links may be on the way.
    pub(crate) links: bool,
}

impl Terms {
    /// Whether the entry grants what this is known of.
    pub(crate) const fn take(self, facts: Facts) -> bool {
        (self.special || !facts.special) && (self.links || !facts.linked)
    }
}

/// As an entry that says nothing about it.
impl Default for Terms {
    fn default() -> Self {
        Self { special: false, links: true }
    }
}
