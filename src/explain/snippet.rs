//! What to paste so that the very same question is answered with yes, and nothing else is.
//!
//! No snippet is offered that was not tried: it is compiled beside what is there already, and asked.

mod form;
mod place;
mod refused;

use authority_core::{
    code::Code,
    record::Record,
    scope::{Frame, List, RawEntry, Scope, Way},
};
use form::{Entry, Permission, one_line};
pub(super) use refused::Refused;
use serde::Serialize;

use super::Explainer;
use crate::policy::{Asker, Origin};

/// Something to paste into a capability.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Snippet {
    /// The JSON to paste.
    pub text: String,
    /// Where to: "into `permissions` of the capability `main`".
    pub place: String,
    /// The capability, where it is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub capability: Option<String>,
    /// The file of that capability, where it is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
    /// What else it allows, where that cannot be helped.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
}

impl Explainer {
    /// Offers a snippet, or says why there is none.
    pub(super) fn offer(&self, record: &Record, asker: &Asker, refused: &Refused) -> Result<Snippet, String> {
        let mut entry = Entry::new(refused.spelled(&self.bases));
        if record.code == Code::PathAccess {
            entry.access = record.access.iter().map(|access| access.name()).collect();
        }
        let granting = self.known().and_then(|policy| place::granting(policy, record, asker));
        let (snippet, way) = match granting {
            Some(grant) => (grant.snippet(&mut entry, record, asker), Way::Command),
            None => (self.under_authority(&mut entry, record, asker)?, Way::Authority),
        };
        self.tried(record, asker, refused, &entry, way)?;
        Ok(snippet)
    }

    /// In the plugin's own form, which is good for local content in every app.
    fn under_authority(&self, entry: &mut Entry, record: &Record, asker: &Asker) -> Result<Snippet, String> {
        if !matches!(asker.origin, Origin::Local) {
            return Err(format!(
                "no capability that is known grants `{}` to this remote content, and entries under `authority:scope` are for \
                 local content: put {} into the `allow` list of the permission that grants the command",
                record.command,
                one_line(entry)
            ));
        }
        entry.for_command(record);
        let permission = Permission { identifier: form::SCOPE.to_owned(), allow: vec![entry.clone()] };
        Ok(match self.known() {
            Some(policy) => place::for_scope(policy, permission, record, asker),
            None => Snippet {
                text: one_line(&permission),
                place: format!(
                    "into `permissions` of a capability in `src-tauri/capabilities`, of {}",
                    super::text::caller(record)
                ),
                capability: None,
                file: None,
                notes: Vec::new(),
            },
        })
    }

    fn tried(&self, record: &Record, asker: &Asker, refused: &Refused, entry: &Entry, way: Way) -> Result<(), String> {
        let mut entries = self.known().map(|policy| policy.entries(asker, &record.command)).unwrap_or_default();
        entries.push(RawEntry::new(List::Allow, way, entries.len(), entry.value()));
        let mut frame = Frame::new(&record.command, &record.caller, &self.bases);
        frame.kinds = &self.kinds;
        let scope = Scope::compile(&entries, &frame);
        let decision = refused.decide(&scope, record);
        if decision.is_allowed() {
            return Ok(());
        }
        Err(format!(
            "no entry for exactly this {} can be offered, because even with it {}{}",
            refused.noun(),
            decision.code.sentence(),
            decision.fault.map(|fault| format!(": {fault}")).unwrap_or_default()
        ))
    }
}
