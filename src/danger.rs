//! The only door around the guard. Every name in it says what is given up, so that one search finds all of its users.

use crate::{
    access::Purpose,
    object::{Dir, File, Item},
};

/// A judged value whose absolute name can be had.
pub trait UnguardedName {
    /// The absolute name that was judged, as text, for a library that insists on a name.
    ///
    /// What is given up: the name was judged, the object is not. Whoever opens it by this name follows links that lead out
    /// of the scope and meets whatever was put there since, and no record of that is made.
    fn unguarded_name(&self) -> &str;
}

macro_rules! unguarded {
    ($($object:ident),*) => { $(
        impl<A: Purpose> UnguardedName for $object<A> {
            fn unguarded_name(&self) -> &str {
                authority_core::danger::unguarded_name(self.held().judged())
            }
        }
    )* };
}

unguarded!(File, Dir, Item);
