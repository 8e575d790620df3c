//! Decisions as they are taken, for pages that watch them.
//!
//! A page is sent so many as it has room for. What it does not keep up with waits, up to a bound; what does not fit there is counted,
//! and the page is told how many it missed. So no page keeps a decision waiting, nor fills the memory.

use std::{
    collections::HashMap,
    fmt,
    sync::{
        Arc, PoisonError, RwLock,
        atomic::{AtomicBool, AtomicU32, AtomicU64, Ordering},
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
pub(crate) struct Live {
    watchers: RwLock<HashMap<(Box<str>, u64), Watcher>>,
    /// Whether there are any: without, nobody who decides has to take the lock.
    watched: AtomicBool,
}

struct Watcher {
    records: Sender<Arc<Record>>,
    /// How many it read that nobody has taken note of, and what wakes who does.
    read: Arc<AtomicU32>,
    woken: Sender<()>,
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
        let mut watchers = self.watchers.write().unwrap_or_else(PoisonError::into_inner);
        if watchers.contains_key(&(webview.into(), id)) {
            return Err(Refused::Taken);
        }
        if watchers.keys().filter(|(of, _)| **of == *webview).count() >= EACH {
            return Err(Refused::TooMany);
        }
        let (records, came) = channel(WAITING);
        let (woken, wakes) = channel(1);
        let (read, missed) = (Arc::new(AtomicU32::new(0)), Arc::new(AtomicU64::new(0)));
        spawn(send(came, Room { read: Arc::clone(&read), wakes, left: WINDOW }, Arc::clone(&missed), page, lines));
        watchers.insert((webview.into(), id), Watcher { records, read, woken, missed });
        self.watched.store(true, Ordering::Release);
        Ok(())
    }

    /// The page read so many.
    pub(crate) fn more(&self, webview: &str, id: u64, read: u32) {
        let watchers = self.watchers.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(watcher) = watchers.get(&(webview.into(), id)) {
            // It cannot have read more than it had room for: memory here stays what it is.
            let add = |known: u32| Some(known.saturating_add(read).min(WINDOW));
            let _ = watcher.read.fetch_update(Ordering::Relaxed, Ordering::Relaxed, add);
            // One that is woken already looks at all of it.
            let _ = watcher.woken.try_send(());
        }
    }

    pub(crate) fn end(&self, webview: &str, id: u64) {
        self.end_where(|of, its| of == webview && its == id);
    }

    /// Ends all subscriptions of a webview: its page is gone.
    pub(crate) fn end_all_of(&self, webview: &str) {
        self.end_where(|of, _| of == webview);
    }

    fn end_where(&self, ends: impl Fn(&str, u64) -> bool) {
        let mut watchers = self.watchers.write().unwrap_or_else(PoisonError::into_inner);
        watchers.retain(|(of, id), _| !ends(of, *id));
        self.watched.store(!watchers.is_empty(), Ordering::Release);
    }
}

/// How much a page has room for.
struct Room {
    read: Arc<AtomicU32>,
    wakes: Receiver<()>,
    left: u32,
}

impl Room {
    /// Waits until there is room for one more, and takes it; none where there never will be.
    async fn take(&mut self) -> Option<()> {
        loop {
            self.left = self.left.saturating_add(self.read.swap(0, Ordering::Relaxed)).min(WINDOW);
            if let Some(left) = self.left.checked_sub(1) {
                self.left = left;
                return Some(());
            }
            self.wakes.recv().await?;
        }
    }
}

/// Sends what comes for as long as the page has room, and until nothing comes any more.
async fn send(
    mut records: Receiver<Arc<Record>>,
    mut room: Room,
    missed: Arc<AtomicU64>,
    page: Channel<Message>,
    lines: Lines,
) {
    while let Some(record) = records.recv().await {
        if room.take().await.is_none() {
            return;
        }
        let message = Message { line: lines.of(&record), missed: missed.swap(0, Ordering::Relaxed) };
        if page.send(message).is_err() {
            return;
        }
    }
}

impl Sink for Live {
    fn record(&self, record: &Arc<Record>) {
        if !self.watched.load(Ordering::Acquire) {
            return;
        }
        for watcher in self.watchers.read().unwrap_or_else(PoisonError::into_inner).values() {
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
