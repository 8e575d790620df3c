//! Connecting to judged URLs: nothing that was not judged ever receives a connection.
//!
//! ```
//! # use authority_connect::Connector;
//! # use authority_core::{denial::Denial, guard::JudgedUrl};
//! async fn load(connector: &Connector, feed: &JudgedUrl) -> Result<String, Denial> {
//!     connector.request(feed).send().await?.text().await
//! }
//! ```
//!
//! The way of a request, each hop of it from the start:
//!
//! * the host is looked up once, and every answer is judged ([`resolve`]);
//! * a client is taken that knows those addresses and no other way out (`clients`);
//! * the peer that answered is compared with them;
//! * a redirect is judged as the first URL was, and gets no header that may hold a secret of another origin (`redirect`);
//! * what comes back is counted against the limits ([`Answer`], [`Limits`]).
//!
//! With the feature `websocket` there is `Connector::socket`, for URLs of `ws:` and `wss:`.
//!
//! Every failure on that way is a [`Denial`](authority_core::denial::Denial): it has a code, and is recorded before it is
//! returned.

mod answer;
mod clients;
mod connector;
mod failure;
mod headers;
mod limits;
mod method;
mod peer;
mod proxy;
mod redirect;
mod request;
pub mod resolve;
mod save;
mod settled;
#[cfg(feature = "websocket")]
pub mod socket;

pub use answer::Answer;
pub use connector::{Builder, Connector};
pub use limits::Limits;
pub use method::is_forbidden as is_forbidden_method;
pub use request::Request;
/// The client whose `ClientBuilder` a [`Connector`] takes, in the version that it takes.
pub use reqwest;
pub use save::SaveError;
