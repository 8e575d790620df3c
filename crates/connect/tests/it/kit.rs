//! What the tests share: a scope to judge by, servers that misbehave, and a resolver that says what it is told to.

mod again;
#[cfg(target_os = "linux")]
mod dns;
mod judge;
mod resolver;
mod server;

pub(crate) use again::Again;
#[cfg(target_os = "linux")]
pub(crate) use again::skip;
#[cfg(target_os = "linux")]
pub(crate) use dns::Zone;
pub(crate) use judge::{App, code, page};
pub(crate) use resolver::Names;
pub(crate) use server::{Server, ok, redirect, write};

use authority_connect::{
    Connector, Limits,
    reqwest::{Client, ClientBuilder},
};

/// A client that knows no authority: to load the system's takes a while, each time.
pub(crate) fn client() -> ClientBuilder {
    Client::builder().tls_certs_only([])
}

/// A connector that asks `names`.
pub(crate) fn connector(names: &Names) -> Connector {
    limited(names, |_| {})
}

/// The same with other limits.
pub(crate) fn limited(names: &Names, set: impl FnOnce(&mut Limits)) -> Connector {
    let mut limits = Limits::default();
    set(&mut limits);
    let builder = Connector::builder().client(client).resolver(names.clone()).limits(limits);
    builder.build().unwrap()
}
