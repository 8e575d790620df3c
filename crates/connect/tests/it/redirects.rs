//! Where a server sends us on to.

use authority_core::code::Code;
use serde_json::json;

use crate::kit::{App, Names, Server, code, connector, limited, ok, page, redirect};

/// Sends `/go` on to what the query says, and answers everything else.
fn sender() -> Server {
    Server::start(|request| match request.split_once("/go?") {
        Some((_, rest)) => redirect(302, rest.split(' ').next().unwrap()),
        None => ok("here"),
    })
}

#[tokio::test]
async fn each_redirect_is_followed_by_the_method_that_its_status_says() {
    let server = Server::start(|request| {
        let path = request.split(' ').nth(1).unwrap();
        path.strip_prefix("/s").map_or_else(|| ok(""), |status| redirect(status.parse().unwrap(), "/end"))
    });
    let app = App::new(json!([server.entry("a.test")]));
    let connector = connector(&Names::here(&["a.test"]));
    for (status, method, then, with_body) in [
        (301, "POST", "GET", false),
        (302, "POST", "GET", false),
        (303, "POST", "GET", false),
        (303, "PUT", "GET", false),
        (303, "DELETE", "GET", false),
        (303, "HEAD", "HEAD", true),
        (301, "PUT", "PUT", true),
        (302, "PATCH", "PATCH", true),
        (302, "HEAD", "HEAD", true),
        (307, "POST", "POST", true),
        (308, "POST", "POST", true),
        (307, "DELETE", "DELETE", true),
    ] {
        let url = app.to(method, &server.url("a.test", &format!("/s{status}")));
        let request = connector.request(&url).header("content-type", "text/x-own").body("the body");
        let answer = request.header("content-language", "de").header("x-own", "stays").send().await.unwrap();
        let came = format!("{status} {method}");
        assert_eq!((answer.url().method(), answer.status().as_u16()), (then, 200), "{came}");
        let last = server.last();
        assert!(last.starts_with(&format!("{then} /end ")), "{came}: {last}");
        assert_eq!(last.ends_with("the body"), with_body, "{came}: {last}");
        for of_body in ["text/x-own", "content-language: de"] {
            assert_eq!(last.contains(of_body), with_body, "{came}: {last}");
        }
        assert!(last.contains("x-own: stays"), "{came}: {last}");
    }
}

#[tokio::test]
async fn a_page_s_headers_of_a_body_go_with_it() {
    let server = Server::start(|request| if request.contains(" /end ") { ok("") } else { redirect(303, "/end") });
    let app = App::new(json!([server.entry("a.test")]));
    let url = app.to("POST", &server.url("a.test", "/"));
    let request = connector(&Names::here(&["a.test"])).request(&url).page_header("content-type", "text/x-page");
    request.body("x").send().await.unwrap();
    assert!(server.requests()[0].contains("text/x-page") && !server.last().contains("text/x-page"));
}

#[tokio::test]
async fn a_stream_is_sent_once() {
    let server = Server::start(|request| {
        let path = request.split(' ').nth(1).unwrap();
        path.strip_prefix("/s").map_or_else(|| ok(""), |status| redirect(status.parse().unwrap(), "/end"))
    });
    let app = App::new(json!([server.entry("a.test")]));
    let connector = connector(&Names::here(&["a.test"]));
    for (status, refused) in [(307, true), (308, true), (302, false), (303, false)] {
        let url = app.to("POST", &server.url("a.test", &format!("/s{status}")));
        let sent = connector.request(&url).stream("of some length").send().await;
        if refused {
            assert_eq!(code(sent), Code::RequestBody, "{status}");
            assert!(server.last().contains(&format!("/s{status} ")), "{status}");
        } else {
            assert!(sent.is_ok() && server.last().starts_with("GET /end "), "{status}");
        }
    }
}

#[tokio::test]
async fn a_location_is_read_relative_to_the_url_that_sent_it() {
    let server = sender();
    let app = App::new(json!([server.entry("a.test"), server.entry("b.test")]));
    let connector = connector(&Names::here(&["a.test", "b.test"]));
    for (location, host, path) in [
        ("/x", "a.test", "/x"),
        ("x", "a.test", "/x"),
        ("x/../y", "a.test", "/y"),
        ("/x#there", "a.test", "/x"),
        ("//b.test:PORT/x", "b.test", "/x"),
        ("http://b.test:PORT/x?y", "b.test", "/x?y"),
        ("HTTP://B.TEST.:PORT/x", "b.test", "/x"),
    ] {
        let location = location.replace("PORT", &server.port().to_string());
        let url = app.get(&server.url("a.test", &format!("/go?{location}")));
        let answer = connector.request(&url).send().await.unwrap();
        assert_eq!(answer.url().host(), host, "{location}");
        let last = server.last().to_ascii_lowercase();
        assert!(last.starts_with(&format!("get {path} ")), "{location}: {last}");
        assert!(last.contains(&format!("host: {host}:{}", server.port())), "{location}: {last}");
    }
}

#[tokio::test]
async fn what_a_location_names_and_no_entry_grants_receives_no_connection() {
    let (server, secret) = (sender(), Server::forbidden());
    let app = App::new(json!([server.entry("a.test"), "http://*.public.test:*/*"]));
    let names = Names::here(&["a.test", "evil.test", "in.public.test"]);
    let connector = connector(&names);
    for (location, refused) in [
        ("http://evil.test:PORT/", Code::UrlOutsideScope),
        ("//evil.test:PORT/", Code::UrlOutsideScope),
        ("http://127.0.0.1:PORT/", Code::UrlOutsideScope),
        ("http://2130706433:PORT/", Code::UrlOutsideScope),
        ("http://0x7f.1:PORT/", Code::UrlOutsideScope),
        ("http://[::1]:PORT/", Code::UrlOutsideScope),
        ("http://[::ffff:127.0.0.1]:PORT/", Code::UrlOutsideScope),
        ("http://localhost:PORT/", Code::UrlOutsideScope),
        ("https://a.test:PORT/", Code::UrlOutsideScope),
        ("http://a.test:PORT/", Code::UrlOutsideScope),
        ("http://u:p@a.test:PORT/", Code::UrlOutsideScope),
        ("\\\\evil.test:PORT\\", Code::UrlBackslash),
        ("/\\evil.test:PORT/", Code::UrlBackslash),
        ("///evil.test:PORT/", Code::UrlSlashes),
        ("http:evil.test:PORT", Code::UrlSlashes),
        ("http://in.public.test:PORT/", Code::ConnectNetwork),
        ("http://gone.public.test:PORT/", Code::ConnectUnresolved),
        ("file:///etc/passwd", Code::UrlOutsideScope),
        ("data:text/html,x", Code::UrlOutsideScope),
        ("javascript:alert(1)", Code::UrlOutsideScope),
    ] {
        let location = location.replace("PORT", &secret.port().to_string());
        let go = Server::always(redirect(302, &location));
        let app = App::new(json!([go.entry("a.test"), "http://*.public.test:*/*"]));
        let sent = connector.request(&app.get(&go.url("a.test", "/"))).send().await;
        let denial = sent.expect_err(&location);
        assert_eq!(denial.record().code, refused, "{location}");
        assert_eq!(app.last_record().code, refused, "{location}");
        for told in ["evil", "127.0.0.1", "passwd", "public.test"] {
            assert!(!page(&denial).contains(told), "{location}: {}", page(&denial));
        }
    }
    let url = app.get(&server.url("a.test", &format!("/go?http://evil.test:{}/", secret.port())));
    assert_eq!(code(connector.request(&url).send().await), Code::UrlOutsideScope);
    assert_eq!(secret.connections(), 0);
    assert!(!names.asked().contains(&"evil.test".to_owned()), "nobody even asks where it is");
}

#[tokio::test]
async fn a_location_that_is_empty_or_no_text_is_refused() {
    for location in [&b""[..], b"/\xff", b"/\xc3", b"/a\tb", b"\xa0//evil.test/"] {
        let mut answer = b"HTTP/1.1 302 x\r\nContent-Length: 0\r\nLocation: ".to_vec();
        answer.extend(location);
        answer.extend(b"\r\n\r\n");
        let server = Server::always(answer);
        let app = App::new(json!([server.entry("a.test")]));
        let sent = connector(&Names::here(&["a.test"])).request(&app.get(&server.url("a.test", "/"))).send().await;
        let refused = code(sent);
        assert!(
            [Code::UrlEmpty, Code::UrlNotText, Code::UrlControlCharacter].contains(&refused),
            "{location:?}: {refused}"
        );
        assert_eq!(server.requests().len(), 1, "{location:?}");
    }
}

#[tokio::test]
async fn a_loop_ends_at_the_limit() {
    for (redirects, location) in [(0, "/"), (1, "/"), (3, "/"), (3, "#x"), (3, "?")] {
        let server = Server::always(redirect(302, location));
        let app = App::new(json!([server.entry("a.test")]));
        let connector = limited(&Names::here(&["a.test"]), |limits| limits.redirects = redirects);
        let sent = connector.request(&app.get(&server.url("a.test", "/"))).send().await;
        assert_eq!(code(sent), Code::ConnectRedirects, "{location}");
        assert_eq!(server.requests().len(), 1 + redirects as usize, "{location}");
    }
}

#[tokio::test]
async fn as_many_redirects_as_the_limit_are_followed() {
    let server = Server::start(|request| match request.split(' ').nth(1).unwrap() {
        "/3" => ok("there"),
        path => redirect(302, &format!("/{}", path[1..].parse::<u32>().unwrap_or_default() + 1)),
    });
    let app = App::new(json!([server.entry("a.test")]));
    let connector = limited(&Names::here(&["a.test"]), |limits| limits.redirects = 3);
    let answer = connector.request(&app.get(&server.url("a.test", "/0"))).send().await.unwrap();
    assert_eq!(answer.text().await.unwrap(), "there");
}

#[tokio::test]
async fn what_is_no_redirect_is_an_answer() {
    let plain =
        |status: u16, more: &str| format!("HTTP/1.1 {status} x\r\n{more}Content-Length: 0\r\n\r\n").into_bytes();
    let app_of = |server: &Server| App::new(json!([server.entry("a.test")]));
    let connector = connector(&Names::here(&["a.test"]));
    for (status, more) in [
        (302, ""),
        (301, "X-Location: /x\r\n"),
        (200, "Location: /x\r\n"),
        (201, "Location: /x\r\n"),
        (300, "Location: /x\r\n"),
        (304, "Location: /x\r\n"),
        (305, "Location: /x\r\n"),
        (306, "Location: /x\r\n"),
        (404, "Location: /x\r\nRefresh: 0; url=/x\r\n"),
    ] {
        let server = Server::always(plain(status, more));
        let answer = connector.request(&app_of(&server).get(&server.url("a.test", "/"))).send().await.unwrap();
        assert_eq!((answer.status().as_u16(), server.requests().len()), (status, 1), "{more}");
    }
    let server = Server::always(redirect(302, "http://evil.test/"));
    let url = app_of(&server).get(&server.url("a.test", "/"));
    let answer = connector.request(&url).without_redirects().send().await.unwrap();
    assert_eq!(answer.status().as_u16(), 302);
}
