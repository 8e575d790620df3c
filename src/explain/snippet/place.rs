//! Where to paste: the capability that grants the command to that window, or one that may carry `authority:scope`.

use std::{cmp::Reverse, sync::Arc};

use authority_core::record::Record;

use super::{
    Snippet,
    form::{self, Entry, Permission, one_line},
};
use crate::{
    explain::{spell, text},
    policy::{Asker, Capability, Effect, Grant, Origin, Policy},
};

/// A grant of the command that an entry can be put beside.
pub(super) struct Granting {
    grant: Grant,
    identifier: String,
}

/// The narrowest grant of the command to this asker.
pub(super) fn granting(policy: &Policy, record: &Record, asker: &Asker) -> Option<Granting> {
    let grants = policy.grants(asker, &record.command);
    if grants.iter().any(|grant| grant.effect == Effect::Denies) {
        return None;
    }
    let narrowest = |grant: &Grant| {
        let capability = &grant.capability;
        let origins = capability.remote.len() + usize::from(capability.local);
        (origins > 1, !is_for_caller_alone(capability, record), grant.commands.len() > 1)
    };
    let grant = grants.into_iter().min_by_key(narrowest)?;
    // Of a permission that grants more commands, the entry would be for all of them.
    let alone = if grant.commands.len() > 1 { policy.permission_alone(&record.command) } else { None };
    let identifier = alone.unwrap_or(&grant.permission).to_owned();
    Some(Granting { grant, identifier })
}

impl Granting {
    pub(super) fn snippet(&self, entry: &mut Entry, record: &Record, asker: &Asker) -> Snippet {
        let Self { grant, identifier } = self;
        let capability = &grant.capability;
        let names_arguments = grant.allow.iter().chain(&grant.deny).any(|value| value.get("arg").is_some());
        if names_arguments {
            entry.for_argument(record);
        }
        if !is_for_caller_alone(capability, record) {
            entry.for_caller(record);
        }
        let mut notes = Vec::new();
        if *identifier == grant.permission {
            let others: Vec<String> = grant
                .commands
                .iter()
                .filter(|name| **name != *record.command)
                .map(|name| format!("`{name}`"))
                .collect();
            if !others.is_empty() {
                notes.push(format!(
                    "the permission grants {}, too, and the entry is then for them as well",
                    others.join(", ")
                ));
            }
        }
        notes.extend(other_origins(capability, asker));
        let permission = Permission { identifier: identifier.clone(), allow: vec![entry.clone()] };
        Snippet {
            text: one_line(&permission),
            place: place(capability),
            capability: Some(capability.identifier.clone()),
            file: file(capability),
            notes,
        }
    }
}

/// A capability that may carry `authority:scope`: one of the window that does so already, one of the window, one that does
/// so, or a new one. The entry itself says which window it is for, since Tauri hands its global scope to all.
pub(super) fn for_scope(policy: &Policy, permission: Permission, record: &Record, asker: &Asker) -> Snippet {
    let carries = |capability: &Capability| policy.names(capability, form::SCOPE);
    let rank = |capability: &&Arc<Capability>| {
        (capability.is_for(asker), carries(capability), Reverse(capability.remote.len()))
    };
    let found = policy.capabilities().iter().filter(|capability| capability.is_for(asker) || carries(capability));
    if let Some(capability) = found.max_by_key(rank) {
        return Snippet {
            text: one_line(&permission),
            place: place(capability),
            capability: Some(capability.identifier.clone()),
            file: file(capability),
            notes: Vec::new(),
        };
    }
    let mut identifier = "judged".to_owned();
    while policy.capabilities().iter().any(|capability| capability.identifier == identifier) {
        identifier.push_str("-more");
    }
    let label = vec![spell::escaped(&record.caller.webview)];
    let (windows, webviews) =
        if record.caller.webview == record.caller.window { (label, Vec::new()) } else { (Vec::new(), label) };
    let whole = form::Capability { identifier: identifier.clone(), windows, webviews, permissions: vec![permission] };
    Snippet {
        text: one_line(&whole),
        place: format!(
            "into a new file, `src-tauri/capabilities/{identifier}.json`, since no capability is for {}",
            text::caller(record)
        ),
        capability: Some(identifier),
        file: None,
        notes: Vec::new(),
    }
}

/// Whether nobody but the caller's window, or webview, is in the capability.
fn is_for_caller_alone(capability: &Capability, record: &Record) -> bool {
    match (&capability.windows[..], &capability.webviews[..]) {
        ([window], []) => *window == record.caller.window && record.caller.webview == record.caller.window,
        ([], [webview]) => *webview == record.caller.webview,
        _ => false,
    }
}

/// An entry cannot say for which origin it is.
fn other_origins(capability: &Capability, asker: &Asker) -> Option<String> {
    let is_asked_for = |pattern: &&String| match &asker.origin {
        Origin::Local => false,
        Origin::Url(_) => capability.remote.len() == 1,
        Origin::Patterns(patterns) => patterns.contains(pattern),
    };
    let local = capability.local && !matches!(asker.origin, Origin::Local);
    let others: Vec<String> = local
        .then(|| "the app's own content".to_owned())
        .into_iter()
        .chain(capability.remote.iter().filter(|pattern| !is_asked_for(pattern)).map(|pattern| format!("`{pattern}`")))
        .collect();
    (!others.is_empty()).then(|| format!("the capability is for {}, too, and so is the entry", others.join(", ")))
}

fn place(capability: &Capability) -> String {
    let file = file(capability).map(|file| format!(", `{file}`")).unwrap_or_default();
    format!("into `permissions` of the capability `{}`{file}", capability.identifier)
}

fn file(capability: &Capability) -> Option<String> {
    capability.file.as_ref().map(|file| file.display().to_string())
}
