//! Alternating rounds and their medians.

use std::{hint::black_box, time::Duration};

use rustix::time::{ClockId, clock_gettime};

#[cfg(feature = "tauri")]
/// Rounds of each; odd, so that the median is one of them.
const ROUNDS: usize = 101;
/// The same where there is much to measure.
const FEWER: usize = 21;
/// The same where one call takes a part of a second.
const FEWEST: usize = 3;
/// How long one round should take: long beside the clock's grain, and beside what is lost when others had the processor.
const ROUND: Duration = Duration::from_millis(5);

/// How long each is called before its round begins: what was measured before it has filled the processor's caches with its
/// own, and nobody is to be measured by what another one needs.
const WARM_UP: Duration = Duration::from_millis(2);

/// Something to time: one call is one unit of the work.
pub(crate) type Work<'a> = Box<dyn FnMut() -> bool + 'a>;

/// The median nanoseconds of one call of each, their rounds taken in turn. Every call must answer `true`: a peer that
/// refuses what ours grants would be measured at other work.
#[cfg(feature = "tauri")]
pub(crate) fn medians(works: Vec<(&'static str, Work<'_>)>) -> Result<Vec<f64>, String> {
    medians_of(ROUNDS, works)
}

/// [`medians`] of fewer rounds.
pub(crate) fn rough_medians(works: Vec<(&'static str, Work<'_>)>) -> Result<Vec<f64>, String> {
    medians_of(FEWER, works)
}

/// [`medians`] of the fewest rounds.
pub(crate) fn slow_medians(works: Vec<(&'static str, Work<'_>)>) -> Result<Vec<f64>, String> {
    medians_of(FEWEST, works)
}

fn medians_of(rounds: usize, mut works: Vec<(&'static str, Work<'_>)>) -> Result<Vec<f64>, String> {
    let mut calls = Vec::new();
    for (name, work) in &mut works {
        calls.push(calls_in_a_round(name, work)?);
    }
    let mut times = vec![Vec::with_capacity(rounds); works.len()];
    for _ in 0..rounds {
        for (((_, work), calls), times) in works.iter_mut().zip(&calls).zip(&mut times) {
            let _ = calls_within(WARM_UP, work);
            let start = now();
            for _ in 0..*calls {
                black_box(work());
            }
            times.push((now() - start).as_secs_f64() * 1e9 / f64::from(*calls));
        }
    }
    Ok(times.into_iter().map(median).collect())
}

fn calls_in_a_round(name: &str, work: &mut Work<'_>) -> Result<u32, String> {
    calls_within(ROUND, work).ok_or_else(|| format!("`{name}` refused what it should grant"))
}

/// How many calls it takes to fill the time, at least one. None: one of them was answered wrongly.
fn calls_within(time: Duration, work: &mut Work<'_>) -> Option<u32> {
    let start = now();
    let mut calls = 0;
    while calls == 0 || now() - start < time {
        if !black_box(work()) {
            return None;
        }
        calls += 1;
    }
    Some(calls)
}

/// The time that this thread had a processor: what else runs on the machine takes none of it.
pub(crate) fn now() -> Duration {
    let now = clock_gettime(ClockId::ThreadCPUTime);
    Duration::new(now.tv_sec.unsigned_abs(), u32::try_from(now.tv_nsec).unwrap_or_default())
}

pub(crate) fn median(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times.get(times.len() / 2).copied().unwrap_or(f64::NAN)
}
