//! The packages as the registry would get them.

use std::{collections::BTreeSet, process::Command};

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::{
    command::{cargo, output, succeed},
    step::Outcome,
};

/// What every package holds. Cargo writes the first four itself.
const ALL: &[&str] = &[
    ".cargo_vcs_info.json",
    "Cargo.lock",
    "Cargo.toml",
    "Cargo.toml.orig",
    "LICENSE-APACHE",
    "LICENSE-MIT",
    "README.md",
];
/// What the plugin holds besides: the changes, what its build script reads, and what Tauri's build reads of it.
const PLUGIN: &[&str] =
    &["CHANGELOG.md", "api-iife.js", "build.rs", "permissions/default.toml", "permissions/schemas/schema.json"];
/// Below these everything belongs to the package.
const BELOW: &[&str] = &["src/", "permissions/"];

/// Packs them all, and compares what is in them with what should be. Nothing is compiled: that is [`verify`].
pub(crate) fn contents() -> Result<Outcome> {
    let packages = packages()?;
    let mut wrong = Vec::new();
    for package in &packages {
        let listed = output(&mut cargo(["package", "--list", "--allow-dirty", "--locked", "-p", package]))?;
        let listed: BTreeSet<&str> = listed.lines().collect();
        wrong.extend(complaints(package, &listed));
    }
    if !wrong.is_empty() {
        bail!("{}", wrong.join("; "));
    }
    succeed(pack(&packages).args(["--no-verify", "--quiet"]))?;
    Ok(Outcome::Passed)
}

/// Compiles each package from what is in it, and from the others as they would come from the registry.
pub(crate) fn verify() -> Result<Outcome> {
    succeed(&mut pack(&packages()?))?;
    Ok(Outcome::Passed)
}

/// All of them at once: cargo takes those that are not published yet for each other's dependencies.
fn pack(packages: &[String]) -> Command {
    let mut pack = cargo(["package", "--allow-dirty", "--locked"]);
    pack.args(packages.iter().flat_map(|package| ["-p", package.as_str()]));
    pack
}

/// The members of the workspace that may be published.
fn packages() -> Result<Vec<String>> {
    let metadata = output(&mut cargo(["metadata", "--format-version", "1", "--no-deps", "--locked"]))?;
    let metadata: Value = serde_json::from_str(&metadata)?;
    let packages = metadata.get("packages").and_then(Value::as_array).context("cargo metadata lists no packages")?;
    let published = packages.iter().filter(|package| package.get("publish").is_some_and(Value::is_null));
    Ok(published.filter_map(|package| package.get("name")?.as_str().map(str::to_owned)).collect())
}

/// What is missing from a package, and what does not belong in it.
fn complaints(package: &str, listed: &BTreeSet<&str>) -> Vec<String> {
    let special: &[&str] = if package == "tauri-plugin-authority" { PLUGIN } else { &[] };
    let missing = ALL.iter().chain(special).filter(|file| !listed.contains(*file));
    let belongs = |file: &str| {
        ALL.contains(&file) || special.contains(&file) || BELOW.iter().any(|folder| file.starts_with(folder))
    };
    let foreign = listed.iter().filter(|file| !belongs(file));
    let missing = missing.map(|file| format!("`{file}` is missing from the package {package}"));
    let foreign = foreign.map(|file| format!("`{file}` does not belong in the package {package}"));
    missing.chain(foreign).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_missing_and_what_is_foreign_is_named() {
        let mut listed: BTreeSet<&str> = ALL.iter().copied().chain(["src/lib.rs"]).collect();
        assert!(complaints("authority-core", &listed).is_empty());
        assert_eq!(complaints("tauri-plugin-authority", &listed).len(), PLUGIN.len());
        listed.remove("LICENSE-MIT");
        listed.insert("tests/corpus/path.json");
        let complaints = complaints("authority-core", &listed);
        assert!(complaints.iter().any(|complaint| complaint.contains("`LICENSE-MIT` is missing")), "{complaints:?}");
        assert!(
            complaints.iter().any(|complaint| complaint.contains("`tests/corpus/path.json` does not")),
            "{complaints:?}"
        );
        assert_eq!(complaints.len(), 2);
    }
}
