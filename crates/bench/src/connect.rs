//! Requests through the vetted connector, beside the same client unguarded: many small ones on a connection that is kept, and one
//! large response into a file.
//!
//! The server is a process of its own, and so is each download: what one of them takes, in time and memory, is not counted for
//! another.

mod child;
mod server;

use std::{error::Error, process::Command};

use child::Way;
pub(crate) use child::{WORD, peak, run as child};
use tempfile::TempDir;

use crate::{measure::median, processor, report::Line};

/// Requests of each client, which take turns.
const REQUESTS: usize = 10_000;
const ROUNDS: usize = 100;
const REQUESTS_GOAL: f64 = 1.05;

/// Bytes of the large response.
const LARGE: u64 = 1 << 30;
const DOWNLOAD_GOAL: f64 = 1.10;
const DOWNLOADS: usize = 3;
/// Bytes of memory above the peer's.
const MEMORY_GOAL: f64 = 32.0 * 1024.0 * 1024.0;

pub(crate) fn requests() -> Result<Vec<Line>, Box<dyn Error>> {
    let each = (REQUESTS / ROUNDS).to_string();
    let told = processor::on_one(|| {
        let server = server::Process::start()?;
        numbers_of(&["requests", &server.url("/small"), &ROUNDS.to_string(), &each])
    })??;
    let [ours, theirs] = told[..] else { return Err("nothing was measured".into()) };
    let rounds = ROUNDS as f64;
    Ok(vec![Line {
        work: format!("{REQUESTS} requests on a kept connection"),
        unit: "us",
        ours: ours * rounds,
        peer: "reqwest, unguarded",
        theirs: theirs * rounds,
        goal: REQUESTS_GOAL,
    }])
}

pub(crate) fn download() -> Result<Vec<Line>, Box<dyn Error>> {
    let server = server::Process::start()?;
    let directory = TempDir::new()?;
    let file = directory.path().join("large");
    let name = file.to_str().ok_or("the directory for temporary files has a name that is no text")?;
    let asked = |way| told_by(&["download", way, &server.url(&format!("/large/{LARGE}")), name]);
    let [ours, theirs] = alternate(DOWNLOADS, asked)?;
    let line = |work: &str, unit, part: fn(&Told) -> f64, above, peer, goal| Line {
        work: work.to_owned(),
        unit,
        ours: median_of(&ours, part),
        peer,
        theirs: median_of(&theirs, part) + above,
        goal,
    };
    Ok(vec![
        line("1 GiB into a file", "us", |told| told.micros, 0.0, "reqwest to std::fs::File", DOWNLOAD_GOAL),
        line("1 GiB into a file, peak memory", "B", |told| told.peak, MEMORY_GOAL, "the same, and 32 MiB", 1.0),
    ])
}

/// What a child says of its work.
#[derive(Clone, Copy, Debug)]
struct Told {
    /// Processor time of the process, in microseconds: of all its threads.
    micros: f64,
    /// The most memory that it held, in bytes.
    peak: f64,
}

fn told_by(arguments: &[&str]) -> Result<Told, Box<dyn Error>> {
    match numbers_of(arguments)?[..] {
        [micros, peak] => Ok(Told { micros, peak }),
        _ => Err("nothing was measured".into()),
    }
}

pub(crate) fn numbers_of(arguments: &[&str]) -> Result<Vec<f64>, Box<dyn Error>> {
    let output = Command::new(std::env::current_exe()?).arg(WORD).args(arguments).output()?;
    let text = String::from_utf8(output.stdout)?;
    if !output.status.success() {
        return Err(format!("{}{text}", String::from_utf8_lossy(&output.stderr)).into());
    }
    Ok(text.split_whitespace().map(str::parse).collect::<Result<_, _>>()?)
}

fn alternate(
    rounds: usize,
    asked: impl Fn(&'static str) -> Result<Told, Box<dyn Error>>,
) -> Result<[Vec<Told>; 2], Box<dyn Error>> {
    let mut told = [Vec::new(), Vec::new()];
    for _ in 0..rounds {
        for (way, told) in Way::ALL.iter().zip(&mut told) {
            told.push(asked(way.name())?);
        }
    }
    Ok(told)
}

fn median_of(told: &[Told], part: impl Fn(&Told) -> f64) -> f64 {
    median(told.iter().map(part).collect())
}
