//! The fuzz targets in `fuzz`, each for as long as is said.

use std::{fs, path::Path, process::ExitCode};

use anyhow::{Context, Result};

use crate::{
    Unusable,
    command::{program, succeed, works},
    install,
};

const TARGETS: &str = "fuzz/fuzz_targets";
/// What is said before a release.
const TEN_MINUTES: &str = "600";

/// `cargo xtask fuzz [SECONDS] [TARGET]`. Exit status 1 where one finds something; it lies in `fuzz/artifacts`.
pub(crate) fn run(words: &[&str]) -> Result<ExitCode> {
    let all = targets()?;
    let (seconds, targets) = match words {
        [] => (TEN_MINUTES, all),
        [seconds] => (*seconds, all),
        [seconds, target] if all.iter().any(|known| known == target) => (*seconds, vec![(*target).to_owned()]),
        _ => return Err(Unusable(format!("the targets are {}", all.join(", "))).into()),
    };
    seconds.parse::<u32>().map_err(|_| Unusable(format!("`{seconds}` is no number of seconds")))?;
    if !works(&mut program("rustup", ["run", "nightly", "rustc", "--version"])) {
        return Err(Unusable(
            "no nightly toolchain, which fuzzing needs: run `rustup toolchain install nightly`".into(),
        )
        .into());
    }
    let cargo_fuzz = install::cargo_fuzz()?;
    for target in &targets {
        let mut fuzz = program("rustup", ["run", "nightly"]);
        // The cargo that runs this program is of another toolchain.
        fuzz.arg(&cargo_fuzz).args(["run", target, "--", "-verbosity=0", "-print_final_stats=1"]);
        // A thread that is just ending looks like a leak, and nothing here can leak that the compiler does not see.
        fuzz.arg("-detect_leaks=0");
        fuzz.arg(format!("-max_total_time={seconds}")).env_remove("RUSTUP_TOOLCHAIN").env_remove("CARGO");
        succeed(fuzz.current_dir(Path::new("fuzz"))).with_context(|| format!("target `{target}`"))?;
    }
    Ok(ExitCode::SUCCESS)
}

/// By the names of their files: what is there is run.
fn targets() -> Result<Vec<String>> {
    let files = fs::read_dir(TARGETS).with_context(|| format!("cannot read {TARGETS}"))?;
    let mut names = Vec::new();
    for file in files {
        names.extend(file?.path().file_stem().map(|stem| stem.to_string_lossy().into_owned()));
    }
    names.sort();
    Ok(names)
}
