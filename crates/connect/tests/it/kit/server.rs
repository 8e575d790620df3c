//! A server written by hand, so that it can do what no server should. It counts who comes, and keeps what they say.

use std::{
    io::{self, Read as _, Write as _},
    net::{SocketAddr, TcpListener, TcpStream},
    sync::{Arc, Condvar, Mutex},
    thread,
    time::Duration,
};

/// Listens from when it is made until the tests end.
pub(crate) struct Server {
    address: SocketAddr,
    seen: Arc<Seen>,
}

#[derive(Default)]
struct Seen {
    peers: Mutex<Vec<SocketAddr>>,
    came: Condvar,
    requests: Mutex<Vec<String>>,
}

impl Server {
    /// Answers each request with bytes, and goes on with the connection.
    pub(crate) fn start(answer: impl Fn(&str) -> Vec<u8> + Send + Sync + 'static) -> Self {
        Self::raw("127.0.0.1:0", move |request, stream| stream.write_all(&answer(request)))
    }

    /// Answers each request with the same bytes.
    pub(crate) fn always(answer: Vec<u8>) -> Self {
        Self::start(move |_| answer.clone())
    }

    /// Somebody whom nobody may reach.
    pub(crate) fn forbidden() -> Self {
        Self::always(ok("what nobody may read"))
    }

    /// Somebody whom nobody may reach, at a place of its own.
    pub(crate) fn forbidden_at(address: impl ToString) -> Self {
        Self::raw(address, |_, stream| stream.write_all(&ok("what nobody may read")))
    }

    /// Does what it likes with each request; the connection ends with an error.
    pub(crate) fn raw(
        address: impl ToString,
        answer: impl Fn(&str, &mut TcpStream) -> io::Result<()> + Send + Sync + 'static,
    ) -> Self {
        Self::wrapped(address, move |stream, log| {
            while let Some(request) = read(stream)? {
                log(request.clone());
                answer(&request, stream)?;
            }
            Ok(())
        })
    }

    /// Does what it likes with each connection.
    pub(crate) fn wrapped(
        address: impl ToString,
        serve: impl Fn(&mut TcpStream, &dyn Fn(String)) -> io::Result<()> + Send + Sync + 'static,
    ) -> Self {
        let listener = TcpListener::bind(address.to_string()).unwrap();
        let address = listener.local_addr().unwrap();
        let seen = Arc::new(Seen::default());
        let (noted, serve) = (Arc::clone(&seen), Arc::new(serve));
        thread::spawn(move || {
            while let Ok((mut stream, peer)) = listener.accept() {
                noted.peers.lock().unwrap().push(peer);
                noted.came.notify_all();
                let (noted, serve) = (Arc::clone(&noted), Arc::clone(&serve));
                thread::spawn(move || {
                    let log = |request| noted.requests.lock().unwrap().push(request);
                    let _ = serve(&mut stream, &log);
                });
            }
        });
        Self { address, seen }
    }

    pub(crate) fn port(&self) -> u16 {
        self.address.port()
    }

    /// A URL that leads to it where the host does.
    pub(crate) fn url(&self, host: &str, path: &str) -> String {
        format!("http://{host}:{}{path}", self.port())
    }

    /// An entry for all of it under a name, for what lies on this machine.
    pub(crate) fn entry(&self, host: &str) -> serde_json::Value {
        serde_json::json!({ "url": self.url(host, "/*"), "network": "loopback" })
    }

    /// How many connections came so far. They are taken in their order, so that one of our own tells when all were.
    pub(crate) fn connections(&self) -> usize {
        let knock = TcpStream::connect(self.address).unwrap();
        let own = knock.local_addr().unwrap();
        let mut peers = self.seen.peers.lock().unwrap();
        while !peers.contains(&own) {
            peers = self.seen.came.wait_timeout(peers, Duration::from_secs(60)).unwrap().0;
        }
        peers.retain(|peer| *peer != own);
        peers.len()
    }

    /// The requests so far, each as it came.
    pub(crate) fn requests(&self) -> Vec<String> {
        self.seen.requests.lock().unwrap().clone()
    }

    /// The last request.
    pub(crate) fn last(&self) -> String {
        self.requests().pop().expect("a request came")
    }
}

/// An answer whose length is told.
pub(crate) fn ok(body: &str) -> Vec<u8> {
    format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n{body}", body.len()).into_bytes()
}

/// Sends on to somewhere.
pub(crate) fn redirect(status: u16, location: &str) -> Vec<u8> {
    format!("HTTP/1.1 {status} Elsewhere\r\nLocation: {location}\r\nContent-Length: 0\r\n\r\n").into_bytes()
}

/// Writes, as far as the other side listens.
pub(crate) fn write(stream: &mut TcpStream, text: &str) -> io::Result<()> {
    stream.write_all(text.as_bytes())
}

/// One request with its body; none where the other side has no more.
fn read(stream: &mut TcpStream) -> io::Result<Option<String>> {
    let mut bytes = Vec::new();
    let mut byte = [0];
    while !bytes.ends_with(b"\r\n\r\n") {
        if stream.read(&mut byte)? == 0 {
            return Ok(None);
        }
        bytes.push(byte[0]);
    }
    let head = String::from_utf8_lossy(&bytes).to_ascii_lowercase();
    if let Some((_, rest)) = head.split_once("content-length: ") {
        let length = rest.lines().next().and_then(|length| length.parse().ok()).unwrap_or(0);
        let mut body = vec![0; length];
        stream.read_exact(&mut body)?;
        bytes.extend(body);
    } else if head.contains("transfer-encoding: chunked") {
        while !bytes.ends_with(b"\r\n0\r\n\r\n") {
            if stream.read(&mut byte)? == 0 {
                return Ok(None);
            }
            bytes.push(byte[0]);
        }
    }
    Ok(Some(String::from_utf8_lossy(&bytes).into_owned()))
}
