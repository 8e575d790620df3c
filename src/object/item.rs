//! Any object under a name: a file, a directory or a link.

use std::{fmt, marker::PhantomData};

use crate::{
    access::{Purpose, RenameTo},
    held::Held,
};

/// A name that was judged for `A`, whatever stands there.
pub struct Item<A> {
    pub(super) held: Held,
    pub(super) purpose: PhantomData<A>,
}

/// A name that something is to be renamed to, and that is free.
pub type NewName = Item<RenameTo>;

impl<A: Purpose> fmt::Debug for Item<A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Item").field(self.held.judged()).finish()
    }
}
