//! What capabilities come down to: every permission that they name, sets opened, as Tauri resolves them.

use std::{collections::BTreeMap, sync::Arc};

use super::{
    PolicyError,
    adapter::{self, APP},
    model::{Capability, Effect, Grant, Lists, Manifest, Permission, Written},
};

/// Deeper than anyone nests sets; one that holds itself would never end.
const MAX_DEPTH: usize = 32;

/// One permission of one capability.
#[derive(Clone, Debug)]
pub(super) struct Rule {
    pub(super) capability: Arc<Capability>,
    pub(super) key: String,
    name: String,
    written: String,
    allows: Vec<String>,
    denies: Vec<String>,
    scope: Lists,
}

/// Opens the permissions that a capability names.
pub(super) fn of(
    capability: Capability,
    permissions: Vec<Written>,
    manifests: &BTreeMap<String, Manifest>,
    faults: &mut Vec<PolicyError>,
) -> (Arc<Capability>, Vec<Rule>) {
    let capability = Arc::new(capability);
    let mut rules = Vec::new();
    for written in permissions {
        let mut found = Vec::new();
        if let Err(what) = open(&written.identifier, manifests, &mut found) {
            faults.push(PolicyError::new(format!("the capability `{}`: {what}", capability.identifier)));
            continue;
        }
        let active = found.into_iter().filter(|found| found.permission.active);
        rules.extend(active.map(|found| rule(&capability, &written, &found)));
    }
    (capability, rules)
}

/// The permissions that grant one command and nothing else, not even a scope, by that command: those that tauri-build makes.
pub(super) fn alone(manifests: &BTreeMap<String, Manifest>) -> BTreeMap<String, String> {
    let permissions = manifests.iter().flat_map(|(key, manifest)| {
        let named = manifest.permissions.iter().filter(|(name, _)| !manifest.sets.contains_key(*name));
        named.map(move |(name, permission)| (key, name, permission))
    });
    let alone =
        permissions.filter_map(|(key, name, permission)| match (&permission.allows[..], &permission.denies[..]) {
            ([command], []) if permission.active && permission.scope.is_empty() => {
                Some((command_name(key, command), identifier(key, name)))
            }
            _ => None,
        });
    alone.collect()
}

impl Rule {
    /// Whether its scope belongs to no command, so that Tauri makes it the global scope of its key.
    pub(super) fn is_global(&self) -> bool {
        self.allows.is_empty() && self.denies.is_empty()
    }

    pub(super) fn allows(&self, command: &str) -> bool {
        self.allows.iter().any(|name| name == command)
    }

    pub(super) fn denies(&self, command: &str) -> bool {
        self.denies.iter().any(|name| name == command)
    }

    pub(super) fn permission(&self) -> String {
        identifier(&self.key, &self.name)
    }

    pub(super) fn is_written(&self, identifier: &str) -> bool {
        self.written == identifier
    }

    pub(super) const fn scope(&self) -> &Lists {
        &self.scope
    }

    pub(super) fn grant(&self, effect: Effect) -> Grant {
        Grant {
            capability: Arc::clone(&self.capability),
            permission: self.permission(),
            written: self.written.clone(),
            effect,
            commands: match effect {
                Effect::Allows => self.allows.clone(),
                Effect::Denies => self.denies.clone(),
            },
            allow: self.scope.allow.clone(),
            deny: self.scope.deny.clone(),
        }
    }
}

struct Found<'a> {
    key: &'a str,
    name: &'a str,
    permission: &'a Permission,
}

fn rule(capability: &Arc<Capability>, written: &Written, found: &Found<'_>) -> Rule {
    let full = |commands: &[String]| commands.iter().map(|command| command_name(found.key, command)).collect();
    // The capability's entries first: the order in which a command gets them.
    let mut scope = written.scope.clone();
    scope.allow.extend(found.permission.scope.allow.iter().cloned());
    scope.deny.extend(found.permission.scope.deny.iter().cloned());
    Rule {
        capability: Arc::clone(capability),
        key: found.key.to_owned(),
        name: found.name.to_owned(),
        written: written.identifier.clone(),
        allows: full(&found.permission.allows),
        denies: full(&found.permission.denies),
        scope,
    }
}

/// A permission that a capability names. Where a set and a permission have the same name, Tauri takes the set here, and the
/// permission inside of sets.
fn open<'a>(
    identifier: &'a str,
    manifests: &'a BTreeMap<String, Manifest>,
    found: &mut Vec<Found<'a>>,
) -> Result<(), String> {
    let (key, name) = identifier.rsplit_once(':').unwrap_or((APP, identifier));
    let (key, manifest) = manifests.get_key_value(key).ok_or_else(|| {
        format!(
            "`{identifier}` is a permission of a plugin that the policy does not know; build the app, so that it does"
        )
    })?;
    if name == "default" {
        return manifest.default.iter().try_for_each(|set| open_set(key, set, manifests, found, 0));
    }
    match (manifest.sets.get(name), manifest.permissions.get_key_value(name)) {
        (Some(set), _) => open_set(key, set, manifests, found, 0),
        (None, Some((name, permission))) => {
            found.push(Found { key, name, permission });
            Ok(())
        }
        (None, None) => Err(unknown(identifier, manifest)),
    }
}

fn open_set<'a>(
    key: &'a str,
    set: &'a [String],
    manifests: &'a BTreeMap<String, Manifest>,
    found: &mut Vec<Found<'a>>,
    depth: usize,
) -> Result<(), String> {
    if depth > MAX_DEPTH {
        return Err("a permission set holds itself, or sets are nested deeper than anyone means".to_owned());
    }
    for identifier in set {
        if !adapter::is_identifier(identifier) {
            return Err(format!("`{identifier}` in a permission set is no identifier of a permission"));
        }
        let other = identifier.rsplit_once(':').and_then(|(key, name)| Some((manifests.get_key_value(key)?, name)));
        let own = || Some((manifests.get_key_value(key)?, identifier.as_str()));
        let Some(((key, manifest), name)) = other.or_else(own) else { continue };
        if name == "default" {
            manifest.default.iter().try_for_each(|set| open_set(key, set, manifests, found, depth + 1))?;
        } else if let Some((name, permission)) = manifest.permissions.get_key_value(name) {
            found.push(Found { key, name, permission });
        } else if let Some(set) = manifest.sets.get(name) {
            open_set(key, set, manifests, found, depth + 1)?;
        } else {
            return Err(unknown(identifier, manifest));
        }
    }
    Ok(())
}

fn unknown(identifier: &str, manifest: &Manifest) -> String {
    let names = manifest.permissions.keys().chain(manifest.sets.keys()).map(String::as_str);
    let name = identifier.rsplit_once(':').map_or(identifier, |(_, name)| name);
    format!("`{identifier}` is no permission{}", authority_core::suggest::hint(name, names))
}

fn identifier(key: &str, name: &str) -> String {
    if key == APP { name.to_owned() } else { format!("{key}:{name}") }
}

/// A command as Tauri's authority calls it.
fn command_name(key: &str, command: &str) -> String {
    if key == APP {
        return command.to_owned();
    }
    format!("plugin:{}|{command}", key.strip_prefix("core:").unwrap_or(key))
}
