//! What waiting for the disk costs in mode `required`: alone, beside a bare write and sync of a line of the same length; and with eight
//! threads at once, who share syncs.

use std::{error::Error, fs::OpenOptions, io::Write as _, thread, time::Instant};

use authority_audit::{AuditLog, Mode, Privacy};
use authority_core::record::Sink as _;

use super::{
    NONE, open,
    records::{Templates, What},
    threads::{Thread, files},
};
use crate::{measure::median, report::Line};

const ALONE: usize = 300;
const THREADS: usize = 8;
const EACH: usize = 100;

pub(crate) fn run() -> Result<Vec<Line>, Box<dyn Error>> {
    let dir = tempfile::tempdir()?;
    let templates = Templates::of(What::Paths)?;
    let log = open(&dir.path().join("log"), Privacy::Template, Mode::Required)?;
    kept(&log, &templates, 0)?;
    let directory = log.directory().ok_or("the log lies nowhere")?;
    let text = files(&directory)?.first().map(std::fs::read).ok_or("the log has no file")??;
    let line = text.split_inclusive(|byte| *byte == b'\n').next_back().ok_or("the log has no line")?;
    let mut bare = OpenOptions::new().append(true).create(true).open(dir.path().join("bare"))?;
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for n in 0..ALONE {
        ours.push(kept(&log, &templates, n)?);
        let begun = Instant::now();
        bare.write_all(line)?;
        bare.sync_data()?;
        theirs.push(micros(begun));
    }
    let [p50, bare] = [median(ours), median(theirs)];
    let (each, syncs) = together(&log, &templates)?;
    Ok(vec![
        Line {
            work: "a record on the disk, p50".to_owned(),
            unit: "us",
            ours: p50,
            peer: "write and fdatasync of the same line",
            theirs: bare,
            goal: NONE,
        },
        Line {
            work: format!("a record on the disk, {THREADS} threads, p50"),
            unit: "us",
            ours: each,
            peer: "one thread's write and fdatasync",
            theirs: bare,
            goal: NONE,
        },
        Line {
            work: format!("syncs for 1000 records, {THREADS} threads"),
            unit: "",
            ours: syncs * 1000.0,
            peer: "one for each",
            theirs: 1000.0,
            goal: NONE,
        },
    ])
}

/// Microseconds of a record until it is on the disk.
fn kept(log: &AuditLog, templates: &Templates, n: usize) -> Result<f64, Box<dyn Error>> {
    let record = templates.make(n).ok_or("there is no record")?;
    let begun = Instant::now();
    log.record(&record);
    log.sync()?;
    Ok(micros(begun))
}

fn micros(since: Instant) -> f64 {
    since.elapsed().as_secs_f64() * 1e6
}

/// The microseconds of a record, and how many syncs there were for each. The writer writes once before each sync, so its writes are
/// those syncs, and the few checkpoints.
fn together(log: &AuditLog, templates: &Templates) -> Result<(f64, f64), Box<dyn Error>> {
    let writer = Thread::named("authority-audit")?;
    let before = writer.writes()?;
    let times = thread::scope(|scope| {
        let threads: Vec<_> = (0..THREADS)
            .map(|thread| {
                scope.spawn(move || {
                    let kept = |n| kept(log, templates, n * THREADS + thread).map_err(|error| error.to_string());
                    (0..EACH).map(kept).collect::<Result<Vec<_>, _>>()
                })
            })
            .collect();
        let times = threads.into_iter().map(|thread| thread.join().map_err(|_| "a thread panicked".to_owned())?);
        times.collect::<Result<Vec<_>, _>>()
    })?;
    Ok((median(times.concat()), (writer.writes()? - before) / (THREADS * EACH) as f64))
}
