//! A judged value from a request's header: for calls whose body is bytes, and names no arguments.

use std::{
    fmt,
    ops::{Deref, DerefMut},
};

use authority_core::code::Code;
use percent_encoding::percent_decode;
use serde_json::Value;
use tauri::{
    Runtime,
    http::HeaderMap,
    ipc::{CommandArg, CommandItem, InvokeError},
};

use crate::{
    Denial,
    call::Call,
    owner::{App, Owner},
    scoped::{Input, Judge, Scoped},
};

/// A judged value that came in a header of the call, by the argument's name.
///
/// The page calls the command with a body of bytes, and puts what is to be judged beside it:
///
/// ```ts
/// import { invoke } from '@tauri-apps/api/core'
/// import { header } from 'tauri-plugin-authority-api'
///
/// await invoke('save_image', bytes, { headers: { image: header('/home/ada/Pictures/a.png') } })
/// ```
///
/// ```
/// use tauri::ipc::{InvokeBody, Request};
/// use tauri_plugin_authority::{File, Header, Replace, Result};
///
/// #[tauri::command]
/// async fn save_image(image: Header<File<Replace>>, request: Request<'_>) -> Result<()> {
///     let InvokeBody::Raw(bytes) = request.body() else { return Ok(()) };
///     image.replace(bytes.clone()).await
/// }
/// ```
///
/// A header holds ASCII alone, so it holds `encodeURIComponent(JSON.stringify(value))`, and nothing else is taken. Names of
/// headers have no case: that of `notePath` is `notepath`. Of two headers of one name neither is taken.
pub struct Header<T: Judge, O: Owner = App>(Scoped<T, O>);

impl<T: Judge, O: Owner> Header<T, O> {
    /// The judged value.
    pub fn into_inner(self) -> T {
        self.0.into_inner()
    }
}

impl<'de, R: Runtime, T: Judge, O: Owner> CommandArg<'de, R> for Header<T, O> {
    fn from_command(item: CommandItem<'de, R>) -> Result<Self, InvokeError> {
        let call = Call::<O>::of(&item, item.key, T::ACCESS)?;
        let judged = match read(item.message.headers(), item.key) {
            Ok(None) => call.judge(item.key, Input::Missing),
            Ok(Some(value)) => call.judge(item.key, Input::Json(&value)),
            Err(why) => Err(call.refuse(item.key, T::ACCESS, Code::ArgumentHeader, Some(&why))),
        };
        judged.map(|value| Self(Scoped::new(value))).map_err(Denial::into_invoke_error)
    }
}

/// The JSON value in the header of this name, where there is one.
pub(crate) fn read(headers: &HeaderMap, name: &str) -> Result<Option<Value>, String> {
    let mut found = headers.get_all(name).iter();
    let Some(header) = found.next() else { return Ok(None) };
    // Whoever judges one and uses the other is lost.
    if found.next().is_some() {
        return Err("there are several headers of that name".to_owned());
    }
    let bytes: Vec<u8> = percent_decode(header.as_bytes()).collect();
    serde_json::from_slice(&bytes).map(Some).map_err(|error| format!("it is no JSON: {error}"))
}

impl<T: Judge, O: Owner> Deref for Header<T, O> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T: Judge, O: Owner> DerefMut for Header<T, O> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.0
    }
}

impl<T: Judge + fmt::Debug, O: Owner> fmt::Debug for Header<T, O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Header").field(&**self).finish()
    }
}
