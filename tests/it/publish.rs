//! What is published agrees with itself: versions, the oldest Rust and Tauri, and what a registry shows of each crate.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use serde_json::Value;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn text(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn cargo(arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO")).args(arguments).arg("--locked").current_dir(root()).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// Every package of the graph, the workspace's and others', by name and version.
fn graph() -> Vec<Value> {
    let metadata: Value = serde_json::from_str(&cargo(&["metadata", "--format-version", "1"])).unwrap();
    metadata["packages"].as_array().unwrap().clone()
}

/// The members of the workspace, and whether they may be published.
fn members() -> Vec<(Value, bool)> {
    let metadata: Value = serde_json::from_str(&cargo(&["metadata", "--format-version", "1", "--no-deps"])).unwrap();
    metadata["packages"]
        .as_array()
        .unwrap()
        .iter()
        .map(|package| (package.clone(), package["publish"].is_null()))
        .collect()
}

fn published() -> Vec<Value> {
    let published: Vec<Value> =
        members().into_iter().filter(|(_, published)| *published).map(|(package, _)| package).collect();
    assert!(published.len() >= 5, "the crates that are published");
    published
}

fn name(package: &Value) -> &str {
    package["name"].as_str().unwrap()
}

/// `1.88` and `1.88.0` are the same.
fn rust(version: &str) -> Vec<u32> {
    let mut parts: Vec<u32> = version.split('.').map(|part| part.parse().unwrap()).collect();
    parts.resize(3, 0);
    parts
}

#[test]
fn all_that_is_published_has_one_version() {
    let version = published()[0]["version"].as_str().unwrap().to_owned();
    for package in published() {
        assert_eq!(package["version"], *version, "{}", name(&package));
    }
    for file in ["package.json", "package-lock.json"] {
        let npm: Value = serde_json::from_str(&text(file)).unwrap();
        assert_eq!(npm["version"], *version, "{file}");
        if file == "package-lock.json" {
            assert_eq!(npm["packages"][""]["version"], *version, "{file}");
        }
    }
    assert!(text("CHANGELOG.md").contains(&format!("## [{version}]")));
}

/// A newer part may hold what an older one has no idea of: they are released together and used together.
#[test]
fn the_crates_take_each_other_in_exactly_this_version() {
    let published = published();
    let mut pins = 0;
    for package in &published {
        for dependency in package["dependencies"].as_array().unwrap() {
            let ours = published.iter().find(|other| other["name"] == dependency["name"]);
            // A dependency without a version is for tests, and is left out of what is published.
            let Some(ours) = ours.filter(|_| dependency["kind"].as_str().is_none_or(|kind| kind != "dev")) else {
                continue;
            };
            let want = format!("={}", ours["version"].as_str().unwrap());
            assert_eq!(dependency["req"], *want, "{} asks for {}", name(package), name(dependency));
            pins += 1;
        }
    }
    assert!(pins >= 4);
}

#[test]
fn a_registry_can_show_what_each_crate_is() {
    for package in published() {
        let folder = Path::new(package["manifest_path"].as_str().unwrap()).parent().unwrap().to_owned();
        for key in ["description", "license", "repository", "rust_version"] {
            assert!(!package[key].as_str().unwrap_or_default().is_empty(), "{} has no {key}", name(&package));
        }
        for key in ["keywords", "categories"] {
            let count = package[key].as_array().unwrap().len();
            // The registry takes no more.
            assert!((1..=5).contains(&count), "{} has {count} {key}", name(&package));
        }
        let readme = fs::read_to_string(folder.join(package["readme"].as_str().unwrap())).unwrap();
        assert!(readme.contains(name(&package)) || readme.contains("tauri-plugin-authority"), "{}", name(&package));
        for file in ["LICENSE-APACHE", "LICENSE-MIT"] {
            assert_eq!(fs::read_to_string(folder.join(file)).unwrap(), text(file), "{}: {file}", name(&package));
        }
    }
}

#[test]
fn only_what_an_app_or_a_developer_needs_is_published() {
    let published: Vec<String> = published().iter().map(|package| name(package).to_owned()).collect();
    let known = [
        "authority-audit",
        "authority-build",
        "authority-codegen",
        "authority-connect",
        "authority-core",
        "authority-entry",
        "authority-macros",
        "cargo-authority",
        "tauri-plugin-authority",
    ];
    for package in &published {
        assert!(known.contains(&package.as_str()), "{package} lacks `publish = false`, or this list lacks it");
    }
}

/// Stated by each crate for what it needs itself: the pure ones need no Tauri, so they need not its Rust either.
#[test]
fn no_dependency_needs_a_newer_rust_than_the_crate_states() {
    let graph = graph();
    let needs: BTreeMap<String, &str> = graph
        .iter()
        .filter_map(|package| {
            let id = format!("{} v{}", name(package), package["version"].as_str().unwrap());
            Some((id, package["rust_version"].as_str()?))
        })
        .collect();
    for package in published() {
        let stated = package["rust_version"].as_str().unwrap();
        // As one gets it who depends on this crate alone: in the workspace others ask its dependencies for more features.
        let tree = cargo(&[
            "tree",
            "--all-features",
            "--edges",
            "normal,build",
            "--target",
            "all",
            "--prefix",
            "none",
            "--format",
            "{p}",
            "-p",
            name(&package),
        ]);
        let mut seen = 0;
        for line in tree.lines() {
            let id = line.split(" (").next().unwrap().trim();
            seen += 1;
            if let Some(needed) = needs.get(id) {
                assert!(rust(needed) <= rust(stated), "{} states {stated}, but {id} needs {needed}", name(&package));
            }
        }
        assert!(seen > 10, "`cargo tree` lists what {} is made of", name(&package));
    }
}

/// Clippy knows since when each function of the standard library is there, and not since when the language has what.
#[test]
fn every_crate_states_a_rust_that_has_its_language() {
    for (package, _) in members() {
        let stated = package["rust_version"].as_str().unwrap_or_else(|| panic!("{} states no Rust", name(&package)));
        assert_eq!(package["edition"], "2024", "{}", name(&package));
        assert!(rust(stated) >= rust("1.88"), "{}: let-chains came with 1.88", name(&package));
    }
    assert!(text("Cargo.toml").contains("\nincompatible_msrv = \"warn\"\n"), "clippy looks");
}

#[test]
fn the_readme_states_the_oldest_tauri_and_rust() {
    let manifest = text("Cargo.toml");
    let (_, asked) = manifest.split_once("\ntauri = { version = \"").unwrap();
    let tauri = asked.split('"').next().unwrap();
    let plugin = published().into_iter().find(|package| name(package) == "tauri-plugin-authority").unwrap();
    let rust = plugin["rust_version"].as_str().unwrap();
    let line = format!("Needs Tauri {tauri} or newer and Rust {rust} or newer.");
    assert!(text("README.md").contains(&line), "README.md does not say: {line}");
    for (package, _) in members() {
        for dependency in package["dependencies"].as_array().unwrap().iter().filter(|one| one["name"] == "tauri") {
            assert_eq!(dependency["req"], format!("^{tauri}"), "{}", name(&package));
        }
    }
}
