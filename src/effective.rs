//! The effective scope of a call: both ways of writing one and the owner's global scope, compiled once and kept.
//!
//! Tauri never reuses a scope id and never changes what one stands for, and it replaces a global scope as a whole when a
//! capability is added. So the ids, the identity of the two global scopes, the command and the caller's labels name an
//! effective scope: a capability that is added at run time makes another name, and is seen by the next call.

use std::{
    any::Any,
    collections::HashMap,
    fmt,
    sync::{Arc, Mutex, PoisonError},
};

use authority_core::{
    caller::{Caller, Context},
    guard::Guard,
    scope::{Frame, List, RawEntry, Scope, Way},
};
use tauri::{
    Runtime,
    ipc::{CommandArg, CommandItem, CommandScope, GlobalScope, InvokeError},
};

use crate::{
    carried::Carried,
    owner::{Authority, Owner},
};

/// More scopes than any app has calls for; beyond it the cache starts over.
const MAX_SCOPES: usize = 1_024;

/// The compiled scopes.
#[derive(Debug, Default)]
pub(crate) struct Scopes {
    slots: Mutex<HashMap<Name, Slot>>,
}

/// A call, as far as it determines its scope.
pub(crate) struct Call<'a> {
    pub(crate) command: &'a str,
    pub(crate) caller: &'a Caller,
    pub(crate) guard: &'a Guard,
    pub(crate) global_allow: bool,
}

struct Slot {
    scope: Arc<Scope>,
    /// Holds the global scopes, so that their addresses cannot come to mean others.
    _held: [Box<dyn Any + Send + Sync>; 2],
}

#[derive(Debug, PartialEq, Eq, Hash)]
struct Name {
    ids: Vec<u64>,
    globals: [usize; 4],
    command: Box<str>,
    caller: (Box<str>, Box<str>, bool),
}

impl Scopes {
    /// The effective scope of a call for owner `O`.
    pub(crate) fn of<R: Runtime, O: Owner>(
        &self,
        item: &CommandItem<'_, R>,
        call: &Call<'_>,
    ) -> Result<Arc<Scope>, InvokeError> {
        let authority = global::<R, Authority>(item)?;
        let owners = global::<R, O>(item)?;
        let name = Name {
            ids: item.acl.iter().flatten().filter_map(|command| command.scope_id).collect(),
            globals: [
                address(authority.allows()),
                address(authority.denies()),
                address(owners.allows()),
                address(owners.denies()),
            ],
            command: call.command.into(),
            caller: (
                call.caller.window.as_str().into(),
                call.caller.webview.as_str().into(),
                call.caller.context == Context::Local,
            ),
        };
        if let Some(scope) = self.find(&name) {
            return Ok(scope);
        }
        let scope = Arc::new(compile(item, call, &authority, &owners)?);
        say_what_came_of_it(&scope, call);
        let slot = Slot { scope: Arc::clone(&scope), _held: [Box::new(authority), Box::new(owners)] };
        let mut slots = self.slots.lock().unwrap_or_else(PoisonError::into_inner);
        if slots.len() >= MAX_SCOPES {
            slots.clear();
        }
        slots.insert(name, slot);
        Ok(scope)
    }

    fn find(&self, name: &Name) -> Option<Arc<Scope>> {
        let slots = self.slots.lock().unwrap_or_else(PoisonError::into_inner);
        slots.get(name).map(|slot| Arc::clone(&slot.scope))
    }
}

fn compile<R: Runtime, O: Owner>(
    item: &CommandItem<'_, R>,
    call: &Call<'_>,
    authority: &GlobalScope<Carried<Authority>>,
    owners: &GlobalScope<Carried<O>>,
) -> Result<Scope, InvokeError> {
    let own = CommandScope::<Carried<O>>::from_command(again(item, item.plugin))?;
    let mut raw = Vec::new();
    add(&mut raw, Way::Command, own.allows(), own.denies());
    // For remote content, too: the core grants it nothing by these, and denies by all of them.
    add(&mut raw, Way::Authority, authority.allows(), authority.denies());
    add(&mut raw, Way::Global, owners.allows(), owners.denies());
    let mut frame = Frame::new(call.command, call.caller, call.guard.bases());
    frame.global_allow = call.global_allow;
    Ok(Scope::compile(&raw, &frame))
}

fn say_what_came_of_it(scope: &Scope, call: &Call<'_>) {
    let (command, window, entries) = (call.command, &call.caller.window, scope.entries().count());
    tracing::debug!(target: "authority", command, window, entries, "scope compiled");
    for fault in scope.faults() {
        tracing::error!(target: "authority", command, "scope entry refuses its command: {}", fault.message());
    }
    for inert in scope.inert() {
        tracing::warn!(target: "authority", command, "scope entry can never match: {inert}");
    }
}

fn add<O: Owner>(raw: &mut Vec<RawEntry>, way: Way, allows: &[Arc<Carried<O>>], denies: &[Arc<Carried<O>>]) {
    for (list, entries) in [(List::Allow, allows), (List::Deny, denies)] {
        raw.extend(
            entries.iter().enumerate().map(|(index, entry)| RawEntry::new(list, way, index, entry.value.clone())),
        );
    }
}

/// The global scope of `O`, under the name that its type says: Tauri caches by type, so type and name must go together.
fn global<R: Runtime, O: Owner>(item: &CommandItem<'_, R>) -> Result<GlobalScope<Carried<O>>, InvokeError> {
    GlobalScope::from_command(again(item, O::PLUGIN))
}

/// The item once more: Tauri consumes one for each thing that is read from it.
fn again<'a, R: Runtime>(item: &CommandItem<'a, R>, plugin: Option<&'static str>) -> CommandItem<'a, R> {
    CommandItem { plugin, name: item.name, key: item.key, message: item.message, acl: item.acl }
}

fn address<T>(value: &T) -> usize {
    std::ptr::from_ref(value).addr()
}

impl fmt::Debug for Slot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Slot").field("scope", &self.scope).finish_non_exhaustive()
    }
}
