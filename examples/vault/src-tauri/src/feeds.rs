//! Something to read without the Internet: a server of sample feeds on this machine. Beside it listens another program
//! of this machine, which no entry names: whoever connects to it is counted.

use std::{
    io::{self, BufRead, BufReader, Read, Write},
    net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream},
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    thread,
    time::Duration,
};

use serde::Serialize;
use serde_json::json;
use tauri::{AppHandle, Manager, State, ipc::CapabilityBuilder};

const WALKS: &str = include_str!("../samples/feeds/walks.xml");
const BREAD: &str = include_str!("../samples/feeds/bread.xml");
const RUDE: &str = include_str!("../samples/feeds/rude.xml");

/// Bytes of a sample feed that the page may read.
const MOST: usize = 64 * 1024;

/// Where both listen. The system chose the ports.
#[derive(Clone, Copy)]
struct Places {
    feeds: SocketAddr,
    other: SocketAddr,
}

/// What became of connections.
#[derive(Default)]
pub(crate) struct Counts {
    /// To the other program.
    other: AtomicU64,
    /// To the feed without an end, that are still open.
    endless: AtomicU64,
}

pub(crate) struct Feeds {
    places: Places,
    counts: Arc<Counts>,
}

/// What the page proposes to load.
#[derive(Serialize)]
pub(crate) struct Addresses {
    feeds: String,
    other: String,
    /// This machine's name, which leads back to it.
    machine: String,
}

#[tauri::command]
pub(crate) fn feed_addresses(feeds: State<'_, Feeds>) -> Addresses {
    let Places { feeds, other } = feeds.places;
    Addresses { feeds: format!("http://{feeds}"), other: format!("http://{other}"), machine: machine() }
}

#[derive(Serialize)]
pub(crate) struct Connections {
    other: u64,
    endless: u64,
}

#[tauri::command]
pub(crate) fn feed_connections(feeds: State<'_, Feeds>) -> Connections {
    let count = |count: &AtomicU64| count.load(Ordering::SeqCst);
    Connections { other: count(&feeds.counts.other), endless: count(&feeds.counts.endless) }
}

/// Serves, and lets the feed reader in. The port is known by now: the entry names one address, one port, one folder.
pub(crate) fn start(app: &AppHandle) -> Result<(), Box<dyn std::error::Error>> {
    let listen = || TcpListener::bind((Ipv4Addr::LOCALHOST, 0));
    let (feeds, other) = (listen()?, listen()?);
    let places = Places { feeds: feeds.local_addr()?, other: other.local_addr()? };
    let entry = json!({
        "url": format!("http://{}/feeds/*", places.feeds),
        "methods": ["GET"],
        "maxBytes": MOST,
    });
    app.add_capability(CapabilityBuilder::new("sample-feeds").window("feeds").permission_scoped(
        "authority:fetch",
        vec![entry],
        vec![],
    ))?;
    let counts = Arc::new(Counts::default());
    serve(feeds, Arc::clone(&counts), move |stream, counts| answer(stream, places, counts));
    serve(other, Arc::clone(&counts), |_stream, counts| {
        counts.other.fetch_add(1, Ordering::SeqCst);
        Ok(())
    });
    app.manage(Feeds { places, counts });
    Ok(())
}

fn serve(
    listener: TcpListener,
    counts: Arc<Counts>,
    each: impl Fn(TcpStream, &Counts) -> io::Result<()> + Copy + Send + 'static,
) {
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let counts = Arc::clone(&counts);
            // Whoever hangs up early is no failure of the server.
            thread::spawn(move || each(stream, &counts));
        }
    });
}

fn answer(mut stream: TcpStream, places: Places, counts: &Counts) -> io::Result<()> {
    let path = path_of_request(&stream)?;
    match &*path {
        "/feeds/walks.xml" => whole(stream, WALKS),
        "/feeds/bread.xml" => whole(stream, BREAD),
        "/feeds/rude.xml" => whole(stream, RUDE),
        "/feeds/slow.xml" => slowly(stream, WALKS),
        "/feeds/endless.xml" => endless(stream, counts),
        "/feeds/too-long.xml" => whole(stream, &format!("{WALKS}<!--{}-->", " ".repeat(MOST))),
        "/feeds/moved.xml" => redirect(stream, "/feeds/walks.xml"),
        "/feeds/to-metadata.xml" => redirect(stream, "http://169.254.169.254/latest/meta-data/iam/"),
        "/feeds/to-other.xml" => redirect(stream, &format!("http://{}/feeds/walks.xml", places.other)),
        // It is there, and no entry reaches it.
        "/drafts/walks.xml" => whole(stream, WALKS),
        _ => write!(stream, "HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"),
    }
}

/// Reads the head of a request; none has a body here.
fn path_of_request(stream: &TcpStream) -> io::Result<String> {
    let mut lines = BufReader::new(stream.take(64 * 1024)).lines();
    let first = lines.next().transpose()?.unwrap_or_default();
    for line in lines {
        if line?.is_empty() {
            break;
        }
    }
    Ok(first.split(' ').nth(1).unwrap_or_default().to_owned())
}

fn head(stream: &mut TcpStream, rest: &str) -> io::Result<()> {
    write!(stream, "HTTP/1.1 200 OK\r\ncontent-type: application/xml\r\nconnection: close\r\n{rest}\r\n\r\n")
}

fn whole(mut stream: TcpStream, body: &str) -> io::Result<()> {
    head(&mut stream, &format!("content-length: {}", body.len()))?;
    stream.write_all(body.as_bytes())
}

/// As over a line that is none of the best.
fn slowly(mut stream: TcpStream, body: &str) -> io::Result<()> {
    head(&mut stream, &format!("content-length: {}", body.len()))?;
    for piece in body.as_bytes().chunks(body.len().div_ceil(8)) {
        stream.write_all(piece)?;
        thread::sleep(Duration::from_millis(150));
    }
    Ok(())
}

/// Goes on until the reader hangs up, which a write then fails by.
fn endless(mut stream: TcpStream, counts: &Counts) -> io::Result<()> {
    head(&mut stream, "transfer-encoding: chunked")?;
    counts.endless.fetch_add(1, Ordering::SeqCst);
    let mut entry = "<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>Without an end</title>".to_owned();
    while write!(stream, "{:x}\r\n{entry}\r\n", entry.len()).is_ok() {
        "<entry><title>There is always another</title></entry>".clone_into(&mut entry);
        thread::sleep(Duration::from_millis(100));
    }
    counts.endless.fetch_sub(1, Ordering::SeqCst);
    Ok(())
}

fn redirect(mut stream: TcpStream, to: &str) -> io::Result<()> {
    write!(stream, "HTTP/1.1 302 Found\r\nlocation: {to}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n")
}

#[cfg(unix)]
fn machine() -> String {
    rustix::system::uname().nodename().to_string_lossy().to_lowercase()
}

#[cfg(not(unix))]
fn machine() -> String {
    std::env::var("COMPUTERNAME").unwrap_or_default().to_lowercase()
}
