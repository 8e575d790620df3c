//! The capability and permission behind a decision: those of the entry, or those that grant the command.

use authority_core::record::Record;

use super::{Explainer, text};
use crate::policy::{Asker, Effect, Grant, Origin, Policy};

impl Explainer {
    pub(super) fn behind(&self, record: &Record, asker: &Asker) -> Option<String> {
        if let Some(origin) = record.entry.as_ref().and_then(|entry| entry.origin.clone()) {
            return Some(origin);
        }
        let policy = self.known()?;
        if record.entry.is_some() {
            return Some(
                "an entry that the embedded policy does not have: of a capability that was added at run time"
                    .to_owned(),
            );
        }
        Some(granted(policy, record, asker))
    }
}

/// Who lets this caller call the command at all.
pub(super) fn granted(policy: &Policy, record: &Record, asker: &Asker) -> String {
    let grants = policy.grants(asker, &record.command);
    if let Some(denying) = grants.iter().find(|grant| grant.effect == Effect::Denies) {
        return format!("{} denies the command `{}`", denying.source(), record.command);
    }
    match &grants[..] {
        [first, more @ ..] => {
            let more = if more.is_empty() { String::new() } else { format!(" (and {} more)", more.len()) };
            format!("{}{more} grants the command", first.source())
        }
        [] if !is_ungranted(policy, record, asker) => {
            format!("the app's commands are under no ACL, so {} may call `{}`", text::caller(record), record.command)
        }
        [] => {
            let nobody = format!("no capability of {} grants `{}`", text::caller(record), record.command);
            format!("{nobody}{}", elsewhere(&policy.grants_to_anyone(&record.command)))
        }
    }
}

/// Whether the ACL has the command, and nothing in it grants it to the caller.
pub(super) fn is_ungranted(policy: &Policy, record: &Record, asker: &Asker) -> bool {
    let under_acl =
        policy.has_app_acl() || record.command.starts_with("plugin:") || !matches!(asker.origin, Origin::Local);
    under_acl && policy.grants(asker, &record.command).is_empty()
}

fn elsewhere(grants: &[Grant]) -> String {
    let mut names: Vec<&str> = grants.iter().map(|grant| grant.capability.identifier.as_str()).collect();
    names.dedup();
    match &names[..] {
        [] => "; none grants it to anyone".to_owned(),
        names => format!(
            "; granted to others by {}",
            names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
        ),
    }
}
