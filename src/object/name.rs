//! What can be done with a name, whatever type of object the command takes.

use std::marker::PhantomData;

use authority_core::open::{self, Metadata as ObjectMetadata, Permissions, Times};

use super::{Dir, File, Item, sealed::IntoHeld};
use crate::{
    access::{Includes, Metadata, Purpose, Remove, RenameFrom, RenameTo, SetMetadata},
    error::Result,
    held::Held,
    owner::Owner,
    scoped::{Bench, Input, Judge, Scoped},
};

/// Where something may be renamed to: a name judged for [`RenameTo`], also while it is still in its [`Scoped`].
#[diagnostic::on_unimplemented(
    message = "`{Self}` was not judged as a name to rename to",
    label = "not judged for `RenameTo`",
    note = "in the command's arguments take `Scoped<NewName>`"
)]
pub trait FreeName: IntoHeld + Send {}

impl<A: Includes<RenameTo>> FreeName for Item<A> {}
impl<T: FreeName + Judge, O: Owner> FreeName for Scoped<T, O> {}

macro_rules! named_objects {
    ($($object:ident),*) => { $(
        impl<A: Purpose> Judge for $object<A> {
            const ACCESS: authority_core::access::AccessSet = A::ACCESS;

            fn judge(input: Input<'_>, bench: &Bench<'_>) -> std::result::Result<Self, crate::Denial> {
                Ok(Self { held: bench.path(input, A::ACCESS)?, purpose: PhantomData })
            }
        }

        impl<A: Purpose> $object<A> {
            /// The last name in the path: what a title bar shows. Empty for the root directory.
            #[must_use]
            pub fn name(&self) -> &str {
                self.held.judged().name()
            }

            pub(crate) const fn held(&self) -> &Held {
                &self.held
            }
        }

        impl<A: Purpose> $object<A> {
            /// Size, kind and time of what the name leads to, links followed into the scope.
            ///
            /// # Errors
            ///
            /// [`Error::Denied`](crate::Error::Denied) where a link leaves the scope; else the disk's answer.
            pub async fn metadata(&self) -> Result<ObjectMetadata>
            where
                A: Includes<Metadata>,
            {
                self.held.away(open::metadata).await
            }

            /// The same on this thread.
            ///
            /// # Errors
            ///
            /// As its asynchronous twin.
            pub fn metadata_blocking(&self) -> Result<ObjectMetadata>
            where
                A: Includes<Metadata>,
            {
                self.held.here(open::metadata)
            }

            /// Size, kind and time of the name itself, also where it is a link.
            ///
            /// # Errors
            ///
            /// [`Error::Denied`](crate::Error::Denied) where a link on the way to it leaves the scope; else the disk's
            /// answer.
            pub async fn link_metadata(&self) -> Result<ObjectMetadata>
            where
                A: Includes<Metadata>,
            {
                self.held.away(open::link_metadata).await
            }

            /// The same on this thread.
            ///
            /// # Errors
            ///
            /// As its asynchronous twin.
            pub fn link_metadata_blocking(&self) -> Result<ObjectMetadata>
            where
                A: Includes<Metadata>,
            {
                self.held.here(open::link_metadata)
            }
        }

        impl<A: Purpose> $object<A> {
            /// Sets the permissions of a file or a directory, links followed into the scope.
            ///
            /// # Errors
            ///
            /// [`Error::Denied`](crate::Error::Denied) where a link leaves the scope, and where the object is a device, a pipe
            /// or a socket; `InvalidInput` for bits that are no permissions; `Unsupported` for [`Permissions::Mode`] on
            /// Windows; else the disk's answer.
            pub async fn set_permissions(&self, permissions: Permissions) -> Result<()>
            where
                A: Includes<SetMetadata>,
            {
                self.held.away(move |judged| open::set_permissions(judged, permissions)).await
            }

            /// The same on this thread.
            ///
            /// # Errors
            ///
            /// As its asynchronous twin.
            pub fn set_permissions_blocking(&self, permissions: Permissions) -> Result<()>
            where
                A: Includes<SetMetadata>,
            {
                self.held.here(|judged| open::set_permissions(judged, permissions))
            }

            /// Sets the times of a file or a directory, links followed into the scope.
            ///
            /// # Errors
            ///
            /// [`Error::Denied`](crate::Error::Denied) where a link leaves the scope, and where the object is a device, a pipe
            /// or a socket; `InvalidInput` for a time that the disk cannot hold; else the disk's answer.
            pub async fn set_times(&self, times: Times) -> Result<()>
            where
                A: Includes<SetMetadata>,
            {
                self.held.away(move |judged| open::set_times(judged, times)).await
            }

            /// The same on this thread.
            ///
            /// # Errors
            ///
            /// As its asynchronous twin.
            pub fn set_times_blocking(&self, times: Times) -> Result<()>
            where
                A: Includes<SetMetadata>,
            {
                self.held.here(|judged| open::set_times(judged, times))
            }
        }

        impl<A: Purpose> $object<A> {
            /// Removes a file, or a link itself and never what it leads to. Not a directory.
            ///
            /// # Errors
            ///
            /// [`Error::Denied`](crate::Error::Denied) where a link on the way to it leaves the scope; else the disk's
            /// answer.
            pub async fn remove_file(&self) -> Result<()>
            where
                A: Includes<Remove>,
            {
                self.held.away(open::remove_file).await
            }

            /// The same on this thread.
            ///
            /// # Errors
            ///
            /// As its asynchronous twin.
            pub fn remove_file_blocking(&self) -> Result<()>
            where
                A: Includes<Remove>,
            {
                self.held.here(open::remove_file)
            }
        }

        impl<A: Purpose> $object<A> {
            /// Renames it to a name that is free; a link is renamed itself.
            ///
            /// # Errors
            ///
            /// [`Error::Denied`](crate::Error::Denied) where a link on the way to either name leaves the scope, or a
            /// directory holds something that a `deny` entry covers; `AlreadyExists` if the name is taken; else the
            /// disk's answer.
            pub async fn rename_to(&self, to: impl FreeName) -> Result<()>
            where
                A: Includes<RenameFrom>,
            {
                let to = to.into_held();
                self.held.away(move |from| open::rename(from, to.judged())).await
            }

            /// The same on this thread.
            ///
            /// # Errors
            ///
            /// As its asynchronous twin.
            pub fn rename_to_blocking(&self, to: impl FreeName) -> Result<()>
            where
                A: Includes<RenameFrom>,
            {
                let to = to.into_held();
                self.held.here(|from| open::rename(from, to.judged()))
            }
        }
    )* };
}

named_objects!(File, Dir, Item);
