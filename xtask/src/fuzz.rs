//! The fuzz targets in `fuzz`, each for as long as is said.

use std::{path::Path, process::ExitCode};

use anyhow::{Context, Result};

use crate::{
    Unusable,
    command::{program, succeed, works},
    install,
};

const TARGETS: [&str; 5] = ["gate", "pattern", "matching", "opening", "url"];
/// What is said before a release.
const TEN_MINUTES: &str = "600";

/// `cargo xtask fuzz [SECONDS] [TARGET]`. Exit status 1 where one finds something; it lies in `fuzz/artifacts`.
pub(crate) fn run(words: &[&str]) -> Result<ExitCode> {
    let (seconds, targets) = match words {
        [] => (TEN_MINUTES, &TARGETS[..]),
        [seconds] => (*seconds, &TARGETS[..]),
        [seconds, target] if TARGETS.contains(target) => (*seconds, std::slice::from_ref(target)),
        _ => return Err(Unusable(format!("the targets are {}", TARGETS.join(", "))).into()),
    };
    seconds.parse::<u32>().map_err(|_| Unusable(format!("`{seconds}` is no number of seconds")))?;
    if !works(&mut program("rustup", ["run", "nightly", "rustc", "--version"])) {
        return Err(Unusable(
            "no nightly toolchain, which fuzzing needs: run `rustup toolchain install nightly`".into(),
        )
        .into());
    }
    let cargo_fuzz = install::cargo_fuzz()?;
    for target in targets {
        let mut fuzz = program("rustup", ["run", "nightly"]);
        // The cargo that runs this program is of another toolchain.
        fuzz.arg(&cargo_fuzz).args(["run", target, "--", "-verbosity=0", "-print_final_stats=1"]);
        fuzz.arg(format!("-max_total_time={seconds}")).env_remove("RUSTUP_TOOLCHAIN").env_remove("CARGO");
        succeed(fuzz.current_dir(Path::new("fuzz"))).with_context(|| format!("target `{target}`"))?;
    }
    Ok(ExitCode::SUCCESS)
}
