//! Clients of the app's own making, each of which knows one way out.
//!
//! A client keeps connections and uses them again for the same host, whoever asks. One for all would hand a connection that was
//! admitted by one entry to a request that another entry admits to less. So a client is kept for each set of addresses, and
//! whoever gets it has had these very addresses judged.

use std::{
    borrow::Cow,
    fmt,
    net::SocketAddr,
    sync::{Arc, Mutex, PoisonError},
};

use reqwest::{
    Client, ClientBuilder, Proxy,
    dns::{Name, Resolve as ReqwestResolve, Resolving},
    header::HeaderValue,
    redirect::Policy,
};

use crate::resolve::Resolve;

/// Clients that are kept, at most: those that were used last.
const KEPT: usize = 32;

/// Where a client can get to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Route<'a> {
    /// Whom it connects to: the host of the URL, or that of a proxy.
    host: Cow<'a, str>,
    /// Where that is; none where nobody judges it, which is the system's proxy alone.
    addresses: Option<Cow<'a, [SocketAddr]>>,
    proxy: Option<ProxyServer>,
}

/// A proxy, as it is spoken to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ProxyServer {
    pub(crate) url: Box<str>,
    pub(crate) authorization: Option<HeaderValue>,
}

impl<'a> Route<'a> {
    /// To the host itself, or to a proxy that was judged as a destination.
    pub(crate) fn to(host: &'a str, addresses: &'a [SocketAddr], proxy: Option<ProxyServer>) -> Self {
        Self { host: host.into(), addresses: Some(addresses.into()), proxy }
    }

    /// Through the proxy that the system names.
    pub(crate) fn through_system_proxy(host: &'a str, proxy: ProxyServer) -> Self {
        Self { host: host.into(), addresses: None, proxy: Some(proxy) }
    }

    fn into_owned(self) -> Route<'static> {
        let Self { host, addresses, proxy } = self;
        let addresses = addresses.map(|addresses| Cow::Owned(addresses.into_owned()));
        Route { host: Cow::Owned(host.into_owned()), addresses, proxy }
    }

    /// Whether TLS is spoken with a proxy.
    pub(crate) fn has_tls(&self) -> bool {
        self.proxy.as_ref().is_some_and(|proxy| proxy.url.starts_with("https:"))
    }

    /// Whether a client for the other gets to the same places. A resolver gives answers in any order.
    fn leads_as(&self, other: &Route<'_>) -> bool {
        let sorted = |route: &Route<'_>| {
            let mut addresses = route.addresses.clone().map(Cow::into_owned);
            if let Some(addresses) = &mut addresses {
                addresses.sort_unstable();
            }
            addresses
        };
        let is_same = self.host == other.host && self.proxy == other.proxy;
        is_same && (self.addresses == other.addresses || sorted(self) == sorted(other))
    }
}

/// Why there is no client for a route.
pub(crate) enum Unmade {
    /// The app's own goes to a Unix socket, whatever it is asked for.
    Elsewhere,
    Fault(reqwest::Error),
}

/// The clients that were made so far.
pub(crate) struct Clients {
    builder: Box<dyn Fn() -> ClientBuilder + Send + Sync>,
    /// The one that was used last stands last.
    kept: Mutex<Vec<(Route<'static>, Client)>>,
}

impl Clients {
    pub(crate) fn new(builder: Box<dyn Fn() -> ClientBuilder + Send + Sync>) -> Self {
        Self { builder, kept: Mutex::default() }
    }

    /// The app's client as it is, to see whether it can be made and what it has.
    pub(crate) fn sample(&self) -> reqwest::Result<Client> {
        (self.builder)().build()
    }

    /// A client that gets to the end of the route, and nowhere else. `resolver` is asked for the system's proxy alone.
    pub(crate) fn take(&self, route: Route<'_>, resolver: &Arc<dyn Resolve>) -> Result<Client, Unmade> {
        if let Some(client) = self.kept_for(&route) {
            return Ok(client);
        }
        let client = self.build(&route, resolver)?;
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() >= KEPT {
            kept.remove(0);
        }
        kept.push((route.into_owned(), client.clone()));
        Ok(client)
    }

    fn kept_for(&self, route: &Route<'_>) -> Option<Client> {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let at = kept.iter().rposition(|(known, _)| known.leads_as(route))?;
        if at + 1 < kept.len() {
            let used = kept.remove(at);
            kept.push(used);
        }
        kept.last().map(|(_, client)| client.clone())
    }

    fn build(&self, route: &Route<'_>, resolver: &Arc<dyn Resolve>) -> Result<Client, Unmade> {
        let mut builder = (self.builder)().redirect(Policy::none()).no_proxy();
        if leads_elsewhere(&builder) {
            return Err(Unmade::Elsewhere);
        }
        builder = match &route.addresses {
            // What is set for the host last counts: a `resolve` of the app's own for it does not.
            Some(addresses) => builder.dns_resolver(Nowhere).resolve_to_addrs(&route.host, addresses),
            None => builder.dns_resolver(OnlyProxy { host: (*route.host).into(), resolver: Arc::clone(resolver) }),
        };
        if let Some(ProxyServer { url, authorization }) = &route.proxy {
            let mut proxy = Proxy::all(&**url).map_err(Unmade::Fault)?;
            if let Some(authorization) = authorization {
                proxy = proxy.custom_http_auth(authorization.clone());
            }
            builder = builder.proxy(proxy);
        }
        builder.build().map_err(Unmade::Fault)
    }
}

/// Whether a client goes to one place whatever it is asked for. It cannot be taken back, and tells nobody but whoever prints it;
/// of a pipe of Windows not even so. What gets past this is no peer that was judged, once it has answered.
fn leads_elsewhere(builder: &ClientBuilder) -> bool {
    format!("{builder:?}").contains("unix_socket: \"")
}

impl fmt::Debug for Clients {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Clients").finish_non_exhaustive()
    }
}

/// Knows no name: all that a client may connect to, it was told.
struct Nowhere;

impl ReqwestResolve for Nowhere {
    fn resolve(&self, name: Name) -> Resolving {
        let error = format!("`{}` is not the host that was judged", name.as_str());
        Box::pin(std::future::ready(Err(error.into())))
    }
}

/// Knows the proxy that the system names.
struct OnlyProxy {
    host: Box<str>,
    resolver: Arc<dyn Resolve>,
}

impl ReqwestResolve for OnlyProxy {
    fn resolve(&self, name: Name) -> Resolving {
        if !name.as_str().eq_ignore_ascii_case(&self.host) {
            return Nowhere.resolve(name);
        }
        let resolver = Arc::clone(&self.resolver);
        Box::pin(async move {
            let addresses = resolver.resolve(name.as_str()).await?;
            let addresses = addresses.into_iter().map(|address| SocketAddr::new(address, 0));
            Ok(Box::new(addresses.collect::<Vec<_>>().into_iter()) as reqwest::dns::Addrs)
        })
    }
}
