//! Who is connected to, and what becomes of a handshake.

use std::{net::TcpListener as StdListener, sync::Arc, time::Duration};

use authority_connect::Connector;
use authority_core::{
    code::Code,
    record::{Record, Sink, Unsettled},
};
use serde_json::json;
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpListener,
};

use crate::support::{
    HOST, Names, answering, connector, connector_with, head, judge, judge_into, listener, nobody_came, refused, shake,
    url, url_with,
};

fn connector_by(names: &Names) -> Connector {
    Connector::builder().resolver(names.clone()).build().unwrap()
}

/// Serves one client, and says what it was sent.
fn serving(listener: TcpListener) -> tokio::task::JoinHandle<String> {
    tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        let head = shake(&mut stream, "").await;
        let _ = stream.read_to_end(&mut Vec::new()).await;
        head
    })
}

#[tokio::test]
async fn a_socket_is_opened_by_its_url() {
    let (listener, port) = listener().await;
    let server = serving(listener);
    let entry = json!({ "url": format!("ws://{HOST}:{port}/*"), "network": "loopback", "credentials": true });
    let url = judge(&[entry], &format!("ws://us%65r:p%3A@{HOST}:{port}/room?a=%20#part"), "GET");
    drop(connector().socket(&url).open().await.unwrap());
    let head = server.await.unwrap();
    assert!(head.starts_with("GET /room?a=%20 HTTP/1.1\r\n"), "{head}");
    assert!(head.contains(&format!("\r\nHost: {HOST}:{port}\r\n")), "{head}");
    // `user:p:`
    assert!(head.contains("\r\nauthorization: Basic dXNlcjpwOg==\r\n"), "{head}");
    assert!(!head.contains('@') && !head.contains("part"), "{head}");
}

#[tokio::test]
async fn one_answer_that_is_not_admitted_refuses_all() {
    let (listener, port) = listener().await;
    let names = Names::new(&[&["127.0.0.1", "10.0.0.5"], &["93.184.216.34", "127.0.0.1"]]);
    let connector = connector_by(&names);
    assert_eq!(refused(connector.socket(&url(port)).open().await).0, Code::ConnectNetwork);
    let public = judge(&[json!(format!("ws://{HOST}:{port}/*"))], &format!("ws://{HOST}:{port}/"), "GET");
    assert_eq!(refused(connector_by(&names).socket(&public).open().await).0, Code::ConnectNetwork);
    assert!(nobody_came(listener));
}

#[tokio::test]
async fn a_host_that_is_an_address_is_judged_as_one() {
    let (listener, port) = listener().await;
    let names = Names::new(&[&["10.0.0.5"]]);
    let named = format!("ws://127.0.0.1:{port}");
    let server = serving(listener);
    let url = judge(&[json!(format!("{named}/*"))], &format!("{named}/room"), "GET");
    drop(connector_by(&names).socket(&url).open().await.unwrap());
    assert_eq!((names.asked(), server.await.unwrap().is_empty()), (0, false));
}

#[tokio::test]
async fn a_name_is_looked_up_once_for_a_connection() {
    let (listener, port) = listener().await;
    let Ok(other) = TcpListener::bind(("127.0.0.2", port)).await else { return };
    let names = Names::new(&[&["127.0.0.1"], &["127.0.0.2"], &["169.254.169.254"]]);
    let server = serving(listener);
    let connector = connector_by(&names);
    drop(connector.socket(&url(port)).open().await.unwrap());
    assert_eq!((names.asked(), server.await.unwrap().is_empty()), (1, false));
    assert!(nobody_came(other));
}

#[tokio::test]
async fn a_name_that_leads_elsewhere_the_second_time_is_judged_again() {
    let (listener, port) = listener().await;
    let server = serving(listener);
    let mut limits = authority_connect::Limits::default();
    limits.remember = Duration::ZERO;
    let names = Names::new(&[&["127.0.0.1"], &["169.254.169.254"]]);
    let connector = Connector::builder().resolver(names).limits(limits).build().unwrap();
    drop(connector.socket(&url(port)).open().await.unwrap());
    server.await.unwrap();
    assert_eq!(refused(connector.socket(&url(port)).open().await).0, Code::ConnectNetwork);
}

#[tokio::test]
async fn the_next_address_is_tried_where_one_refuses() {
    let (listener, port) = listener().await;
    let server = serving(listener);
    let names = Names::new(&[&["127.0.0.2", "127.0.0.1"]]);
    drop(connector_by(&names).socket(&url(port)).open().await.unwrap());
    server.await.unwrap();
    let (code, fault) = refused(connector_by(&names).socket(&url(port)).open().await);
    assert_eq!(code, Code::ConnectRefused);
    assert!(fault.contains(&format!("127.0.0.2:{port}")) && fault.contains(&format!("; 127.0.0.1:{port}")), "{fault}");
}

/// A listening socket whose queue is full drops what comes.
#[cfg(target_os = "linux")]
#[tokio::test]
async fn one_address_that_swallows_everything_leaves_time_for_the_rest() {
    let (listener, port) = listener().await;
    let silent = tokio::net::TcpSocket::new_v4().unwrap();
    silent.bind(format!("127.0.0.2:{port}").parse().unwrap()).unwrap();
    let silent = silent.listen(1).unwrap();
    let address = silent.local_addr().unwrap();
    let mut queue: Vec<_> = (0..8).map(|_| Box::pin(tokio::net::TcpStream::connect(address))).collect();
    for waiting in &mut queue {
        std::future::poll_fn(|context| std::task::Poll::Ready(waiting.as_mut().poll(context).is_ready())).await;
    }
    let server = serving(listener);
    let mut limits = authority_connect::Limits::default();
    limits.head = Duration::from_secs(3);
    let names = Names::new(&[&["127.0.0.2", "127.0.0.1"], &["127.0.0.2"]]);
    let connector = Connector::builder().resolver(names).limits(limits).build().unwrap();
    drop(connector.socket(&url(port)).open().await.unwrap());
    server.await.unwrap();
}

/// The system takes the address that is none for this machine.
#[cfg(target_os = "linux")]
#[tokio::test]
async fn nothing_is_sent_to_a_peer_that_was_not_judged() {
    let (listener, port) = listener().await;
    let names = Names::new(&[&["0.0.0.0"]]);
    let entry = json!({ "url": format!("ws://{HOST}:{port}/*"), "network": "any" });
    let url = judge(&[entry], &format!("ws://{HOST}:{port}/"), "GET");
    let (code, fault) = refused(connector_by(&names).socket(&url).open().await);
    assert_eq!((code, fault), (Code::ConnectPeer, format!("127.0.0.1:{port}")));
    let (mut stream, _) = listener.accept().await.unwrap();
    let mut sent = Vec::new();
    stream.read_to_end(&mut sent).await.unwrap();
    assert!(sent.is_empty(), "{sent:?}");
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    let (elsewhere, to) = listener().await;
    for status in ["301 Moved Permanently", "302 Found", "307 Temporary Redirect"] {
        let answer = format!("HTTP/1.1 {status}\r\nLocation: ws://{HOST}:{to}/room\r\nContent-Length: 0\r\n\r\n");
        let port = answering(answer).await;
        let (code, fault) = refused(connector().socket(&url(port)).open().await);
        assert_eq!(code, Code::ConnectRedirects);
        assert!(fault.contains(status), "{fault}");
    }
    assert!(nobody_came(elsewhere));
}

#[tokio::test]
async fn what_is_no_websocket_is_refused() {
    let upgrade = "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n";
    for (answer, part) in [
        ("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n".to_owned(), "200"),
        ("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n".to_owned(), "403"),
        (format!("{upgrade}Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n"), "Sec-WebSocket-Accept"),
        (format!("{upgrade}\r\n"), "Sec-WebSocket-Accept"),
        ("SSH-2.0-OpenSSH_9.6\r\n\r\n".to_owned(), "httparse"),
        (format!("{upgrade}x: {}\r\n\r\n", "y".repeat(1 << 20)), "Attack"),
    ] {
        let port = answering(answer).await;
        let (code, fault) = refused(connector().socket(&url(port)).open().await);
        assert_eq!(code, Code::ConnectFailed, "{part}: {fault}");
        assert!(fault.contains(part), "{part}: {fault}");
    }
}

#[tokio::test]
async fn an_extension_that_was_not_offered_is_refused() {
    let (listener, port) = listener().await;
    let server = async {
        let (mut stream, _) = listener.accept().await.unwrap();
        let head = shake(&mut stream, "Sec-WebSocket-Extensions: permessage-deflate\r\n").await;
        assert!(!head.to_lowercase().contains("sec-websocket-extensions"), "{head}");
    };
    let url = url(port);
    let connector = connector();
    let (opened, ()) = tokio::join!(connector.socket(&url).open(), server);
    let (code, fault) = refused(opened);
    assert_eq!(code, Code::ConnectFailed);
    assert!(fault.contains("extension"), "{fault}");
}

#[tokio::test]
async fn a_server_that_never_answers_is_left() {
    let port = answering(String::new()).await;
    let connector = connector_with(|limits| limits.head = Duration::from_millis(200));
    assert_eq!(refused(connector.socket(&url(port)).open().await).0, Code::ConnectTimeout);
    // One that goes in the middle of its answer is another matter.
    let (listener, port) = listener().await;
    let server = async {
        let (mut stream, _) = listener.accept().await.unwrap();
        head(&mut stream).await;
        stream.write_all(b"HTTP/1.1 101 Swi").await.unwrap();
    };
    let url = url(port);
    let (opened, ()) = tokio::join!(connector.socket(&url).open(), server);
    assert_eq!(refused(opened).0, Code::ConnectFailed);
}

#[tokio::test]
async fn each_kind_of_url_has_its_own_way() {
    let (listener, port) = listener().await;
    let names = Names::new(&[&["127.0.0.1"]]);
    let connector = connector_by(&names);
    for scheme in ["http", "https"] {
        let (code, fault) = refused(connector.socket(&url_with(scheme, port, &json!({}))).open().await);
        assert_eq!(code, Code::ConnectFailed);
        assert!(fault.contains(&format!("not one of `{scheme}:`")), "{fault}");
    }
    for scheme in ["ws", "wss"] {
        let (code, fault) = refused(connector.request(&url_with(scheme, port, &json!({}))).send().await);
        assert_eq!(code, Code::ConnectFailed);
        assert!(fault.contains(&format!("not one of `{scheme}:`")), "{fault}");
    }
    let keys = json!({ "url": format!("ws://{HOST}:{port}/*"), "network": "loopback", "methods": ["POST"] });
    let posted = judge(&[keys], &format!("ws://{HOST}:{port}/"), "POST");
    let (code, fault) = refused(connector.socket(&posted).open().await);
    assert_eq!(code, Code::UrlMethod);
    assert!(fault.contains("POST"), "{fault}");
    assert_eq!(names.asked(), 0);
    assert!(nobody_came(listener));
}

#[tokio::test]
async fn a_request_is_not_sent_on_to_a_websocket() {
    let other = StdListener::bind("127.0.0.1:0").unwrap();
    let to = other.local_addr().unwrap().port();
    let location = format!("ws://{HOST}:{to}/room");
    let port = answering(format!("HTTP/1.1 302 Found\r\nLocation: {location}\r\nContent-Length: 0\r\n\r\n")).await;
    let entry = |url: String| json!({ "url": url, "network": "loopback" });
    let allow = [entry(format!("http://{HOST}:{port}/*")), entry(format!("ws://{HOST}:{to}/*"))];
    let url = judge(&allow, &format!("http://{HOST}:{port}/"), "GET");
    let (code, fault) = refused(connector().request(&url).send().await);
    assert_eq!(code, Code::ConnectFailed);
    assert!(fault.contains("`ws:`"), "{fault}");
    other.set_nonblocking(true).unwrap();
    assert!(nobody_came(TcpListener::from_std(other).unwrap()));
}

/// A log that cannot be written, of an app that does nothing without.
#[derive(Debug)]
struct FullDisk;

impl Sink for FullDisk {
    fn record(&self, _record: &Arc<Record>) {}

    fn settled(&self) -> Result<(), Unsettled> {
        Err(Unsettled("No space left on device".into()))
    }

    fn has_to_be_settled(&self) -> bool {
        true
    }
}

#[tokio::test]
async fn nobody_is_asked_while_the_log_cannot_be_written() {
    let (listener, port) = listener().await;
    let entry = json!({ "url": format!("ws://{HOST}:{port}/*"), "network": "loopback" });
    let url = judge_into(Arc::new(FullDisk), &[entry], &format!("ws://{HOST}:{port}/"), "GET");
    let names = Names::new(&[&["127.0.0.1"]]);
    let (code, fault) = refused(connector_by(&names).socket(&url).open().await);
    assert_eq!((code, names.asked()), (Code::RecordUnsettled, 0));
    assert!(fault.contains("No space left"), "{fault}");
    assert!(nobody_came(listener));
}
