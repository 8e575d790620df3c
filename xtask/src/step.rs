//! A check as one step: run, timed, and summed up at the end.

use std::{process::ExitCode, time::Instant};

use anyhow::Result;

/// One named check. An error is its failure.
#[derive(Clone, Copy)]
pub(crate) struct Step {
    pub(crate) name: &'static str,
    pub(crate) run: fn() -> Result<Outcome>,
}

pub(crate) enum Outcome {
    Passed,
    /// Something that the check needs is absent. Never silent: the summary says what.
    Skipped(String),
    /// The check may fail, and did: no failure, and as little to be overlooked as one.
    Noted(String),
}

/// Runs all steps, the failed ones notwithstanding, and ends with the summary. Its last line counts steps.
pub(crate) fn run_all(steps: &[Step]) -> ExitCode {
    let mut rows = Vec::new();
    let (mut passed, mut failed, mut skipped) = (0, 0, 0);
    for (index, step) in steps.iter().enumerate() {
        println!("\n── {}/{} {} ──", index + 1, steps.len(), step.name);
        let start = Instant::now();
        let (verdict, why) = match (step.run)() {
            Ok(Outcome::Passed) => {
                passed += 1;
                ("passed", String::new())
            }
            Ok(Outcome::Skipped(why)) => {
                skipped += 1;
                ("SKIPPED", why)
            }
            Ok(Outcome::Noted(what)) => {
                passed += 1;
                ("NOTE", what)
            }
            Err(error) => {
                failed += 1;
                ("FAILED", format!("{error:#}"))
            }
        };
        let row = format!("{verdict:<8}{:>7.1} s  {:<18}  {why}", start.elapsed().as_secs_f64(), step.name);
        println!("{}", row.trim_end());
        rows.push(row);
    }
    println!("\n── summary ──");
    for row in rows {
        println!("{}", row.trim_end());
    }
    println!("{passed} passed, {failed} failed, {skipped} skipped");
    if failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
