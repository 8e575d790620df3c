//! The extractor: where Tauri hands over caller, raw argument and scopes, and a command gets a judged value instead.

mod judge;

use std::{
    cell::Cell,
    fmt,
    marker::PhantomData,
    ops::{Deref, DerefMut},
    sync::Arc,
};

use authority_core::{code::Code, guard::Ask};
pub use judge::Judge;
pub(crate) use judge::{Bench, Input};
use tauri::{
    Manager, Runtime,
    ipc::{CommandArg, CommandItem, InvokeBody, InvokeError},
};

use crate::{
    Denial,
    authority::Authority,
    caller,
    carried::Carried,
    effective::Call,
    owner::{App, Owner},
};

/// A command's argument that is judged before the command's body runs.
///
/// `T` says what the command takes and what it does with it: [`File<Read>`](crate::File), [`NewFile`](crate::NewFile),
/// [`Dir`](crate::Dir), [`Item<Remove>`](crate::Item), or an `Option`, a `Vec` or a tuple of such. `O` says whose scope it is
/// judged by: the app's, if nothing is said (see [`Owner`]).
///
/// If any part of the argument is refused, the command's body does not run, the refusal is recorded, and the page gets a
/// [`Denial`].
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
/// ```compile_fail,E0599
/// # use tauri_plugin_authority::{File, Read, Scoped};
/// async fn save(note: Scoped<File<Read>>) {
///     note.replace("new").await.unwrap();
/// }
/// ```
pub struct Scoped<T, O = App> {
    value: T,
    owner: PhantomData<O>,
}

impl<T, O> Scoped<T, O> {
    /// The judged value.
    pub fn into_inner(self) -> T {
        self.value
    }
}

impl<'de, R: Runtime, T: Judge, O: Owner> CommandArg<'de, R> for Scoped<T, O> {
    fn from_command(item: CommandItem<'de, R>) -> Result<Self, InvokeError> {
        let value = extract::<R, T, O>(&item)?;
        Ok(Self { value, owner: PhantomData })
    }
}

fn extract<R: Runtime, T: Judge, O: Owner>(item: &CommandItem<'_, R>) -> Result<T, InvokeError> {
    let webview = item.message.webview_ref();
    let state = webview.try_state::<Authority>();
    let missing = state.is_none().then(Authority::absent);
    let authority: &Authority = match (&state, &missing) {
        (Some(state), _) => state,
        (None, Some(absent)) => absent,
        (None, None) => return Err(InvokeError::from("the plugin `authority` has no state")),
    };
    let caller = Arc::new(caller::of(item));
    let command: Arc<str> = O::PLUGIN
        .map_or_else(
            || item.message.command().to_owned(),
            |plugin| format!("plugin:{plugin}|{}", item.message.command()),
        )
        .into();
    let ask = Ask { caller: &caller, command: &command, argument: item.key, index: &[], access: T::ACCESS };
    let refuse = |code: Code, fault: Option<&str>| {
        Denial::new(authority.guard.refuse(ask, code, None, fault), authority.shape.clone()).into_invoke_error()
    };
    if missing.is_some() {
        return Err(refuse(Code::PluginMissing, None));
    }
    if let Err(fault) = owned::<R, O>(item) {
        return Err(refuse(Code::ScopeOwner, Some(&fault)));
    }
    let input = match item.message.payload() {
        InvokeBody::Json(arguments) => arguments.get(item.key).map_or(Input::Missing, Input::Json),
        InvokeBody::Raw(_) => return Err(refuse(Code::ArgumentRawBody, None)),
    };
    let call = Call {
        command: &command,
        caller: &caller,
        guard: &authority.guard,
        global_allow: authority.config.app_global_allow,
    };
    let scope = authority.scopes.of::<R, O>(item, &call).map_err(|error| {
        let fault = error.0.to_string();
        refuse(Code::ScopeUnavailable, Some(&fault))
    })?;
    let left = Cell::new(authority.config.max_elements);
    T::judge(input, &Bench::new(authority, &scope, ask, &left)).map_err(Denial::into_invoke_error)
}

/// INVARIANT owner-is-command's: the owner in the type is the one that Tauri dispatched the command for.
fn owned<R: Runtime, O: Owner>(item: &CommandItem<'_, R>) -> Result<(), String> {
    let command = item.message.command();
    let says = |owner: Option<&str>| owner.map_or("the app".to_owned(), |plugin| format!("the plugin `{plugin}`"));
    match (item.plugin, O::PLUGIN) {
        (found, wanted) if found == wanted => {}
        // The crate's name says nothing, so the owner's own word and the ACL must agree.
        (None, Some(_)) if O::INLINED => {}
        (None, Some(plugin)) => {
            return Err(format!(
                "the argument's type says that `{command}` belongs to the plugin `{plugin}`, but its crate is not named \
                 `tauri-plugin-{plugin}`, so Tauri cannot tell it from the app; rename the crate, or set `INLINED` in the owner"
            ));
        }
        (found, wanted) => {
            return Err(format!(
                "the argument's type says that `{command}` belongs to {}, but Tauri dispatched it for {}",
                says(wanted),
                says(found)
            ));
        }
    }
    match O::PLUGIN {
        Some(plugin) if !known_to_acl::<R, O>(item, plugin) => {
            Err(format!("the ACL of this webview does not know the command `plugin:{plugin}|{command}`"))
        }
        _ => Ok(()),
    }
}

/// Tauri asks the ACL for every command of a plugin. For one whose crate's name says nothing, the ACL must know the
/// command under the name that the owner claims, too.
fn known_to_acl<R: Runtime, O: Owner>(item: &CommandItem<'_, R>, plugin: &str) -> bool {
    let resolved = || {
        let webview = item.message.webview_ref();
        webview.resolve_command_scope::<Carried<O>>(plugin, item.message.command())
    };
    item.acl.is_some() && (!O::INLINED || resolved().is_ok_and(|scope| scope.is_some()))
}

impl<T, O> Deref for Scoped<T, O> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T, O> DerefMut for Scoped<T, O> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.value
    }
}

impl<T: fmt::Debug, O> fmt::Debug for Scoped<T, O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Scoped").field(&self.value).finish()
    }
}
