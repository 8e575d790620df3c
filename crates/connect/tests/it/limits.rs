//! How much, how long, how often.

use std::{
    io::ErrorKind,
    thread::sleep,
    time::{Duration, Instant},
};

use authority_core::{code::Code, record::Stage};
use serde_json::{Value, json};

use crate::kit::{App, Names, Server, code, connector, limited, ok, write};

fn entry(server: &Server, most: u64) -> Value {
    json!({ "url": server.url("a.test", "/*"), "network": "loopback", "maxBytes": most })
}

/// How long a server waits for us to give up, before it does.
const PATIENCE: Duration = Duration::from_secs(10);

/// A body of a length, in each way that HTTP has to say where it ends.
fn framed(length: usize) -> [(&'static str, Vec<u8>); 4] {
    let body = "x".repeat(length);
    let half = length / 2;
    let pieces = format!("{:x}\r\n{}\r\n{:x}\r\n{}\r\n0\r\n\r\n", half, &body[..half], length - half, &body[half..]);
    let head = "HTTP/1.1 200 OK\r\n";
    [
        ("length", ok(&body)),
        ("chunks", format!("{head}Transfer-Encoding: chunked\r\n\r\n{pieces}").into_bytes()),
        ("end", format!("{head}Connection: close\r\n\r\n{body}").into_bytes()),
        ("1.0", format!("HTTP/1.0 200 OK\r\n\r\n{body}").into_bytes()),
    ]
}

/// Writes, and hangs up where that is the end of it.
fn once(answer: Vec<u8>) -> Server {
    Server::raw("127.0.0.1:0", move |_, stream| {
        std::io::Write::write_all(stream, &answer)?;
        let head = String::from_utf8_lossy(&answer[..50]).into_owned();
        if head.contains("-Length") || head.contains("-Encoding") { Ok(()) } else { Err(ErrorKind::Other.into()) }
    })
}

#[tokio::test]
async fn a_body_may_have_as_many_bytes_as_the_entry_says_and_no_more() {
    for (length, fits) in [(99, true), (100, true), (101, false), (5000, false)] {
        for (framing, answer) in framed(length) {
            let server = once(answer);
            let app = App::new(json!([entry(&server, 100)]));
            let connector = connector(&Names::here(&["a.test"]));
            let url = app.get(&server.url("a.test", "/"));
            let whole = connector.request(&url).send().await.unwrap().bytes().await;
            let mut answer = connector.request(&url).send().await.unwrap();
            let mut read = 0;
            let pieces = loop {
                match answer.chunk().await {
                    Ok(Some(piece)) => read += piece.len(),
                    Ok(None) => break Ok(()),
                    Err(denial) => break Err(denial),
                }
            };
            if fits {
                assert_eq!((whole.unwrap().len(), read), (length, length), "{framing}");
                assert!(pieces.is_ok(), "{framing}");
            } else {
                assert_eq!((code(whole), code(pieces)), (Code::ResponseTooLong, Code::ResponseTooLong), "{framing}");
                assert_eq!(app.last_record().stage, Stage::Respond);
                assert!(read <= 100, "{framing}: {read} bytes were handed on");
            }
        }
    }
}

#[tokio::test]
async fn a_length_beyond_the_limit_is_refused_before_the_body_comes() {
    let server = Server::raw("127.0.0.1:0", |_, stream| {
        write(stream, "HTTP/1.1 200 OK\r\nContent-Length: 101\r\n\r\n")?;
        sleep(PATIENCE);
        Err(ErrorKind::Other.into())
    });
    let app = App::new(json!([entry(&server, 100)]));
    let answer = connector(&Names::here(&["a.test"])).request(&app.get(&server.url("a.test", "/"))).send().await;
    assert_eq!(code(answer.unwrap().bytes().await), Code::ResponseTooLong);
}

#[tokio::test]
async fn a_head_whose_length_is_long_has_no_body_to_be_too_long() {
    let server = Server::always(b"HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n".to_vec());
    let app = App::new(json!([entry(&server, 100)]));
    let url = app.to("HEAD", &server.url("a.test", "/"));
    let answer = connector(&Names::here(&["a.test"])).request(&url).send().await.unwrap();
    assert_eq!(answer.headers()["content-length"], "5000");
    assert!(answer.bytes().await.unwrap().is_empty());
}

#[tokio::test]
async fn what_is_read_whole_has_a_limit_without_an_entry_s() {
    let (fits, long) = (once(ok(&"1".repeat(50))), once(ok(&"1".repeat(51))));
    let app = App::new(json!([fits.entry("a.test"), long.entry("a.test")]));
    let connector = limited(&Names::here(&["a.test"]), |limits| limits.whole = 50);
    for (server, refused) in [(&fits, false), (&long, true)] {
        let url = app.get(&server.url("a.test", "/"));
        let answer = async || connector.request(&url).send().await.unwrap();
        let codes = [
            answer().await.bytes().await.map(|_| ()),
            answer().await.text().await.map(|_| ()),
            answer().await.json::<f64>().await.map(|_| ()),
        ];
        for result in codes {
            if refused {
                assert_eq!(code(result), Code::ResponseTooLong);
            } else {
                assert!(result.is_ok());
            }
        }
        assert!(answer().await.chunk().await.is_ok(), "in pieces there is no end to it");
    }
}

#[tokio::test]
async fn an_entry_may_let_more_be_read_whole_than_the_limits_do() {
    let server = once(ok(&"x".repeat(80)));
    let app = App::new(json!([entry(&server, 100)]));
    let connector = limited(&Names::here(&["a.test"]), |limits| limits.whole = 50);
    let answer = connector.request(&app.get(&server.url("a.test", "/"))).send().await.unwrap();
    assert_eq!(answer.bytes().await.unwrap().len(), 80);
}

#[tokio::test]
async fn a_body_without_an_end_is_cut_off() {
    let server = Server::raw("127.0.0.1:0", |_, stream| {
        write(stream, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")?;
        for _ in 0..100_000 {
            write(stream, "10\r\n0123456789abcdef\r\n")?;
        }
        Err(ErrorKind::Other.into())
    });
    let app = App::new(json!([entry(&server, 100_000)]));
    let answer = connector(&Names::here(&["a.test"])).request(&app.get(&server.url("a.test", "/"))).send().await;
    assert_eq!(code(answer.unwrap().bytes().await), Code::ResponseTooLong);
}

/// 10 MB of zeros, packed by hand: blocks that say "what stood before, 258 times".
fn bomb() -> Vec<u8> {
    let mut bits: Vec<bool> = Vec::new();
    let mut put = |value: u32, count: u32, reversed: bool| {
        for bit in 0..count {
            bits.push(value >> if reversed { count - 1 - bit } else { bit } & 1 == 1);
        }
    };
    put(1, 1, false);
    put(1, 2, false);
    put(0x30, 8, true);
    for _ in 0..40_000 {
        // Length 258, distance 1, in the codes that are fixed.
        put(0b1100_0101, 8, true);
        put(0, 5, true);
    }
    put(0, 7, true);
    let mut out = vec![0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255];
    out.extend(bits.chunks(8).map(|byte| byte.iter().rev().fold(0, |value, bit| value << 1 | u8::from(*bit))));
    out.extend([0; 8]);
    out
}

#[tokio::test]
async fn what_is_packed_counts_as_it_comes_out() {
    let packed = bomb();
    let mut answer =
        format!("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: {}\r\n\r\n", packed.len()).into_bytes();
    answer.extend(&packed);
    assert!(packed.len() < 100_000, "on the wire it would fit");
    let server = once(answer);
    let app = App::new(json!([entry(&server, 100_000)]));
    let connector = connector(&Names::here(&["a.test"]));
    let mut answer = connector.request(&app.get(&server.url("a.test", "/"))).send().await.unwrap();
    assert_eq!(answer.content_length(), None);
    let mut read = 0;
    let refused = loop {
        match answer.chunk().await {
            Ok(piece) => read += piece.expect("it ends before its end").len(),
            Err(denial) => break denial,
        }
    };
    assert_eq!(refused.record().code, Code::ResponseTooLong);
    assert!(read > 0 && read <= 100_000, "{read}");
}

#[tokio::test]
async fn a_server_that_says_nothing_is_given_up() {
    let server = Server::raw("127.0.0.1:0", |_, _| {
        sleep(PATIENCE);
        Err(ErrorKind::Other.into())
    });
    let app = App::new(json!([server.entry("a.test")]));
    let connector = limited(&Names::here(&["a.test"]), |limits| limits.head = Duration::from_millis(200));
    let sent = connector.request(&app.get(&server.url("a.test", "/"))).send().await;
    assert_eq!(code(sent), Code::ConnectTimeout);
}

#[tokio::test]
async fn the_time_until_the_head_is_that_of_all_hops() {
    let server = Server::start(|_| {
        sleep(Duration::from_millis(60));
        crate::kit::redirect(302, "/again")
    });
    let app = App::new(json!([server.entry("a.test")]));
    let connector = limited(&Names::here(&["a.test"]), |limits| {
        limits.head = Duration::from_millis(300);
        limits.redirects = 100;
    });
    let sent = connector.request(&app.get(&server.url("a.test", "/"))).send().await;
    assert_eq!(code(sent), Code::ConnectTimeout);
}

#[tokio::test]
async fn heads_before_the_head_do_not_count_as_an_answer() {
    let server = Server::raw("127.0.0.1:0", |_, stream| {
        let start = Instant::now();
        while start.elapsed() < PATIENCE {
            write(stream, "HTTP/1.1 102 Processing\r\n\r\n")?;
            sleep(Duration::from_millis(1));
        }
        Err(ErrorKind::Other.into())
    });
    let app = App::new(json!([server.entry("a.test")]));
    let connector = limited(&Names::here(&["a.test"]), |limits| limits.head = Duration::from_millis(300));
    let sent = connector.request(&app.get(&server.url("a.test", "/"))).send().await;
    assert_eq!(code(sent), Code::ConnectTimeout);
}

#[tokio::test]
async fn a_body_that_stops_coming_is_given_up() {
    let server = Server::raw("127.0.0.1:0", |_, stream| {
        write(stream, "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n12345")?;
        sleep(PATIENCE);
        Err(ErrorKind::Other.into())
    });
    let app = App::new(json!([server.entry("a.test")]));
    let connector = limited(&Names::here(&["a.test"]), |limits| limits.idle = Duration::from_millis(200));
    let answer = connector.request(&app.get(&server.url("a.test", "/"))).send().await.unwrap();
    assert_eq!(code(answer.bytes().await), Code::ResponseTimeout);
    assert_eq!(app.last_record().stage, Stage::Respond);
}
