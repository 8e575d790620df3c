//! Tauri's own `CommandScope` and `GlobalScope`, judged fail-closed.

use std::{convert::Infallible, sync::Arc};

use authority_core::{
    code::Code,
    scope::{List, Way},
};
use serde::Serialize;
use serde_json::Value;
use tauri::{
    AppHandle, Runtime,
    ipc::{CommandScope, GlobalScope, ScopeObject},
    utils::acl::Value as AclValue,
};

use crate::{
    Result,
    call::Call,
    carried::Carried,
    effective::{self, GlobalAllows},
    owner::{App, Owner},
    scoped::Judge,
};

/// An entry as it stands in a capability, for a command that takes Tauri's own [`CommandScope`] or [`GlobalScope`].
///
/// `T` says whose entry it is: an [`Owner`], the app if nothing is said, or a [`Kind`](trait@crate::Kind) that has one. Tauri
/// caches a global scope by the type of its entries alone, so a type that two owners share shows one of them the other's scope.
///
/// An entry keeps every key that it has. A struct of an app's own that is read by serde keeps those that it knows and drops the
/// rest, `access`, `arg` and a misspelt `deny` among them, so that what is left means more than what was written: that is why
/// [`ScopeExt`] is for this type alone.
#[derive(Debug)]
pub struct Entry<T: Owned = App>(Carried<T::Owner>);

/// Something that has an owner: the owner itself, or a kind.
pub trait Owned: 'static {
    /// The owner.
    type Owner: Owner;
}

impl<O: Owner> Owned for O {
    type Owner = O;
}

impl<T: Owned> Entry<T> {
    /// What stands in the capability.
    #[must_use]
    pub const fn value(&self) -> &Value {
        &self.0.value
    }
}

impl<T: Owned + std::fmt::Debug + Send + Sync> ScopeObject for Entry<T> {
    type Error = Infallible;

    fn deserialize<R: Runtime>(app: &AppHandle<R>, raw: AclValue) -> std::result::Result<Self, Self::Error> {
        Carried::deserialize(app, raw).map(Self)
    }
}

/// Judging by one of Tauri's scopes, where an empty scope means no.
///
/// `allows()` and `denies()` leave it to each command to ask both, and `CommandScope::matches` says yes to an empty scope. This
/// asks both, and the denies of the command's other scopes with them:
///
/// ```
/// use tauri::ipc::GlobalScope;
/// use tauri_plugin_authority::{Call, Entry, File, Read, Result, ScopeExt};
///
/// #[tauri::command]
/// async fn read_template(call: Call, templates: GlobalScope<Entry>, name: String) -> Result<String> {
///     let template: File<Read> = templates.require(&call, "name", &name)?;
///     template.read_to_string().await
/// }
/// ```
///
/// An `allow` entry of a global scope counts here, since the command asks for it by name: Tauri hands it to every window.
pub trait ScopeExt<E> {
    /// Judges a plain value as [`Call::require`] does, by the `allow` entries of this scope.
    ///
    /// # Errors
    ///
    /// [`Error::Denied`](crate::Error::Denied), already recorded, where no entry here allows it, any `deny` of the command
    /// covers it, the value has another shape, or (`scope.owner`) Tauri handed over the entries of another owner.
    fn require<T: Judge>(&self, call: &Call<E::Owner>, argument: &str, value: &(impl Serialize + ?Sized)) -> Result<T>
    where
        E: KeptEntry;
}

/// An entry that keeps every key it has, and says whose it is: [`Entry`] alone.
#[diagnostic::on_unimplemented(
    message = "no value can be judged by entries of the type `{Self}`",
    label = "it may have dropped keys that narrow the entry",
    note = "take `CommandScope<Entry>` or `GlobalScope<Entry>`; in a plugin `Entry<Owner>` with `Call<Owner>`"
)]
pub trait KeptEntry: sealed::Sealed {
    /// Whose entry it is.
    type Owner: Owner;

    /// What stands in the capability.
    fn value(&self) -> &Value;
}

mod sealed {
    pub trait Sealed {}
}

impl<E: Owned> sealed::Sealed for Entry<E> {}

impl<E: Owned> KeptEntry for Entry<E> {
    type Owner = E::Owner;

    fn value(&self) -> &Value {
        &self.0.value
    }
}

impl<E: ScopeObject> ScopeExt<E> for CommandScope<E> {
    fn require<T: Judge>(&self, call: &Call<E::Owner>, argument: &str, value: &(impl Serialize + ?Sized)) -> Result<T>
    where
        E: KeptEntry,
    {
        by(call, Way::Command, self.allows(), argument, value)
    }
}

impl<E: ScopeObject> ScopeExt<E> for GlobalScope<E> {
    fn require<T: Judge>(&self, call: &Call<E::Owner>, argument: &str, value: &(impl Serialize + ?Sized)) -> Result<T>
    where
        E: KeptEntry,
    {
        by(call, Way::Global, self.allows(), argument, value)
    }
}

fn by<T: Judge, E: KeptEntry>(
    call: &Call<E::Owner>,
    way: Way,
    allows: &[Arc<E>],
    argument: &str,
    value: &(impl Serialize + ?Sized),
) -> Result<T> {
    let own = call.scope.raw.iter().filter(|entry| entry.way == way && entry.list == List::Allow);
    // Whoever read a global scope of this type first has Tauri show it to all. The call's own scope was read by a type that
    // nobody else has.
    if !own.clone().map(|entry| &entry.value).eq(allows.iter().map(|entry| entry.value())) {
        let fault = "Tauri handed over the entries of another owner, which asked for a scope of this type before";
        return Err(call.refuse(argument, T::ACCESS, Code::ScopeOwner, Some(fault)).into());
    }
    let denies = call.scope.raw.iter().filter(|entry| entry.list == List::Deny);
    let scope = effective::compile(own.chain(denies), &call.dispatched, GlobalAllows::Count);
    call.require_within(&Arc::new(scope), argument, value)
}
