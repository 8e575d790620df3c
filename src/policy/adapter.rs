//! The only place that names Tauri's ACL types for a policy: they are marked unstable, so a change of theirs ends here.

#[cfg(feature = "test")]
mod test;

use std::{collections::BTreeMap, path::PathBuf, sync::Arc};

use tauri::{
    Config, Url,
    utils::{
        acl::{
            APP_ACL_KEY, Identifier, RemoteUrlPattern, Value as AclValue,
            capability::{Capability as TauriCapability, CapabilityFile, PermissionEntry},
            has_app_manifest,
            manifest::Manifest as TauriManifest,
        },
        config::CapabilityEntry,
        platform::Target,
    },
};

#[cfg(feature = "test")]
pub(super) use test::Permissions;

use super::{
    PolicyError,
    model::{Capability, Lists, Manifest, Permission, Reach, UrlPattern, Written},
};
use crate::carried;

/// The key under which an app's own permissions stand.
pub(super) const APP: &str = APP_ACL_KEY;

/// Manifests and capabilities as tauri-build leaves them.
#[derive(Debug, Default)]
pub(super) struct Acl {
    manifests: BTreeMap<String, TauriManifest>,
    capabilities: BTreeMap<String, TauriCapability>,
    /// The files of capabilities, where they are known.
    files: BTreeMap<String, PathBuf>,
}

impl Acl {
    /// Reads the two files that tauri-build leaves. Generic, so that what reads Tauri's types is compiled where it is called: in
    /// apps that embed their policy, and in no other.
    pub(super) fn parse(manifests: impl AsRef<str>, capabilities: impl AsRef<str>) -> Result<Self, PolicyError> {
        let unreadable = |file: &str, error: serde_json::Error| {
            PolicyError::new(format!(
                "`{file}` of tauri-build cannot be read: {error}; embed it with the tauri-build that this plugin is made for, 2.7"
            ))
        };
        let mut manifests: BTreeMap<String, TauriManifest> =
            serde_json::from_str(manifests.as_ref()).map_err(|error| unreadable("acl-manifests.json", error))?;
        for manifest in manifests.values_mut() {
            manifest.global_scope_schema = None;
        }
        let capabilities =
            serde_json::from_str(capabilities.as_ref()).map_err(|error| unreadable("capabilities.json", error))?;
        Ok(Self { manifests, capabilities, files: BTreeMap::new() })
    }

    /// What the configuration makes of the capabilities, as tauri-codegen does: its list adds, and selects.
    ///
    /// Not by `get_capabilities` of tauri-utils, which can read files, too: every app would be linked with a TOML parser.
    pub(super) fn configured(&self, config: &Config) -> Result<Self, PolicyError> {
        let listed = &config.app.security.capabilities;
        let known = |id: &String| {
            self.capabilities.get(id).cloned().ok_or_else(|| {
                PolicyError::new(format!(
                    "`app.security.capabilities` in tauri.conf.json cannot be followed: there is no capability `{id}`"
                ))
            })
        };
        let one = |entry: &CapabilityEntry| match entry {
            CapabilityEntry::Inlined(capability) => Ok((capability.identifier.clone(), capability.clone())),
            CapabilityEntry::Reference(id) => Ok((id.clone(), known(id)?)),
        };
        let capabilities = match listed.as_slice() {
            [] => self.capabilities.clone(),
            some => some.iter().map(one).collect::<Result<_, _>>()?,
        };
        Ok(Self { manifests: self.manifests(), capabilities, files: self.files.clone() })
    }

    /// With the capabilities of one more capability file, JSON or TOML.
    pub(super) fn with(&self, text: &str) -> Result<Self, PolicyError> {
        let file: CapabilityFile =
            text.parse().map_err(|error| PolicyError::new(format!("the capability cannot be read: {error}")))?;
        let mut capabilities = self.capabilities.clone();
        capabilities.extend(listed(file).map(|capability| (capability.identifier.clone(), capability)));
        Ok(Self { manifests: self.manifests(), capabilities, files: self.files.clone() })
    }

    pub(super) fn has_app_acl(&self) -> bool {
        has_app_manifest(&self.manifests)
    }

    pub(super) fn plain_manifests(&self) -> BTreeMap<String, Manifest> {
        self.manifests.iter().map(|(key, manifest)| (key.clone(), plain_manifest(manifest))).collect()
    }

    /// The capabilities in the order in which Tauri resolves them, without those for other platforms.
    pub(super) fn plain_capabilities(&self, faults: &mut Vec<PolicyError>) -> Vec<(Capability, Vec<Written>)> {
        self.capabilities
            .values()
            .filter(|capability| capability.is_active(&Target::current()))
            .map(|capability| {
                let file = self.files.get(&capability.identifier).cloned();
                let plain = Capability { file, ..plain_capability(capability, faults) };
                (plain, capability.permissions.iter().map(written).collect())
            })
            .collect()
    }

    /// The manifests once more: Tauri's type cannot be cloned.
    fn manifests(&self) -> BTreeMap<String, TauriManifest> {
        let again = |manifest: &TauriManifest| TauriManifest {
            default_permission: manifest.default_permission.clone(),
            permissions: manifest.permissions.clone(),
            permission_sets: manifest.permission_sets.clone(),
            ..TauriManifest::default()
        };
        self.manifests.iter().map(|(key, manifest)| (key.clone(), again(manifest))).collect()
    }
}

/// Read by the same code as Tauri's.
impl UrlPattern for RemoteUrlPattern {
    fn matches(&self, url: &Url) -> bool {
        self.test(url)
    }
}

fn listed(file: CapabilityFile) -> impl Iterator<Item = TauriCapability> {
    match file {
        CapabilityFile::Capability(capability) => vec![capability].into_iter(),
        CapabilityFile::List(capabilities) | CapabilityFile::NamedList { capabilities } => capabilities.into_iter(),
    }
}

fn plain_capability(capability: &TauriCapability, faults: &mut Vec<PolicyError>) -> Capability {
    let remote = capability.remote.as_ref().map(|remote| remote.urls.clone()).unwrap_or_default();
    let mut fault = |what: String| {
        faults.push(PolicyError::new(format!("the capability `{}`: {what}", capability.identifier)));
    };
    let mut urls: Vec<Arc<dyn UrlPattern>> = Vec::new();
    for url in &remote {
        match url.parse::<RemoteUrlPattern>() {
            Ok(pattern) => urls.push(Arc::new(pattern)),
            Err(error) => fault(format!("`{url}` in `remote.urls` is no URL pattern: {error}")),
        }
    }
    let mut labels = |key: &str, patterns: &[String]| {
        let mut read = Vec::new();
        for pattern in patterns {
            match glob::Pattern::new(pattern) {
                Ok(pattern) => read.push(pattern),
                Err(error) => fault(format!("`{pattern}` in `{key}` is no pattern: {}", error.msg)),
            }
        }
        read
    };
    let windows = labels("windows", &capability.windows);
    let webviews = labels("webviews", &capability.webviews);
    Capability {
        identifier: capability.identifier.clone(),
        file: None,
        windows: capability.windows.clone(),
        webviews: capability.webviews.clone(),
        local: capability.local,
        remote,
        platforms: capability.platforms.as_ref().map(|all| all.iter().map(ToString::to_string).collect()),
        reach: Reach { windows, webviews, urls },
    }
}

fn written(entry: &PermissionEntry) -> Written {
    match entry {
        PermissionEntry::PermissionRef(identifier) => {
            Written { identifier: identifier.get().to_owned(), scope: Lists::default() }
        }
        PermissionEntry::ExtendedPermission { identifier, scope } => Written {
            identifier: identifier.get().to_owned(),
            scope: lists(scope.allow.as_deref(), scope.deny.as_deref()),
        },
    }
}

fn plain_manifest(manifest: &TauriManifest) -> Manifest {
    let permissions = manifest.permissions.iter().map(|(name, permission)| {
        let plain = Permission {
            allows: permission.commands.allow.clone(),
            denies: permission.commands.deny.clone(),
            scope: lists(permission.scope.allow.as_deref(), permission.scope.deny.as_deref()),
            active: permission.is_active(&Target::current()),
        };
        (name.clone(), plain)
    });
    Manifest {
        default: manifest.default_permission.as_ref().map(|set| set.permissions.clone()),
        permissions: permissions.collect(),
        sets: manifest.permission_sets.iter().map(|(name, set)| (name.clone(), set.permissions.clone())).collect(),
    }
}

/// Whether Tauri reads this text as a permission's identifier; it panics for a set that holds another.
pub(super) fn is_identifier(text: &str) -> bool {
    Identifier::try_from(text.to_owned()).is_ok()
}

fn lists(allow: Option<&[AclValue]>, deny: Option<&[AclValue]>) -> Lists {
    let json = |values: Option<&[AclValue]>| values.unwrap_or_default().iter().cloned().map(carried::json).collect();
    Lists { allow: json(allow), deny: json(deny) }
}
