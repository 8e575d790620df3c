//! What was missing for a yes.

use authority_core::{
    access::{Access, AccessSet},
    code::Code,
    record::{EntryRecord, Record},
};
use serde_json::Value;

use super::{Explainer, behind, text};
use crate::policy::Asker;

impl Explainer {
    pub(super) fn missing(&self, record: &Record, asker: &Asker) -> Option<String> {
        if !text::is_refused(record) {
            return None;
        }
        if let Some(fault) = &record.fault {
            return Some(fault.clone());
        }
        let resource = record.resource.as_deref().unwrap_or_default();
        match record.code {
            Code::PathOutsideScope => Some(match (&record.entry, &record.difference) {
                (Some(entry), Some(name)) => {
                    format!("no `allow` entry takes the path; the nearest is `{}`, which has no `{name}` there", entry.pattern)
                }
                (Some(entry), None) => {
                    format!("no `allow` entry takes the path; the nearest is `{}`, which is for more than it", entry.pattern)
                }
                (None, _) => "no `allow` entry takes the path".to_owned(),
            }),
            Code::LinkOutside => Some(format!("no `allow` entry takes `{resource}`, which a link on the way leads to")),
            Code::ValueOutsideScope => Some(match (&record.entry, &record.difference) {
                (Some(entry), Some(field)) => {
                    format!("no `allow` entry takes the value; the nearest is `{}`, which does not take its `{field}`", entry.pattern)
                }
                _ => "no `allow` entry takes the value".to_owned(),
            }),
            Code::ScopeEmpty => Some(self.nothing_applies(record, asker)),
            Code::PathAccess => record.entry.as_ref().map(|entry| self.access(record, asker, entry)),
            Code::PathHidden => record.entry.as_ref().map(|entry| {
                let name = record.difference.as_deref().unwrap_or(resource);
                format!(
                    "the wildcards of `{}` do not reach `{name}`, which begins with a dot; `\"hidden\": true` in that entry \
                     would let them reach every such name",
                    entry.pattern
                )
            }),
            Code::PathNetwork => Some("an `allow` entry that names the network share: no wildcard reaches one".to_owned()),
            Code::PathKernel => Some("an `allow` entry that spells the file system's name: no wildcard reaches it".to_owned()),
            _ => None,
        }
    }

    fn nothing_applies(&self, record: &Record, asker: &Asker) -> String {
        let nothing = format!(
            "no `allow` entry is for `{}` of `{}` in {}",
            record.argument,
            record.command,
            text::caller(record)
        );
        match self.known() {
            Some(policy) if behind::is_ungranted(policy, record, asker) => {
                format!("{nothing}; {}", behind::granted(policy, record, asker))
            }
            _ => nothing,
        }
    }

    fn access(&self, record: &Record, asker: &Asker, entry: &EntryRecord) -> String {
        let granted = self.known().and_then(|policy| {
            let entries = policy.entries(asker, &record.command);
            let is_it = |value: &Value| value.get("path").and_then(Value::as_str) == Some(&entry.pattern);
            let found =
                entries.iter().find(|raw| raw.list == entry.list && raw.way.name() == entry.way && is_it(&raw.value));
            found.and_then(|raw| accesses(raw.value.get("access")?))
        });
        match granted {
            Some(granted) => format!(
                "{}: `{}` grants {}",
                text::accesses(record.access.without(granted)),
                entry.pattern,
                text::accesses(granted)
            ),
            None => {
                format!("a part of {}, which `{}` does not grant in full", text::accesses(record.access), entry.pattern)
            }
        }
    }
}

fn accesses(list: &Value) -> Option<AccessSet> {
    let names = list.as_array()?.iter().filter_map(|name| Access::from_name(name.as_str()?));
    Some(names.fold(AccessSet::NONE, |set, access| set.union(access.into())))
}
