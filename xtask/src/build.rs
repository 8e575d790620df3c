//! Building a package's binary, and learning where it lies.

use std::{
    path::PathBuf,
    process::{Command, Stdio},
};

use anyhow::{Context, Result};
use serde_json::Value;

use crate::command::{cargo, output};

/// Builds the binary of `package` and asks cargo for its place, which configuration may have moved.
pub(crate) fn binary(package: &str, features: &[&str]) -> Result<PathBuf> {
    let features: Vec<&str> = features.iter().flat_map(|feature| ["--features", feature]).collect();
    built(package, &features)
}

/// The same, as it would be shipped.
pub(crate) fn release_binary(package: &str) -> Result<PathBuf> {
    built(package, &["--release"])
}

fn built(package: &str, arguments: &[&str]) -> Result<PathBuf> {
    println!("$ cargo build -p {package} {}", arguments.join(" "));
    let mut build: Command = cargo(["build", "--message-format", "json-render-diagnostics", "-p", package]);
    build.args(arguments).stdin(Stdio::null());
    let messages = output(&mut build)?;
    messages
        .lines()
        .filter_map(|line| serde_json::from_str::<Value>(line).ok())
        .filter_map(|message| message.get("executable")?.as_str().map(PathBuf::from))
        .find(|path| path.file_stem().is_some_and(|stem| stem == package))
        .with_context(|| format!("cargo built no binary `{package}`"))
}
