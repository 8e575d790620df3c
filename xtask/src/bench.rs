//! `cargo xtask bench`: the measuring itself is a crate of its own, built as a release is.

use std::process::ExitCode;

use anyhow::{Context, Result};

use crate::command::cargo;

/// Passes the arguments on, and the exit status back: 1 where a goal is missed.
pub(crate) fn run(arguments: &[&str]) -> Result<ExitCode> {
    let mut bench = cargo(["run", "--quiet", "--release", "-p", "authority-bench", "--"]);
    let status = bench.args(arguments).status().context("cannot start cargo")?;
    Ok(status.code().and_then(|code| u8::try_from(code).ok()).map_or(ExitCode::FAILURE, ExitCode::from))
}
