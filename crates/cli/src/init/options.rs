//! What `init` is asked for.

use std::path::PathBuf;

/// Everything that the command line says.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Options {
    /// Where the app is: its root, or its `src-tauri`.
    pub(crate) dir: PathBuf,
    pub(crate) task: Task,
    pub(crate) assent: Assent,
    pub(crate) work_tree: WorkTree,
}

/// Which way.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Task {
    Add(Additions),
    Undo,
}

/// What is to be added.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Additions {
    pub(crate) origin: Origin,
    pub(crate) page: Page,
    /// The identifier of the capability; without it, the one that is for the window `main`.
    pub(crate) capability: Option<String>,
}

/// Where crate and npm package come from.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) enum Origin {
    #[default]
    Registry,
    Checkout(PathBuf),
}

/// Whether the npm package is wanted.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) enum Page {
    #[default]
    WithPackage,
    WithoutPackage,
}

/// Who says that the difference is right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Assent {
    /// Whoever sits at the terminal.
    Ask,
    /// The one who wrote `--yes`.
    Given,
    /// Nobody: it is only shown.
    Withheld,
}

/// What becomes of a work tree with changes that git does not hold yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum WorkTree {
    MustBeClean,
    MayBeDirty,
}
