//! The oldest Rust that each crate states, where that very Rust is installed.

use std::{collections::BTreeMap, process::Stdio};

use anyhow::{Context, Result};
use serde_json::Value;

use crate::{
    command::{cargo, output, program, succeed},
    step::Outcome,
};

/// Compiles each published crate with the Rust that its manifest names. Clippy's `incompatible_msrv` and the tests of the
/// dependencies' versions hold it everywhere; this is the compiler's own word, and only where there is such a compiler.
pub(crate) fn run() -> Result<Outcome> {
    let installed = output(program("rustup", ["toolchain", "list"]).stdin(Stdio::null())).unwrap_or_default();
    let mut absent = Vec::new();
    for (version, packages) in published()? {
        let toolchain =
            installed.lines().find(|line| is_release(line, &version)).and_then(|line| line.split(' ').next());
        let Some(toolchain) = toolchain else {
            absent.push(format!("{version} for {}", packages.join(", ")));
            continue;
        };
        // By its own name: the cargo that runs this program is of another toolchain.
        let mut check = program("rustup", ["run", toolchain, "cargo", "check", "--locked", "--all-features"]);
        check.args(packages.iter().flat_map(|package| ["-p", package.as_str()]));
        check.args(["--target-dir", "target/rust-versions"]).env_remove("RUSTUP_TOOLCHAIN").env_remove("CARGO");
        succeed(&mut check)?;
    }
    if absent.is_empty() {
        return Ok(Outcome::Passed);
    }
    Ok(Outcome::Skipped(format!("not compiled with the oldest Rust, which is not installed: {}", absent.join("; "))))
}

/// The published packages of the workspace by the Rust that they state.
fn published() -> Result<BTreeMap<String, Vec<String>>> {
    let metadata: Value =
        serde_json::from_str(&output(&mut cargo(["metadata", "--format-version", "1", "--no-deps", "--locked"]))?)?;
    let packages = metadata.get("packages").and_then(Value::as_array).context("cargo metadata lists no packages")?;
    let mut versions: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for package in packages.iter().filter(|package| package.get("publish").is_some_and(Value::is_null)) {
        let text = |key: &str| package.get(key).and_then(Value::as_str).map(str::to_owned);
        let (Some(name), Some(version)) = (text("name"), text("rust_version")) else { continue };
        versions.entry(version).or_default().push(name);
    }
    Ok(versions)
}

/// Whether a line of `rustup toolchain list` is a release of this version: `1.88` or `1.88.0`, for any host.
fn is_release(line: &str, version: &str) -> bool {
    let Some(rest) = line.strip_prefix(version) else { return false };
    let digits =
        rest.strip_prefix('.').map_or(rest, |patch| patch.trim_start_matches(|digit: char| digit.is_ascii_digit()));
    digits.starts_with('-')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_toolchain_is_known_by_its_version() {
        assert!(is_release("1.88.0-x86_64-unknown-linux-gnu (default)", "1.88"));
        assert!(is_release("1.88-x86_64-unknown-linux-gnu", "1.88"));
        assert!(!is_release("1.880-x86_64-unknown-linux-gnu", "1.88"));
        assert!(!is_release("1.95.0-x86_64-unknown-linux-gnu", "1.88"));
        assert!(!is_release("stable-x86_64-unknown-linux-gnu", "1.88"));
    }
}
