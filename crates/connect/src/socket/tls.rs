//! TLS of the app's choice, for `wss:`.
//!
//! With the feature `tls` there is `Rustls`, and the connector has it by default, with the certificates that the system
//! trusts: whom `https:` trusts there, `wss:` trusts.

use std::{fmt, io, pin::Pin, sync::Arc};

use tokio::{
    io::{AsyncRead, AsyncWrite},
    net::TcpStream,
};

#[cfg(feature = "tls")]
mod rustls;
#[cfg(feature = "tls")]
pub use rustls::Rustls;

/// A connection, by TLS or without.
pub type Stream = Box<dyn Duplex>;

/// A connection that is still to be secured.
pub type Securing<'a> = Pin<Box<dyn Future<Output = io::Result<Stream>> + Send + 'a>>;

/// What can be read and written.
pub trait Duplex: AsyncRead + AsyncWrite + Send + Unpin + 'static {}

impl<T: AsyncRead + AsyncWrite + Send + Unpin + 'static> Duplex for T {}

/// Speaks TLS over a connection that was made already.
pub trait Tls: Send + Sync + 'static {
    /// Shakes hands, and makes sure that the other side has a certificate for `host`: a name, or an address without
    /// brackets. An error is a refusal; nothing is sent after it.
    ///
    /// Whoever offers protocols there (ALPN) offers `http/1.1` alone.
    fn secure<'a>(&'a self, host: &'a str, connection: TcpStream) -> Securing<'a>;
}

/// What the app chose.
#[derive(Clone)]
pub(crate) struct Chosen(Option<Arc<dyn Tls>>);

impl Chosen {
    pub(crate) fn new(tls: impl Tls) -> Self {
        Self(Some(Arc::new(tls)))
    }

    pub(super) fn get(&self) -> Option<&dyn Tls> {
        self.0.as_deref()
    }
}

impl Default for Chosen {
    fn default() -> Self {
        #[cfg(feature = "tls")]
        return Self::new(rustls::OfSystem::default());
        #[cfg(not(feature = "tls"))]
        return Self(None);
    }
}

impl fmt::Debug for Chosen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Chosen").finish_non_exhaustive()
    }
}
