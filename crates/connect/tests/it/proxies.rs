//! Proxies that a page, or the app, chooses: each is a destination of its own.

use std::{
    io::{Read as _, Write as _},
    net::TcpStream,
};

use authority_core::code::Code;
use serde_json::json;

use crate::kit::{App, Names, Server, code, connector, ok, redirect};

/// A proxy that answers by itself.
fn proxy() -> Server {
    Server::always(ok("by the proxy"))
}

#[tokio::test]
async fn a_proxy_in_scope_gets_the_request_and_its_target_no_connection() {
    let (proxy, target) = (proxy(), Server::forbidden());
    let app = App::new(json!([proxy.entry("proxy.test"), target.entry("a.test")]));
    let names = Names::here(&["proxy.test"]);
    let via = app.get(&proxy.url("proxy.test", "/"));
    let answer = connector(&names).request(&app.get(&target.url("a.test", "/x?y"))).via(&via).send().await.unwrap();
    assert_eq!(answer.text().await.unwrap(), "by the proxy");
    assert!(proxy.last().starts_with(&format!("GET http://a.test:{}/x?y HTTP/1.1\r\n", target.port())));
    assert_eq!((names.asked(), target.connections()), (vec!["proxy.test".to_owned()], 0));
}

#[tokio::test]
async fn a_proxy_that_leads_to_where_no_entry_admits_receives_no_connection() {
    let (proxy, target) = (proxy(), Server::forbidden());
    let app = App::new(json!([proxy.url("proxy.test", "/*"), target.entry("a.test"), target.url("127.0.0.1", "/*")]));
    let via = app.get(&proxy.url("proxy.test", "/"));
    let connector = connector(&Names::here(&["proxy.test", "a.test"]));
    let sent = connector.request(&app.get(&target.url("a.test", "/"))).via(&via).send().await;
    assert_eq!(code(sent), Code::ConnectNetwork);
    assert!(app.judge(&proxy.url("127.0.0.1", "/"), "GET").is_err(), "nor is one judged that no entry names");
    assert_eq!((proxy.connections(), target.connections()), (0, 0));
}

#[tokio::test]
async fn a_kept_connection_to_a_host_is_not_one_through_a_proxy() {
    let (proxy, target) = (proxy(), Server::always(ok("by itself")));
    let app = App::new(json!([proxy.entry("proxy.test"), target.entry("a.test"), proxy.entry("a.test")]));
    let connector = connector(&Names::here(&["proxy.test", "a.test"]));
    let url = app.get(&target.url("a.test", "/"));
    let via = app.get(&proxy.url("a.test", "/"));
    for (through, expected) in [(false, "by itself"), (true, "by the proxy"), (false, "by itself")] {
        let request = connector.request(&url);
        let request = if through { request.via(&via) } else { request };
        assert_eq!(request.send().await.unwrap().text().await.unwrap(), expected);
    }
    // The proxy as a server of its own name gets requests as a server does.
    connector.request(&app.get(&proxy.url("a.test", "/own"))).send().await.unwrap();
    assert!(proxy.last().starts_with("GET /own HTTP/1.1\r\n"), "{}", proxy.last());
}

#[tokio::test]
async fn a_redirect_stays_in_the_proxy_and_is_judged() {
    let secret = Server::forbidden();
    let evil = secret.url("evil.test", "/");
    let proxy = Server::start(move |request| match request.split(' ').nth(1).unwrap() {
        "http://a.test/1" => redirect(302, "/2"),
        "http://a.test/evil" => redirect(302, &evil),
        _ => ok("2"),
    });
    let app = App::new(json!([proxy.entry("proxy.test"), "http://a.test/*"]));
    let names = Names::here(&["proxy.test", "a.test", "evil.test"]);
    let connector = connector(&names);
    let via = app.get(&proxy.url("proxy.test", "/"));
    let answer = connector.request(&app.get("http://a.test/1")).via(&via).send().await.unwrap();
    assert_eq!(answer.text().await.unwrap(), "2");
    let sent = connector.request(&app.get("http://a.test/evil")).via(&via).send().await;
    assert_eq!((code(sent), secret.connections()), (Code::UrlOutsideScope, 0));
    assert_eq!(names.asked(), ["proxy.test"]);
}

#[tokio::test]
async fn a_proxy_s_credentials_are_the_proxy_s() {
    let proxy = proxy();
    let entry = json!({ "url": proxy.url("proxy.test", "/*"), "network": "loopback", "credentials": true });
    let target = json!({ "url": "http://a.test/*", "credentials": true });
    let app = App::new(json!([entry, target]));
    let via = app.get(&proxy.url("user:secret@proxy.test", "/"));
    let connector = connector(&Names::here(&["proxy.test"]));
    connector.request(&app.get("http://a.test/")).via(&via).send().await.unwrap();
    let came = proxy.last();
    assert!(came.contains("proxy-authorization: Basic dXNlcjpzZWNyZXQ=\r\n"), "{came}");
    assert!(!came.contains("\r\nauthorization:") && !came.contains("secret@"), "{came}");
    // And those of the URL are its own: they stand in no request line.
    connector.request(&app.get("http://me:own@a.test/")).via(&via).send().await.unwrap();
    let came = proxy.last();
    assert!(came.starts_with("GET http://a.test/ HTTP/1.1\r\n"), "{came}");
    assert!(came.contains("\r\nauthorization: Basic bWU6b3du\r\n"), "{came}");
}

#[tokio::test]
async fn what_is_secret_to_a_proxy_is_asked_for_by_a_tunnel() {
    let proxy = Server::always(b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n".to_vec());
    let app = App::new(json!([proxy.entry("proxy.test"), "https://a.test/*"]));
    let via = app.get(&proxy.url("proxy.test", "/"));
    let request = connector(&Names::here(&["proxy.test"])).request(&app.get("https://a.test/x")).via(&via);
    let sent = request.header("authorization", "hidden").header("x-own", "hidden").send().await;
    // No TLS was begun: the proxy said no.
    assert_eq!(code(sent), Code::ConnectFailed);
    assert!(proxy.last().starts_with("CONNECT a.test:443 HTTP/1.1\r\n"), "{}", proxy.last());
    assert!(!proxy.last().contains("hidden") && !proxy.last().contains("/x"), "{}", proxy.last());
}

#[tokio::test]
async fn a_proxy_that_is_not_there_is_a_refused_connection() {
    let closed = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let entry = json!({ "url": format!("http://proxy.test:{closed}/*"), "network": "loopback" });
    let app = App::new(json!([entry, "http://a.test/*", "https://a.test/*"]));
    let via = app.get(&format!("http://proxy.test:{closed}/"));
    let connector = connector(&Names::here(&["proxy.test", "a.test"]));
    for url in ["http://a.test/", "https://a.test/"] {
        assert_eq!(code(connector.request(&app.get(url)).via(&via).send().await), Code::ConnectRefused, "{url}");
    }
}

#[tokio::test]
async fn a_tunnel_goes_through_the_proxy_and_nowhere_else() {
    let (_, server) = crate::tls::server("a.test", "in the tunnel");
    let inner = server.port();
    let proxy = Server::raw("127.0.0.1:0", move |request, stream| {
        assert!(request.starts_with("CONNECT a.test:"), "{request}");
        stream.write_all(b"HTTP/1.1 200 Yes\r\n\r\n")?;
        let mut there = TcpStream::connect(("127.0.0.1", inner))?;
        let (mut from, mut back) = (there.try_clone()?, stream.try_clone()?);
        std::thread::spawn(move || {
            let _ = std::io::copy(&mut from, &mut back);
        });
        let mut piece = [0; 4096];
        loop {
            let read = stream.read(&mut piece)?;
            if read == 0 {
                return Ok(());
            }
            there.write_all(&piece[..read])?;
        }
    });
    let app = App::new(json!([proxy.entry("proxy.test"), format!("https://a.test:{inner}/*")]));
    let via = app.get(&proxy.url("proxy.test", "/"));
    let names = Names::here(&["proxy.test"]);
    let connector = crate::tls::trusting(&names);
    let sent = connector.request(&app.get(&format!("https://a.test:{inner}/"))).via(&via).send().await.unwrap();
    assert_eq!(sent.text().await.unwrap(), "in the tunnel");
    assert_eq!((names.asked(), server.connections()), (vec!["proxy.test".to_owned()], 1));
}

#[tokio::test]
async fn a_proxy_that_is_spoken_to_by_tls_shows_a_certificate() {
    let (_, proxy) = crate::tls::server("proxy.test", "by the proxy");
    let entry = json!({ "url": format!("https://proxy.test:{}/*", proxy.port()), "network": "loopback" });
    let app = App::new(json!([entry, "http://a.test/*"]));
    let via = app.get(&format!("https://proxy.test:{}/", proxy.port()));
    let names = Names::here(&["proxy.test"]);
    let (url, trusting) = (app.get("http://a.test/"), crate::tls::trusting(&names));
    let answer = trusting.request(&url).via(&via).send().await.unwrap();
    assert_eq!(answer.text().await.unwrap(), "by the proxy");
    assert_eq!(code(connector(&names).request(&url).via(&via).send().await), Code::ConnectTls);
    assert_eq!(proxy.requests().len(), 1);
}
