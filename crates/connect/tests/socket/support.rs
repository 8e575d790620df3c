//! A guard with entries, names with addresses, and servers that say anything.

use std::{
    collections::VecDeque,
    io,
    net::IpAddr,
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
};

use authority_connect::{
    Builder, Connector, Limits,
    resolve::{Answering, Resolve},
    socket::Socket,
};
use authority_core::{
    access::AccessSet,
    caller::Caller,
    code::Code,
    denial::Denial,
    guard::{Ask, Guard, JudgedUrl},
    record::{Ledger, Sink, ring::Ring},
    scope::{Frame, List, RawEntry, Scope, Way, bases::Bases},
};
use serde_json::{Value, json};
use tokio::{
    io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _},
    net::{TcpListener, TcpStream},
};
use tokio_tungstenite::tungstenite::handshake::derive_accept_key;

/// The name that servers go by.
pub(crate) const HOST: &str = "echo.test";

/// Judges by these entries.
pub(crate) fn judge(allow: &[Value], url: &str, method: &str) -> JudgedUrl {
    judge_into(Arc::new(Ring::new(16)), allow, url, method)
}

/// The same, of which the decisions go to this sink.
pub(crate) fn judge_into(sink: Arc<dyn Sink>, allow: &[Value], url: &str, method: &str) -> JudgedUrl {
    let ledger = Ledger::new(vec![sink]);
    let guard = Arc::new(Guard::new(ledger, Bases::none()));
    let caller = Arc::new(Caller::local("main", "main"));
    let frame = Frame::new("chat", &caller, guard.bases());
    let entries = allow.iter().cloned().enumerate();
    let entries: Vec<_> =
        entries.map(|(index, value)| RawEntry::new(List::Allow, Way::Command, index, value)).collect();
    let scope = Arc::new(Scope::compile(&entries, &frame));
    let command = Arc::from("chat");
    let ask = Ask { caller: &caller, command: &command, argument: "url", index: &[], access: AccessSet::NONE };
    guard.judge_url(&scope, url, method, ask).unwrap_or_else(|denial| panic!("{:?}", denial.record()))
}

/// A URL of [`HOST`] at this port, by an entry that admits this machine and has these keys, too.
pub(crate) fn url_with(scheme: &str, port: u16, keys: &Value) -> JudgedUrl {
    let mut entry = json!({ "url": format!("{scheme}://{HOST}:{port}/*"), "network": "loopback" });
    let more = keys.as_object().unwrap().clone();
    entry.as_object_mut().unwrap().extend(more);
    judge(&[entry], &format!("{scheme}://{HOST}:{port}/room"), "GET")
}

pub(crate) fn url(port: u16) -> JudgedUrl {
    url_with("ws", port, &json!({}))
}

/// A resolver with one answer after the other; the last stays.
#[derive(Clone, Default)]
pub(crate) struct Names {
    answers: Arc<Mutex<VecDeque<Vec<IpAddr>>>>,
    asked: Arc<AtomicUsize>,
}

impl Names {
    pub(crate) fn new(answers: &[&[&str]]) -> Self {
        let parsed = answers.iter().map(|answer| answer.iter().map(|text| text.parse().unwrap()).collect());
        Self { answers: Arc::new(Mutex::new(parsed.collect())), ..Self::default() }
    }

    pub(crate) fn asked(&self) -> usize {
        self.asked.load(Ordering::SeqCst)
    }
}

impl Resolve for Names {
    fn resolve<'a>(&'a self, _: &'a str) -> Answering<'a> {
        self.asked.fetch_add(1, Ordering::SeqCst);
        let mut answers = self.answers.lock().unwrap();
        let answer = if answers.len() > 1 { answers.pop_front() } else { answers.front().cloned() };
        Box::pin(std::future::ready(answer.ok_or_else(|| io::Error::other("no such name"))))
    }
}

/// A connector to which every name is this machine.
pub(crate) fn builder() -> Builder {
    Connector::builder().resolver(Names::new(&[&["127.0.0.1"]]))
}

pub(crate) fn connector() -> Connector {
    builder().build().unwrap()
}

pub(crate) fn connector_with(set: impl FnOnce(&mut Limits)) -> Connector {
    let mut limits = Limits::default();
    set(&mut limits);
    builder().limits(limits).build().unwrap()
}

/// The code and the fault of a refusal.
#[track_caller]
pub(crate) fn refused<T>(result: Result<T, Denial>) -> (Code, String) {
    let Err(denial) = result else { panic!("it was not refused") };
    let record = denial.record();
    (record.code, record.fault.clone().unwrap_or_default().to_string())
}

/// A listening socket, and a second one that nobody may come to.
pub(crate) async fn listener() -> (TcpListener, u16) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    (listener, port)
}

/// Whether nobody connected so far. A connection that was made waits in the system, whoever takes it.
pub(crate) fn nobody_came(listener: TcpListener) -> bool {
    let listener = listener.into_std().unwrap();
    listener.accept().is_err_and(|error| error.kind() == io::ErrorKind::WouldBlock)
}

/// The head of a request, as it was sent.
pub(crate) async fn head(stream: &mut (impl AsyncRead + Unpin)) -> String {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        match stream.read_u8().await {
            Ok(byte) => head.push(byte),
            Err(_) => break,
        }
    }
    String::from_utf8(head).unwrap()
}

/// The value of a header in a head.
pub(crate) fn value<'a>(head: &'a str, name: &str) -> Option<&'a str> {
    head.lines().find_map(|line| {
        let (found, value) = line.split_once(": ")?;
        found.eq_ignore_ascii_case(name).then_some(value)
    })
}

/// Shakes hands as a server, with these header lines more.
pub(crate) async fn shake(stream: &mut (impl AsyncRead + AsyncWrite + Unpin), more: &str) -> String {
    let head = head(stream).await;
    let accept = derive_accept_key(value(&head, "Sec-WebSocket-Key").unwrap_or_default().as_bytes());
    let answer = format!(
        "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\
         Sec-WebSocket-Accept: {accept}\r\n{more}\r\n"
    );
    stream.write_all(answer.as_bytes()).await.unwrap();
    head
}

/// A server for one client, which answers the handshake with this, whatever it was, and then waits for the client to
/// go.
pub(crate) async fn answering(answer: String) -> u16 {
    let (listener, port) = listener().await;
    tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        head(&mut stream).await;
        let _ = stream.write_all(answer.as_bytes()).await;
        let _ = stream.read_to_end(&mut Vec::new()).await;
    });
    port
}

/// A socket to a server that shakes hands, and whose bytes are then what the test writes.
pub(crate) async fn opened(connector: &Connector, keys: &Value) -> (Socket, TcpStream) {
    let (listener, port) = listener().await;
    let server = async {
        let (mut stream, _) = listener.accept().await.unwrap();
        shake(&mut stream, "").await;
        stream
    };
    let url = url_with("ws", port, keys);
    let (socket, stream) = tokio::join!(connector.socket(&url).open(), server);
    (socket.unwrap_or_else(|denial| panic!("{:?}", denial.record())), stream)
}

/// A frame of a server: the first byte, and a payload of any length.
pub(crate) fn frame(first: u8, payload: &[u8]) -> Vec<u8> {
    let mut frame = vec![first];
    match payload.len() {
        short @ ..=125 => frame.push(u8::try_from(short).unwrap()),
        long => {
            frame.push(127);
            frame.extend((long as u64).to_be_bytes());
        }
    }
    frame.extend(payload);
    frame
}
