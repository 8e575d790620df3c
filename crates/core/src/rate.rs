//! How often a window may have something decided: whoever asks without end is refused, and the others are not kept waiting.

use std::{
    collections::HashMap,
    num::NonZeroU32,
    sync::{Mutex, PoisonError},
    time::Instant,
};

/// So many decisions a second for each window, and as many at once after a second's rest.
#[derive(Debug)]
pub struct Rate {
    per_second: f64,
    windows: Mutex<HashMap<Box<str>, Bucket>>,
}

#[derive(Clone, Copy, Debug)]
struct Bucket {
    left: f64,
    at: Instant,
}

/// How many windows are told apart. The app makes windows, and makes no more; those beyond share what one has.
const WINDOWS: usize = 1_024;

impl Rate {
    /// At most so many.
    #[must_use]
    pub fn new(per_second: NonZeroU32) -> Self {
        Self { per_second: per_second.get().into(), windows: Mutex::default() }
    }

    /// Takes one of the window's decisions; whether there was one left.
    #[must_use]
    pub fn admits(&self, window: &str, now: Instant) -> bool {
        let mut windows = self.windows.lock().unwrap_or_else(PoisonError::into_inner);
        let window = if windows.contains_key(window) || windows.len() < WINDOWS { window } else { "" };
        let full = Bucket { left: self.per_second, at: now };
        let bucket = match windows.get_mut(window) {
            Some(bucket) => bucket,
            None => windows.entry(window.into()).or_insert(full),
        };
        let since = now.saturating_duration_since(bucket.at).as_secs_f64();
        let left = since.mul_add(self.per_second, bucket.left).min(self.per_second);
        let admits = left >= 1.0;
        *bucket = Bucket { left: if admits { left - 1.0 } else { left }, at: now.max(bucket.at) };
        admits
    }
}

#[cfg(test)]
mod tests;
