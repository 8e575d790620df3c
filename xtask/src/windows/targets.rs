//! The platforms that an app may be built for and this machine is not.

use std::{path::Path, process::Stdio};

use anyhow::Result;

use super::compiler::TARGET;
use crate::{
    command::{cargo, output, program, succeed, works},
    step::Outcome,
};

/// Each with the packages that are compiled for it.
const TARGETS: &[(&str, &[&str])] = &[
    (
        TARGET,
        &[
            "authority-core",
            "authority-audit",
            "authority-connect",
            "authority-codegen",
            "authority-build",
            "cargo-authority",
            "tauri-plugin-authority",
        ],
    ),
    ("aarch64-apple-darwin", &CORE),
    ("aarch64-apple-ios", &CORE),
    ("aarch64-linux-android", &CORE),
];

/// What is no more than Rust on every platform.
const CORE: [&str; 3] = ["authority-core", "authority-audit", "authority-connect"];

/// TLS would want a C compiler for each platform.
const FEATURES: &str = "authority-connect/websocket";

/// Holds what is compiled for other platforms to the same lints as everything else.
pub(super) fn check() -> Result<Outcome> {
    let mut absent = Vec::new();
    let clippy = works(&mut cargo(["clippy", "--version"]));
    for (target, packages) in TARGETS {
        if !is_here(target) {
            absent.push(*target);
            continue;
        }
        let mut check = cargo([if clippy { "clippy" } else { "check" }, "--target", target]);
        check.args(packages.iter().flat_map(|package| ["-p", package])).args(["--features", FEATURES]);
        if clippy {
            check.args(["--", "-D", "warnings"]);
        }
        succeed(&mut check)?;
    }
    if absent.is_empty() {
        return Ok(Outcome::Passed);
    }
    let absent = absent.join(" ");
    Ok(Outcome::Skipped(format!("not compiled, for want of a standard library: run `rustup target add {absent}`")))
}

/// Whether the Rust in use has the target's standard library, or rustup can get it.
pub(super) fn is_here(target: &str) -> bool {
    has_library(target) || (works(&mut program("rustup", ["target", "add", target])) && has_library(target))
}

fn has_library(target: &str) -> bool {
    let mut rustc = program("rustc", ["--print", "target-libdir", "--target", target]);
    output(rustc.stdin(Stdio::null())).is_ok_and(|directory| Path::new(directory.trim()).is_dir())
}
