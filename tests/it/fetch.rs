//! `fetch` of the page: the plugin's own command, by the entries of `authority:fetch`, to a server that counts who comes.

use std::{
    io::{Read, Write},
    net::{SocketAddr, TcpListener, TcpStream},
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
        mpsc,
    },
    thread,
    time::{Duration, Instant},
};

use serde_json::{Value, json};
use support::{Running, answer, with_acl, without_acl};
use tauri::ipc::InvokeResponse;
use tauri_plugin_authority::connect::{Connector, reqwest::Client};

/// A server on loopback that keeps what it was sent.
struct Server {
    address: SocketAddr,
    seen: Arc<Mutex<Vec<String>>>,
}

impl Server {
    /// Answers every request with `response`.
    fn answering(response: &str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let seen = Arc::new(Mutex::new(Vec::new()));
        let (response, all) = (response.to_owned(), Arc::clone(&seen));
        thread::spawn(move || {
            for stream in listener.incoming() {
                let request = read(stream.as_ref().unwrap());
                all.lock().unwrap().push(request);
                stream.unwrap().write_all(response.as_bytes()).unwrap();
            }
        });
        Self { address, seen }
    }

    fn ok() -> Self {
        Self::answering(
            "HTTP/1.1 200 OK\r\nx-a: b\r\nset-cookie: a=secret\r\ncontent-length: 2\r\nconnection: close\r\n\r\nhi",
        )
    }

    fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    fn seen(&self) -> Vec<String> {
        self.seen.lock().unwrap().clone()
    }
}

/// The head of a request, and as much body as it says.
fn read(mut stream: &TcpStream) -> String {
    let mut request = Vec::new();
    let mut byte = [0];
    while !request.ends_with(b"\r\n\r\n") && stream.read(&mut byte).unwrap() == 1 {
        request.push(byte[0]);
    }
    let head = String::from_utf8_lossy(&request).to_ascii_lowercase();
    let length = head.lines().find_map(|line| line.strip_prefix("content-length: "));
    let mut body = vec![0; length.map_or(0, |length| length.trim().parse().unwrap())];
    stream.read_exact(&mut body).unwrap();
    head + &String::from_utf8_lossy(&body)
}

fn app(allow: Value) -> Running {
    with_acl().grant(json!([{ "identifier": "authority:fetch", "allow": allow }])).run()
}

/// What guest-js sends for a plain request.
fn asked(url: &str) -> Value {
    json!({
        "id": 1, "url": url, "method": "GET", "headers": [], "redirects": "follow", "proxy": null,
        "channel": "__CHANNEL__:7",
    })
}

fn with(mut asked: Value, key: &str, value: Value) -> Value {
    asked[key] = value;
    asked
}

fn fetch(app: &Running, asked: &Value, body: &[u8]) -> Result<Value, Value> {
    app.call_raw(FETCH, body, &[("request", header(asked))])
}

fn begin(app: &Running, asked: &Value) -> mpsc::Receiver<InvokeResponse> {
    app.begin_raw(FETCH, &[], &[("request", header(asked))])
}

const FETCH: &str = "plugin:authority|fetch";

/// As guest-js writes it.
fn header(asked: &Value) -> String {
    asked.to_string().bytes().map(|byte| format!("%{byte:02X}")).collect()
}

fn refused(app: &Running, asked: &Value) -> (String, String) {
    let error = fetch(app, asked, &[]).unwrap_err();
    (error["code"].as_str().unwrap().to_owned(), error["argument"].as_str().unwrap().to_owned())
}

#[test]
fn a_url_in_scope_is_asked_and_its_head_comes_back() {
    let server = Server::ok();
    let app = app(json!([{ "url": server.url("/api/*"), "methods": ["POST"], "headers": ["x-token"] }]));
    let asked = with(asked(&server.url("/api/notes?a#b")), "method", json!("POST"));
    let asked = with(asked, "headers", json!([["x-token", "t"], ["content-type", "text/plain"]]));
    let head = fetch(&app, &asked, b"hello").unwrap();
    assert_eq!((&head["status"], &head["statusText"], &head["length"]), (&json!(200), &json!("OK"), &json!(2)));
    assert_eq!((&head["url"], &head["redirected"]), (&json!(server.url("/api/notes?a")), &json!(false)));
    assert!(head["headers"].as_array().unwrap().contains(&json!(["x-a", "b"])), "{head}");
    assert!(!head.to_string().contains("secret"), "{head}");
    let seen = server.seen();
    assert!(seen[0].starts_with("post /api/notes?a http/1.1\r\n") && seen[0].ends_with("hello"), "{seen:?}");
    assert!(seen[0].contains("x-token: t\r\n") && seen[0].contains("content-type: text/plain\r\n"), "{seen:?}");
}

#[test]
fn what_is_not_in_scope_gets_no_connection() {
    let server = Server::ok();
    let app = app(json!([{ "url": server.url("/api/*"), "methods": ["GET"] }]));
    for (asked, code) in [
        (asked(&server.url("/other")), "url.outside-scope"),
        (asked(&server.url("/api/..%2fother")), "url.encoded-separator"),
        (with(asked(&server.url("/api/a")), "method", json!("POST")), "url.outside-scope"),
        (with(asked(&server.url("/api/a")), "headers", json!([["x-token", "t"]])), "request.header"),
        (with(asked(&server.url("/api/a")), "headers", json!([["host", "evil.example"]])), "request.header"),
        (with(asked(&server.url("/api/a")), "headers", json!([["x\r\ny", "z"]])), "request.header"),
        (with(asked(&server.url("/api/a")), "headers", json!([["accept", "a\r\nx-token: t"]])), "request.header"),
        (asked("file:///etc/passwd"), "url.outside-scope"),
    ] {
        assert_eq!(refused(&app, &asked), (code.to_owned(), "url".to_owned()), "{asked}");
    }
    // Another server on this machine, which the entry does not name.
    let other = Server::ok();
    assert_eq!(refused(&app, &asked(&other.url("/api/a"))).0, "url.outside-scope");
    assert_eq!((server.seen(), other.seen()), (vec![], vec![]));
}

#[test]
fn a_request_that_is_not_what_guest_js_sends_is_refused() {
    let server = Server::ok();
    let app = app(json!([{ "url": server.url("/*") }]));
    let good = asked(&server.url("/a"));
    for asked in [
        with(good.clone(), "method", json!("get")),
        with(good.clone(), "method", json!("CONNECT")),
        with(good.clone(), "method", json!("TRACE")),
        with(good.clone(), "method", json!("GET / HTTP/1.1\r\nx: y")),
        with(good.clone(), "redirects", json!("always")),
        with(good.clone(), "channel", json!("7")),
        with(good.clone(), "id", json!(-1)),
        with(good.clone(), "timeout", json!(1)),
        with(good.clone(), "headers", json!({ "a": "b" })),
        json!("https://example.com"),
        json!(7),
    ] {
        assert_eq!(refused(&app, &asked), ("argument.type".to_owned(), "request".to_owned()), "{asked}");
    }
    assert_eq!(app.call_raw("plugin:authority|fetch", &[], &[]).unwrap_err()["code"], "argument.missing");
    assert_eq!(server.seen(), Vec::<String>::new());
}

#[test]
fn without_an_entry_of_its_own_nothing_is_reached() {
    let server = Server::ok();
    assert_eq!(refused(&app(json!([])), &asked(&server.url("/"))).0, "scope.empty");
    // Not granted: Tauri does not call it.
    let none = without_acl().run();
    assert!(fetch(&none, &asked(&server.url("/")), &[]).unwrap_err().is_string());
    // An entry for a command of the app's is none for it, though it stands under a permission of the plugin's.
    let other = without_acl()
        .grant(json!(["authority:fetch", { "identifier": "authority:scope", "allow": [
            { "command": "fetch", "windows": ["main"], "url": server.url("/*") },
        ] }]))
        .run();
    assert_eq!(refused(&other, &asked(&server.url("/"))).0, "scope.empty");
    assert_eq!(server.seen(), Vec::<String>::new());
}

/// `authority:scope` is the plugin's own global scope, and no global scope of its commands.
#[test]
fn what_an_entry_says_of_another_command_is_not_said_of_it() {
    let server = Server::ok();
    let app = |own: Value, list: &str| {
        let entry = json!({ "command": "subscribe", "windows": ["main"], "url": server.url("/*") });
        without_acl()
            .config(json!({ "appGlobalAllow": true }))
            .grant(json!([{ "identifier": "authority:fetch", "allow": own }, { "identifier": "authority:scope", list: [entry] }]))
            .run()
    };
    assert_eq!(refused(&app(json!([]), "allow"), &asked(&server.url("/"))).0, "scope.empty");
    let head = fetch(&app(json!([server.url("/*")]), "deny"), &asked(&server.url("/")), &[]);
    assert_eq!(head.unwrap()["status"], 200);
}

#[test]
fn a_redirect_out_of_scope_is_not_followed() {
    let other = Server::ok();
    let location = other.url("/");
    let redirect =
        format!("HTTP/1.1 302 Found\r\nlocation: {location}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n");
    let server = Server::answering(&redirect);
    let app = app(json!([server.url("/*")]));
    assert_eq!(refused(&app, &asked(&server.url("/a"))), ("url.outside-scope".to_owned(), "url".to_owned()));
    let manual = fetch(&app, &with(asked(&server.url("/a")), "redirects", json!("manual")), &[]).unwrap();
    assert_eq!(manual["status"], 302);
    assert_eq!((server.seen().len(), other.seen().len()), (2, 0));
    let record = &app.records()[0];
    assert_eq!((&record["command"], &record["decision"]), (&json!("plugin:authority|fetch"), &json!("allow")));
}

#[test]
fn a_proxy_that_the_page_chooses_is_a_destination() {
    let proxy = Server::ok();
    let server = Server::ok();
    let through = |app: &Running| {
        let asked = with(asked(&server.url("/a")), "proxy", json!(proxy.url("")));
        fetch(app, &asked, &[])
    };
    let error = through(&app(json!([server.url("/*")]))).unwrap_err();
    assert_eq!((&error["code"], &error["argument"]), (&json!("url.outside-scope"), &json!("proxy")));
    let error = through(&app(json!([server.url("/*"), { "url": proxy.url("/"), "methods": ["GET"] }]))).unwrap_err();
    assert_eq!(error["code"], "url.outside-scope");
    assert_eq!((server.seen().len(), proxy.seen().len()), (0, 0));
    let granted = app(json!([server.url("/*"), { "url": proxy.url("/"), "methods": ["CONNECT"], "arg": "proxy" }]));
    assert_eq!(through(&granted).unwrap()["status"], 200);
    assert_eq!((server.seen().len(), proxy.seen().len()), (0, 1));
}

#[test]
fn a_server_that_is_not_there_is_told_coarsely() {
    let gone = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let app = app(json!([format!("http://{gone}/*")]));
    assert_eq!(refused(&app, &asked(&format!("http://{gone}/"))).0, "connect.failed");
    let record = &app.records()[0];
    assert_eq!((&record["code"], &record["stage"]), (&json!("connect.refused"), &json!("connect")));
}

#[test]
fn an_id_is_a_pages_own_and_names_one_request() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/a", listener.local_addr().unwrap());
    let app = app(json!([url]));
    let first = begin(&app, &asked(&url));
    let (mut stream, _) = listener.accept().unwrap();
    assert_eq!(refused(&app, &asked(&url)).0, "argument.type");
    // Neither another window nor another id ends it.
    let abort = |window: &str, id: u64| app.call(window, "plugin:authority|fetch_abort", json!({ "id": id }));
    assert!(abort("other", 1).unwrap_err().is_string());
    assert_eq!(abort("main", 2), Ok(Value::Null));
    assert!(first.try_recv().is_err());
    assert_eq!(abort("main", 1), Ok(Value::Null));
    assert_eq!(answer(first.recv().unwrap()), Err(json!({ "type": "authority.aborted" })));
    // Its connection is closed.
    let mut rest = Vec::new();
    stream.read_to_end(&mut rest).unwrap();
}

#[test]
fn a_window_ends_no_request_of_another() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/a", listener.local_addr().unwrap());
    let permissions = json!([{ "identifier": "authority:fetch", "allow": [url] }]);
    let app = with_acl().capability(json!({ "windows": ["main", "other"], "permissions": permissions })).run();
    let first = begin(&app, &asked(&url));
    let (mut stream, _) = listener.accept().unwrap();
    // It may call the command, and names the request of the other.
    assert_eq!(app.call("other", "plugin:authority|fetch_abort", json!({ "id": 1 })), Ok(Value::Null));
    read(&stream);
    stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n").unwrap();
    assert_eq!(answer(first.recv_timeout(PATIENCE).unwrap()).unwrap()["status"], 200);
}

#[test]
fn the_client_is_the_app_s_own() {
    let server = Server::ok();
    let client = || Client::builder().tls_certs_only([]).user_agent("the app's own");
    let connector = Connector::builder().client(client).build().unwrap();
    let granted = json!([{ "identifier": "authority:fetch", "allow": [server.url("/*")] }]);
    let app = with_acl().connector(connector).grant(granted).run();
    fetch(&app, &asked(&server.url("/a")), &[]).unwrap();
    assert!(server.seen()[0].contains("user-agent: the app's own\r\n"), "{:?}", server.seen());
}

#[test]
fn what_the_page_is_told_of_a_url_has_no_credentials() {
    let server = Server::ok();
    let url = server.url("/a").replace("//", "//user:secret@");
    let app = app(json!([{ "url": server.url("/*"), "credentials": true }]));
    let head = fetch(&app, &asked(&url), &[]).unwrap();
    assert_eq!(head["url"], server.url("/a"));
    assert!(server.seen()[0].contains("authorization: basic "), "{:?}", server.seen());
}

#[test]
fn an_id_is_free_again_when_its_request_has_ended() {
    let server = Server::ok();
    let gone = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let refusing = app(json!([format!("http://{gone}/*")]));
    // At once, where the page hears of no response.
    for _ in 0..100 {
        assert_eq!(refused(&refusing, &asked(&format!("http://{gone}/"))).0, "connect.failed");
    }
    let app = app(json!([server.url("/*")]));
    let start = Instant::now();
    fetch(&app, &asked(&server.url("/a")), &[]).unwrap();
    // The head is there a moment before the body has gone to the page.
    while fetch(&app, &asked(&server.url("/a")), &[]).is_err() {
        assert!(start.elapsed() < PATIENCE, "its id stays in use");
        thread::sleep(Duration::from_millis(10));
    }
}

const PATIENCE: Duration = Duration::from_secs(20);

/// A server whose body never ends, and how many bytes of it are on their way.
fn endless() -> (String, Arc<AtomicUsize>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/a", listener.local_addr().unwrap());
    let sent = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&sent);
    thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        read(&stream);
        stream.write_all(b"HTTP/1.1 200 OK\r\n\r\n").unwrap();
        while stream.write_all(&[b'x'; 64 * 1024]).is_ok() && count.load(Ordering::SeqCst) < 1 << 30 {
            count.fetch_add(64 * 1024, Ordering::SeqCst);
        }
    });
    (url, sent)
}

/// What was sent when for half a second no more was.
fn at_rest(sent: &AtomicUsize) -> usize {
    let mut before = usize::MAX;
    loop {
        let now = sent.load(Ordering::SeqCst);
        if now == before {
            return now;
        }
        before = now;
        thread::sleep(Duration::from_millis(500));
    }
}

/// What the system keeps between two ends of a connection, and one window of ours.
const BETWEEN: usize = 64 << 20;

#[test]
fn a_body_comes_no_faster_than_the_page_reads_it() {
    let (url, sent) = endless();
    let app = app(json!([url]));
    fetch(&app, &asked(&url), &[]).unwrap();
    let first = at_rest(&sent);
    assert!(first < BETWEEN, "{first} bytes came though the page read none");
    let more =
        |bytes: u32| app.call("main", "plugin:authority|fetch_more", json!({ "id": 1, "bytes": bytes })).unwrap();
    // It reads on when the page does: several windows, so that the buffers of the system cannot hide it.
    let start = Instant::now();
    while sent.load(Ordering::SeqCst) < first + (8 << 20) {
        assert!(start.elapsed() < PATIENCE, "nothing comes though the page has read");
        more(256 * 1024);
        thread::sleep(Duration::from_millis(5));
    }
    // A page that says it read more than it got makes no more room than there was.
    let before = at_rest(&sent);
    for _ in 0..10 {
        more(u32::MAX);
    }
    let after = at_rest(&sent);
    assert!(after - before < BETWEEN, "{} bytes came for ten windows", after - before);
}
