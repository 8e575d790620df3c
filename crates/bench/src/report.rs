//! The lines, for people and as JSON.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use serde_json::json;

/// One measure.
#[derive(Clone, Debug)]
pub(crate) struct Line {
    pub(crate) work: String,
    /// What both are counted in.
    pub(crate) unit: &'static str,
    pub(crate) ours: f64,
    pub(crate) peer: &'static str,
    pub(crate) theirs: f64,
    /// The ratio ours/theirs must not be above it.
    pub(crate) goal: f64,
}

impl Line {
    fn ratio(&self) -> f64 {
        self.ours / self.theirs
    }

    pub(crate) fn is_met(&self) -> bool {
        self.ratio() <= self.goal
    }

    fn verdict(&self) -> &'static str {
        if self.is_met() { "met" } else { "missed" }
    }
}

/// What the command line says.
#[derive(Debug, Default)]
pub(crate) struct Arguments {
    /// Where to write the same as JSON.
    pub(crate) json: Option<PathBuf>,
    /// The parts that have this in their names alone.
    pub(crate) only: Option<String>,
}

pub(crate) fn arguments(mut arguments: impl Iterator<Item = String>) -> Result<Arguments, String> {
    const USAGE: &str = "usage: cargo xtask bench [--json FILE] [PART]";
    let mut read = Arguments::default();
    while let Some(argument) = arguments.next() {
        match (&*argument, &read) {
            ("--json", Arguments { json: None, .. }) => read.json = Some(arguments.next().ok_or(USAGE)?.into()),
            (part, Arguments { only: None, .. }) if !part.starts_with('-') => read.only = Some(argument),
            _ => return Err(USAGE.to_owned()),
        }
    }
    Ok(read)
}

pub(crate) fn head() {
    println!("{:<44} {:>12} {:>12}  {:<40} {:>8} {:>7}  verdict", "work", "ours", "peer's", "peer", "ratio", "goal");
}

pub(crate) fn print(lines: &[Line]) {
    for line in lines {
        println!(
            "{:<44} {:>9.0} {:<2} {:>9.0} {:<2}  {:<40} {:>8.4} {:>7}  {}",
            line.work,
            line.ours,
            line.unit,
            line.theirs,
            line.unit,
            line.peer,
            line.ratio(),
            if line.goal.is_finite() { format!("<= {}", line.goal) } else { "none".to_owned() },
            line.verdict()
        );
    }
}

pub(crate) fn write(lines: &[Line], file: &Path) -> io::Result<()> {
    let lines: Vec<_> = lines
        .iter()
        .map(|line| {
            json!({ "work": line.work, "unit": line.unit, "ours": line.ours, "peer": line.peer, "theirs": line.theirs,
                    "ratio": line.ratio(), "goal": line.goal, "verdict": line.verdict() })
        })
        .collect();
    fs::write(file, format!("{:#}\n", json!(lines)))
}
