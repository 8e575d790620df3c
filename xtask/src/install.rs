//! What a fresh Debian or Ubuntu machine with only git, Rust and Node lacks, and how it gets here.

use std::{
    fs,
    io::{self, IsTerminal},
    path::PathBuf,
    process::Command,
};

use anyhow::Result;

use crate::{
    Unusable,
    command::{cargo, output, program, succeed, works},
};

/// System packages, by what needs them.
const PACKAGES: &[&str] = &[
    // to compile and link tauri
    "build-essential",
    "pkg-config",
    "libwebkit2gtk-4.1-dev",
    // to run a window without a display, drive it, and take its picture
    "xvfb",
    "webkit2gtk-driver",
    "imagemagick",
    // without any font, pages are full of empty boxes
    "fonts-dejavu-core",
];

/// What makes and runs Windows binaries.
const FOR_WINDOWS: &[&str] = &["gcc-mingw-w64-x86-64-posix", "wine", "wine64"];

/// Where tools that only this repository needs are installed.
const TOOLS: &str = "target/tools";

/// mdBook, as it is installed there.
pub(crate) const MDBOOK: &str = "target/tools/bin/mdbook";

/// Installs the system packages that are missing, as root or through sudo.
pub(crate) fn packages() -> Result<()> {
    install(PACKAGES)
}

/// The same, of those that only the tests as Windows binaries need.
pub(crate) fn for_windows() -> Result<()> {
    install(FOR_WINDOWS)
}

fn install(packages: &[&'static str]) -> Result<()> {
    if !works(&mut program("dpkg-query", ["--version"])) {
        println!("not a Debian or Ubuntu system: taking the equivalents of these for granted: {}", packages.join(" "));
        return Ok(());
    }
    let missing = missing_among(packages)?;
    if missing.is_empty() {
        return Ok(());
    }
    let Some(root) = Root::find() else {
        let names = missing.join(" ");
        return Err(Unusable(format!(
            "system packages are missing, and only root may install them. Run this as root, then try again:\n\
             apt-get update && apt-get install -y --no-install-recommends {names}"
        ))
        .into());
    };
    // A third-party source that fails to update does not keep Debian's own packages from being installed.
    if let Err(error) = succeed(root.apt_get().arg("update")) {
        println!("going on although {error:#}");
    }
    succeed(root.apt_get().args(["install", "-y", "--no-install-recommends"]).args(missing))
        .map_err(|error| Unusable(format!("{error:#}")).into())
}

/// Installs the npm packages, where the lock file is newer than what is there.
pub(crate) fn node_modules() -> Result<()> {
    let changed = |path: &str| fs::metadata(path).and_then(|metadata| metadata.modified()).ok();
    let installed = changed("node_modules/.package-lock.json");
    if installed.is_some() && installed >= changed("package-lock.json") {
        return Ok(());
    }
    if !works(&mut program("npm", ["--version"])) {
        return Err(Unusable("npm is missing: install Node.js 20 or later, from https://nodejs.org".into()).into());
    }
    succeed(&mut program("npm", ["ci", "--no-audit", "--no-fund"]))
        .map_err(|error| Unusable(format!("{error:#}")).into())
}

/// Installs tauri-driver, for this repository only, and says where it is.
pub(crate) fn tauri_driver() -> Result<PathBuf> {
    let binary = std::path::absolute(format!("{TOOLS}/bin/tauri-driver"))?;
    if !binary.is_file() {
        succeed(&mut cargo(["install", "tauri-driver", "--version", "^2", "--locked", "--root", TOOLS]))
            .map_err(|error| Unusable(format!("{error:#}")))?;
    }
    Ok(binary)
}

/// Installs cargo-fuzz, for this repository only, and says where it is.
pub(crate) fn cargo_fuzz() -> Result<PathBuf> {
    let binary = std::path::absolute(format!("{TOOLS}/bin/cargo-fuzz"))?;
    if !binary.is_file() {
        succeed(&mut cargo(["install", "cargo-fuzz", "--locked", "--root", TOOLS]))
            .map_err(|error| Unusable(format!("{error:#}")))?;
    }
    Ok(binary)
}

/// Installs mdBook, for this repository only: without its server and its watcher, which are most of what it is made of.
pub(crate) fn mdbook() -> Result<()> {
    if !mdbook_is_here() {
        let name = ["install", "mdbook", "--version", "^0.5", "--locked", "--no-default-features"];
        succeed(cargo(name).args(["--features", "search", "--root", TOOLS]))
            .map_err(|error| Unusable(format!("{error:#}")))?;
    }
    Ok(())
}

/// Whether it is installed for this repository.
pub(crate) fn mdbook_is_here() -> bool {
    works(&mut program(MDBOOK, ["--version"]))
}

fn missing_among(packages: &[&'static str]) -> Result<Vec<&'static str>> {
    let mut query = program("dpkg-query", ["--show", "--showformat", "${Package} ${db:Status-Status}\\n"]);
    // It fails when it does not know a package, and lists the others all the same.
    let answer = query.args(packages).output()?;
    let known = String::from_utf8_lossy(&answer.stdout).into_owned();
    let installed = |package: &str| known.lines().any(|line| line == format!("{package} installed"));
    Ok(packages.iter().copied().filter(|package| !installed(package)).collect())
}

/// A way to act as root.
enum Root {
    Already,
    Sudo,
}

impl Root {
    fn find() -> Option<Self> {
        if output(&mut program("id", ["-u"])).is_ok_and(|user| user.trim() == "0") {
            return Some(Self::Already);
        }
        // With a terminal sudo can ask for the password; without one it must not need any.
        let asks = io::stdin().is_terminal() && works(&mut program("sudo", ["--version"]));
        (asks || works(&mut program("sudo", ["-n", "true"]))).then_some(Self::Sudo)
    }

    fn apt_get(&self) -> Command {
        match self {
            Self::Already => program("env", ["DEBIAN_FRONTEND=noninteractive", "apt-get"]),
            Self::Sudo => program("sudo", ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get"]),
        }
    }
}
