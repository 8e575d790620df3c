//! Verifying a log of a million lines, beside SHA-256 of the same bytes.

use std::{error::Error, fs, hint::black_box, time::Instant};

use authority_audit::{Privacy, verify::verify};
use sha2::{Digest as _, Sha256};

use super::{NONE, records::What, threads::files, writing::write};
use crate::{
    measure::{median, now},
    report::Line,
};

const LINES: usize = 1_000_000;
const ROUNDS: usize = 3;
/// Microseconds.
const GOAL: f64 = 2e6;

pub(crate) fn run() -> Result<Vec<Line>, Box<dyn Error>> {
    let dir = tempfile::tempdir()?;
    write(dir.path(), What::Paths, Privacy::Template, LINES)?;
    let directory = dir.path().join("1");
    let (mut ours, mut theirs, mut wall) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        let (start, begun) = (now(), Instant::now());
        let report = verify(&directory, None)?;
        ours.push((now() - start).as_secs_f64() * 1e6);
        wall.push(begun.elapsed().as_secs_f64() * 1e6);
        if !report.holds() || report.lines < LINES as u64 {
            return Err(format!("{} lines, {:?}", report.lines, report.findings).into());
        }
        let mut sha = 0.0;
        for file in files(&directory)? {
            let text = fs::read(file)?;
            let start = now();
            for line in text.split_inclusive(|byte| *byte == b'\n') {
                black_box(Sha256::digest(line));
            }
            sha += (now() - start).as_secs_f64() * 1e6;
        }
        theirs.push(sha);
    }
    let line = |what: &str, ours, peer, theirs, goal| Line {
        work: format!("verify {LINES} lines{what}"),
        unit: "us",
        ours,
        peer,
        theirs,
        goal,
    };
    let ours = median(ours);
    Ok(vec![
        line("", ours, "2 s", GOAL, 1.0),
        line(", by the clock on the wall", median(wall), "2 s", GOAL, NONE),
        line("", ours, "SHA-256 of the same bytes", median(theirs), NONE),
    ])
}
