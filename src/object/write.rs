//! Writing into files that exist, or that are made where they do not.

use std::fs;

use authority_core::open;

use super::File;
use crate::{
    access::{Create, Includes, Purpose, Write},
    error::Result,
};

impl<A: Purpose> File<A> {
    /// Opens it for writing from its start. It must exist, and is not cut off.
    ///
    /// # Errors
    ///
    /// See [`File`].
    pub async fn open_to_write(&self) -> Result<fs::File>
    where
        A: Includes<Write>,
    {
        self.held.away(open::write).await
    }

    /// [`File::open_to_write`] on this thread.
    ///
    /// # Errors
    ///
    /// See [`File`].
    pub fn open_to_write_blocking(&self) -> Result<fs::File>
    where
        A: Includes<Write>,
    {
        self.held.here(open::write)
    }

    /// Opens it for appending. It must exist.
    ///
    /// # Errors
    ///
    /// See [`File`].
    pub async fn open_to_append(&self) -> Result<fs::File>
    where
        A: Includes<Write>,
    {
        self.held.away(open::append).await
    }

    /// [`File::open_to_append`] on this thread.
    ///
    /// # Errors
    ///
    /// See [`File`].
    pub fn open_to_append_blocking(&self) -> Result<fs::File>
    where
        A: Includes<Write>,
    {
        self.held.here(open::append)
    }
}

impl<A: Purpose> File<A> {
    /// Opens it for writing from its start, and makes it where there is none: for a `File<(Write, Create)>`. It is not cut off.
    ///
    /// # Errors
    ///
    /// See [`File`]; `NotFound` where a link leads nowhere, or a directory on the way is missing.
    pub async fn open_to_write_or_create(&self) -> Result<fs::File>
    where
        A: Includes<Write> + Includes<Create>,
    {
        self.held.away(open::write_or_create).await
    }

    /// [`File::open_to_write_or_create`] on this thread.
    ///
    /// # Errors
    ///
    /// See [`File::open_to_write_or_create`].
    pub fn open_to_write_or_create_blocking(&self) -> Result<fs::File>
    where
        A: Includes<Write> + Includes<Create>,
    {
        self.held.here(open::write_or_create)
    }

    /// Opens it for appending, and makes it where there is none: for a `File<(Write, Create)>`, such as a log.
    ///
    /// # Errors
    ///
    /// See [`File::open_to_write_or_create`].
    pub async fn open_to_append_or_create(&self) -> Result<fs::File>
    where
        A: Includes<Write> + Includes<Create>,
    {
        self.held.away(open::append_or_create).await
    }

    /// [`File::open_to_append_or_create`] on this thread.
    ///
    /// # Errors
    ///
    /// See [`File::open_to_write_or_create`].
    pub fn open_to_append_or_create_blocking(&self) -> Result<fs::File>
    where
        A: Includes<Write> + Includes<Create>,
    {
        self.held.here(open::append_or_create)
    }
}
