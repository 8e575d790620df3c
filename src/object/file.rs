//! Files.

use std::{
    fmt, fs,
    io::{Read as _, Write as _},
    marker::PhantomData,
};

use authority_core::open;

use super::sealed::IntoHeld;
use crate::{
    access::{Create, Includes, Purpose, Read, Replace, Truncate},
    error::Result,
    held::Held,
    owner::Owner,
    scoped::{Judge, Scoped},
};

/// A regular file that was judged for `A`.
///
/// What its methods open is what was judged. Each of them refuses, with
/// [`Error::Denied`](crate::Error::Denied), where a link on the way leaves the scope or the entry takes none, and where the
/// object is a device, a pipe or a socket (on Linux an entry can grant those); everything else that the disk says (missing, no
/// rights, a directory) is [`Error::Io`](crate::Error::Io). On Android and iOS every path is refused before there is a `File`.
/// The methods whose names end in `_blocking` do the same on the calling thread.
pub struct File<A> {
    pub(super) held: Held,
    pub(super) purpose: PhantomData<A>,
}

/// A file that is to be made, and does not exist yet.
pub type NewFile = File<Create>;

impl<A: Purpose> File<A> {
    /// Opens it for reading.
    ///
    /// # Errors
    ///
    /// See [`File`].
    pub async fn open(&self) -> Result<fs::File>
    where
        A: Includes<Read>,
    {
        self.held.away(open::read).await
    }

    /// [`File::open`] on this thread.
    ///
    /// # Errors
    ///
    /// See [`File`].
    pub fn open_blocking(&self) -> Result<fs::File>
    where
        A: Includes<Read>,
    {
        self.held.here(open::read)
    }

    /// Reads all of it. The content is held in memory: for a large file, [`File::open`] it and stream.
    ///
    /// # Errors
    ///
    /// See [`File`].
    pub async fn read(&self) -> Result<Vec<u8>>
    where
        A: Includes<Read>,
    {
        self.held.away(read_all).await
    }

    /// [`File::read`] on this thread.
    ///
    /// # Errors
    ///
    /// See [`File`].
    pub fn read_blocking(&self) -> Result<Vec<u8>>
    where
        A: Includes<Read>,
    {
        self.held.here(read_all)
    }

    /// Reads all of it as UTF-8 text.
    ///
    /// # Errors
    ///
    /// See [`File`]; `InvalidData` if it is no UTF-8.
    pub async fn read_to_string(&self) -> Result<String>
    where
        A: Includes<Read>,
    {
        self.held.away(read_text).await
    }

    /// [`File::read_to_string`] on this thread.
    ///
    /// # Errors
    ///
    /// See [`File::read_to_string`].
    pub fn read_to_string_blocking(&self) -> Result<String>
    where
        A: Includes<Read>,
    {
        self.held.here(read_text)
    }

    /// Copies its content to a new file, or over another one as a whole. Returns the number of bytes.
    ///
    /// # Errors
    ///
    /// See [`File`], for both ends; `AlreadyExists` if a new file's name is taken. In every case of error the target is
    /// as it was.
    pub async fn copy_to(&self, target: impl Destination) -> Result<u64>
    where
        A: Includes<Read>,
    {
        let target = target.into_held();
        self.held.away(move |from| open::copy(from, target.judged())).await
    }

    /// [`File::copy_to`] on this thread.
    ///
    /// # Errors
    ///
    /// See [`File::copy_to`].
    pub fn copy_to_blocking(&self, target: impl Destination) -> Result<u64>
    where
        A: Includes<Read>,
    {
        let target = target.into_held();
        self.held.here(|from| open::copy(from, target.judged()))
    }
}

impl<A: Purpose> File<A> {
    /// Makes it, and opens it for writing.
    ///
    /// # Errors
    ///
    /// See [`File`]; `AlreadyExists` if the name is taken, also by a link that leads nowhere.
    pub async fn create(&self) -> Result<fs::File>
    where
        A: Includes<Create>,
    {
        self.held.away(open::create).await
    }

    /// [`File::create`] on this thread.
    ///
    /// # Errors
    ///
    /// See [`File::create`].
    pub fn create_blocking(&self) -> Result<fs::File>
    where
        A: Includes<Create>,
    {
        self.held.here(open::create)
    }

    /// Makes it, with this content.
    ///
    /// # Errors
    ///
    /// See [`File::create`].
    pub async fn create_with(&self, content: impl AsRef<[u8]> + Send + 'static) -> Result<()>
    where
        A: Includes<Create>,
    {
        self.held.away(move |judged| Ok(open::create(judged)?.write_all(content.as_ref())?)).await
    }

    /// [`File::create_with`] on this thread.
    ///
    /// # Errors
    ///
    /// See [`File::create`].
    pub fn create_with_blocking(&self, content: impl AsRef<[u8]>) -> Result<()>
    where
        A: Includes<Create>,
    {
        self.held.here(|judged| Ok(open::create(judged)?.write_all(content.as_ref())?))
    }
}

impl<A: Purpose> File<A> {
    /// Replaces its content with all of `content`, or makes it. Readers see the old content or the new, never a part.
    ///
    /// The permission bits stay; owner, hard links and extended attributes do not. On Windows rights, attributes and streams
    /// are those of a new file, and a file that is read-only is not replaced.
    ///
    /// # Errors
    ///
    /// See [`File`]. In every case of error the old content is as it was.
    pub async fn replace(&self, content: impl AsRef<[u8]> + Send + 'static) -> Result<()>
    where
        A: Includes<Replace>,
    {
        self.held.away(move |judged| open::replace(judged, &mut content.as_ref()).map(drop)).await
    }

    /// [`File::replace`] on this thread.
    ///
    /// # Errors
    ///
    /// See [`File::replace`].
    pub fn replace_blocking(&self, content: impl AsRef<[u8]>) -> Result<()>
    where
        A: Includes<Replace>,
    {
        self.held.here(|judged| open::replace(judged, &mut content.as_ref()).map(drop))
    }
}

impl<A: Purpose> File<A> {
    /// Sets its length in bytes. It must exist.
    ///
    /// # Errors
    ///
    /// See [`File`].
    pub async fn truncate(&self, len: u64) -> Result<()>
    where
        A: Includes<Truncate>,
    {
        self.held.away(move |judged| open::truncate(judged, len)).await
    }

    /// [`File::truncate`] on this thread.
    ///
    /// # Errors
    ///
    /// See [`File`].
    pub fn truncate_blocking(&self, len: u64) -> Result<()>
    where
        A: Includes<Truncate>,
    {
        self.held.here(|judged| open::truncate(judged, len))
    }
}

/// Where a copy may go: a file judged for [`Create`] or for [`Replace`], also while it is still in its [`Scoped`].
#[diagnostic::on_unimplemented(
    message = "`{Self}` was not judged as a place to copy to",
    label = "neither a new file nor one that may be replaced",
    note = "in the command's arguments take `Scoped<NewFile>`, or `Scoped<File<Replace>>` to copy over what is there"
)]
pub trait Destination: IntoHeld + Send {}

impl Destination for File<Create> {}
impl Destination for File<Replace> {}
impl<D: Destination + Judge, O: Owner> Destination for Scoped<D, O> {}

impl<A: Purpose> fmt::Debug for File<A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("File").field(self.held.judged()).finish()
    }
}

fn read_all(judged: &authority_core::guard::JudgedPath) -> std::result::Result<Vec<u8>, open::OpenError> {
    let mut content = Vec::new();
    open::read(judged)?.read_to_end(&mut content)?;
    Ok(content)
}

fn read_text(judged: &authority_core::guard::JudgedPath) -> std::result::Result<String, open::OpenError> {
    let mut content = String::new();
    open::read(judged)?.read_to_string(&mut content)?;
    Ok(content)
}
