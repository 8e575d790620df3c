//! Who may set which headers of a handshake, and which subprotocol is spoken.

use authority_connect::{Connector, socket::SocketRequest};
use authority_core::{code::Code, denial::Denial};
use serde_json::json;

use crate::support::{connector, listener, nobody_came, refused, shake, url_with, value};

/// Opens a socket as `set` has it, to a server that answers with `more`. What the server was sent.
async fn open(
    connector: &Connector,
    set: impl FnOnce(SocketRequest) -> SocketRequest,
    more: &str,
) -> (Result<authority_connect::socket::Socket, Denial>, String) {
    let (listener, port) = listener().await;
    let server = async {
        let (mut stream, _) = listener.accept().await.unwrap();
        shake(&mut stream, more).await
    };
    let url = url_with("ws", port, &json!({ "headers": ["x-page", "Sec-WebSocket-Key"] }));
    tokio::join!(set(connector.socket(&url)).open(), server)
}

/// Has a socket refused before anything is connected to, and says for which header.
#[track_caller]
fn refused_header(result: Result<authority_connect::socket::Socket, Denial>) -> String {
    let (code, fault) = refused(result);
    assert_eq!(code, Code::RequestHeader, "{fault}");
    fault
}

#[tokio::test]
async fn headers_of_the_app_and_those_that_the_page_may_set_are_sent() {
    let connector = connector();
    let set = |request: SocketRequest| {
        request
            .header("Authorization", "Bearer secret")
            .header("Origin", "https://app.example")
            .page_header("X-Page", "1")
            .page_header("Accept-Language", "de")
    };
    let (socket, head) = open(&connector, set, "X-Server: 7\r\n").await;
    let socket = socket.unwrap();
    assert_eq!(socket.headers()["x-server"], "7");
    for (name, sent) in [
        ("authorization", "Bearer secret"),
        ("Origin", "https://app.example"),
        ("x-page", "1"),
        ("accept-language", "de"),
        ("Sec-WebSocket-Version", "13"),
    ] {
        assert_eq!(value(&head, name), Some(sent), "{head}");
    }
    let printed = format!("{socket:?} {:?}", connector.socket(socket.url()).header("x", "secret"));
    assert!(!printed.contains("secret") && !printed.contains("echo.test"), "{printed}");
}

#[tokio::test]
async fn headers_that_nobody_let_it_set_are_refused_before_a_connection() {
    let (listener, port) = listener().await;
    let url = url_with("ws", port, &json!({ "headers": ["x-page", "Sec-WebSocket-Key"] }));
    let connector = connector();
    for name in ["Authorization", "Cookie", "Origin", "X-Other"] {
        let opened = connector.socket(&url).page_header(name, "x").open().await;
        assert_eq!(refused_header(opened), name.to_lowercase());
    }
    for name in ["Sec-WebSocket-Key", "Sec-WebSocket-Extensions", "Sec-WebSocket-Protocol", "Host", "Upgrade"] {
        assert_eq!(refused_header(connector.socket(&url).header(name, "x").open().await), name.to_lowercase());
        assert_eq!(refused_header(connector.socket(&url).page_header(name, "x").open().await), name.to_lowercase());
    }
    assert_eq!(refused_header(connector.socket(&url).header("x", "a\r\nHost: b").open().await), "x");
    assert_eq!(refused_header(connector.socket(&url).header("x y", "a").open().await), "one whose name is none");
    assert!(nobody_came(listener));
}

#[tokio::test]
async fn one_of_the_offered_subprotocols_is_spoken() {
    let connector = connector();
    let offered = |request: SocketRequest| request.protocol("chat.v2").protocol("chat.v1");
    let (socket, head) = open(&connector, offered, "Sec-WebSocket-Protocol: chat.v1\r\n").await;
    assert_eq!(value(&head, "Sec-WebSocket-Protocol"), Some("chat.v2, chat.v1"));
    assert_eq!(socket.unwrap().protocol(), Some("chat.v1"));
    let (socket, head) = open(&connector, |request| request, "").await;
    assert_eq!((value(&head, "Sec-WebSocket-Protocol"), socket.unwrap().protocol()), (None, None));
}

#[tokio::test]
async fn a_subprotocol_that_was_not_offered_is_refused() {
    let connector = connector();
    let offered = |request: SocketRequest| request.protocol("chat");
    for more in ["", "Sec-WebSocket-Protocol: admin\r\n"] {
        let (code, fault) = refused(open(&connector, offered, more).await.0);
        assert_eq!(code, Code::ConnectFailed, "{fault}");
    }
    let unasked = open(&connector, |request| request, "Sec-WebSocket-Protocol: chat\r\n").await.0;
    assert_eq!(refused(unasked).0, Code::ConnectFailed);
}

#[tokio::test]
async fn a_subprotocol_is_one_token_and_offered_once() {
    let (listener, port) = listener().await;
    let url = url_with("ws", port, &json!({}));
    let connector = connector();
    for protocol in ["", "a, b", "a b", "a\r\nHost: b", "ä"] {
        let opened = connector.socket(&url).protocol(protocol).open().await;
        assert_eq!(refused_header(opened), "sec-websocket-protocol", "{protocol}");
    }
    let twice = connector.socket(&url).protocol("a").protocol("a").open().await;
    assert_eq!(refused_header(twice), "sec-websocket-protocol");
    assert!(nobody_came(listener));
}
