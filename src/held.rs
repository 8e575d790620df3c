//! A judged path in the hands of a command, and the way from there to a thread where opening may block.

use std::sync::Arc;

use authority_core::{guard::JudgedPath, open::OpenError};

use crate::{
    denied::Shape,
    error::{Error, Result},
};

/// What every judged value is made of.
#[derive(Clone)]
pub struct Held {
    judged: Arc<JudgedPath>,
    shape: Shape,
}

impl Held {
    pub(crate) fn new(judged: JudgedPath, shape: Shape) -> Self {
        Self { judged: Arc::new(judged), shape }
    }

    pub(crate) fn judged(&self) -> &JudgedPath {
        &self.judged
    }

    /// Runs an opening step here.
    pub(crate) fn here<T>(&self, step: impl FnOnce(&JudgedPath) -> std::result::Result<T, OpenError>) -> Result<T> {
        step(&self.judged).map_err(|error| self.error(error))
    }

    /// An opening step's error, as the page gets it.
    pub(crate) fn error(&self, error: OpenError) -> Error {
        Error::from_open(error, &self.shape)
    }

    /// Runs an opening step off the main thread. If the future is dropped, a step that has begun runs to its end.
    pub(crate) async fn away<T, F>(&self, step: F) -> Result<T>
    where
        T: Send + 'static,
        F: FnOnce(&JudgedPath) -> std::result::Result<T, OpenError> + Send + 'static,
    {
        self.all_away(move |held| held.here(step)).await
    }

    /// Runs more than one step off the main thread.
    pub(crate) async fn all_away<T, F>(&self, steps: F) -> Result<T>
    where
        T: Send + 'static,
        F: FnOnce(&Self) -> Result<T> + Send + 'static,
    {
        let held = self.clone();
        let done = tauri::async_runtime::spawn_blocking(move || steps(&held)).await;
        done.unwrap_or_else(|error| Err(std::io::Error::other(error).into()))
    }
}
