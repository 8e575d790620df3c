//! Wine, in a prefix of this repository's own, and what it needs to run what Rust makes.

use std::{
    env, fs, path,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result};

use super::compiler::{LINKER, variable};
use crate::command::{program, succeed, works};

/// Where Wine keeps what a Windows keeps on its drive.
const PREFIX: &str = "target/wine/prefix";

/// Where the DLL lies that an old Wine lacks.
const LIBRARIES: &str = "target/wine/dll";

/// By its names: in the path, and where Debian keeps it from the path.
const PROGRAMS: &[&str] = &["wine64", "/usr/lib/wine/wine64", "wine"];

pub(super) struct Wine {
    program: PathBuf,
    prefix: PathBuf,
    libraries: PathBuf,
}

impl Wine {
    /// Makes the prefix where there is none, which takes some seconds.
    pub(super) fn start() -> Result<Self> {
        let program = PROGRAMS.iter().find(|name| works(quiet(Path::new(name)).arg("--version")));
        let program = PathBuf::from(program.context("no Wine can be run")?);
        fs::create_dir_all(PREFIX)?;
        fs::create_dir_all(LIBRARIES)?;
        process_prng()?;
        let wine = Self { program, prefix: path::absolute(PREFIX)?, libraries: path::absolute(LIBRARIES)? };
        let mut boot = quiet(&wine.program);
        wine.dress(&mut boot);
        succeed(boot.args(["cmd", "/c", "ver"]))?;
        Ok(wine)
    }

    /// Has cargo start the target's binaries with it.
    pub(super) fn run_tests_of(&self, cargo: &mut Command) {
        self.dress(cargo);
        cargo.env("WINEDEBUG", "-all").env(variable("RUNNER"), &self.program);
    }

    fn dress(&self, command: &mut Command) {
        // Wine's own directory comes before this one, so that a Wine which has the DLL uses its own.
        let libraries = format!("Z:{}", self.libraries.display()).replace('/', "\\");
        command.env("WINEPREFIX", &self.prefix).env("WINEPATH", libraries);
        // No browser and no .NET: what would ask whether to install them needs a display.
        command.env("WINEDLLOVERRIDES", "mscoree,mshtml=");
    }
}

fn quiet(wine: &Path) -> Command {
    let mut command = Command::new(wine);
    command.env("WINEDEBUG", "-all");
    command
}

/// Makes the DLL that the standard library asks for its hash seeds.
fn process_prng() -> Result<()> {
    let library = Path::new(LIBRARIES).join("bcryptprimitives.dll");
    if library.is_file() {
        return Ok(());
    }
    let source = env::current_dir()?.join("xtask/src/windows/process_prng.c");
    let mut compile = program(LINKER, ["-shared", "-O1", "-o"]);
    succeed(compile.arg(library).arg(source).arg("-ladvapi32"))
}
