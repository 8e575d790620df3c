//! One call as Tauri hands it over: who makes it, of which command, and the scope that it has.

use std::{cell::Cell, fmt, marker::PhantomData, sync::Arc};

use authority_core::{access::AccessSet, caller::Caller, code::Code, guard::Ask, scope::Scope};
use serde::Serialize;
use tauri::{
    Runtime,
    ipc::{CommandArg, CommandItem, InvokeError},
};

use crate::{
    Denial, Result,
    authority::{Authority, AuthorityExt as _, Inside},
    caller,
    effective::{self, Effective},
    owner::{self, App, Owner},
    repeated,
    scoped::{Bench, Input, Judge},
};

/// A call of a command: what judges the command's plain arguments inside its body.
///
/// For a command that keeps plain arguments. `O` says whose scope it has: the app's, if nothing is said (see [`Owner`]).
///
/// ```
/// use tauri_plugin_authority::{Call, Read, Result, require_path};
///
/// #[tauri::command]
/// async fn read_note(call: Call, note_path: String) -> Result<String> {
///     let note = require_path!(call, note_path, Read)?;
///     note.read_to_string().await
/// }
/// ```
///
/// An argument of type [`Scoped`](crate::Scoped) is safer where it can be had: nobody can forget to ask.
pub struct Call<O = App> {
    pub(crate) dispatched: Dispatched,
    pub(crate) scope: Arc<Effective>,
    pub(crate) owner: PhantomData<fn() -> O>,
}

/// What is known of a call before its scope is.
pub(crate) struct Dispatched {
    pub(crate) authority: Arc<Inside>,
    pub(crate) caller: Arc<Caller>,
    /// As records have it: `plugin:name|command` where it is a plugin's.
    pub(crate) command: Arc<str>,
}

impl<O> Call<O> {
    /// Judges a plain value as the argument `argument` (by the name that the page uses), for all that `T` is for.
    ///
    /// [`require!`](crate::require) writes it in one line. The value is taken as the page would send it: text as a string,
    /// anything else as it serializes.
    ///
    /// # Errors
    ///
    /// [`Error::Denied`](crate::Error::Denied), already recorded, as an argument of type `Scoped<T>` would be refused: it is
    /// of another shape than `T` takes, or not in scope.
    pub fn require<T: Judge>(&self, argument: &str, value: &(impl Serialize + ?Sized)) -> Result<T> {
        self.require_within(&self.scope.compiled, argument, value)
    }

    /// [`Call::require`] by another scope than the call's own.
    pub(crate) fn require_within<T: Judge>(
        &self,
        scope: &Arc<Scope>,
        argument: &str,
        value: &(impl Serialize + ?Sized),
    ) -> Result<T> {
        let value = serde_json::to_value(value)
            .map_err(|error| self.refuse(argument, T::ACCESS, Code::ArgumentType, Some(&error.to_string())))?;
        let left = Cell::new(self.dispatched.authority.config.max_elements);
        Ok(T::judge(Input::Json(&value), &Bench::new(self, scope, argument, &left))?)
    }

    /// Judges what came under a name in the call.
    pub(crate) fn judge<T: Judge>(&self, argument: &str, input: Input<'_>) -> std::result::Result<T, Denial> {
        let left = Cell::new(self.dispatched.authority.config.max_elements);
        T::judge(input, &Bench::new(self, &self.scope.compiled, argument, &left))
    }

    pub(crate) fn refuse(&self, argument: &str, access: AccessSet, code: Code, fault: Option<&str>) -> Denial {
        self.dispatched.refuse(argument, access, code, fault)
    }
}

impl Dispatched {
    fn refuse(&self, argument: &str, access: AccessSet, code: Code, fault: Option<&str>) -> Denial {
        let ask = Ask { caller: &self.caller, command: &self.command, argument, index: &[], access };
        self.authority.denial(self.authority.guard.refuse(ask, code, None, fault))
    }
}

impl<O: Owner> Call<O> {
    /// The call that Tauri dispatched, for its argument `argument` of which `access` is asked.
    ///
    /// Refuses, and records it, where the app does not run the plugin, the command has another owner, or its scope cannot be
    /// read.
    pub(crate) fn of<R: Runtime>(
        item: &CommandItem<'_, R>,
        argument: &str,
        access: AccessSet,
    ) -> std::result::Result<Self, InvokeError> {
        let state = item.message.webview_ref().authority();
        let missing = state.is_none();
        let Authority(authority) = state.map_or_else(Authority::missing, |state| Authority::clone(&state));
        let dispatched = Dispatched {
            authority,
            caller: caller::of(item.message.webview_ref(), item.acl.as_deref()),
            command: repeated::command(O::PLUGIN, item.message.command()),
        };
        let refuse =
            |code, fault: Option<&str>| Err(dispatched.refuse(argument, access, code, fault).into_invoke_error());
        if missing {
            return refuse(Code::PluginMissing, None);
        }
        if let Err(fault) = owner::is_commands::<R, O>(item) {
            return refuse(Code::ScopeOwner, Some(&fault));
        }
        match effective::of::<R, O>(item, &dispatched) {
            Ok(scope) => Ok(Self { dispatched, scope, owner: PhantomData }),
            Err(error) => refuse(Code::ScopeUnavailable, Some(&error.0.to_string())),
        }
    }
}

impl<'de, R: Runtime, O: Owner> CommandArg<'de, R> for Call<O> {
    fn from_command(item: CommandItem<'de, R>) -> std::result::Result<Self, InvokeError> {
        // The argument that holds it is not one that the page sends.
        Self::of(&item, "", AccessSet::NONE)
    }
}

/// Without its scope and its caller: what is printed into an error may reach the page.
impl<O> fmt::Debug for Call<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Call").field("command", &self.dispatched.command).finish_non_exhaustive()
    }
}
