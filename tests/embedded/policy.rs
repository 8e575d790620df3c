//! The policy that an app embeds answers as the authority that Tauri compiled into that very app. Run by each example.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "in a test a panic is the report")]

use std::collections::BTreeSet;

use serde_json::Value;
use tauri::ipc::Origin as TauriOrigin;
use tauri_plugin_authority::{
    embed_policy,
    policy::{Asker, Effect, Origin},
};

#[test]
fn the_embedded_policy_answers_as_the_compiled_authority() {
    let mut context: tauri::Context<tauri::Wry> = tauri::generate_context!();
    let policy = embed_policy!().configured(context.config());
    assert_eq!(policy.faults(), []);
    let commands = commands();
    let labels: BTreeSet<String> = policy
        .capabilities()
        .iter()
        .flat_map(|capability| capability.windows.iter().chain(&capability.webviews).cloned())
        .chain(["stranger".to_owned()])
        .collect();
    let authority = context.runtime_authority_mut();
    let mut admitted = 0;
    for command in &commands {
        for label in &labels {
            for url in ["", "https://example.com/"] {
                let origin = |url: &str| TauriOrigin::Remote { url: url.parse().unwrap() };
                let theirs = if url.is_empty() {
                    authority.resolve_access(command, label, label, &TauriOrigin::Local)
                } else {
                    authority.resolve_access(command, label, label, &origin(url))
                };
                let mut asker = Asker::local(label);
                if !url.is_empty() {
                    asker.origin = Origin::Url(url.parse().unwrap());
                }
                assert_eq!(policy.admits(&asker, command), theirs.is_some(), "`{command}` of {asker:?}");
                admitted += usize::from(theirs.is_some());
                #[cfg(debug_assertions)]
                {
                    let names: Vec<(String, String)> = theirs
                        .iter()
                        .flatten()
                        .map(|it| (it.referenced_by.capability.clone(), it.referenced_by.permission.clone()))
                        .collect();
                    let grants = policy.grants(&asker, command);
                    let ours: Vec<(String, String)> = grants
                        .iter()
                        .filter(|grant| grant.effect == Effect::Allows)
                        .map(|grant| {
                            let name = grant.permission.rsplit(':').next().unwrap_or_default();
                            (grant.capability.identifier.clone(), name.to_owned())
                        })
                        .collect();
                    assert_eq!(ours, names, "`{command}` of {asker:?}");
                }
            }
        }
    }
    assert!(commands.len() > 50 && admitted > 5, "{} commands, {admitted} admitted", commands.len());
}

/// Every command that any permission of any plugin, or of the app, names.
fn commands() -> BTreeSet<String> {
    let manifests: Value = serde_json::from_str(include_str!(concat!(env!("OUT_DIR"), "/acl-manifests.json"))).unwrap();
    let mut commands = BTreeSet::new();
    for (key, manifest) in manifests.as_object().unwrap() {
        let permissions = manifest["permissions"].as_object().unwrap().values();
        for command in permissions.flat_map(|it| it["commands"]["allow"].as_array().unwrap()) {
            let command = command.as_str().unwrap();
            commands.insert(match key.as_str() {
                "__app-acl__" => command.to_owned(),
                key => format!("plugin:{}|{command}", key.strip_prefix("core:").unwrap_or(key)),
            });
        }
    }
    commands
}
