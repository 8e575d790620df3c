//! How long a request may take, how often it is sent on, and how much of a response is read.

use std::time::Duration;

/// The limits of all requests of a [`Connector`](crate::Connector). The app's client may have narrower ones.
///
/// ```
/// let mut limits = authority_connect::Limits::default();
/// limits.redirects = 3;
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Limits {
    /// Redirects that are followed in one request, at most: 10, unless said otherwise.
    pub redirects: u32,
    /// How long a resolver may take for one name: 10 seconds.
    pub resolve: Duration,
    /// From the start until the head of the last response is there, all hops together: 60 seconds.
    pub head: Duration,
    /// Between two pieces of a body: 5 minutes, so that a quiet stream of events lives.
    pub idle: Duration,
    /// How long the other side of a WebSocket may take for its half of the end: 10 seconds.
    pub close: Duration,
    /// Bytes of a response that is read as a whole, where its entry has no `maxBytes`: 16 MiB. One that is read in pieces has
    /// no limit but that of its entry.
    pub whole: u64,
    /// For how long an answer of the resolver is used again: 10 seconds. It is judged each time.
    pub remember: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            redirects: 10,
            resolve: Duration::from_secs(10),
            head: Duration::from_secs(60),
            idle: Duration::from_secs(300),
            close: Duration::from_secs(10),
            whole: 16 * 1024 * 1024,
            remember: Duration::from_secs(10),
        }
    }
}
