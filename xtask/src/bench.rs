//! `cargo xtask bench`: the measuring itself is a crate of its own, built as a release is.

use std::process::ExitCode;

use anyhow::{Context, Result};

use crate::{command::cargo, install, layer, weight};

/// What is measured: `layer` and `weight` by name, else what the arguments say to the crate. Exit status 1 where a goal is
/// missed.
pub(crate) fn run(arguments: &[&str]) -> Result<ExitCode> {
    install::packages()?;
    match *arguments {
        ["layer"] => layer::run(),
        ["weight"] => weight::run(),
        ["flood"] => flood(),
        ["weight", "small"] => weight::small(),
        _ => in_one_process(arguments),
    }
}

/// A test that prints a ratio, and holds it where it is asked to: with optimizations, since that is what an app has.
fn flood() -> Result<ExitCode> {
    let mut test =
        cargo(["test", "--quiet", "--release", "-p", "authority-it", "--test", "it", "--", "flood", "--nocapture"]);
    let status = test.env("FLOOD_CALLS", "20000").status().context("cannot start cargo")?;
    Ok(if status.success() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn in_one_process(arguments: &[&str]) -> Result<ExitCode> {
    let mut bench = cargo(["run", "--quiet", "--release", "-p", "authority-bench", "--"]);
    let status = bench.args(arguments).status().context("cannot start cargo")?;
    Ok(status.code().and_then(|code| u8::try_from(code).ok()).map_or(ExitCode::FAILURE, ExitCode::from))
}
