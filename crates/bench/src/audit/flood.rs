//! How much memory a flood of denials takes, from more windows and commands than are told apart: while the log cannot be written,
//! and while it is.
//!
//! Each is a process of its own, since the kernel keeps the peak of a whole process.

use std::{error::Error, fs, path::Path, sync::Arc};

use authority_audit::{Mode, Privacy};
use authority_core::{
    caller::Caller,
    record::{Record, Sink as _},
};

use super::{
    open,
    records::{Templates, What},
};
use crate::{
    connect::{numbers_of, peak},
    report::Line,
};

/// The word of a child's work.
pub(crate) const WORD: &str = "audit-flood";

const DENIALS: usize = 5_000_000;
const CALLERS: usize = 100;
const COMMANDS: usize = 100;

/// What the queue holds.
const QUEUE: usize = 4 << 20;
/// Callers and kinds of each that are told apart, and what a counter keeps: four records, and 640 bytes of its own. (It has some 140
/// in a table that is half empty when it has just grown, beside the one that it grew from; where it keeps its records; and
/// in a batch, once its line is written.)
const COUNTERS: usize = 64 * 64;
const SAMPLES: usize = 4;
const COUNTER: usize = 640;
/// The texts of a record of this flood: nine allocations of a few words each.
const TEXTS: usize = 256;
/// What the writer makes a batch of lines in.
const LINES: usize = 512 * 1024;

pub(crate) fn run() -> Result<Vec<Line>, Box<dyn Error>> {
    let counters = COUNTERS * (COUNTER + SAMPLES * (size_of::<Record>() + TEXTS));
    // While it writes, a second queue is filled.
    [
        ("cannot", "flood, the log cannot be written", "4 MiB, and its counters", QUEUE + counters),
        ("can", "flood, the log is written", "two queues, counters, lines", 2 * QUEUE + counters + LINES),
    ]
    .into_iter()
    .map(|(way, work, peer, bound)| {
        let dir = tempfile::tempdir()?;
        let name = dir.path().to_str().ok_or("the directory for temporary files has a name that is no text")?;
        let told = numbers_of(&[WORD, way, name])?;
        let [grown] = told[..] else { return Err("nothing was measured".into()) };
        Ok(Line { work: work.to_owned(), unit: "B", ours: grown, peer, theirs: bound as f64, goal: 1.0 })
    })
    .collect()
}

/// Prints by how many bytes the flood had this process grow.
pub(crate) fn child(arguments: &[&str]) -> Result<(), Box<dyn Error>> {
    let [way, directory] = *arguments else { return Err("no such work".into()) };
    let directory = Path::new(directory).join("log");
    if way == "cannot" {
        fs::write(&directory, "no directory")?;
    }
    let templates = Templates::of(What::Paths)?;
    let log = open(&directory, Privacy::Template, Mode::Buffered)?;
    // What nothing waits for is settled in any log.
    log.record(&templates.make(0).ok_or("there is no record")?);
    if log.sync().is_ok() != (way == "can") {
        return Err("the log is not as it should be".into());
    }
    let before = peak()?;
    for n in 0..DENIALS {
        let (window, command) = (format!("window-{}", n % CALLERS), format!("command-{}", n / CALLERS % COMMANDS));
        let caller = Arc::new(Caller::local(window.as_str(), window.as_str()));
        let resource = format!("/home/ada/Documents/taxes/2024/return-{n}.pdf");
        log.record(&templates.denied(n, caller, command.into(), resource).ok_or("there is no record")?);
    }
    println!("{}", peak()?.saturating_sub(before));
    log.close();
    Ok(())
}
