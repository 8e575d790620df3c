//! Files that are written by a program and committed, so that a change in Rust shows up in review.

use anyhow::{Result, bail};

use crate::{
    command::{cargo, output, program, succeed},
    install,
};

/// What is generated, and by what.
const PATHS: &[&str] = &[
    // the core's example `generate`: the codes and the wire types
    "docs/codes.md",
    "guest-js/bindings.ts",
    // build.rs of the plugin: a permission for each command
    "permissions",
    // rollup: the script that the plugin injects
    "api-iife.js",
    // tauri-specta: what the example's page is compiled against; and the page, compiled
    "examples/specta/page/bindings.ts",
    "examples/specta/ui/main.js",
];

/// Rewrites them all. The order is that of who reads whom: Rust, then the script made of TypeScript, then the plugin.
pub(crate) fn run() -> Result<()> {
    succeed(&mut cargo(["run", "--quiet", "-p", "authority-core", "--example", "generate"]))?;
    install::node_modules()?;
    succeed(&mut program("npm", ["run", "--silent", "build"]))?;
    // Through an app: by itself, the plugin would have all of Tauri compiled once more, with fewer features.
    succeed(&mut cargo(["build", "-p", "minimal"]))?;
    succeed(&mut cargo(["run", "--quiet", "-p", "specta-example", "--", "bindings"]))?;
    succeed(&mut program("npm", ["run", "--silent", "build:example"]))
}

/// Fails when what [`run`] wrote is not what git holds.
pub(crate) fn must_be_committed() -> Result<()> {
    let differs = succeed(program("git", ["--no-pager", "diff", "--exit-code", "--"]).args(PATHS)).is_err();
    let unknown = output(program("git", ["ls-files", "--others", "--exclude-standard", "--"]).args(PATHS))?;
    if differs || !unknown.is_empty() {
        bail!(
            "generated files are not what is committed; read the difference, then `git add` them\n{}",
            unknown.trim_end()
        );
    }
    Ok(())
}
