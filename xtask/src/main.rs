//! The chores of this repository. `cargo xtask help` lists them.
//!
//! Exit status: 0 all is well, 1 a check or a build failed, 2 the chore cannot be run here or was asked for wrongly.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a command-line tool talks to its user")]

mod bench;
mod book;
mod build;
mod cases;
mod command;
mod copy;
mod demo;
mod display;
mod fuzz;
mod generate;
mod install;
mod layer;
mod mutations;
mod package;
mod rust_versions;
mod step;
mod tauri;
mod test;
mod unusable;
mod weight;
mod windows;

use std::{env, path, process::ExitCode};

use anyhow::Result;
use unusable::Unusable;

const USAGE: &str = "\
cargo xtask demo [--screenshot PATH]   run the example app; without a display also write a transcript and a screenshot
cargo xtask test [--long]              run every check there is
cargo xtask test STEP                  run those checks alone, also of --long, that have the word in their names
cargo xtask test --windows             run the tests that need no window as Windows binaries, and compile for other platforms
cargo xtask generate                   rewrite the files that are generated from Rust
cargo xtask book                       build the book into target/book, with mdBook, which it installs
cargo xtask mutations [WORD]           take checks away, one at a time, and see a test fail each time
cargo xtask fuzz [SECONDS [TARGET]]    run the fuzz targets, ten minutes each if nothing is said
cargo xtask bench [--json FILE] [PART] measure judging, matching, opening, listing, loading, beside what apps do today
cargo xtask bench layer                measure the layer's part of a call, in a release build in the real WebView
cargo xtask bench flood                measure what a window waits beside another's flood, with the layer and without
cargo xtask bench weight               measure what the plugin adds to an app: crates, build time, size
cargo xtask bench weight small         the size alone, of an app that is built to be small";

fn main() -> ExitCode {
    chore().unwrap_or_else(|error| {
        eprintln!("error: {error:#}");
        if error.is::<Unusable>() { ExitCode::from(2) } else { ExitCode::FAILURE }
    })
}

fn chore() -> Result<ExitCode> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    // A path is the caller's, so it is read before the move to the workspace's root.
    let screenshot = if let ["demo", "--screenshot", path] = *words { Some(path::absolute(path)?) } else { None };
    env::set_current_dir(command::root())?;
    match *words {
        ["demo"] | ["demo", "--screenshot", _] => demo::run(screenshot.as_deref()),
        ["test"] => test::run(test::Length::Usual),
        ["test", "--long"] => test::run(test::Length::Long),
        ["test", "--windows"] => Ok(windows::run()),
        ["test", step] if !step.starts_with('-') => test::run(test::Length::Only(step)),
        ["generate"] => generate::run().map(|()| ExitCode::SUCCESS),
        ["book"] => book::run().map(|()| ExitCode::SUCCESS),
        ["mutations"] => mutations::run(None),
        ["mutations", word] => mutations::run(Some(word)),
        ["fuzz", ref words @ ..] => fuzz::run(words),
        ["bench", ref arguments @ ..] => bench::run(arguments),
        ["help" | "-h" | "--help"] => {
            println!("{USAGE}");
            Ok(ExitCode::SUCCESS)
        }
        _ => Err(Unusable(format!("no such chore\n{USAGE}")).into()),
    }
}
