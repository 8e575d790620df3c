//! The extractor: where Tauri hands over caller, raw argument and scopes, and a command gets a judged value instead.

mod bench;
mod judge;

use std::{
    fmt,
    marker::PhantomData,
    ops::{Deref, DerefMut},
};

use authority_core::code::Code;
pub use bench::{Bench, Input};
pub use judge::Judge;
use tauri::{
    Runtime,
    ipc::{CommandArg, CommandItem, InvokeBody, InvokeError},
};

use crate::{
    call::Call,
    owner::{App, Owner},
};

/// A command's argument that is judged before the command's body runs.
///
/// `T` says what the command takes and what it does with it: [`File<Read>`](crate::File), [`NewFile`](crate::NewFile),
/// [`Dir`](crate::Dir), [`Item<Remove>`](crate::Item), a [`Kind`](crate::Kind) or a struct of your own, or an `Option`, a
/// `Vec` or a tuple of such. `O` says whose scope it is judged by: the app's, if nothing is said (see [`Owner`]).
///
/// If any part of the argument is refused, the command's body does not run, the refusal is recorded, and the page gets a
/// [`Denial`](crate::Denial).
///
/// It can be made in no other way: it implements neither `Deserialize` nor `Clone`, and has no constructor.
///
/// ```compile_fail,E0277
/// # use tauri_plugin_authority::{File, Read, Scoped};
/// let forged: Scoped<File<Read>> = serde_json::from_str("\"/etc/passwd\"").unwrap();
/// ```
///
/// ```compile_fail,E0451
/// # use tauri_plugin_authority::{App, File, Read, Scoped};
/// fn forge(file: File<Read>) -> Scoped<File<Read>> {
///     Scoped::<_, App> { value: file, owner: std::marker::PhantomData }
/// }
/// ```
///
/// Nor is a value that was judged for one access one that was judged for another:
///
/// ```compile_fail,E0277
/// # use tauri_plugin_authority::{File, Read, Scoped};
/// async fn save(note: Scoped<File<Read>>) {
///     note.replace("new").await.unwrap();
/// }
/// ```
pub struct Scoped<T: Judge, O: Owner = App> {
    value: T,
    owner: PhantomData<O>,
}

impl<T: Judge, O: Owner> Scoped<T, O> {
    /// The judged value.
    pub fn into_inner(self) -> T {
        self.value
    }

    pub(crate) const fn new(value: T) -> Self {
        Self { value, owner: PhantomData }
    }
}

impl<'de, R: Runtime, T: Judge, O: Owner> CommandArg<'de, R> for Scoped<T, O> {
    fn from_command(item: CommandItem<'de, R>) -> Result<Self, InvokeError> {
        from_argument::<R, T, O>(&item).map(Self::new)
    }
}

/// The argument of a call, judged.
pub(crate) fn from_argument<R: Runtime, T: Judge, O: Owner>(item: &CommandItem<'_, R>) -> Result<T, InvokeError> {
    let call = Call::<O>::of(item, item.key, T::ACCESS)?;
    let judged = match item.message.payload() {
        InvokeBody::Json(arguments) => {
            call.judge(item.key, arguments.get(item.key).map_or(Input::Missing, Input::Json))
        }
        InvokeBody::Raw(_) => Err(call.refuse(item.key, T::ACCESS, Code::ArgumentRawBody, None)),
    };
    judged.map_err(crate::Denial::into_invoke_error)
}

impl<T: Judge, O: Owner> Deref for Scoped<T, O> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T: Judge, O: Owner> DerefMut for Scoped<T, O> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.value
    }
}

impl<T: Judge + fmt::Debug, O: Owner> fmt::Debug for Scoped<T, O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Scoped").field(&self.value).finish()
    }
}
