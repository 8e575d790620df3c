//! The ways by which an entry comes into a scope.

/// Which way an entry came into the effective scope.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_enums, reason = "each way has rules of its own; a new one should be decided everywhere")]
pub enum Way {
    /// On the command's own permission, in a capability that Tauri matched with the caller.
    Command,
    /// Under `authority:scope`, with the command and the windows in the entry.
    Authority,
    /// On a permission without commands: Tauri's global scope of the command's owner, which crosses windows.
    Global,
    /// By nobody: the plugin keeps the page away from its own files.
    Reserved,
}

impl Way {
    /// The name in the log.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Command => "command",
            Self::Authority => "authority:scope",
            Self::Global => "global",
            Self::Reserved => "reserved",
        }
    }
}
