//! Attacks on the connector, by servers, resolvers and proxies of the tests' own. What is asked at the end of each is what
//! arrived at the listening sockets: nothing that was not judged ever receives a connection.
#![expect(clippy::unwrap_used, clippy::panic, clippy::expect_used, reason = "a test that cannot go on has failed")]
#![allow(clippy::indexing_slicing, clippy::string_slice, reason = "a test that cannot go on has failed")]

mod broken;
mod client;
mod failures;
mod kit;
mod limits;
#[cfg(target_os = "linux")]
mod netns;
mod proxies;
mod rebinding;
mod redirects;
mod save;
mod secrets;
mod sent_on;
mod settled;
mod system_proxy;
mod tls;
