//! TLS: by whom, and for whom.

use std::{io, sync::Arc};

use authority_connect::{
    Connector,
    socket::tls::{Rustls, Securing, Tls},
};
use authority_core::code::Code;
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};
use serde_json::json;
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpListener, TcpStream},
    task::JoinHandle,
};
use tokio_rustls::{
    TlsAcceptor,
    rustls::{
        ClientConfig, RootCertStore, ServerConfig,
        crypto::aws_lc_rs,
        pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer},
    },
};

use crate::support::{HOST, builder, judge, listener, refused, shake, url_with};

/// An authority that gives out certificates.
struct Authority(CertifiedIssuer<'static, KeyPair>);

impl Authority {
    fn new() -> Self {
        let mut params = CertificateParams::default();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        Self(CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap())
    }

    /// What a server with this name has.
    fn server(&self, name: &str) -> ServerConfig {
        let key = KeyPair::generate().unwrap();
        let certificate = CertificateParams::new([name.to_owned()]).unwrap().signed_by(&key, &self.0).unwrap();
        let key = PrivateKeyDer::from(PrivatePkcs8KeyDer::from(key.serialize_der()));
        let mut config = ServerConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()))
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(vec![certificate.der().clone()], key)
            .unwrap();
        config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
        config
    }

    /// What a client has that trusts it.
    fn client(&self) -> ClientConfig {
        let mut roots = RootCertStore::empty();
        roots.add(self.0.der().clone()).unwrap();
        let mut config = ClientConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()))
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_root_certificates(roots)
            .with_no_client_auth();
        config.alpn_protocols = vec![b"h2".to_vec()];
        config
    }

    fn connector(&self) -> Connector {
        builder().socket_tls(Rustls::new(self.client())).build().unwrap()
    }
}

/// Serves one client. What it was sent through TLS; nothing, where TLS was not agreed on.
fn serving(listener: TcpListener, config: ServerConfig) -> JoinHandle<Option<(String, Option<Vec<u8>>)>> {
    tokio::spawn(async move {
        let (stream, _) = listener.accept().await.unwrap();
        let mut stream = TlsAcceptor::from(Arc::new(config)).accept(stream).await.ok()?;
        let chosen = stream.get_ref().1.alpn_protocol().map(<[u8]>::to_vec);
        let head = shake(&mut stream, "").await;
        let _ = stream.read_to_end(&mut Vec::new()).await;
        Some((head, chosen))
    })
}

#[tokio::test]
async fn a_certificate_for_the_name_will_do() {
    let authority = Authority::new();
    let (listener, port) = listener().await;
    let server = serving(listener, authority.server(HOST));
    let url = url_with("wss", port, &json!({}));
    drop(authority.connector().socket(&url).open().await.unwrap());
    let (head, chosen) = server.await.unwrap().unwrap();
    assert!(head.starts_with("GET /room HTTP/1.1\r\n"), "{head}");
    // A server that takes HTTP/2 would answer in that.
    assert_eq!(chosen.as_deref(), Some(&b"http/1.1"[..]));
}

#[tokio::test]
async fn a_certificate_for_an_address_will_do() {
    let authority = Authority::new();
    let (listener, port) = listener().await;
    let server = serving(listener, authority.server("127.0.0.1"));
    let url = format!("wss://127.0.0.1:{port}/");
    drop(authority.connector().socket(&judge(&[json!(url)], &url, "GET")).open().await.unwrap());
    assert!(server.await.unwrap().is_some());
}

#[tokio::test]
async fn a_certificate_for_another_name_or_of_another_authority_is_refused() {
    let authority = Authority::new();
    for (config, connector) in [
        (authority.server("other.test"), authority.connector()),
        (Authority::new().server(HOST), authority.connector()),
        // The system knows none of ours.
        (authority.server(HOST), builder().build().unwrap()),
    ] {
        let (listener, port) = listener().await;
        let server = serving(listener, config);
        let (code, fault) = refused(connector.socket(&url_with("wss", port, &json!({}))).open().await);
        assert_eq!(code, Code::ConnectTls, "{fault}");
        assert!(!fault.is_empty());
        assert_eq!(server.await.unwrap(), None);
    }
}

#[tokio::test]
async fn who_speaks_no_tls_is_refused() {
    let (listener, port) = listener().await;
    let server = async {
        let (mut stream, _) = listener.accept().await.unwrap();
        stream.write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n").await.unwrap();
    };
    let connector = Authority::new().connector();
    let url = url_with("wss", port, &json!({}));
    let (opened, ()) = tokio::join!(connector.socket(&url).open(), server);
    assert_eq!(refused(opened).0, Code::ConnectTls);
}

/// Says whom it was to speak to, and does not.
struct Saying;

impl Tls for Saying {
    fn secure<'a>(&'a self, host: &'a str, _: TcpStream) -> Securing<'a> {
        Box::pin(std::future::ready(Err(io::Error::other(format!("for {host}")))))
    }
}

#[tokio::test]
async fn the_apps_own_tls_is_asked_for_the_host_as_certificates_name_it() {
    let connector = builder().socket_tls(Saying).build().unwrap();
    let (listener, port) = listener().await;
    let refusal = refused(connector.socket(&url_with("wss", port, &json!({}))).open().await);
    assert_eq!(refusal, (Code::ConnectTls, format!("for {HOST}")));
    drop(listener);
    let Ok(listener) = TcpListener::bind("[::1]:0").await else { return };
    let url = format!("wss://[::1]:{}/", listener.local_addr().unwrap().port());
    let refusal = refused(connector.socket(&judge(&[json!(url)], &url, "GET")).open().await);
    assert_eq!(refusal, (Code::ConnectTls, "for ::1".to_owned()));
}
