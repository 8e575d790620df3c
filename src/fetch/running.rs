//! The requests of pages that are under way.

use std::{
    collections::HashMap,
    fmt,
    sync::{Arc, Mutex, PoisonError},
};

use tauri::async_runtime::JoinHandle;
use tokio::sync::Semaphore;

/// Bytes of a response that a page is sent before it says that it has read some.
const WINDOW: usize = 1024 * 1024;

/// Bytes of one message, at most.
pub(super) const PIECE: usize = 256 * 1024;

/// Requests by the label of their webview and the id that its page gave them. A page cannot reach another's.
#[derive(Default)]
pub(crate) struct Running {
    requests: Arc<Mutex<HashMap<Name, UnderWay>>>,
}

type Name = (Box<str>, u64);

struct UnderWay {
    task: JoinHandle<()>,
    flow: Flow,
}

/// What the page is told at the end of a request. Its id is free by then: the page may ask by it again.
pub(super) type Farewell = Box<dyn FnOnce() + Send>;

/// How much the page has room for.
#[derive(Clone, Debug)]
pub(super) struct Flow(Arc<Semaphore>);

impl Flow {
    pub(super) fn new() -> Self {
        Self(Arc::new(Semaphore::new(WINDOW)))
    }

    /// Waits until the page has room for so many bytes; none where it never will.
    pub(super) async fn room_for(&self, bytes: usize) -> Option<()> {
        let bytes = u32::try_from(bytes).unwrap_or(u32::MAX);
        self.0.acquire_many(bytes).await.ok()?.forget();
        Some(())
    }

    /// The page read so many bytes. It cannot make more room than it was given: memory here stays what it is.
    fn read(&self, bytes: u32) {
        let taken = WINDOW.saturating_sub(self.0.available_permits());
        self.0.add_permits(taken.min(bytes as usize));
    }
}

impl Running {
    /// Runs the work of a request. Not where the page has one of this id.
    pub(super) fn begin(
        &self,
        webview: &str,
        id: u64,
        flow: Flow,
        work: impl Future<Output = Farewell> + Send + 'static,
    ) -> bool {
        let name: Name = (webview.into(), id);
        let mut requests = self.requests.lock().unwrap_or_else(PoisonError::into_inner);
        if requests.contains_key(&name) {
            return false;
        }
        let (all, own) = (Arc::clone(&self.requests), name.clone());
        let task = tauri::async_runtime::spawn(async move {
            let farewell = work.await;
            all.lock().unwrap_or_else(PoisonError::into_inner).remove(&own);
            farewell();
        });
        requests.insert(name, UnderWay { task, flow });
        true
    }

    pub(super) fn more(&self, webview: &str, id: u64, bytes: u32) {
        let requests = self.requests.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(request) = requests.get(&(webview.into(), id)) {
            request.flow.read(bytes);
        }
    }

    pub(super) fn abort(&self, webview: &str, id: u64) {
        let mut requests = self.requests.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(request) = requests.remove(&(webview.into(), id)) {
            request.task.abort();
        }
    }

    /// Ends all that a webview runs: its page is gone, and nobody will read.
    pub(crate) fn abort_all_of(&self, webview: &str) {
        let mut requests = self.requests.lock().unwrap_or_else(PoisonError::into_inner);
        requests.retain(|(of, _), request| {
            let others = **of != *webview;
            if !others {
                request.task.abort();
            }
            others
        });
    }
}

impl fmt::Debug for Running {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Running").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a panic is the report of a test")]

    use std::{sync::mpsc, time::Duration};

    use super::*;

    #[test]
    fn an_id_is_free_when_the_page_hears_of_its_end() {
        let running = Arc::new(Running::default());
        let (again, (tell, told)) = (Arc::clone(&running), mpsc::channel());
        let farewell: Farewell = Box::new(move || {
            let next = again.begin("main", 1, Flow::new(), async { Box::new(|| ()) as Farewell });
            tell.send(next).unwrap();
        });
        assert!(running.begin("main", 1, Flow::new(), async move { farewell }));
        assert!(told.recv_timeout(Duration::from_secs(20)).unwrap(), "the id is still in use");
    }
}
