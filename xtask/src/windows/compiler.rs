//! A Rust that makes Windows binaries.

use std::{path::Path, process::Command};

use anyhow::{Context, Result, bail};

use super::targets;
use crate::command::{cargo, program, works};

/// As MinGW's linker makes them, which any Linux can have.
pub(super) const TARGET: &str = "x86_64-pc-windows-gnu";

/// What the linker is called there.
pub(super) const LINKER: &str = "x86_64-w64-mingw32-gcc";

/// Debian's second Rust, which it ships with the source of the standard library.
const DEBIAN_CARGO: &str = "/usr/bin/cargo";
const DEBIAN_RUSTC: &str = "/usr/bin/rustc";
const DEBIAN_SOURCE: &str = "/usr/src/rustc-web";

pub(super) enum Compiler {
    /// The one that is in use, with the standard library of the target.
    Usual,
    /// Debian's, which builds the standard library first.
    Debian,
}

impl Compiler {
    /// The usual one where it has the target or can get it, else Debian's.
    pub(super) fn find() -> Result<Self> {
        if targets::is_here(TARGET) {
            return Ok(Self::Usual);
        }
        if debian_has_the_source() {
            return Ok(Self::Debian);
        }
        bail!(
            "no Rust here makes Windows binaries: run `rustup target add {TARGET}`, or on Debian \
             `apt-get install rustc-web cargo-web rust-web-src`"
        )
    }

    /// A command of its cargo, for the target.
    pub(super) fn cargo(&self, command: &str) -> Command {
        let mut cargo = match self {
            Self::Usual => cargo([command]),
            Self::Debian => {
                let mut cargo = program(DEBIAN_CARGO, [command, "-Zbuild-std=std,panic_abort,panic_unwind,test"]);
                // Not by way of the rustup that started this program: its variables name the other toolchain.
                cargo.env("RUSTC_BOOTSTRAP", "1").env("RUSTC", DEBIAN_RUSTC).env_remove("RUSTUP_TOOLCHAIN");
                cargo.args(["--target-dir", "target/windows"]);
                cargo
            }
        };
        cargo.args(["--target", TARGET]).env(variable("LINKER"), LINKER);
        cargo
    }
}

/// The variable that sets `key` of the target for cargo.
pub(super) fn variable(key: &str) -> String {
    format!("CARGO_TARGET_{}_{key}", TARGET.to_uppercase().replace('-', "_"))
}

fn debian_has_the_source() -> bool {
    let source = || -> Result<bool> {
        let sysroot = crate::command::output(&mut program(DEBIAN_RUSTC, ["--print", "sysroot"]))?;
        let library = Path::new(sysroot.trim()).join("lib/rustlib/src/rust/library");
        Ok(library.is_dir() || Path::new(DEBIAN_SOURCE).is_dir())
    };
    Path::new(DEBIAN_CARGO).is_file()
        && works(&mut program(DEBIAN_RUSTC, ["--version"]))
        && source().context("Debian's Rust").unwrap_or(false)
}
