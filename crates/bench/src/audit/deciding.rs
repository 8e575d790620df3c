//! What a record costs the thread that decides, with the writer at work: the call of the sink alone, and the whole of judging a path
//! with the log and without it.
//!
//! Each record is made right before its call, as the ledger makes it: out of a list of records made long before, every call would
//! first wait for its record to come from memory, which no deciding thread does.

use std::{
    error::Error,
    hint::{black_box, spin_loop},
    path::Path,
    sync::Arc,
    time::{Duration, Instant},
};

use authority_audit::{AuditLog, Mode, Privacy};
use authority_core::{
    guard::Guard,
    record::{Ledger, Sink, ring::Ring},
};

use super::{
    NONE, open,
    records::{Judging, Templates, What, bases},
    threads::Thread,
};
use crate::report::Line;

const CALLS: usize = 300_000;
/// From one call to the next, so that the writer keeps up: two hundred thousand a second.
const PACE: Duration = Duration::from_micros(5);
const P50_GOAL: f64 = 300.0;
const P99_GOAL: f64 = 2_000.0;
/// Calls one way before those of the other.
const BLOCK: usize = 1_000;

pub(crate) fn run() -> Result<Vec<Line>, Box<dyn Error>> {
    let dir = tempfile::tempdir()?;
    let clock = of_clock();
    let mut lines = Vec::new();
    for (how, pace, goals) in
        [("200,000 a second", PACE, [P50_GOAL, P99_GOAL]), ("as many as there can be", Duration::ZERO, [NONE, NONE])]
    {
        let (times, told) = record(&dir.path().join(how), pace)?;
        println!("  {how}: {told}");
        lines.extend(of_goal(&format!("record, {how}"), &times, goals));
        lines.push(at(
            "p50",
            50,
            &format!("record, {how}"),
            &times,
            "the clock itself, not taken off",
            at_of(&clock, 50),
        ));
    }
    let [with, without] = judge(&dir.path().join("judge"))?;
    for (name, percent) in [("p50", 50), ("p99", 99)] {
        lines.push(at(
            name,
            percent,
            "judge a path, ring and log",
            &with,
            "the same, ring alone",
            at_of(&without, percent),
        ));
    }
    Ok(lines)
}

fn of_goal(work: &str, times: &[u64], goals: [f64; 2]) -> Vec<Line> {
    let line = |name: &str, percent, goal: f64, peer: &'static str, time| Line {
        goal: if goal.is_finite() { 1.0 } else { NONE },
        ..at(name, percent, work, times, peer, time)
    };
    let [p50, p99] = goals;
    vec![line("p50", 50, p50, "300 ns", P50_GOAL), line("p99", 99, p99, "2 us", P99_GOAL)]
}

fn at(name: &str, percent: usize, work: &str, times: &[u64], peer: &'static str, theirs: f64) -> Line {
    Line { work: format!("{work}, {name}"), unit: "ns", ours: at_of(times, percent), peer, theirs, goal: NONE }
}

/// The time that so many of a hundred are within. They are sorted.
fn at_of(times: &[u64], percent: usize) -> f64 {
    times.get(times.len() * percent / 100).map_or(f64::NAN, |time| *time as f64)
}

fn nanos(since: Instant) -> u64 {
    u64::try_from(since.elapsed().as_nanos()).unwrap_or(u64::MAX)
}

fn of_clock() -> Vec<u64> {
    let mut times: Vec<u64> = (0..CALLS).map(|_| nanos(black_box(Instant::now()))).collect();
    times.sort_unstable();
    times
}

/// Waits for the time of the next call, at work: a thread that slept comes back to cold caches.
fn wait(begun: Instant, pace: Duration, n: usize) {
    let at = begun + pace.saturating_mul(u32::try_from(n).unwrap_or(u32::MAX));
    while Instant::now() < at {
        spin_loop();
    }
}

/// The sorted times, and what became of the records.
fn record(directory: &Path, pace: Duration) -> Result<(Vec<u64>, String), Box<dyn Error>> {
    let templates = Templates::of(What::Paths)?;
    let log = ready(directory)?;
    let writer = Thread::named("authority-audit")?;
    let mut times = Vec::with_capacity(CALLS);
    let (begun, busy) = (Instant::now(), writer.nanos()?);
    for n in 0..CALLS {
        let made = templates.make(n).ok_or("there is no record")?;
        wait(begun, pace, n);
        let start = Instant::now();
        log.record(&made);
        times.push(nanos(start));
    }
    let part = (writer.nanos()? - busy) / nanos(begun) as f64 * 100.0;
    let lines = lines_of(log)?;
    let told =
        format!("{lines} of {CALLS} have a line, the others are counted; the writer worked {part:.0}% of the time");
    times.sort_unstable();
    Ok((times, told))
}

fn ready(directory: &Path) -> Result<AuditLog, Box<dyn Error>> {
    let log = open(directory, Privacy::Template, Mode::Buffered)?;
    log.sync()?;
    Ok(log)
}

/// How many decisions have a line of their own, by the log's last line.
fn lines_of(log: AuditLog) -> Result<u64, Box<dyn Error>> {
    let directory = log.directory().ok_or("the log lies nowhere")?;
    log.close();
    drop(log);
    Ok(authority_audit::verify::verify(&directory, None)?.totals.verbatim)
}

/// The sorted times of judging a path with the log and without it, in turns, at the same pace.
fn judge(directory: &Path) -> Result<[Vec<u64>; 2], Box<dyn Error>> {
    let (log, judging) = (Arc::new(ready(directory)?), Judging::new());
    let guard = |sinks| Arc::new(Guard::new(Ledger::new(sinks), bases()));
    let ring = || Arc::new(Ring::new(1_000)) as Arc<dyn Sink>;
    let guards = [guard(vec![ring(), Arc::clone(&log) as _]), guard(vec![ring()])];
    let mut times = [Vec::with_capacity(CALLS), Vec::with_capacity(CALLS)];
    for block in 0..CALLS / BLOCK {
        for (guard, times) in guards.iter().zip(&mut times) {
            let begun = Instant::now();
            for n in 0..BLOCK {
                wait(begun, PACE, n);
                let start = Instant::now();
                black_box(judging.judge(guard, What::Paths, block * BLOCK + n));
                times.push(nanos(start));
            }
        }
    }
    times.iter_mut().for_each(|times| times.sort_unstable());
    Ok(times)
}
