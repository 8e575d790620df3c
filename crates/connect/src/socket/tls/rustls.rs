//! TLS by rustls.

use std::{
    fmt, io,
    sync::{Arc, OnceLock},
};

use rustls_platform_verifier::BuilderVerifierExt as _;
use tokio::net::TcpStream;
use tokio_rustls::{
    TlsConnector,
    rustls::{
        ClientConfig, Error,
        crypto::{CryptoProvider, aws_lc_rs},
        pki_types::ServerName,
    },
};

use super::{Securing, Stream, Tls};

/// TLS by `rustls`, with the app's own certificates or keys.
pub struct Rustls {
    connector: TlsConnector,
}

impl Rustls {
    /// TLS by this configuration. What it offers of protocols (ALPN) does not count: a WebSocket begins as HTTP/1.1,
    /// and a server that is offered another, and takes it, answers in that.
    #[must_use]
    pub fn new(mut config: ClientConfig) -> Self {
        config.alpn_protocols = vec![b"http/1.1".to_vec()];
        Self { connector: Arc::new(config).into() }
    }

    /// TLS that trusts whom the system trusts.
    ///
    /// # Errors
    ///
    /// What `rustls` says where the system's certificates cannot be had.
    pub fn of_system() -> Result<Self, Error> {
        // `ClientConfig::builder` would panic in an app that has two of them and has chosen none.
        let provider = CryptoProvider::get_default().cloned();
        let provider = provider.unwrap_or_else(|| Arc::new(aws_lc_rs::default_provider()));
        let config = ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()?
            .with_platform_verifier()?
            .with_no_client_auth();
        Ok(Self::new(config))
    }
}

impl Tls for Rustls {
    fn secure<'a>(&'a self, host: &'a str, connection: TcpStream) -> Securing<'a> {
        Box::pin(async move {
            let name = ServerName::try_from(host).map_err(io::Error::other)?.to_owned();
            let stream = self.connector.connect(name, connection).await?;
            Ok(Box::new(stream) as Stream)
        })
    }
}

impl fmt::Debug for Rustls {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Rustls").finish_non_exhaustive()
    }
}

/// [`Rustls::of_system`], when it is needed first.
#[derive(Default)]
pub(super) struct OfSystem(OnceLock<Result<Rustls, Error>>);

impl Tls for OfSystem {
    fn secure<'a>(&'a self, host: &'a str, connection: TcpStream) -> Securing<'a> {
        match self.0.get_or_init(Rustls::of_system) {
            Ok(tls) => tls.secure(host, connection),
            Err(error) => Box::pin(std::future::ready(Err(io::Error::other(error.clone())))),
        }
    }
}
