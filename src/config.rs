//! `plugins.authority` in `tauri.conf.json`. Unknown keys are refused; every default is the safe one.

mod audit;
mod report;

use std::{collections::BTreeSet, num::NonZeroU32};

pub use audit::{AuditConfig, AuditMode, AuditPrivacy};
use authority_core::admission::{Admission, Rule};
pub use report::ReportConfig;
use serde::Deserialize;

/// The plugin's configuration.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
#[non_exhaustive]
pub struct Config {
    /// Whether a denial shows the page all that the log has: patterns, resolved paths, the fine code; and the explanation.
    /// For a developer's build; a hostile page could learn the scope from it. Default: false.
    pub explain: bool,
    /// Whether `allow` entries of the app's global scope (of permissions without commands) count for judged arguments,
    /// although Tauri hands them to every window. Its `deny` entries always count. Default: false.
    pub app_global_allow: bool,
    /// How many values one argument may hold, lists in lists added up. Default: 1,000.
    pub max_elements: usize,
    /// How many of the newest decisions are kept in memory. Default: 1,000, at most 100,000.
    pub recent_decisions: usize,
    /// Report mode: what scopes refuse is recorded, and not refused, until a date. Default: none.
    pub report: Option<ReportConfig>,
    /// What becomes of the app's commands that are under no ACL. Default: they are named in warnings.
    pub commands_without_acl: WithoutAcl,
    /// The app's commands that [`WithoutAcl::Error`] spares: those that existed before it was set. Default: none.
    pub frozen_commands: BTreeSet<String>,
    /// How many decisions a second a window may have: those beyond are refused (`command.rate`). Default: as many as it likes.
    pub decisions_per_second: Option<NonZeroU32>,
    /// The audit log. Default: it is kept in the app's log directory, 32 MiB at most, without file names of the user's.
    pub audit: AuditConfig,
}

/// What becomes of the app's commands that are under no ACL, as `commandsWithoutAcl` says it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
#[expect(clippy::exhaustive_enums, reason = "who acts on the setting should be broken by another one")]
pub enum WithoutAcl {
    /// They run, and are named: at start-up where they are known then, else at their first call.
    #[default]
    Warn,
    /// They are refused, and where they are known at start-up, the app does not start.
    Error,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            explain: false,
            app_global_allow: false,
            max_elements: 1_000,
            recent_decisions: 1_000,
            report: None,
            commands_without_acl: WithoutAcl::Warn,
            frozen_commands: BTreeSet::new(),
            decisions_per_second: None,
            audit: AuditConfig::default(),
        }
    }
}

/// A configuration that can be read but not be meant.
#[derive(Debug, thiserror::Error)]
#[error("`plugins.authority.{key}` in tauri.conf.json is {found}: {fix}")]
pub(crate) struct ConfigError {
    pub(crate) key: &'static str,
    pub(crate) found: String,
    pub(crate) fix: &'static str,
}

impl Config {
    pub(crate) fn checked(self) -> Result<Self, ConfigError> {
        if self.max_elements == 0 {
            let fix = "every list and every path would be refused; leave it out for 1000";
            return Err(ConfigError { key: "maxElements", found: self.max_elements.to_string(), fix });
        }
        if self.recent_decisions > 100_000 {
            let fix = "they are kept in memory; at most 100000";
            return Err(ConfigError { key: "recentDecisions", found: self.recent_decisions.to_string(), fix });
        }
        self.audit.checked()?;
        Ok(self)
    }

    pub(crate) fn admission(&self) -> Admission {
        let rule = match self.commands_without_acl {
            WithoutAcl::Warn => Rule::Warn,
            WithoutAcl::Error => Rule::Refuse,
        };
        Admission::new(rule, self.frozen_commands.clone())
    }
}
