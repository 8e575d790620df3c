//! Opening: the step that makes the judged name an object, without a gap between check and use.
//!
//! On Linux, two ways lead to an object, and on both what is opened is what was judged:
//!
//! * **Straight.** `openat2` of the absolute name with `RESOLVE_NO_SYMLINKS`: with no `..` in a judged path and no link
//!   followed, the object is the one that the judged name spells.
//! * **By the walk**, where the kernel met a link or has no `openat2`: each name is opened by itself without following it,
//!   links are read and their targets walked in the same way, and what is reached is a *place*: a handle to a directory,
//!   a name in it, and its true path. The true path is judged again (deny on either name refuses); then the object is
//!   opened by that name from that handle, again without following.
//!
//! Either way what a file's kind is, is asked of a handle. For writing that is a bare one (`O_PATH`), and then that very object
//! is opened: a pipe opened for writing tells its reader that somebody is there. For reading the object is opened at once,
//! without waiting, and asked afterwards, which makes it as cheap as `File::open` with `metadata`. Given up with it, for a
//! pipe in scope alone: whoever waits to write into it is woken before it is refused. By the walk, in `/dev`, `/proc` and
//! `/sys`, and for whatever the kernel does not open at once, a bare handle comes first for reading, too.
//!
//! The base directory that an entry begins with may itself lie behind links (a moved home), what an absolute pattern begins with
//! behind one in the root directory, and a deny counts under every name that
//! links give to what it covers: see `truth`. Removing, renaming and creating act on a place, so on a link itself and never
//! on what it leads to.
//!
//! What an operation asks, judges and does is written once, in `vetted`, and so is the walk, in `by_walk`. How a system is asked
//! for it lies in `linux`, `macos` and `windows`, which have the same modules; what Linux and macOS have in common, in `unix`.
//!
//! On Windows and macOS there is the walk alone, and the true name is judged every time, since volumes there give one object
//! several names: see `windows` and `macos`.
//!
//! All functions block; call them off the main thread. On platforms without an implementation every one of them refuses
//! with `open.unsupported`.
//!
//! What the scope refuses of a command in report mode is done by its plain name instead, see [`report`](crate::report): the
//! one exception, in `plain`.
//!
//! Not protected against here: hard links, unless an entry says `"links": false` (a hard link in scope to a file outside is a
//! file in scope), mounts and bind mounts below the scope (they are crossed), volumes that take two spellings for one name
//! (vfat, a directory that folds case: a deny covers the one that is written), another process of the same user that changes
//! the tree at will.

#[cfg(any(target_os = "linux", target_os = "macos", windows))]
mod by_walk;
mod change;
#[cfg(any(target_os = "linux", target_os = "macos", windows))]
mod fresh_name;
#[cfg(target_os = "linux")]
mod linux;
#[cfg(target_os = "macos")]
mod macos;
mod operations;
mod plain;
mod require;
#[cfg(any(target_os = "linux", target_os = "macos", windows))]
mod true_name;
mod truth;
#[cfg(any(target_os = "linux", target_os = "macos"))]
mod unix;
#[cfg(not(any(target_os = "linux", target_os = "macos", windows)))]
mod unsupported;
#[cfg(any(target_os = "linux", target_os = "macos", windows))]
mod vetted;
mod walked;
#[cfg(windows)]
mod windows;

use std::io;

pub use change::{Permissions, Times};
#[cfg(target_os = "linux")]
use linux as system;
#[cfg(target_os = "macos")]
use macos as system;
pub use operations::{
    append, append_or_create, copy, create, create_directory, link_metadata, list, metadata, probe, read,
    remove_directory, remove_file, remove_tree, rename, replace, set_permissions, set_times, truncate, walk, write,
    write_or_create,
};
use serde::Serialize;
pub(crate) use truth::{Truth, TruthCell};
#[cfg(not(any(target_os = "linux", target_os = "macos", windows)))]
use unsupported as vetted;
pub use walked::{Walk, Walked};
#[cfg(windows)]
use windows as system;

use crate::denial::Denial;

/// Why a judged value could not be opened.
#[derive(Debug, thiserror::Error)]
#[expect(clippy::exhaustive_enums, reason = "there are these two families, and a caller should handle both")]
pub enum OpenError {
    /// The object is not what was judged, or not in scope. Recorded; nothing was read, made or sent.
    #[error(transparent)]
    Denied(#[from] Denial),
    /// The disk's answer about something in scope: missing, no rights, a directory where a file was expected.
    #[error(transparent)]
    Io(#[from] io::Error),
}

/// What kind of object a name stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Kind {
    /// A regular file.
    File,
    /// A directory.
    Directory,
    /// A symbolic link; what it leads to is judged when it is opened.
    Link,
    /// A device, a pipe or a socket.
    Special,
}

/// One child of a listed directory.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Child {
    /// Its name.
    pub name: String,
    /// Its kind.
    pub kind: Kind,
}

/// The children of a directory that are in scope, by name. How many were withheld is in the log, not here.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Listing {
    /// The children.
    pub children: Vec<Child>,
}

/// Size, kind and time of an object.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Metadata {
    /// Its kind.
    pub kind: Kind,
    /// Its length in bytes.
    pub len: u64,
    /// When its content last changed, in milliseconds since the Unix epoch.
    pub modified: i64,
    /// Whether nobody may write to it.
    pub readonly: bool,
}

#[cfg(test)]
#[cfg(any(target_os = "linux", windows))]
mod tests;
