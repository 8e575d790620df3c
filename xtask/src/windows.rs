//! What is not Linux, as far as it can be had here: the crates without a window as Windows binaries under Wine, and a
//! compiler's word on each platform that an app may be built for.

mod compiler;
mod targets;
mod wine;

use std::process::ExitCode;

use anyhow::Result;
use compiler::Compiler;
use wine::Wine;

use crate::{
    command::succeed,
    install,
    step::{Outcome, Step, run_all},
};

/// The crates whose tests need no window. What they know of Windows is tried as Windows has it.
const PACKAGES: &[&str] = &[
    "authority-entry",
    "authority-core",
    "authority-audit",
    "authority-build",
    "authority-codegen",
    "authority-macros",
    "cargo-authority",
];

/// The steps of `cargo xtask test --windows`, which are steps of `--long`, too.
pub(crate) const STEPS: &[Step] =
    &[Step { name: "other platforms", run: targets::check }, Step { name: "windows, by Wine", run: tests }];

pub(crate) fn run() -> ExitCode {
    run_all(STEPS)
}

fn tests() -> Result<Outcome> {
    if !cfg!(all(target_os = "linux", target_arch = "x86_64")) {
        return Ok(Outcome::Skipped("only on 64-bit Intel Linux is it known how Windows binaries run".into()));
    }
    if let Err(error) = install::for_windows() {
        return Ok(Outcome::Skipped(format!("{error:#}")));
    }
    let compiler = match Compiler::find() {
        Ok(compiler) => compiler,
        Err(why) => return Ok(Outcome::Skipped(format!("{why:#}"))),
    };
    let wine = Wine::start()?;
    let mut tests = compiler.cargo("test");
    tests.args(["--no-fail-fast", "--lib", "--bins", "--tests"]);
    tests.args(PACKAGES.iter().flat_map(|package| ["-p", package]));
    // `cargo authority init` asks git, and there is no git for Windows here.
    tests.args(["--", "--skip", "init::"]);
    wine.run_tests_of(&mut tests);
    succeed(&mut tests)?;
    Ok(Outcome::Passed)
}
