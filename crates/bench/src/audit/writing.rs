//! What a line costs the writer, from the queue to the file: its thread's processor time, beside SHA-256 of the same bytes and beside
//! the same lines through `tracing-appender`.
//!
//! The deciding side hands over batches that fit into the queue, and waits for the disk behind each, so that every record has a line.
//! So the time has a sync for each of these batches in it, which an app has once a second.

use std::{
    error::Error,
    fs::{self, File},
    hint::black_box,
    io::Write as _,
    path::Path,
};

use authority_audit::{Mode, Privacy};
use authority_core::record::Sink as _;
use sha2::{Digest as _, Sha256};
use tracing_appender::non_blocking::NonBlockingBuilder;

use super::{
    NONE, open,
    records::{Templates, What},
    threads::{Thread, files},
};
use crate::{
    measure::{median, now},
    report::Line,
};

const RECORDS: usize = 240_000;
/// Less than the queue holds, and of each of eight windows less than its quarter.
const BATCH: usize = 3_840;
const ROUNDS: usize = 3;
/// Nanoseconds a record, at three hundred thousand a second.
const GOAL: f64 = 1e9 / 300_000.0;

pub(crate) fn run() -> Result<Vec<Line>, Box<dyn Error>> {
    let mut lines = Vec::new();
    for (work, what, privacy) in [
        ("write a record, paths in template", What::Paths, Privacy::Template),
        ("write a record, paths in full", What::Paths, Privacy::Full),
        ("write a record, URLs in template", What::Urls, Privacy::Template),
        // Every name in a URL is looked at for secrets.
        ("write a record, URLs in full", What::Urls, Privacy::Full),
    ] {
        let mut times = [const { Vec::new() }; 3];
        for _ in 0..ROUNDS {
            let dir = tempfile::tempdir()?;
            for (times, time) in times.iter_mut().zip(round(dir.path(), what, privacy)?) {
                times.push(time);
            }
        }
        let [ours, sha, appender] = times.map(median);
        let line = |peer, theirs, goal| Line { work: work.to_owned(), unit: "ns", ours, peer, theirs, goal };
        lines.push(line("300,000 a second", GOAL, 1.0));
        lines.push(line("SHA-256 of the same bytes", sha, NONE));
        lines.push(line("tracing-appender, the same lines", appender, NONE));
    }
    Ok(lines)
}

/// Nanoseconds a record: ours, SHA-256, the appender.
fn round(directory: &Path, what: What, privacy: Privacy) -> Result<[f64; 3], Box<dyn Error>> {
    let each = RECORDS as f64;
    let ours = write(&directory.join("log"), what, privacy, RECORDS)? / each;
    let files = files(&directory.join("log/1"))?;
    let text = files.iter().map(fs::read).collect::<Result<Vec<_>, _>>()?.concat();
    let start = now();
    for line in text.split_inclusive(|byte| *byte == b'\n') {
        black_box(Sha256::digest(line));
    }
    let sha = (now() - start).as_secs_f64() * 1e9 / each;
    Ok([ours, sha, append(&directory.join("appender"), &text)? / each])
}

/// The writer's nanoseconds for so many records.
pub(super) fn write(directory: &Path, what: What, privacy: Privacy, records: usize) -> Result<f64, Box<dyn Error>> {
    let templates = Templates::of(what)?;
    let log = open(directory, privacy, Mode::Buffered)?;
    log.sync()?;
    let writer = Thread::named("authority-audit")?;
    let begun = writer.nanos()?;
    for batch in 0..records.div_ceil(BATCH) {
        for n in batch * BATCH..records.min((batch + 1) * BATCH) {
            log.record(&templates.make(n).ok_or("there is no record")?);
        }
        log.sync()?;
    }
    let nanos = writer.nanos()? - begun;
    let lies = log.directory().ok_or("the log lies nowhere")?;
    log.close();
    drop(log);
    let report = authority_audit::verify::verify(&lies, None)?;
    if !report.holds() || report.totals.verbatim != records as u64 {
        return Err(format!("{} of {records} have a line", report.totals.verbatim).into());
    }
    Ok(nanos)
}

/// The nanoseconds of the appender's worker for all these lines.
fn append(file: &Path, text: &[u8]) -> Result<f64, Box<dyn Error>> {
    let (mut appender, guard) =
        NonBlockingBuilder::default().lossy(false).thread_name("bench-appender").finish(File::create(file)?);
    let worker = Thread::named("bench-appender")?;
    let begun = worker.nanos()?;
    for line in text.split_inclusive(|byte| *byte == b'\n') {
        appender.write_all(line)?;
    }
    while fs::metadata(file)?.len() < text.len() as u64 {
        std::thread::yield_now();
    }
    let nanos = worker.nanos()? - begun;
    drop(guard);
    Ok(nanos)
}
