//! What stays of the app's own client, and what does not count.

use std::{net::SocketAddr, sync::Arc, time::Duration};

use authority_connect::{
    Connector,
    reqwest::{
        self, ClientBuilder, Proxy,
        dns::{Name, Resolve, Resolving},
        header::HeaderMap,
        redirect::Policy,
    },
};
use authority_core::code::Code;
use serde_json::json;

use crate::kit::{App, Names, Server, client, code, ok, redirect};

fn of(names: &Names, own: impl Fn() -> ClientBuilder + Send + Sync + 'static) -> Connector {
    Connector::builder().client(own).resolver(names.clone()).build().unwrap()
}

#[tokio::test]
async fn the_headers_of_the_app_s_client_stay() {
    let server = Server::always(ok(""));
    let app = App::new(json!([server.entry("a.test")]));
    let connector = of(&Names::here(&["a.test"]), || {
        let headers = HeaderMap::from_iter([("x-own".parse().unwrap(), "stays".parse().unwrap())]);
        client().user_agent("an-app/1.0").default_headers(headers)
    });
    connector.request(&app.get(&server.url("a.test", "/"))).send().await.unwrap();
    assert!(server.last().contains("user-agent: an-app/1.0\r\n") && server.last().contains("x-own: stays\r\n"));
}

#[tokio::test]
async fn the_timeouts_of_the_app_s_client_stay() {
    let silent = Server::raw("127.0.0.1:0", |request, stream| {
        if request.contains(" /body ") {
            crate::kit::write(stream, "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n1")?;
        }
        std::thread::sleep(Duration::from_secs(20));
        Ok(())
    });
    let app = App::new(json!([silent.entry("a.test")]));
    let connector = of(&Names::here(&["a.test"]), || client().timeout(Duration::from_millis(300)));
    let sent = connector.request(&app.get(&silent.url("a.test", "/head"))).send().await;
    assert_eq!(code(sent), Code::ConnectTimeout);
    let answer = connector.request(&app.get(&silent.url("a.test", "/body"))).send().await.unwrap();
    assert_eq!(code(answer.bytes().await), Code::ResponseTimeout);
}

/// Says that every name is at a place of its own.
struct Astray(SocketAddr);

impl Resolve for Astray {
    fn resolve(&self, _: Name) -> Resolving {
        let address = self.0;
        Box::pin(std::future::ready(Ok(Box::new([address].into_iter()) as reqwest::dns::Addrs)))
    }
}

#[tokio::test]
async fn where_the_app_s_client_would_go_does_not_count() {
    let server = Server::start(|request| if request.contains(" /go ") { redirect(302, "/end") } else { ok("here") });
    let astray = Server::forbidden_at(format!("127.0.0.2:{}", server.port()));
    let app = App::new(json!([server.entry("a.test")]));
    let elsewhere = SocketAddr::from(([127, 0, 0, 2], server.port()));
    let proxy = format!("http://{elsewhere}");
    let own = move || {
        client()
            .resolve("a.test", elsewhere)
            .resolve("A.TEST", elsewhere)
            .resolve_to_addrs("a.test", &[elsewhere])
            .dns_resolver(Arc::new(Astray(elsewhere)))
            .proxy(Proxy::all(&proxy).unwrap())
            .proxy(Proxy::http(&proxy).unwrap())
            .redirect(Policy::limited(50))
    };
    let names = Names::here(&["a.test"]);
    let connector = of(&names, own);
    let answer = connector.request(&app.get(&server.url("a.test", "/go"))).send().await.unwrap();
    assert_eq!(answer.text().await.unwrap(), "here");
    assert_eq!((server.requests().len(), astray.connections()), (2, 0));
    let evil = Server::always(redirect(302, &astray.url("127.0.0.2", "/")));
    let app = App::new(json!([evil.entry("a.test")]));
    let sent = connector.request(&app.get(&evil.url("a.test", "/"))).send().await;
    assert_eq!((code(sent), astray.connections()), (Code::UrlOutsideScope, 0), "its policy follows nothing");
}

#[cfg(unix)]
#[tokio::test]
async fn a_socket_that_is_no_address_gets_no_request() {
    use std::io::Read as _;
    let path = std::env::temp_dir().join(format!("authority-connect-{}", std::process::id()));
    let _ = std::fs::remove_file(&path);
    let listener = std::os::unix::net::UnixListener::bind(&path).unwrap();
    let socket = path.clone();
    let app = App::new(json!(["http://a.test/*"]));
    let names = Names::default().with("a.test", &[&["93.184.216.34"]]);
    let connector = of(&names, move || client().unix_socket(socket.clone()));
    let sent = connector.request(&app.get("http://a.test/")).header("authorization", "hidden").send().await;
    std::fs::remove_file(&path).unwrap();
    assert_eq!(code(sent), Code::ConnectPeer);
    listener.set_nonblocking(true).unwrap();
    let came = listener.accept().map(|(mut stream, _)| stream.read(&mut [0; 10]));
    assert!(came.is_err(), "nobody came: {came:?}");
}

#[tokio::test]
async fn a_client_that_cannot_be_made_is_an_error_at_once() {
    let broken = || client().user_agent("a\nb");
    assert!(Connector::builder().client(broken).build().unwrap_err().is_builder());
}

#[tokio::test]
async fn a_connector_is_shared_by_its_copies() {
    let server = Server::always(ok("here"));
    let app = App::new(json!([server.entry("a.test")]));
    let connector = of(&Names::here(&["a.test"]), client);
    for connector in [connector.clone(), connector] {
        let answer = connector.request(&app.get(&server.url("a.test", "/"))).send().await.unwrap();
        answer.bytes().await.unwrap();
    }
    assert_eq!((server.requests().len(), server.connections()), (2, 1));
}

#[tokio::test]
async fn without_an_app_s_client_there_is_one() {
    let server = Server::always(ok("here"));
    let app = App::new(json!([server.entry("127.0.0.1")]));
    let connector = Connector::builder().build().unwrap();
    let answer = connector.request(&app.get(&server.url("127.0.0.1", "/"))).send().await.unwrap();
    assert_eq!(answer.text().await.unwrap(), "here");
}
