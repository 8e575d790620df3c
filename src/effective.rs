//! The effective scope of a call: both ways of writing one and the owner's global scope, compiled once and kept.
//!
//! Tauri never reuses a scope id and never changes what one stands for, and it replaces a global scope as a whole when a
//! capability is added. So the ids, the identity of the two global scopes, the command and the caller's labels name an
//! effective scope: a capability that is added at run time makes another name, and is seen by the next call.

use std::{
    any::Any,
    collections::HashMap,
    fmt,
    sync::{Arc, PoisonError, RwLock},
};

use authority_core::{
    caller::Caller,
    scope::{Frame, List, RawEntry, Scope, Way},
};
use tauri::{
    Runtime,
    ipc::{CommandArg, CommandItem, CommandScope, GlobalScope, InvokeError},
};

use crate::{
    call::Dispatched,
    caller,
    carried::Carried,
    config::Config,
    owner::{Authority, Owner},
    policy::{Asker, Origin},
};

/// More scopes than any app has calls for; beyond it the cache starts over.
const MAX_SCOPES: usize = 1_024;

/// The compiled scopes.
#[derive(Debug, Default)]
pub(crate) struct Scopes {
    slots: RwLock<HashMap<Name, Slot>>,
}

/// The scope of a call: what its arguments are judged by, and what that was made of.
#[derive(Debug)]
pub(crate) struct Effective {
    pub(crate) compiled: Arc<Scope>,
    pub(crate) raw: Vec<RawEntry>,
}

struct Slot {
    scope: Arc<Effective>,
    /// Holds the global scopes, so that their addresses cannot come to mean others.
    _held: [Box<dyn Any + Send + Sync>; 2],
}

#[derive(Debug, PartialEq, Eq, Hash)]
struct Name {
    ids: Vec<u64>,
    globals: [usize; 4],
    command: Arc<str>,
    caller: Arc<Caller>,
}

/// The effective scope of a call for owner `O`.
pub(crate) fn of<R: Runtime, O: Owner>(
    item: &CommandItem<'_, R>,
    call: &Dispatched,
) -> Result<Arc<Effective>, InvokeError> {
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
        command: Arc::clone(&call.command),
        caller: Arc::clone(&call.caller),
    };
    let scopes = &call.authority.scopes;
    if let Some(scope) = scopes.find(&name) {
        return Ok(scope);
    }
    let mut raw = entries(item, &authority, &owners)?;
    if let Some(policy) = call.authority.policy() {
        policy.name_origins(&mut raw, &asker(item, &call.caller), &call.command);
    }
    let global_allows = GlobalAllows::of(&call.authority.config);
    let scope = Arc::new(Effective { compiled: Arc::new(compile(&raw, call, global_allows)), raw });
    say_what_came_of_it(&scope.compiled, call);
    scopes.keep(name, Slot { scope: Arc::clone(&scope), _held: [Box::new(authority), Box::new(owners)] });
    Ok(scope)
}

/// Whether `allow` entries of the global scope count, which cross windows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum GlobalAllows {
    /// They do.
    Count,
    /// They do not.
    AreLeftOut,
}

impl GlobalAllows {
    pub(crate) const fn of(config: &Config) -> Self {
        if config.app_global_allow { Self::Count } else { Self::AreLeftOut }
    }
}

/// Compiles entries for a call.
pub(crate) fn compile<'a>(
    raw: impl IntoIterator<Item = &'a RawEntry>,
    call: &Dispatched,
    global_allows: GlobalAllows,
) -> Scope {
    let guard = &call.authority.guard;
    let mut frame = Frame::new(&call.command, &call.caller, guard.bases());
    frame.kinds = guard.kinds();
    frame.platform = guard.platform();
    frame.global_allow = global_allows == GlobalAllows::Count;
    Scope::compile(raw, &frame)
}

impl Scopes {
    fn find(&self, name: &Name) -> Option<Arc<Effective>> {
        let slots = self.slots.read().unwrap_or_else(PoisonError::into_inner);
        slots.get(name).map(|slot| Arc::clone(&slot.scope))
    }

    fn keep(&self, name: Name, slot: Slot) {
        let mut slots = self.slots.write().unwrap_or_else(PoisonError::into_inner);
        if slots.len() >= MAX_SCOPES {
            slots.clear();
        }
        slots.insert(name, slot);
    }
}

fn entries<R: Runtime, O: Owner>(
    item: &CommandItem<'_, R>,
    authority: &GlobalScope<Carried<Authority>>,
    owners: &GlobalScope<Carried<O>>,
) -> Result<Vec<RawEntry>, InvokeError> {
    let own = CommandScope::<Carried<O>>::from_command(again(item, item.plugin))?;
    let mut raw = Vec::new();
    add(&mut raw, Way::Command, own.allows(), own.denies());
    // For remote content, too: the core grants it nothing by these, and denies by all of them.
    add(&mut raw, Way::Authority, authority.allows(), authority.denies());
    // The plugin's own global scope is that of `authority:scope`: read as its own, an entry for one command would count for all.
    if O::PLUGIN != Authority::PLUGIN {
        add(&mut raw, Way::Global, owners.allows(), owners.denies());
    }
    Ok(raw)
}

/// The caller, with every URL pattern that took its content: one of them may be another capability's.
fn asker<R: Runtime>(item: &CommandItem<'_, R>, caller: &Caller) -> Asker {
    let patterns: Vec<String> = caller::remote(item.acl.as_deref()).map(str::to_owned).collect();
    let asker = Asker::from(caller);
    if patterns.is_empty() { asker } else { Asker { origin: Origin::Patterns(patterns), ..asker } }
}

fn say_what_came_of_it(scope: &Scope, call: &Dispatched) {
    let (command, window, entries) = (&*call.command, &call.caller.window, scope.entries().count());
    tracing::debug!(target: "authority", command, window, entries, "scope compiled");
    for fault in scope.faults() {
        tracing::error!(target: "authority", command, "scope entry refuses its command: {}", fault.message());
    }
    for inert in scope.inert() {
        tracing::warn!(target: "authority", command, "scope entry can never match: {inert}");
    }
    for wide in scope.warnings() {
        tracing::warn!(target: "authority", command, "scope entry is wider than it seems: {wide}");
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
