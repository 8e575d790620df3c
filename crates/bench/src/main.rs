//! `cargo xtask bench`: one line a measure — the work, ours, the peer's in the same run, the ratio, the goal, met or missed.
//!
//! The machines that this runs on are shared, so absolute times are noise: rounds of ours and of each peer alternate, and
//! what counts is the ratio of the medians. `--json FILE` writes the same as JSON; exit status 1 if a goal is missed.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a command-line tool")]

#[cfg(feature = "tauri")]
mod ask;
#[cfg(feature = "tauri")]
mod decide;
#[cfg(feature = "tauri")]
mod list;
mod load;
mod matching;
mod measure;
#[cfg(feature = "tauri")]
mod open;
mod report;

use std::{alloc, error::Error, process::ExitCode};

use cap::Cap;

/// Counts what is allocated, for all alike.
#[global_allocator]
static ALLOCATED: Cap<alloc::System> = Cap::new(alloc::System, usize::MAX);

fn main() -> ExitCode {
    let json = match report::arguments(std::env::args().skip(1)) {
        Ok(json) => json,
        Err(usage) => {
            eprintln!("{usage}");
            return ExitCode::from(2);
        }
    };
    let lines = match run() {
        Ok(lines) => lines,
        Err(error) => {
            eprintln!("bench: {error}");
            return ExitCode::from(2);
        }
    };
    if let Some(file) = json
        && let Err(error) = report::write(&lines, &file)
    {
        eprintln!("bench: `{}` cannot be written: {error}", file.display());
        return ExitCode::from(2);
    }
    if lines.iter().all(report::Line::is_met) { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Each part is printed when it is measured: all of them take minutes.
fn run() -> Result<Vec<report::Line>, Box<dyn Error>> {
    let mut lines = Vec::new();
    let mut measured = |part: Vec<report::Line>| {
        report::print(&part);
        lines.extend(part);
    };
    report::head();
    #[cfg(feature = "tauri")]
    for run in [decide::run, open::run, list::run, ask::run] {
        measured(run()?);
    }
    for shape in matching::Shape::ALL {
        measured(matching::run(shape)?);
        measured(load::run(shape)?);
    }
    Ok(lines)
}
