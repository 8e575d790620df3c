//! Certificates are checked as the app's client checks them, by the name that was judged.

use std::{
    io::{Read as _, Write as _},
    sync::{Arc, OnceLock},
};

use authority_connect::{
    Connector,
    reqwest::{Certificate, Client, tls::Version},
};
use authority_core::{code::Code, record::Stage};
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};
use serde_json::{Value, json};
use tokio_rustls::rustls::{
    ServerConfig, ServerConnection, Stream,
    pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer},
};

use crate::kit::{App, Names, Server, code, connector, ok, page, redirect};

type Issuer = CertifiedIssuer<'static, KeyPair>;

/// An authority that the tests' own client knows.
fn authority() -> &'static Issuer {
    static AUTHORITY: OnceLock<Issuer> = OnceLock::new();
    AUTHORITY.get_or_init(|| {
        let mut params = CertificateParams::new(Vec::new()).unwrap();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap()
    })
}

/// A server with a certificate for `name`, and an entry for it as `a.test`.
pub(crate) fn server(name: &str, body: &str) -> (Value, Server) {
    server_saying(name, ok(body))
}

fn server_saying(name: &str, answer: Vec<u8>) -> (Value, Server) {
    let key = KeyPair::generate().unwrap();
    let params = CertificateParams::new(vec![name.to_owned()]).unwrap();
    let certificate = params.signed_by(&key, authority()).unwrap();
    let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(key.serialize_der()));
    let provider = Arc::new(tokio_rustls::rustls::crypto::aws_lc_rs::default_provider());
    let config = ServerConfig::builder_with_provider(provider).with_safe_default_protocol_versions().unwrap();
    let config = config.with_no_client_auth().with_single_cert(vec![certificate.der().clone()], key).unwrap();
    let config = Arc::new(config);
    let server = Server::wrapped("127.0.0.1:0", move |stream, log| {
        let mut tls = ServerConnection::new(Arc::clone(&config)).map_err(std::io::Error::other)?;
        let mut stream = Stream::new(&mut tls, stream);
        let mut request = Vec::new();
        let mut byte = [0];
        while !request.ends_with(b"\r\n\r\n") {
            if stream.read(&mut byte)? == 0 {
                return Ok(());
            }
            request.push(byte[0]);
        }
        log(String::from_utf8_lossy(&request).into_owned());
        stream.write_all(&answer)
    });
    (json!({ "url": format!("https://a.test:{}/*", server.port()), "network": "loopback" }), server)
}

/// An app whose client knows the tests' authority, by the method that `reqwest` has for it.
pub(crate) fn trusting(names: &Names) -> Connector {
    let der = authority().der().to_vec();
    let client = move || Client::builder().tls_certs_merge([Certificate::from_der(&der).unwrap()]);
    Connector::builder().client(client).resolver(names.clone()).build().unwrap()
}

#[tokio::test]
async fn a_certificate_of_the_app_s_own_authority_is_taken() {
    let (entry, server) = server("a.test", "over tls");
    let app = App::new(json!([entry]));
    let url = app.get(&format!("https://A.test.:{}/", server.port()));
    let answer = trusting(&Names::here(&["a.test"])).request(&url).send().await.unwrap();
    assert_eq!(answer.text().await.unwrap(), "over tls");
    assert_eq!(server.requests().len(), 1);
}

#[tokio::test]
async fn a_certificate_that_the_client_does_not_take_ends_the_connection() {
    let (right, known) = server("a.test", "");
    let (wrong, other) = server("b.test", "");
    let names = Names::here(&["a.test"]);
    for (entry, server, connector) in [(right, &known, connector(&names)), (wrong, &other, trusting(&names))] {
        let app = App::new(json!([entry]));
        let url = app.get(&format!("https://a.test:{}/?hidden", server.port()));
        let denial = connector.request(&url).header("authorization", "hidden").send().await.unwrap_err();
        let record = app.last_record();
        assert_eq!((denial.record().code, record.stage), (Code::ConnectTls, Stage::Connect));
        assert!(record.fault.as_deref().unwrap().contains("certificate"), "{record:?}");
        assert!(!page(&denial).contains("certificate"), "{}", page(&denial));
        assert!(server.requests().is_empty(), "nothing was said");
    }
}

#[tokio::test]
async fn the_certificate_is_for_the_name_and_not_for_the_address() {
    let (_, server) = server("127.0.0.1", "");
    let entry = json!({ "url": format!("https://*.test:{}/*", server.port()), "network": "loopback" });
    let app = App::new(json!([entry]));
    let url = app.get(&format!("https://a.test:{}/", server.port()));
    assert_eq!(code(trusting(&Names::here(&["a.test"])).request(&url).send().await), Code::ConnectTls);
}

#[tokio::test]
async fn plain_text_where_tls_was_meant_is_no_connection() {
    let server = Server::wrapped("127.0.0.1:0", |stream, _| stream.write_all(&ok("plain")));
    let entry = json!({ "url": format!("https://a.test:{}/*", server.port()), "network": "loopback" });
    let app = App::new(json!([entry]));
    let url = app.get(&format!("https://a.test:{}/", server.port()));
    assert_eq!(code(trusting(&Names::here(&["a.test"])).request(&url).send().await), Code::ConnectTls);
}

#[tokio::test]
async fn a_server_that_hangs_up_before_tls_is_no_connection() {
    let server = Server::wrapped("127.0.0.1:0", |stream, _| stream.read(&mut [0; 10]).map(|_| ()));
    let entry = json!({ "url": format!("https://a.test:{}/*", server.port()), "network": "loopback" });
    let app = App::new(json!([entry]));
    let url = app.get(&format!("https://a.test:{}/", server.port()));
    assert_eq!(code(trusting(&Names::here(&["a.test"])).request(&url).send().await), Code::ConnectTls);
}

#[tokio::test]
async fn the_versions_of_the_app_s_client_stay() {
    let (entry, server) = server("a.test", "");
    let der = authority().der().to_vec();
    // No version lies within these: whoever set them meant it.
    let client = move || {
        let own = Client::builder().tls_certs_only([Certificate::from_der(&der).unwrap()]);
        own.tls_version_min(Version::TLS_1_3).tls_version_max(Version::TLS_1_2)
    };
    let built = Connector::builder().client(client).resolver(Names::here(&["a.test"])).build();
    let app = App::new(json!([entry]));
    let url = app.get(&format!("https://a.test:{}/", server.port()));
    match built {
        Ok(connector) => assert_eq!(code(connector.request(&url).send().await), Code::ConnectTls),
        Err(error) => assert!(error.is_builder(), "{error}"),
    }
    assert!(server.requests().is_empty());
}

#[tokio::test]
async fn a_redirect_from_tls_to_plain_text_takes_no_secrets_along() {
    let plain = Server::always(ok("plain"));
    let (entry, server) = server_saying("a.test", redirect(302, &plain.url("a.test", "/")));
    let app = App::new(json!([entry, plain.entry("a.test")]));
    let url = app.get(&format!("https://a.test:{}/", server.port()));
    let request = trusting(&Names::here(&["a.test"])).request(&url);
    request.header("authorization", "hidden").header("cookie", "hidden").send().await.unwrap();
    assert!(server.last().contains("hidden") && !plain.last().contains("hidden"));
}
