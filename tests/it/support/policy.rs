//! The policy that a mock app gives the plugin: its own, or one that is not true.

use serde_json::Value;
use tauri::{Context, test::MockRuntime};
use tauri_plugin_authority::Policy;
use tempfile::TempDir;

use super::Fixture;

/// Which policy the plugin is given.
pub(super) enum Knows {
    Nothing,
    /// The app's own; under this list of the configuration, if it is not Tauri's.
    Its(Option<Value>),
    /// The app's manifests with other capabilities, as text.
    Other(String),
}

impl Fixture {
    /// With the plugin knowing the app's policy, as `embed_policy!` would have it.
    pub fn policy(mut self) -> Self {
        if matches!(self.policy, Knows::Nothing) {
            self.policy = Knows::Its(None);
        }
        self
    }

    /// With a policy that has other capabilities than the app.
    pub fn other_policy(mut self, capabilities: &str) -> Self {
        self.policy = Knows::Other(capabilities.to_owned());
        self
    }

    /// With this list as `app.security.capabilities`, which Tauri follows, too.
    pub fn security_capabilities(mut self, list: Value) -> Self {
        self.security = list.as_array().unwrap().clone();
        self
    }

    /// With this list in the configuration, which Tauri resolved without.
    pub fn security_capabilities_of_the_policy(mut self, list: Value) -> Self {
        self.policy = Knows::Its(Some(list));
        self
    }

    /// In the directory of another fixture.
    pub fn in_dir(mut self, dir: TempDir) -> Self {
        self.dir = dir;
        self
    }

    /// What is embedded, given the two texts that tauri-build would have left.
    pub(super) fn embedded(&self, context: &mut Context<MockRuntime>, texts: &(String, String)) -> Option<Policy> {
        match &self.policy {
            Knows::Nothing => None,
            Knows::Its(list) => {
                if let Some(list) = list {
                    context.config_mut().app.security.capabilities = serde_json::from_value(list.clone()).unwrap();
                }
                Some(Policy::embedded(&texts.0, &texts.1))
            }
            Knows::Other(capabilities) => Some(Policy::embedded(&texts.0, capabilities)),
        }
    }

    pub(super) fn spelled(&self, value: &Value) -> Value {
        serde_json::from_str(&value.to_string().replace("$DIR", self.dir.path().to_str().unwrap())).unwrap()
    }
}
