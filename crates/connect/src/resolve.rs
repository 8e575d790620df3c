//! Which addresses a host has. What is answered here is judged, all of it, before anything is connected to.

use std::{
    collections::HashMap,
    fmt, io,
    net::IpAddr,
    pin::Pin,
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

use authority_core::{
    code::Code,
    danger,
    denial::Denial,
    guard::{Admitted, JudgedUrl},
};

/// An answer that is still to come.
pub type Answering<'a> = Pin<Box<dyn Future<Output = io::Result<Vec<IpAddr>>> + Send + 'a>>;

/// Looks up the addresses of a host. It is asked for names alone: a host that is an address is judged without it.
pub trait Resolve: Send + Sync + 'static {
    /// All addresses of `host`, in the order in which they are to be tried.
    fn resolve<'a>(&'a self, host: &'a str) -> Answering<'a>;
}

/// The system's own resolver, `getaddrinfo`: the hosts file, the search list and whatever else the machine is set up with.
#[derive(Clone, Copy, Debug, Default)]
#[expect(clippy::exhaustive_structs, reason = "it is a name for what the system does")]
pub struct SystemResolver;

impl Resolve for SystemResolver {
    fn resolve<'a>(&'a self, host: &'a str) -> Answering<'a> {
        Box::pin(async move {
            // The port is of no interest, and cannot be left out.
            let found = tokio::net::lookup_host((host, 0)).await?;
            let mut addresses: Vec<IpAddr> = Vec::new();
            for address in found.map(|address| address.ip()) {
                if !addresses.contains(&address) {
                    addresses.push(address);
                }
            }
            Ok(addresses)
        })
    }
}

/// A resolver and what it answered lately.
pub(crate) struct Lookup {
    resolver: Arc<dyn Resolve>,
    lately: Mutex<HashMap<Box<str>, Kept>>,
}

/// An answer, and when it came.
struct Kept {
    at: Instant,
    addresses: Arc<[IpAddr]>,
}

/// Names whose answers are kept, at most.
const KEPT: usize = 256;

impl Lookup {
    pub(crate) fn new(resolver: Arc<dyn Resolve>) -> Self {
        Self { resolver, lately: Mutex::default() }
    }

    pub(crate) const fn resolver(&self) -> &Arc<dyn Resolve> {
        &self.resolver
    }

    /// The addresses that may be connected to for a URL: those that its host has now, if every one of them is admitted.
    pub(crate) async fn admit(
        &self,
        url: &JudgedUrl,
        within: Duration,
        remember: Duration,
    ) -> Result<Admitted, Denial> {
        let Some(name) = danger::unguarded_url(url).domain() else {
            return url.admit(&[]);
        };
        if let Some(addresses) = self.remembered(name, remember) {
            return url.admit(&addresses);
        }
        match tokio::time::timeout(within, self.resolver.resolve(name)).await {
            Ok(Ok(addresses)) => {
                let addresses: Arc<[IpAddr]> = addresses.into();
                self.keep(name, &addresses, remember);
                url.admit(&addresses)
            }
            Ok(Err(error)) => Err(url.refuse(Code::ConnectUnresolved, Some(&error.to_string()))),
            Err(_) => Err(url.refuse(Code::ConnectResolver, Some(&format!("no answer within {within:?}")))),
        }
    }

    fn remembered(&self, name: &str, remember: Duration) -> Option<Arc<[IpAddr]>> {
        let lately = self.lately.lock().unwrap_or_else(PoisonError::into_inner);
        let kept = lately.get(name).filter(|kept| kept.at.elapsed() < remember)?;
        Some(Arc::clone(&kept.addresses))
    }

    fn keep(&self, name: &str, addresses: &Arc<[IpAddr]>, remember: Duration) {
        if remember.is_zero() || addresses.is_empty() {
            return;
        }
        let mut lately = self.lately.lock().unwrap_or_else(PoisonError::into_inner);
        lately.retain(|_, kept| kept.at.elapsed() < remember);
        // Whoever asks for more names than that at once has them looked up again.
        if lately.len() < KEPT {
            lately.insert(name.into(), Kept { at: Instant::now(), addresses: Arc::clone(addresses) });
        }
    }
}

impl fmt::Debug for Lookup {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Lookup").finish_non_exhaustive()
    }
}
