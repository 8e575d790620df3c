//! A WebSocket to a judged URL, from a command: only to what an entry takes, with every refusal on record.

use std::{
    net::{Ipv4Addr, SocketAddr, TcpListener},
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
};

use serde_json::json;
use support::{Fixture, Running, without_acl};
use tauri_plugin_authority::{
    Result, ScopedUrl,
    connect::{
        Connector,
        resolve::{Answering, Resolve},
        socket::Message,
    },
};
use tungstenite::accept;

#[tauri::command]
async fn greet(room: ScopedUrl) -> Result<Option<String>> {
    let mut socket = room.socket().open().await?;
    socket.send("hello").await?;
    Ok(socket.next().await?.map(|message| match message {
        Message::Text(text) => text.to_string(),
        other => format!("{other:?}"),
    }))
}

/// A server that says what it is told, and counts who comes.
fn echo() -> (SocketAddr, Arc<AtomicUsize>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let (address, came) = (listener.local_addr().unwrap(), Arc::new(AtomicUsize::new(0)));
    let count = Arc::clone(&came);
    thread::spawn(move || {
        for stream in listener.incoming() {
            count.fetch_add(1, Ordering::SeqCst);
            if let Ok(mut socket) = accept(stream.unwrap()) {
                let said = socket.read().unwrap();
                socket.send(said).unwrap();
            }
        }
    });
    (address, came)
}

fn app(url: &str) -> Running {
    fixture(url).run()
}

fn fixture(url: &str) -> Fixture {
    without_acl()
        .handler(tauri::generate_handler![greet])
        .grant(json!([{ "identifier": "authority:scope", "allow": [{ "command": "greet", "windows": ["main"], "url": url, "maxBytes": 5 }] }]))
}

#[test]
fn a_judged_socket_is_spoken_to() {
    let (address, came) = echo();
    let app = app(&format!("ws://{address}/room/*"));
    assert_eq!(app.main("greet", json!({ "room": format!("ws://{address}/room/a") })), Ok(json!("hello")));
    assert_eq!(came.load(Ordering::SeqCst), 1);
}

#[test]
fn nobody_comes_to_what_no_entry_takes() {
    let ((address, came), (other, elsewhere)) = (echo(), echo());
    let app = app(&format!("ws://{address}/room/*"));
    for (url, code) in [
        (format!("ws://{address}/admin"), "url.outside-scope"),
        (format!("ws://{other}/room/a"), "url.outside-scope"),
        (format!("http://{address}/room/a"), "url.outside-scope"),
        (format!("ws://user:secret@{address}/room/a"), "url.credentials"),
    ] {
        assert_eq!(app.refused("greet", json!({ "room": url })), code, "{url}");
        assert_eq!(app.records()[0]["code"], code);
    }
    assert_eq!((came.load(Ordering::SeqCst), elsewhere.load(Ordering::SeqCst)), (0, 0));
}

/// Says of every name that it is this machine's.
struct Here;

impl Resolve for Here {
    fn resolve<'a>(&'a self, _: &'a str) -> Answering<'a> {
        Box::pin(std::future::ready(Ok(vec![Ipv4Addr::LOCALHOST.into()])))
    }
}

/// The name is in scope, and where it leads is not.
#[test]
fn a_name_that_leads_to_this_machine_is_not_connected_to() {
    let (address, came) = echo();
    let connector = Connector::builder().resolver(Here).build().unwrap();
    let app = fixture("ws://room.example.com:*/*").connector(connector).run();
    let url = format!("ws://room.example.com:{}/a", address.port());
    // The page does not learn which addresses there are.
    assert_eq!(app.refused("greet", json!({ "room": url })), "connect.failed");
    assert_eq!((&app.records()[0]["code"], came.load(Ordering::SeqCst)), (&json!("connect.network"), 0));
}

#[test]
fn a_message_is_no_longer_than_the_entry_says() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    thread::spawn(move || {
        let mut socket = accept(listener.accept().unwrap().0).unwrap();
        socket.send("six...".into()).unwrap();
        let _ = socket.read();
    });
    let app = app(&format!("ws://{address}/room/*"));
    let error = app.main("greet", json!({ "room": format!("ws://{address}/room/a") })).unwrap_err();
    assert_eq!((&error["code"], &app.records()[0]["code"]), (&json!("response.too-long"), &json!("response.too-long")));
}
