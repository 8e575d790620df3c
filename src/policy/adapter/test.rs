//! What tests need of Tauri's ACL: its own resolution, and the files of an app that was not built.

use std::path::Path;

use tauri::{
    ipc::RuntimeAuthority,
    utils::{
        acl::{capability::CapabilityFile, manifest::PermissionFile, resolved::Resolved},
        platform::Target,
    },
};

use super::{Acl, PolicyError, TauriManifest, listed};

/// A file of permissions.
pub(in crate::policy) struct Permissions(PermissionFile);

impl Acl {
    /// Tauri's own resolution. It panics, or never ends, for a few things that are faults of a policy: look at these first.
    pub(in crate::policy) fn resolved(&self) -> Result<RuntimeAuthority, PolicyError> {
        let resolved = Resolved::resolve(&self.manifests, self.capabilities.clone(), Target::current())
            .map_err(|error| PolicyError::new(error.to_string()))?;
        Ok(tauri::runtime_authority!(self.manifests(), resolved))
    }

    /// Puts the permissions of these files under `key`, in place of what stands there.
    pub(in crate::policy) fn set_manifest(&mut self, key: &str, files: Vec<Permissions>) {
        let files = files.into_iter().map(|file| file.0).collect();
        self.manifests.insert(key.to_owned(), TauriManifest::new(files, None));
    }

    /// Whether a plugin of this name is known.
    pub(in crate::policy) fn knows(&self, key: &str) -> bool {
        self.manifests.contains_key(key)
    }

    /// Adds the capabilities of a file, which is shown to people as `shown`.
    pub(in crate::policy) fn add_file(&mut self, path: &Path, shown: &Path) -> Result<(), PolicyError> {
        let file = CapabilityFile::load(path).map_err(|error| PolicyError::new(error.to_string()))?;
        for capability in listed(file) {
            let identifier = capability.identifier.clone();
            if self.capabilities.contains_key(&identifier) {
                let what = format!("`{identifier}` is another capability's identifier, too: give it one of its own");
                return Err(PolicyError::new(what));
            }
            self.files.insert(identifier.clone(), shown.to_owned());
            self.capabilities.insert(identifier, capability);
        }
        Ok(())
    }
}

impl Permissions {
    pub(in crate::policy) fn from_json(text: &str) -> Result<Self, String> {
        serde_json::from_str(text).map(Self).map_err(|error| error.to_string())
    }

    pub(in crate::policy) fn from_toml(text: &str) -> Result<Self, String> {
        toml::from_str(text).map(Self).map_err(|error| error.to_string())
    }

    /// Whether it offers nothing: an app with such files alone has no ACL.
    pub(in crate::policy) fn is_empty(&self) -> bool {
        let PermissionFile { default, set, permission } = &self.0;
        default.is_none() && set.is_empty() && permission.is_empty()
    }
}
