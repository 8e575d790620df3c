//! What connects, for all requests of an app.

use std::{fmt, sync::Arc};

use authority_core::{guard::JudgedUrl, validate::url::headers::is_of_the_connection};
use reqwest::{Client, ClientBuilder, header::HeaderName};

#[cfg(feature = "websocket")]
use crate::socket::{
    SocketRequest,
    tls::{Chosen, Tls},
};
use crate::{
    clients::Clients,
    limits::Limits,
    redirect,
    request::Request,
    resolve::{Lookup, Resolve, SystemResolver},
};

/// Connects to judged URLs. One for an app: it keeps connections. A clone is the same one.
#[derive(Clone, Debug)]
pub struct Connector {
    pub(crate) inner: Arc<Inner>,
}

#[derive(Debug)]
pub(crate) struct Inner {
    pub(crate) clients: Clients,
    pub(crate) lookup: Lookup,
    pub(crate) limits: Limits,
    /// Headers that may hold secrets, and that the app's client puts into every request by itself.
    pub(crate) secrets_by_default: Box<[HeaderName]>,
    #[cfg(feature = "websocket")]
    pub(crate) tls: Chosen,
}

/// What a [`Connector`] is made of.
///
/// ```
/// # fn main() -> Result<(), authority_connect::reqwest::Error> {
/// use std::time::Duration;
///
/// use authority_connect::{Connector, reqwest::Client};
///
/// let connector = Connector::builder()
///     .client(|| Client::builder().connect_timeout(Duration::from_secs(5)))
///     .build()?;
/// # let _ = connector;
/// # Ok(())
/// # }
/// ```
#[must_use = "it makes no connector until `build` is called"]
pub struct Builder {
    client: Box<dyn Fn() -> ClientBuilder + Send + Sync>,
    resolver: Arc<dyn Resolve>,
    limits: Limits,
    #[cfg(feature = "websocket")]
    tls: Chosen,
}

impl Connector {
    /// Begins a connector with `reqwest`'s own client, the system's resolver and the default limits.
    pub fn builder() -> Builder {
        Builder {
            client: Box::new(Client::builder),
            resolver: Arc::new(SystemResolver),
            limits: Limits::default(),
            #[cfg(feature = "websocket")]
            tls: Chosen::default(),
        }
    }

    /// Begins a request, by the method that the URL was judged for.
    pub fn request(&self, url: &JudgedUrl) -> Request {
        Request::new(self, url.clone())
    }

    /// Begins a WebSocket, to a URL of `ws:` or `wss:` that was judged for `GET`.
    #[cfg(feature = "websocket")]
    pub fn socket(&self, url: &JudgedUrl) -> SocketRequest {
        SocketRequest::new(self, url.clone())
    }
}

impl Builder {
    /// Takes the app's own client: its certificates, headers, timeouts and versions stay. It is called once for each set of
    /// addresses that is connected to.
    ///
    /// What does not count of it: `redirect`, `proxy`, `resolve`, `resolve_to_addrs` and `dns_resolver`, which are what is
    /// judged here. With a `unix_socket` every request is refused before it is sent; with a `windows_named_pipe` after, since
    /// nothing shows that there is one. Share cookies by `cookie_provider`: a `cookie_store` would be another one for each set
    /// of addresses. A header that it sends by itself (`default_headers`) goes to another origin without its value, unless it
    /// is harmless.
    pub fn client(mut self, client: impl Fn() -> ClientBuilder + Send + Sync + 'static) -> Self {
        self.client = Box::new(client);
        self
    }

    /// Has names looked up by another resolver than the system's.
    pub fn resolver(mut self, resolver: impl Resolve) -> Self {
        self.resolver = Arc::new(resolver);
        self
    }

    /// Sets the limits.
    pub const fn limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    /// Sets what speaks TLS for WebSockets. Without it the feature `tls` does; where that is off, `wss:` is refused.
    #[cfg(feature = "websocket")]
    pub fn socket_tls(mut self, tls: impl Tls) -> Self {
        self.tls = Chosen::new(tls);
        self
    }

    /// The connector.
    ///
    /// # Errors
    ///
    /// What `reqwest` says where the app's client cannot be made: no certificates are found, or a TLS backend is missing.
    pub fn build(self) -> reqwest::Result<Connector> {
        let clients = Clients::new(self.client);
        let secrets_by_default = secrets_by_default(&clients.sample()?);
        let lookup = Lookup::new(self.resolver);
        Ok(Connector {
            inner: Arc::new(Inner {
                clients,
                lookup,
                limits: self.limits,
                secrets_by_default,
                #[cfg(feature = "websocket")]
                tls: self.tls,
            }),
        })
    }
}

impl fmt::Debug for Builder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Builder").field("limits", &self.limits).finish_non_exhaustive()
    }
}

/// Which headers a client sends by itself, but for those that are known to hold no secret. It tells nobody but whoever prints
/// it; tests see to it that it goes on doing so. What only looks like a name there does no harm.
fn secrets_by_default(client: &Client) -> Box<[HeaderName]> {
    let printed = format!("{client:?}");
    let (_, headers) = printed.split_once("default_headers: {").unwrap_or_default();
    let names = headers.split("\": ").filter_map(|before| before.rsplit_once('"')?.1.parse::<HeaderName>().ok());
    names.filter(|name| !redirect::is_for_all(name) && !is_of_the_connection(name.as_str())).collect()
}
