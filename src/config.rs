//! `plugins.authority` in `tauri.conf.json`. Unknown keys are refused; every default is the safe one.

mod report;

pub use report::ReportConfig;
use serde::Deserialize;

/// The plugin's configuration.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
#[non_exhaustive]
pub struct Config {
    /// Whether a denial shows the page all that the log has: patterns, resolved paths, the fine code. For a developer's
    /// build; a hostile page could learn the scope from it. Default: false.
    pub explain: bool,
    /// Whether `allow` entries of the app's global scope (of permissions without commands) count for judged arguments,
    /// although Tauri hands them to every window. Its `deny` entries always count. Default: false.
    pub app_global_allow: bool,
    /// How many values one argument may hold, lists in lists added up. Default: 1,000.
    pub max_elements: usize,
    /// How many of the newest decisions are kept in memory. Default: 1,000 (about 0.5 MiB, at most 10 MiB).
    pub recent_decisions: usize,
    /// Report mode: what scopes refuse is recorded, and not refused, until a date. Default: none.
    pub report: Option<ReportConfig>,
}

impl Default for Config {
    fn default() -> Self {
        Self { explain: false, app_global_allow: false, max_elements: 1_000, recent_decisions: 1_000, report: None }
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
        Ok(self)
    }
}
