//! Decisions as they are taken, for pages that watch them.
//!
//! A page is sent so many as it has room for. What it does not keep up with waits, up to a bound; what does not fit there is counted,
//! and the page is told how many it missed. So no page keeps a decision waiting, nor fills the memory.

use std::{
    collections::HashMap,
    fmt,
    sync::{
        Arc, PoisonError, RwLock,
        atomic::{AtomicU64, Ordering},
    },
};

use authority_core::record::{Record, Sink};
use serde::Serialize;
use tauri::{
    async_runtime::{Receiver, Sender, channel, spawn},
    ipc::Channel,
};

use crate::audit::Lines;

/// How many decisions a page is sent before it says that it has read some.
const WINDOW: u32 = 64;
/// How many wait for it beyond those.
const WAITING: usize = 256;
/// How many subscriptions a webview may have.
const EACH: usize = 8;

/// Who watches, by the label of the webview and the id that its page gave. A page cannot reach another's.
#[derive(Default)]
pub(crate) struct Live(RwLock<HashMap<(Box<str>, u64), Watcher>>);

struct Watcher {
    records: Sender<Arc<Record>>,
    room: Sender<u32>,
    missed: Arc<AtomicU64>,
}

/// What a page is sent.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Message {
    /// The decision, as a line of the log has it.
    line: serde_json::Value,
    /// How many decisions before it the page did not keep up with.
    missed: u64,
}

/// Why nothing is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Refused {
    #[error("a subscription of this id is there already")]
    Taken,
    #[error("a page has eight subscriptions at most: end one first")]
    TooMany,
}

impl Live {
    /// Sends every decision from now on, until the page is gone or says that it has seen enough.
    pub(crate) fn begin(&self, webview: &str, id: u64, page: Channel<Message>, lines: Lines) -> Result<(), Refused> {
        let mut watchers = self.0.write().unwrap_or_else(PoisonError::into_inner);
        if watchers.contains_key(&(webview.into(), id)) {
            return Err(Refused::Taken);
        }
        if watchers.keys().filter(|(of, _)| **of == *webview).count() >= EACH {
            return Err(Refused::TooMany);
        }
        let (records, came) = channel(WAITING);
        let (room, given) = channel(8);
        let missed = Arc::new(AtomicU64::new(0));
        spawn(send(came, given, Arc::clone(&missed), page, lines));
        watchers.insert((webview.into(), id), Watcher { records, room, missed });
        Ok(())
    }

    /// The page read so many.
    pub(crate) fn more(&self, webview: &str, id: u64, read: u32) {
        let watchers = self.0.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(watcher) = watchers.get(&(webview.into(), id)) {
            // Where it says so without end, what does not fit is nothing that it read.
            let _ = watcher.room.try_send(read);
        }
    }

    pub(crate) fn end(&self, webview: &str, id: u64) {
        self.0.write().unwrap_or_else(PoisonError::into_inner).remove(&(webview.into(), id));
    }

    /// Ends all subscriptions of a webview: its page is gone.
    pub(crate) fn end_all_of(&self, webview: &str) {
        self.0.write().unwrap_or_else(PoisonError::into_inner).retain(|(of, _), _| **of != *webview);
    }
}

/// Sends what comes for as long as the page has room, and until nothing comes any more.
async fn send(
    mut records: Receiver<Arc<Record>>,
    mut room: Receiver<u32>,
    missed: Arc<AtomicU64>,
    page: Channel<Message>,
    lines: Lines,
) {
    let mut left = WINDOW;
    while let Some(record) = records.recv().await {
        while left == 0 {
            let Some(read) = room.recv().await else { return };
            left = read.min(WINDOW);
        }
        while let Ok(read) = room.try_recv() {
            left = left.saturating_add(read).min(WINDOW);
        }
        left -= 1;
        let message = Message { line: lines.of(&record), missed: missed.swap(0, Ordering::Relaxed) };
        if page.send(message).is_err() {
            return;
        }
    }
}

impl Sink for Live {
    fn record(&self, record: &Arc<Record>) {
        for watcher in self.0.read().unwrap_or_else(PoisonError::into_inner).values() {
            if watcher.records.try_send(Arc::clone(record)).is_err() {
                watcher.missed.fetch_add(1, Ordering::Relaxed);
            }
        }
    }
}

impl fmt::Debug for Live {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Live").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests;
