//! `cargo xtask bench`: one line a measure — the work, ours, the peer's in the same run, the ratio, the goal, met or missed.
//!
//! The machines that this runs on are shared, so absolute times are noise: rounds of ours and of each peer alternate, and
//! what counts is the ratio of the medians. `--json FILE` writes the same as JSON; exit status 1 if a goal is missed.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a command-line tool")]

mod ask;
mod decide;
mod list;
mod measure;
mod open;
mod report;

use std::{error::Error, process::ExitCode};

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
    report::print(&lines);
    if let Some(file) = json
        && let Err(error) = report::write(&lines, &file)
    {
        eprintln!("bench: `{}` cannot be written: {error}", file.display());
        return ExitCode::from(2);
    }
    if lines.iter().all(report::Line::is_met) { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn run() -> Result<Vec<report::Line>, Box<dyn Error>> {
    Ok([decide::run()?, open::run()?, list::run()?, ask::run()?].concat())
}
