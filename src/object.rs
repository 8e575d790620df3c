//! What a command takes: a file, a directory or any object under a name, each for a purpose.

mod dir;
mod file;
mod item;
mod name;
mod write;

pub use dir::{Dir, NewDir};
pub use file::{Destination, File, NewFile};
pub use item::{Item, NewName};
pub use name::FreeName;

/// Takes a judged value apart; for the operations that need two of them.
mod sealed {
    use crate::{
        access::Purpose,
        held::Held,
        object::{File, Item},
        owner::Owner,
        scoped::{Judge, Scoped},
    };

    pub trait IntoHeld {
        fn into_held(self) -> Held;
    }

    impl<A: Purpose> IntoHeld for File<A> {
        fn into_held(self) -> Held {
            self.held
        }
    }

    impl<A: Purpose> IntoHeld for Item<A> {
        fn into_held(self) -> Held {
            self.held
        }
    }

    impl<T: IntoHeld + Judge, O: Owner> IntoHeld for Scoped<T, O> {
        fn into_held(self) -> Held {
            self.into_inner().into_held()
        }
    }
}
