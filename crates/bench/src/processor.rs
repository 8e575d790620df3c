//! Work on one processor.

use std::io;

use rustix::thread::{CpuSet, sched_getaffinity, sched_setaffinity};

/// Does the work, and whatever processes it starts, on one processor. Where two processes answer each other, which of them wakes a
/// processor that sleeps is chance, and costs three times what is measured.
pub(crate) fn on_one<T>(work: impl FnOnce() -> T) -> io::Result<T> {
    let all = sched_getaffinity(None)?;
    let mut one = CpuSet::new();
    let first = (0..CpuSet::MAX_CPU).find(|cpu| all.is_set(*cpu));
    one.set(first.ok_or_else(|| io::Error::other("there is no processor to work on"))?);
    sched_setaffinity(None, &one)?;
    let done = work();
    sched_setaffinity(None, &all)?;
    Ok(done)
}
