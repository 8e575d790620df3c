//! Servers that do not keep to HTTP.

use std::io::{Error, ErrorKind, Write as _};

use authority_core::code::Code;
use serde_json::json;

use crate::kit::{App, Names, Server, code, connector, ok, write};

/// Writes and hangs up.
fn hangs_up(answer: &'static str) -> Server {
    Server::raw("127.0.0.1:0", move |_, stream| {
        write(stream, answer)?;
        Err(Error::from(ErrorKind::Other))
    })
}

#[tokio::test]
async fn a_body_that_ends_early_is_no_body() {
    for answer in [
        "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n12345",
        "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n12345\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n123",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffffff\r\n1",
    ] {
        let server = hangs_up(answer);
        let app = App::new(json!([server.entry("a.test")]));
        let got = connector(&Names::here(&["a.test"])).request(&app.get(&server.url("a.test", "/"))).send().await;
        assert_eq!(code(got.unwrap().bytes().await), Code::ResponseBroken, "{answer}");
        assert_eq!(app.last_record().code, Code::ResponseBroken, "{answer}");
    }
}

#[tokio::test]
async fn what_is_no_response_is_a_failure() {
    for answer in [
        "",
        "220 mail.test ESMTP\r\n",
        "HTTP/0.9 200 OK\r\n\r\n",
        "HTTP/1.1 20\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n12",
        "HTTP/1.1 200 OK\r\nno colon\r\n\r\n",
        "HTTP/1.1 200 OK\r\nX: a\0b\r\n\r\n",
        "<html>",
    ] {
        let server = hangs_up(answer);
        let app = App::new(json!([server.entry("a.test")]));
        let got = connector(&Names::here(&["a.test"])).request(&app.get(&server.url("a.test", "/"))).send().await;
        assert_eq!(code(got), Code::ConnectFailed, "{answer}");
        assert!(app.last_record().fault.is_some(), "{answer}");
    }
}

#[tokio::test]
async fn headers_without_end_are_not_kept_in_memory() {
    for line in ["X-A: 1\r\n".to_owned(), format!("X-A: {}\r\n", "x".repeat(100_000))] {
        let server = Server::raw("127.0.0.1:0", move |_, stream| {
            write(stream, "HTTP/1.1 200 OK\r\n")?;
            loop {
                write(stream, &line)?;
            }
        });
        let app = App::new(json!([server.entry("a.test")]));
        let got = connector(&Names::here(&["a.test"])).request(&app.get(&server.url("a.test", "/"))).send().await;
        assert_eq!(code(got), Code::ConnectFailed);
    }
}

#[tokio::test]
async fn what_follows_a_body_is_nobody_s_answer() {
    let server = Server::start(|request| {
        let own = if request.contains(" /first ") { "first" } else { "own" };
        let mut answer = ok(own);
        // As if it answered what is asked next.
        answer.extend(ok("planted"));
        answer
    });
    let app = App::new(json!([server.entry("a.test")]));
    let connector = connector(&Names::here(&["a.test"]));
    for (path, own) in [("/first", "first"), ("/second", "own"), ("/first", "first")] {
        let answer = connector.request(&app.get(&server.url("a.test", path))).send().await.unwrap();
        assert_eq!(answer.text().await.unwrap(), own, "{path}");
    }
}

#[tokio::test]
async fn an_answer_that_comes_late_is_nobody_s_answer() {
    let server = Server::raw("127.0.0.1:0", |request, stream| {
        if request.contains(" /first ") {
            stream.write_all(b"HTTP/1.1 204 No Content\r\n\r\n")?;
            std::thread::sleep(std::time::Duration::from_millis(30));
            // Nobody asked.
            stream.write_all(&ok("planted"))
        } else {
            stream.write_all(&ok("own"))
        }
    });
    let app = App::new(json!([server.entry("a.test")]));
    let connector = connector(&Names::here(&["a.test"]));
    connector.request(&app.get(&server.url("a.test", "/first"))).send().await.unwrap().bytes().await.unwrap();
    tokio::time::sleep(std::time::Duration::from_millis(200)).await;
    let answer = connector.request(&app.get(&server.url("a.test", "/second"))).send().await.unwrap();
    assert_eq!(answer.text().await.unwrap(), "own");
}

#[tokio::test]
async fn what_a_page_sends_cannot_begin_another_request() {
    let server = Server::always(ok("one"));
    let entry = json!({ "url": server.url("a.test", "/*"), "network": "loopback", "headers": ["x-page"] });
    let app = App::new(json!([entry]));
    let connector = connector(&Names::here(&["a.test"]));
    let url = app.get(&server.url("a.test", "/"));
    for value in ["a\r\nHost: evil.test", "a\nb", "a\r\n\r\nGET /admin HTTP/1.1", "a\0"] {
        let sent = connector.request(&url).page_header("x-page", value).send().await;
        assert_eq!(code(sent), Code::RequestHeader, "{value:?}");
    }
    for name in ["x-page: a\r\nhost", "", "x page", "x\u{fc}"] {
        let sent = connector.request(&url).page_header(name, "a").send().await;
        assert_eq!(code(sent), Code::RequestHeader, "{name:?}");
    }
    assert_eq!(server.connections(), 0);
    for path in ["/%0d%0aGET%20/admin", "/?q=%0D%0A%0D%0AGET"] {
        connector.request(&app.get(&server.url("a.test", path))).send().await.unwrap();
        assert!(server.last().starts_with(&format!("GET {path} HTTP/1.1\r\n")));
    }
}

#[tokio::test]
async fn what_is_no_json_is_broken() {
    let server = Server::always(ok("{\"a\": secret}"));
    let app = App::new(json!([server.entry("a.test")]));
    let answer = connector(&Names::here(&["a.test"])).request(&app.get(&server.url("a.test", "/"))).send().await;
    let denial = answer.unwrap().json::<serde_json::Value>().await.unwrap_err();
    assert_eq!(denial.record().code, Code::ResponseBroken);
    assert!(denial.record().fault.as_deref().unwrap().contains("line 1"));
}

#[tokio::test]
async fn text_that_is_no_text_is_read_as_far_as_it_is() {
    let server = Server::always(b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\na\xffb".to_vec());
    let app = App::new(json!([server.entry("a.test")]));
    let answer = connector(&Names::here(&["a.test"])).request(&app.get(&server.url("a.test", "/"))).send().await;
    assert_eq!(answer.unwrap().text().await.unwrap(), "a\u{fffd}b");
}
