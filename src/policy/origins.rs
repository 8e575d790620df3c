//! Which capability and permission an entry comes from. Names only: what an entry grants does not depend on it.

use authority_core::scope::{List, RawEntry, Way};

use super::{model::source, rules::Rule};

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
