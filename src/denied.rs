//! A refusal on its way to the page: in our shape, or in the app's own, chosen in one place.

use std::{fmt, sync::Arc};

use serde::{Serialize, Serializer};
use serde_json::Value;
use tauri::ipc::InvokeError;

/// How an app shapes denials for its page.
pub(crate) type Shape = Option<Arc<dyn Fn(&authority_core::denial::Denial) -> Value + Send + Sync>>;

/// A refused argument, or a judged one that turned out to be another object when it was opened.
///
/// Its text and its serialized form can be sent to the page: they hold what helps it and no more. The rest is in the log
/// under [`Denial::id`](authority_core::denial::Denial::id).
#[derive(Clone)]
pub struct Denial {
    inner: authority_core::denial::Denial,
    shape: Shape,
}

impl Denial {
    pub(crate) fn new(inner: authority_core::denial::Denial, shape: Shape) -> Self {
        Self { inner, shape }
    }

    pub(crate) fn into_invoke_error(self) -> InvokeError {
        InvokeError::from(self)
    }
}

impl std::ops::Deref for Denial {
    type Target = authority_core::denial::Denial;

    fn deref(&self) -> &Self::Target {
        &self.inner
    }
}

impl std::error::Error for Denial {}

impl fmt::Display for Denial {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.inner.fmt(f)
    }
}

impl fmt::Debug for Denial {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.inner.fmt(f)
    }
}

impl Serialize for Denial {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match &self.shape {
            Some(shape) => shape(&self.inner).serialize(serializer),
            None => self.inner.serialize(serializer),
        }
    }
}
