//! The policy inside the app: what tauri-build leaves (manifests and capabilities) as a value that can be asked.
//!
//! Tauri's own authority has the same facts, but tells a running app only what the current call needs, and in release builds
//! not which capability and permission they come from. A policy is never asked for a decision: it names what is behind one.

mod adapter;
#[cfg(feature = "test")]
mod load;
mod model;
mod origins;
mod rules;

use std::{collections::BTreeMap, sync::Arc};

use adapter::{APP, Acl};
use authority_core::{
    caller::{Caller, Context},
    record::Record,
    scope::{RawEntry, Way},
};
pub use model::{Asker, Capability, Effect, Grant, Origin};
use rules::Rule;

/// Manifests and capabilities of an app.
///
/// [`embed_policy!`](crate::embed_policy) makes one of what tauri-build left for this very build. A fault in it is no
/// panic and refuses nothing: [`Policy::faults`] has it, and it is said at start-up.
#[derive(Clone, Debug)]
pub struct Policy {
    acl: Arc<Acl>,
    rules: Arc<[Rule]>,
    capabilities: Arc<[Arc<Capability>]>,
    /// Commands that a permission grants alone and without a scope of its own, to that permission's identifier.
    alone: Arc<BTreeMap<String, String>>,
    faults: Arc<[PolicyError]>,
    readable: bool,
    digest: Option<Arc<str>>,
}

/// What is wrong with a policy, and what to write instead.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct PolicyError {
    message: String,
}

/// The [`Policy`](crate::Policy) of this very build, for [`Builder::policy`](crate::Builder::policy).
///
/// It embeds what tauri-build leaves for Tauri's own macros, as the text that it is, so it works in every crate that has
/// `tauri::generate_context!()`.
///
/// ```ignore
/// tauri_plugin_authority::Builder::new().policy(tauri_plugin_authority::embed_policy!()).build()
/// ```
#[macro_export]
macro_rules! embed_policy {
    () => {
        $crate::Policy::embedded(
            $crate::__left_by_tauri_build!("/acl-manifests.json"),
            $crate::__left_by_tauri_build!("/capabilities.json"),
        )
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! __left_by_tauri_build {
    ($file:literal) => {
        ::core::include_str!(::core::concat!(
            ::core::env!(
                "OUT_DIR",
                "embed_policy! needs what tauri-build leaves: call it in the crate whose build.rs calls `tauri_build::build()`"
            ),
            $file
        ))
    };
}

impl Policy {
    /// The policy in these two texts, `acl-manifests.json` and `capabilities.json` of tauri-build.
    ///
    /// What `tauri.conf.json` says of capabilities is in neither; the plugin adds it when it is set up.
    #[must_use]
    pub fn embedded(manifests: impl AsRef<str>, capabilities: impl AsRef<str>) -> Self {
        let digest = Some(authority_audit::digest([manifests.as_ref(), capabilities.as_ref()]));
        match Acl::parse(manifests, capabilities) {
            Ok(acl) => Self::of(acl, digest),
            Err(fault) => Self { faults: [fault].into(), readable: false, ..Self::of(Acl::default(), digest) },
        }
    }

    /// The same policy under a configuration: capabilities that are inlined in `app.security.capabilities` are added, and
    /// where that list is there, it selects which others count.
    #[must_use]
    pub fn configured(&self, config: &tauri::Config) -> Self {
        // As the configuration has them, so that another list is another policy.
        let capabilities = serde_json::to_string(&config.app.security.capabilities).unwrap_or_default();
        self.changed(self.acl.configured(config), &capabilities)
    }

    /// The same policy with one more capability file, as text: for capabilities that the app adds at run time.
    #[must_use]
    pub fn with_capability(&self, text: &str) -> Self {
        self.changed(self.acl.with(text), text)
    }

    /// SHA-256 of the texts that it was made of, in hex: the audit log names it, so that it can be told by which policy
    /// something was decided. None for one that was read from a directory.
    #[must_use]
    pub fn digest(&self) -> Option<&str> {
        self.digest.as_deref()
    }

    /// What is wrong with it. What it answers is then incomplete, and nothing else is different.
    #[must_use]
    pub fn faults(&self) -> &[PolicyError] {
        &self.faults
    }

    /// Whether it could be read at all.
    #[must_use]
    pub const fn is_readable(&self) -> bool {
        self.readable
    }

    /// Whether the app has permissions of its own, so that Tauri asks for one before any of its commands.
    #[must_use]
    pub fn has_app_acl(&self) -> bool {
        self.acl.has_app_acl()
    }

    /// The capabilities that count on this platform.
    #[must_use]
    pub fn capabilities(&self) -> &[Arc<Capability>] {
        &self.capabilities
    }

    /// Every permission that grants the command to this asker, or denies it, in the order in which Tauri has them. The
    /// command as Tauri calls it: `read_note`, `plugin:path|resolve`.
    ///
    /// A deny counts for all windows of its origin, as Tauri has it.
    #[must_use]
    pub fn grants(&self, asker: &Asker, command: &str) -> Vec<Grant> {
        let of = |rule: &Rule| {
            let allows = rule.allows(command) && rule.capability.is_for(asker);
            let denies = rule.denies(command) && rule.capability.admits(&asker.origin);
            [allows.then(|| rule.grant(Effect::Allows)), denies.then(|| rule.grant(Effect::Denies))]
        };
        self.rules.iter().flat_map(of).flatten().collect()
    }

    /// Every permission that grants the command to anyone at all.
    #[must_use]
    pub fn grants_to_anyone(&self, command: &str) -> Vec<Grant> {
        self.rules.iter().filter(|rule| rule.allows(command)).map(|rule| rule.grant(Effect::Allows)).collect()
    }

    /// Whether Tauri lets this asker call the command, were it under the ACL (an app's is not without permissions of its
    /// own, and is then open to all local content).
    #[must_use]
    pub fn admits(&self, asker: &Asker, command: &str) -> bool {
        let grants = self.grants(asker, command);
        !grants.is_empty() && grants.iter().all(|grant| grant.effect == Effect::Allows)
    }

    /// The scope entries that judging reads for this asker and command, each with the capability and permission behind it.
    #[must_use]
    pub fn entries(&self, asker: &Asker, command: &str) -> Vec<RawEntry> {
        let owner = command.strip_prefix("plugin:").and_then(|rest| rest.split_once('|')).map_or(APP, |(key, _)| key);
        let mut entries = Vec::new();
        let own = self.rules.iter().filter(|rule| rule.allows(command) && rule.capability.is_for(asker));
        origins::add(&mut entries, Way::Command, own);
        for (way, key) in [(Way::Authority, crate::NAME), (Way::Global, owner)] {
            origins::add(&mut entries, way, self.rules.iter().filter(|rule| rule.is_global() && rule.key == key));
        }
        entries
    }

    /// Tauri's own authority under this policy, for an app on the mock runtime:
    /// `*context.runtime_authority_mut() = policy.runtime_authority()?`.
    ///
    /// # Errors
    ///
    /// The first fault of the policy: Tauri would panic for some of them.
    #[cfg(feature = "test")]
    pub fn runtime_authority(&self) -> Result<tauri::ipc::RuntimeAuthority, PolicyError> {
        self.faults.first().cloned().map_or_else(|| self.acl.resolved(), Err)
    }

    /// The permission that grants this command, no other, and no scope: the one that tauri-build generates.
    pub(crate) fn permission_alone(&self, command: &str) -> Option<&str> {
        self.alone.get(command).map(String::as_str)
    }

    /// Whether the capability names this very permission.
    pub(crate) fn names(&self, capability: &Capability, identifier: &str) -> bool {
        let of = |rule: &&Rule| rule.capability.identifier == capability.identifier;
        self.rules.iter().filter(of).any(|rule| rule.is_written(identifier))
    }

    fn of(acl: Acl, digest: Option<String>) -> Self {
        let mut faults = Vec::new();
        let manifests = acl.plain_manifests();
        let rules: Vec<(Arc<Capability>, Vec<Rule>)> = acl
            .plain_capabilities(&mut faults)
            .into_iter()
            .map(|(capability, written)| rules::of(capability, written, &manifests, &mut faults))
            .collect();
        Self {
            capabilities: rules.iter().map(|(capability, _)| Arc::clone(capability)).collect(),
            rules: rules.into_iter().flat_map(|(_, rules)| rules).collect(),
            alone: Arc::new(rules::alone(&manifests)),
            acl: Arc::new(acl),
            faults: faults.into(),
            readable: true,
            digest: digest.map(Into::into),
        }
    }

    fn changed(&self, acl: Result<Acl, PolicyError>, by: &str) -> Self {
        match acl {
            Ok(_) if !self.readable => self.clone(),
            Ok(acl) => Self::of(acl, self.digest().map(|digest| authority_audit::digest([digest, by]))),
            Err(fault) => Self { faults: self.faults.iter().cloned().chain([fault]).collect(), ..self.clone() },
        }
    }
}

impl PolicyError {
    fn new(message: String) -> Self {
        Self { message }
    }
}

impl From<&Caller> for Asker {
    fn from(caller: &Caller) -> Self {
        Self { window: caller.window.clone(), webview: caller.webview.clone(), origin: Origin::from(&caller.context) }
    }
}

impl From<&Record> for Asker {
    fn from(record: &Record) -> Self {
        Self::from(&*record.caller)
    }
}

impl From<&Context> for Origin {
    fn from(context: &Context) -> Self {
        match context {
            Context::Local => Self::Local,
            Context::Remote { pattern } => Self::Patterns(vec![pattern.clone()]),
        }
    }
}
