//! Directories.

use std::{fmt, marker::PhantomData};

use authority_core::open::{self, Listing, Walked};

use crate::{
    access::{Create, Includes, List, Purpose, Remove},
    error::Result,
    held::Held,
};

/// A directory that was judged for `A`: for listing, if nothing else is said.
pub struct Dir<A = List> {
    pub(super) held: Held,
    pub(super) purpose: PhantomData<A>,
}

/// A directory that is to be made.
pub type NewDir = Dir<Create>;

impl<A: Purpose> Dir<A> {
    /// Lists its children, sorted by name. A child that no `allow` entry takes, or that a `deny` entry covers, is not
    /// shown. The log gets one record with both counts.
    ///
    /// # Errors
    ///
    /// [`Error::Denied`](crate::Error::Denied) where a link on the way leaves the scope; else the disk's answer.
    pub async fn list(&self) -> Result<Listing>
    where
        A: Includes<List>,
    {
        self.held.away(open::list).await
    }

    /// [`Dir::list`] on this thread.
    ///
    /// # Errors
    ///
    /// See [`Dir::list`].
    pub fn list_blocking(&self) -> Result<Listing>
    where
        A: Includes<List>,
    {
        self.held.here(open::list)
    }
}

impl<A: Purpose> Dir<A> {
    /// Walks what is below it, as deep as `max_depth` says: 1 for its children alone. `take` is given what is found, while it
    /// is found: each directory before what it holds.
    ///
    /// A child that [`Dir::list`] would not show is neither given nor entered. Links are given and not followed. The walk ends
    /// when `take` does, and the log then gets one record with both counts.
    ///
    /// ```
    /// # use tauri_plugin_authority::{Dir, Result, Scoped, Walked};
    /// #[tauri::command]
    /// async fn notes(dir: Scoped<Dir>) -> Result<Vec<Walked>> {
    ///     dir.walk(8, |found| found.take(10_000).collect()).await
    /// }
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::Denied`](crate::Error::Denied) where a link on the way leaves the scope; else the disk's answer. An error of a
    /// directory below is an element of what is found, and the walk goes on behind it.
    pub async fn walk<T, F>(&self, max_depth: usize, take: F) -> Result<T>
    where
        A: Includes<List>,
        T: Send + 'static,
        F: FnOnce(&mut dyn Iterator<Item = Result<Walked>>) -> Result<T> + Send + 'static,
    {
        self.held.all_away(move |held| take(&mut walk(held, max_depth)?)).await
    }

    /// Walks as [`Dir::walk`] does, on this thread. The record is made when the iterator ends or is dropped.
    ///
    /// # Errors
    ///
    /// See [`Dir::walk`].
    pub fn walk_blocking(&self, max_depth: usize) -> Result<impl Iterator<Item = Result<Walked>>>
    where
        A: Includes<List>,
    {
        walk(&self.held, max_depth)
    }
}

impl<A: Purpose> Dir<A> {
    /// Makes it, with every directory that leads to it and is not there. One that is there already is left as it is.
    ///
    /// Each that is made is judged for itself.
    ///
    /// # Errors
    ///
    /// [`Error::Denied`](crate::Error::Denied) where a link on the way leaves the scope, or one that would have to be made is
    /// not in scope; `AlreadyExists` if the name is taken by something else; else the disk's answer.
    pub async fn create(&self) -> Result<()>
    where
        A: Includes<Create>,
    {
        self.held.away(open::create_directory).await
    }

    /// [`Dir::create`] on this thread.
    ///
    /// # Errors
    ///
    /// See [`Dir::create`].
    pub fn create_blocking(&self) -> Result<()>
    where
        A: Includes<Create>,
    {
        self.held.here(open::create_directory)
    }
}

impl<A: Purpose> Dir<A> {
    /// Removes it. It must hold nothing.
    ///
    /// # Errors
    ///
    /// [`Error::Denied`](crate::Error::Denied) where a link on the way to it leaves the scope; `DirectoryNotEmpty` or another
    /// answer of the disk.
    pub async fn remove(&self) -> Result<()>
    where
        A: Includes<Remove>,
    {
        self.held.away(open::remove_directory).await
    }

    /// [`Dir::remove`] on this thread.
    ///
    /// # Errors
    ///
    /// See [`Dir::remove`].
    pub fn remove_blocking(&self) -> Result<()>
    where
        A: Includes<Remove>,
    {
        self.held.here(open::remove_directory)
    }

    /// Removes it with everything in it; links are removed themselves, never what they lead to.
    ///
    /// Everything in it is judged first: one thing that is denied or not in scope, a hidden one say, and nothing is touched.
    ///
    /// # Errors
    ///
    /// [`Error::Denied`](crate::Error::Denied) where a link on the way to it leaves the scope, something in it is denied, not
    /// in scope or cannot be judged, or the tree changes while it is removed; else the disk's answer.
    pub async fn remove_tree(&self) -> Result<()>
    where
        A: Includes<Remove>,
    {
        self.held.away(open::remove_tree).await
    }

    /// [`Dir::remove_tree`] on this thread.
    ///
    /// # Errors
    ///
    /// See [`Dir::remove_tree`].
    pub fn remove_tree_blocking(&self) -> Result<()>
    where
        A: Includes<Remove>,
    {
        self.held.here(open::remove_tree)
    }
}

impl<A: Purpose> fmt::Debug for Dir<A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Dir").field(self.held.judged()).finish()
    }
}

fn walk(held: &Held, max_depth: usize) -> Result<impl Iterator<Item = Result<Walked>>> {
    let objects = open::walk(held.judged(), max_depth).map_err(|error| held.error(error))?;
    Ok(objects.map(|object| object.map_err(|error| held.error(error))))
}
