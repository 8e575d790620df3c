//! A decision, told to a developer: what was asked, what decided, who stands behind that, and what to paste to allow it.
//!
//! For the log and the terminal. It holds patterns and resolved paths, so it does not belong on the page.

mod behind;
mod missing;
mod snippet;
mod spell;
mod text;

use std::sync::Arc;

use authority_core::{
    code::Code,
    denial::Denial,
    kind::Kinds,
    record::{DecisionId, Record, Sink, Verdict},
    scope::bases::Bases,
};
use serde::Serialize;
use serde_json::Value;
use snippet::Refused;
pub use snippet::Snippet;

use crate::policy::{Asker, Policy};

/// Why a value was refused, or granted, and what would change that. Its text has a line for each part.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Explanation {
    /// The decision that is explained.
    pub decision: DecisionId,
    /// Who asked for what.
    pub asked: String,
    /// The fine code.
    pub code: Code,
    /// What decided, as a sentence.
    pub decided: String,
    /// The entry that decided or came nearest.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub entry: Option<String>,
    /// The capability and permission behind that entry or, where there is none, those that grant the command.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub behind: Option<String>,
    /// What is missing for a yes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub missing: Option<String>,
    /// What can be done.
    pub cure: String,
    /// What allows this very thing when it is pasted. None where an entry cannot: for malformed input, a `deny`, a fault.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub snippet: Option<Snippet>,
    /// What cannot be said, why not, and how it could be.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub unknown: Vec<String>,
}

/// Everything that is known when a decision is to be explained.
#[derive(Debug)]
pub(crate) struct Explainer {
    pub(crate) policy: Option<Policy>,
    pub(crate) bases: Bases,
    pub(crate) kinds: Kinds,
}

impl Explainer {
    pub(crate) fn explain(&self, record: &Record) -> Explanation {
        let asker = Asker::from(record);
        let mut unknown: Vec<String> = self.gaps().collect();
        let snippet = self.snippet(record, &asker).unwrap_or_else(|why| {
            unknown.extend(why);
            None
        });
        Explanation {
            decision: record.id,
            asked: text::asked(record),
            code: record.code,
            decided: record.code.sentence().to_owned(),
            entry: record.entry.as_deref().map(text::entry),
            behind: self.behind(record, &asker),
            missing: self.missing(record, &asker),
            cure: self.cure(record),
            snippet,
            unknown,
        }
    }

    /// The shape of denials in a developer's build: with the explanation beside the other details.
    pub(crate) fn shape(this: &Arc<Self>) -> Arc<dyn Fn(&Denial) -> Value + Send + Sync> {
        let this = Arc::clone(this);
        Arc::new(move |denial| {
            let mut value = serde_json::to_value(denial).unwrap_or_default();
            if let Some(detail) = value.get_mut("detail").and_then(Value::as_object_mut) {
                detail.insert("explanation".to_owned(), Value::String(this.explain(denial.record()).to_string()));
            }
            value
        })
    }

    /// The policy, if there is one that could be read.
    fn known(&self) -> Option<&Policy> {
        self.policy.as_ref().filter(|policy| policy.is_readable())
    }

    fn gaps(&self) -> impl Iterator<Item = String> {
        let none = self.policy.is_none().then(|| {
            "capabilities and permissions cannot be named, because no policy is embedded: add \
             `.policy(tauri_plugin_authority::embed_policy!())` to the plugin's builder"
                .to_owned()
        });
        let faults = self.policy.iter().flat_map(|policy| policy.faults());
        none.into_iter().chain(faults.map(|fault| format!("the embedded policy has a fault: {fault}")))
    }

    /// The snippet, if an entry could allow what was refused; the reason, if it could and none can be offered.
    fn snippet(&self, record: &Record, asker: &Asker) -> Result<Option<Snippet>, Option<String>> {
        if !an_entry_would_help(record.code) {
            return Ok(None);
        }
        let resource = record.resource.as_deref().unwrap_or_default();
        let refused = match record.kind {
            None => Refused::path(resource),
            Some("url") => Refused::url(resource),
            Some(kind) => Refused::value(self.kinds.iter().find(|known| known.name() == kind), resource),
        };
        self.offer(record, asker, &refused.ok_or(None)?).map(Some).map_err(Some)
    }
}

/// Explains refusals to whoever listens to this target at `DEBUG`, in a developer's build.
#[derive(Debug)]
pub(crate) struct Aloud(pub(crate) Arc<Explainer>);

impl Sink for Aloud {
    fn record(&self, record: &Arc<Record>) {
        let refused = !matches!(record.decision, Verdict::Allow);
        if cfg!(debug_assertions) && refused && tracing::enabled!(target: "authority", tracing::Level::DEBUG) {
            tracing::debug!(target: "authority", id = %record.id, "explained\n{}", self.0.explain(record));
        }
    }
}

const fn an_entry_would_help(code: Code) -> bool {
    matches!(
        code,
        Code::PathOutsideScope
            | Code::PathAccess
            | Code::PathKernel
            | Code::PathNetwork
            | Code::PathHidden
            | Code::LinkOutside
            | Code::ScopeEmpty
            | Code::UrlOutsideScope
            | Code::UrlMethod
            | Code::ValueOutsideScope
    )
}

#[cfg(test)]
mod tests;
