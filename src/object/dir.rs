//! Directories.

use std::{fmt, marker::PhantomData};

use authority_core::open::{self, Listing};

use crate::{
    access::{Includes, List, Purpose},
    error::Result,
    held::Held,
};

/// A directory that was judged for `A`: for listing, if nothing else is said.
pub struct Dir<A = List> {
    pub(super) held: Held,
    pub(super) purpose: PhantomData<A>,
}

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

impl<A: Purpose> fmt::Debug for Dir<A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Dir").field(self.held.judged()).finish()
    }
}
