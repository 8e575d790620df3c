//! Which capability and permission an entry comes from. Names only: what an entry grants does not depend on it.

use std::collections::HashMap;

use authority_core::scope::{List, RawEntry, Way};

use super::{Asker, Policy, model::source, rules::Rule};

/// Adds the scopes of these rules as entries that came by `way`, in Tauri's order.
pub(super) fn add<'a>(entries: &mut Vec<RawEntry>, way: Way, rules: impl Iterator<Item = &'a Rule>) {
    let (mut allow, mut deny) = (Vec::new(), Vec::new());
    for rule in rules {
        let origin = source(&rule.capability.identifier, &rule.permission());
        for (list, values, to) in
            [(List::Allow, &rule.scope().allow, &mut allow), (List::Deny, &rule.scope().deny, &mut deny)]
        {
            for value in values {
                to.push(RawEntry::new(list, way, to.len(), value.clone()).with_origin(Some(origin.clone())));
            }
        }
    }
    entries.extend(allow);
    entries.extend(deny);
}

impl Policy {
    /// Names the origin of each entry that judging is about to read. Tauri hands entries over without it, so they are
    /// known by list and value; of several that are equal the first is named, since all of them say the same.
    pub(crate) fn name_origins(&self, entries: &mut [RawEntry], asker: &Asker, command: &str) {
        let known = self.entries(asker, command);
        let mut origins: HashMap<(List, &str, String), Vec<&str>> = HashMap::new();
        for entry in &known {
            let (name, Some(origin)) = (name(entry), entry.origin.as_deref()) else { continue };
            let of = origins.entry(name).or_default();
            if !of.contains(&origin) {
                of.push(origin);
            }
        }
        for entry in entries {
            entry.origin = match origins.get(&name(entry)).map(Vec::as_slice) {
                None | Some([]) => None,
                Some([only]) => Some((*only).to_owned()),
                Some([first, more @ ..]) => Some(format!("{first} (and {} more)", more.len())),
            };
        }
    }
}

fn name(entry: &RawEntry) -> (List, &'static str, String) {
    (entry.list, entry.way.name(), entry.value.to_string())
}
