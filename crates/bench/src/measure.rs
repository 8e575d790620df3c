//! Alternating rounds and their medians.

use std::{
    hint::black_box,
    time::{Duration, Instant},
};

/// Rounds of each; odd, so that the median is one of them.
const ROUNDS: usize = 101;
/// How long one round should take: long beside the clock's grain, short beside what else the machine does.
const ROUND: Duration = Duration::from_millis(5);

/// Something to time: one call is one unit of the work.
pub(crate) type Work<'a> = Box<dyn FnMut() -> bool + 'a>;

/// The median nanoseconds of one call of each, their rounds taken in turn. Every call must answer `true`: a peer that
/// refuses what ours grants would be measured at other work.
pub(crate) fn medians(mut works: Vec<(&'static str, Work<'_>)>) -> Result<Vec<f64>, String> {
    let mut calls = Vec::new();
    for (name, work) in &mut works {
        calls.push(calls_in_a_round(name, work)?);
    }
    let mut times = vec![Vec::with_capacity(ROUNDS); works.len()];
    for _ in 0..ROUNDS {
        for (((_, work), calls), times) in works.iter_mut().zip(&calls).zip(&mut times) {
            let start = Instant::now();
            for _ in 0..*calls {
                black_box(work());
            }
            times.push(start.elapsed().as_secs_f64() * 1e9 / f64::from(*calls));
        }
    }
    Ok(times.into_iter().map(median).collect())
}

fn calls_in_a_round(name: &str, work: &mut Work<'_>) -> Result<u32, String> {
    let start = Instant::now();
    let mut calls = 0;
    while start.elapsed() < ROUND {
        if !work() {
            return Err(format!("`{name}` refused what it should grant"));
        }
        calls += 1;
    }
    Ok(calls)
}

fn median(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times.get(times.len() / 2).copied().unwrap_or(f64::NAN)
}
