//! Every check there is, in the order of what fails fastest.

use std::{
    env,
    path::{self, Path},
    process::{Command, ExitCode},
};

use anyhow::Result;

use crate::{
    Unusable, book, build, cases,
    command::{cargo, program, succeed, works},
    display::Xvfb,
    generate, install, mutations, package, rust_versions,
    step::{Outcome, Step, run_all},
    tauri, weight, windows,
};

pub(crate) enum Length<'a> {
    Usual,
    Long,
    /// The steps of both that have this in their names.
    Only(&'a str),
}

const STEPS: &[Step] = &[
    Step { name: "rustfmt", run: rustfmt },
    Step { name: "guest-js", run: guest_js },
    Step { name: "clippy", run: clippy },
    Step { name: "cargo test", run: cargo_test },
    Step { name: "rustdoc", run: rustdoc },
    Step { name: "book", run: book::check },
    Step { name: "generated files", run: generated_files },
    Step { name: "outside cases", run: cases::outside },
    Step { name: "dependencies", run: dependencies },
    Step { name: "crates added", run: weight::crates },
    Step { name: "packages", run: package::contents },
    Step { name: "rust versions", run: rust_versions::run },
    Step { name: "mutants apply", run: mutations::apply },
    Step { name: "next tauri", run: tauri::next },
    Step { name: "webview", run: webview },
];

/// What takes long and seldom says more.
const LONG: &[Step] = &[
    Step { name: "webview, release", run: webview_release },
    Step { name: "all short patterns", run: all_short_patterns },
    Step { name: "a thousand kills", run: a_thousand_kills },
    Step { name: "packages compile", run: package::verify },
    Step { name: "oldest tauri", run: tauri::floor },
    Step { name: "mutations", run: mutations::all },
];

pub(crate) fn run(length: Length<'_>) -> Result<ExitCode> {
    let all = [STEPS, windows::STEPS, LONG].concat();
    let steps: Vec<Step> = match length {
        Length::Usual => STEPS.to_vec(),
        Length::Long => all,
        Length::Only(word) => {
            let names: Vec<&str> = all.iter().map(|step| step.name).collect();
            let named: Vec<Step> = all.iter().filter(|step| step.name.contains(word)).copied().collect();
            if named.is_empty() {
                return Err(
                    Unusable(format!("no step has `{word}` in its name; there are: {}", names.join(", "))).into()
                );
            }
            named
        }
    };
    install::packages()?;
    install::node_modules()?;
    install::tauri_driver()?;
    Ok(run_all(&steps))
}

fn rustfmt() -> Result<Outcome> {
    if !works(&mut cargo(["fmt", "--version"])) {
        return Ok(Outcome::Skipped("rustfmt is not installed: run `rustup component add rustfmt`".into()));
    }
    succeed(&mut cargo(["fmt", "--all", "--check"]))?;
    Ok(Outcome::Passed)
}

fn guest_js() -> Result<Outcome> {
    for script in ["test", "check", "format:check"] {
        succeed(&mut program("npm", ["run", "--silent", script]))?;
    }
    Ok(Outcome::Passed)
}

fn clippy() -> Result<Outcome> {
    if !works(&mut cargo(["clippy", "--version"])) {
        return Ok(Outcome::Skipped("clippy is not installed: run `rustup component add clippy`".into()));
    }
    succeed(&mut cargo(["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"]))?;
    // `--all-targets` leaves out a target that says `test = false`, as the tests in the WebView do.
    succeed(&mut cargo(["clippy", "--workspace", "--test", "it", "--", "-D", "warnings"]))?;
    Ok(Outcome::Passed)
}

const STORM: &str = "AUTHORITY_STORM_SECONDS";

fn cargo_test() -> Result<Outcome> {
    let mut tests = cargo(["test", "--workspace", "--no-fail-fast"]);
    // The swap storms, each way. Any length by hand.
    if env::var_os(STORM).is_none() {
        tests.env(STORM, "10");
    }
    succeed(&mut tests)?;
    Ok(Outcome::Passed)
}

/// Up to six tokens of a pattern against up to six of a path, which without optimisation would take an hour. A part of it is
/// one of the usual tests.
fn all_short_patterns() -> Result<Outcome> {
    let mut tests =
        cargo(["test", "--release", "-p", "authority-core", "--lib", "--", "--nocapture", "every_short_pattern"]);
    succeed(tests.env("AUTHORITY_EXHAUSTIVE", "six"))?;
    Ok(Outcome::Passed)
}

/// The usual run has a hundred.
fn a_thousand_kills() -> Result<Outcome> {
    let mut tests = cargo(["test", "-p", "authority-audit", "--test", "writer", "--", "--nocapture", "a_killed_app"]);
    succeed(tests.env("AUTHORITY_KILLS", "1000"))?;
    Ok(Outcome::Passed)
}

fn rustdoc() -> Result<Outcome> {
    succeed(cargo(["doc", "--workspace", "--no-deps"]).env("RUSTDOCFLAGS", "-D warnings"))?;
    Ok(Outcome::Passed)
}

fn generated_files() -> Result<Outcome> {
    if !Path::new(".git").exists() {
        return Ok(Outcome::Skipped("not a git checkout, so there is nothing to compare with".into()));
    }
    generate::run()?;
    generate::must_be_committed()?;
    Ok(Outcome::Passed)
}

/// Advisories need the network and change under our feet, so they are for `cargo deny --workspace check` by hand.
fn dependencies() -> Result<Outcome> {
    if !works(&mut cargo(["deny", "--version"])) {
        return Ok(Outcome::Skipped("cargo-deny is not installed: run `cargo install cargo-deny --locked`".into()));
    }
    succeed(&mut cargo(["deny", "--workspace", "--offline", "check", "bans", "licenses", "sources"]))?;
    Ok(Outcome::Passed)
}

/// The example apps and guest-js in the real WebView. The apps are built as a user builds them, without the features of the
/// tests.
fn webview() -> Result<Outcome> {
    let vault = build::binary("vault", &[])?;
    let minimal = build::binary("minimal", &[])?;
    let page = build::binary("page", &[])?;
    let specta = build::binary("specta-example", &[])?;
    let mut tests = webview_tests(&[])?;
    tests.env("VAULT_BIN", vault).env("MINIMAL_BIN", minimal).env("PAGE_BIN", page).env("SPECTA_BIN", specta);
    in_memory(tests)
}

/// guest-js once more, in an app as it is shipped: Tauri words its refusals otherwise there.
fn webview_release() -> Result<Outcome> {
    let page = build::release_binary("page")?;
    let mut tests = webview_tests(&["page::"])?;
    tests.env("PAGE_BIN", page);
    in_memory(tests)
}

/// The tests that `filter` names, or all of them, and the pages that some of them show.
fn webview_tests(filter: &[&str]) -> Result<Command> {
    succeed(&mut program("npm", ["run", "--silent", "build:webview"]))?;
    let mut tests = cargo(["test", "-p", "webview-tests", "--test", "it", "--", "--test-threads=1", "--show-output"]);
    tests
        .args(filter)
        .env("PAGE_UI", path::absolute("target/js-webview")?)
        .env("TAURI_DRIVER", install::tauri_driver()?);
    Ok(tests)
}

/// Runs them on a screen of their own.
fn in_memory(mut tests: Command) -> Result<Outcome> {
    let display = Xvfb::start()?;
    display.dress(&mut tests);
    succeed(&mut tests)?;
    Ok(Outcome::Passed)
}
