//! Headers: which of them go where.

use authority_connect::{
    Connector,
    reqwest::{
        cookie::Jar,
        header::{HeaderMap, HeaderValue},
    },
};
use authority_core::code::Code;
use serde_json::{Value, json};

use crate::kit::{App, Names, Server, client, code, connector, ok, redirect};

const SECRETS: [&str; 5] = ["authorization", "cookie", "x-api-key", "private-token", "x-csrf-token"];

/// Sends each path on to what is planned for it.
fn plan(steps: Vec<(&'static str, String)>) -> impl Fn(&str) -> Vec<u8> {
    move |request| {
        let path = request.split(' ').nth(1).unwrap();
        steps.iter().find(|(from, _)| *from == path).map_or_else(|| ok(""), |(_, to)| redirect(307, to))
    }
}

/// An entry that lets the page set all of them.
fn entry(server: &Server, host: &str) -> Value {
    json!({ "url": server.url(host, "/*"), "network": "loopback", "headers": SECRETS })
}

fn shows(request: &str) -> bool {
    request.contains("hidden")
}

/// The app's own client has them all.
fn secretive(names: &Names) -> Connector {
    let own = || {
        let mut headers = HeaderMap::new();
        for name in SECRETS {
            headers.insert(name, "hidden".parse().unwrap());
        }
        headers.insert("accept-language", "de".parse().unwrap());
        client().user_agent("an-app/1.0").default_headers(headers)
    };
    Connector::builder().client(own).resolver(names.clone()).build().unwrap()
}

#[tokio::test]
async fn secrets_stay_within_an_origin() {
    let other = Server::start(plan(vec![]));
    let to_other = other.url("b.test", "/far");
    let to_port = other.url("a.test", "/far");
    let server = Server::start(plan(vec![("/same", "/near".to_owned()), ("/host", to_other), ("/port", to_port)]));
    let app = App::new(json!([entry(&server, "a.test"), entry(&other, "a.test"), entry(&other, "b.test")]));
    let names = Names::here(&["a.test", "b.test"]);
    for (path, end, keeps) in [("/same", &server, true), ("/host", &other, false), ("/port", &other, false)] {
        for whose in ["app", "page", "client"] {
            let url = app.get(&server.url("a.test", path));
            let connector = if whose == "client" { secretive(&names) } else { connector(&names) };
            let mut request = connector.request(&url);
            for name in SECRETS {
                request = match whose {
                    "app" => request.header(name, "hidden"),
                    "page" => request.page_header(name, "hidden"),
                    _ => request,
                };
            }
            request = request.header("accept-language", "de").header("user-agent", "an-app/1.0");
            request.header("x-custom", "hidden-too").send().await.unwrap();
            let came = end.last();
            assert_eq!(shows(&came), keeps, "{whose} {path}: {came}");
            for name in SECRETS {
                assert_eq!(came.contains(&format!("{name}: hidden")), keeps, "{whose} {path}: {came}");
            }
            assert!(came.contains("accept-language: de") && came.contains("user-agent: an-app/1.0"), "{came}");
        }
    }
}

#[tokio::test]
async fn secrets_that_were_dropped_do_not_come_back_with_the_origin() {
    let other = Server::start(|request| {
        let port = request.split_once("/to/").unwrap().1.split(' ').next().unwrap().to_owned();
        redirect(302, &format!("http://a.test:{port}/back"))
    });
    let there = other.port();
    let server = Server::start(move |request| match request.split_once("/from/") {
        Some((_, port)) => redirect(302, &format!("http://b.test:{there}/to/{}", port.split(' ').next().unwrap())),
        None => ok(""),
    });
    let app = App::new(json!([entry(&server, "a.test"), entry(&other, "b.test")]));
    let names = Names::here(&["a.test", "b.test"]);
    let url = app.get(&server.url("a.test", &format!("/from/{}", server.port())));
    for connector in [secretive(&names), connector(&names)] {
        connector.request(&url).header("authorization", "hidden").page_header("cookie", "hidden").send().await.unwrap();
        assert!(shows(&server.requests()[server.requests().len() - 2]), "the first was asked with them");
        assert!(!shows(&other.last()) && !shows(&server.last()), "{} {}", other.last(), server.last());
    }
}

#[tokio::test]
async fn a_page_s_header_goes_no_further_than_an_entry_that_names_it() {
    let server = Server::start(plan(vec![("/wide/a", "/narrow/a".to_owned())]));
    let wide = json!({ "url": server.url("a.test", "/wide/*"), "network": "loopback", "headers": ["x-page"] });
    let narrow = json!({ "url": server.url("a.test", "/narrow/*"), "network": "loopback" });
    let app = App::new(json!([wide, narrow]));
    let url = app.get(&server.url("a.test", "/wide/a"));
    let request = connector(&Names::here(&["a.test"])).request(&url).page_header("X-Page", "of the page");
    request.page_header("accept", "text/x").send().await.unwrap();
    let [first, second] = server.requests().try_into().unwrap();
    assert!(first.contains("x-page: of the page") && first.contains("accept: text/x"));
    assert!(!second.contains("x-page") && second.contains("accept: text/x"), "{second}");
}

#[tokio::test]
async fn a_page_sets_no_header_that_no_entry_names() {
    let server = Server::always(ok(""));
    let app = App::new(json!([entry(&server, "a.test")]));
    let url = app.get(&server.url("a.test", "/"));
    let connector = connector(&Names::here(&["a.test"]));
    for name in ["x-forwarded-for", "origin", "referer", "user-agent", "Proxy-Authorization", "set-cookie"] {
        let sent = connector.request(&url).page_header(name, "x").send().await;
        assert_eq!(code(sent), Code::RequestHeader, "{name}");
    }
    assert_eq!(server.connections(), 0);
    for name in ["Accept", "accept-language", "Content-Language", "Content-Type", "Range", "Last-Event-ID"] {
        assert!(connector.request(&url).page_header(name, "x").send().await.is_ok(), "{name}");
    }
}

#[tokio::test]
async fn nobody_sets_a_header_of_the_connection() {
    let server = Server::always(ok(""));
    let app = App::new(json!([entry(&server, "a.test")]));
    let url = app.get(&server.url("a.test", "/"));
    let connector = connector(&Names::here(&["a.test"]));
    for name in [
        "Host",
        "Content-Length",
        "Transfer-Encoding",
        "Connection",
        "Keep-Alive",
        "Upgrade",
        "TE",
        "Trailer",
        "Expect",
        "Proxy-Authorization",
        "Proxy-Connection",
    ] {
        assert_eq!(code(connector.request(&url).header(name, "x").send().await), Code::RequestHeader, "app {name}");
        assert_eq!(app.last_record().fault.as_deref(), Some(&*name.to_lowercase()));
        assert_eq!(
            code(connector.request(&url).page_header(name, "x").send().await),
            Code::RequestHeader,
            "page {name}"
        );
    }
    assert_eq!(server.connections(), 0);
}

/// Deno sent the token of a host to every host whose name ended in the same letters.
#[tokio::test]
async fn deno_cve_2024_27932_a_name_that_ends_in_the_same_gets_no_secrets() {
    let other = Server::start(plan(vec![]));
    for host in ["nota.test", "sub.a.test", "a.test.evil.test", "test"] {
        let server = Server::always(redirect(307, &other.url(host, "/far")));
        let narrow = App::new(json!([entry(&other, "a.test")]));
        assert_eq!(code(narrow.judge(&other.url(host, "/"), "GET")), Code::UrlOutsideScope, "{host}");
        let app = App::new(json!([entry(&server, "a.test"), entry(&other, host)]));
        let url = app.get(&server.url("a.test", "/"));
        let connector = secretive(&Names::here(&["a.test", host]));
        let request = connector.request(&url).header("x-own", "hidden").page_header("x-csrf-token", "hidden");
        request.send().await.unwrap();
        assert!(shows(&server.last()), "{host}");
        let came = other.last();
        assert!(came.contains(&format!("host: {host}:")) && !shows(&came), "{came}");
    }
}

#[tokio::test]
async fn the_credentials_of_a_url_are_sent_to_its_origin_alone() {
    let other = Server::always(ok(""));
    let to_other = other.url("b.test", "/far");
    let server = Server::start(plan(vec![("/same", "/near".to_owned()), ("/host", to_other)]));
    let entry = json!({ "url": server.url("a.test", "/*"), "network": "loopback", "credentials": true });
    let app = App::new(json!([entry, other.entry("b.test")]));
    let connector = connector(&Names::here(&["a.test", "b.test"]));
    let url = |path| app.get(&server.url("user:p%40ss@a.test", path));
    connector.request(&url("/same")).send().await.unwrap();
    // `user:p@ss`, as RFC 7617 has it.
    assert!(server.last().starts_with("GET /near ") && server.last().contains("authorization: Basic dXNlcjpwQHNz\r\n"));
    assert!(!server.last().contains('@'), "{}", server.last());
    connector.request(&url("/host")).send().await.unwrap();
    assert!(!other.last().contains("authorization") && !other.last().contains("p%40ss"), "{}", other.last());
    connector.request(&url("/near")).header("authorization", "Own").send().await.unwrap();
    assert!(server.last().contains("authorization: Own\r\n") && !server.last().contains("Basic"), "{}", server.last());
}

#[tokio::test]
async fn a_location_with_credentials_needs_an_entry_that_takes_them() {
    let server = Server::start(|request| {
        if !request.contains(" /go/") {
            return ok("");
        }
        let port = request.split_once("/go/").unwrap().1.split(' ').next().unwrap();
        redirect(302, &format!("http://u:p@a.test:{port}/"))
    });
    let app = App::new(json!([server.entry("a.test")]));
    let url = app.get(&server.url("a.test", &format!("/go/{}", server.port())));
    let sent = connector(&Names::here(&["a.test"])).request(&url).send().await;
    assert_eq!((code(sent), server.requests().len()), (Code::UrlCredentials, 1));
}

#[tokio::test]
async fn cookies_of_the_app_s_jar_go_where_they_belong() {
    let other = Server::start(plan(vec![]));
    let to_other = other.url("b.test", "/far");
    let server = Server::start(move |request| match request.split(' ').nth(1).unwrap() {
        "/set" => b"HTTP/1.1 200 OK\r\nSet-Cookie: session=hidden\r\nContent-Length: 0\r\n\r\n".to_vec(),
        "/host" => redirect(302, &to_other),
        _ => ok(""),
    });
    let app = App::new(json!([server.entry("a.test"), other.entry("b.test")]));
    let jar = std::sync::Arc::new(Jar::default());
    let own = move || client().cookie_provider(std::sync::Arc::clone(&jar));
    let names = Names::here(&["a.test", "b.test"]);
    let connector = Connector::builder().client(own).resolver(names).build().unwrap();
    for path in ["/set", "/read", "/host"] {
        connector.request(&app.get(&server.url("a.test", path))).send().await.unwrap();
    }
    assert!(server.requests()[1].contains("cookie: session=hidden"));
    assert!(!shows(&other.last()), "{}", other.last());
}

#[tokio::test]
async fn a_header_of_the_app_s_client_is_known_whatever_its_value_looks_like() {
    let other = Server::start(plan(vec![]));
    let server = Server::always(redirect(302, &other.url("b.test", "/far")));
    let app = App::new(json!([server.entry("a.test"), other.entry("b.test")]));
    let names = Names::here(&["a.test", "b.test"]);
    let values = ["hidden\\", "\"", "a\": \"b", "{hidden}, default_headers: {", "\u{e9}hidden", ""];
    for value in values {
        let own = move || {
            let mut headers = HeaderMap::new();
            headers.insert("x-before", value.parse().unwrap());
            headers.insert("x-token", "hidden".parse().unwrap());
            headers.insert("x-after", value.parse().unwrap());
            client().default_headers(headers)
        };
        let connector = Connector::builder().client(own).resolver(names.clone()).build().unwrap();
        connector.request(&app.get(&server.url("a.test", "/"))).send().await.unwrap();
        let came = other.last();
        assert!(server.last().contains("x-token: hidden\r\n"));
        for name in ["x-before", "x-token", "x-after"] {
            assert!(came.contains(&format!("{name}: \r\n")), "{value}: {came}");
        }
    }
}

#[tokio::test]
async fn a_header_of_the_app_s_client_that_is_marked_as_secret_stays_behind_too() {
    let other = Server::start(plan(vec![]));
    let server = Server::always(redirect(302, &other.url("b.test", "/far")));
    let app = App::new(json!([server.entry("a.test"), other.entry("b.test")]));
    let own = || {
        let mut value = HeaderValue::from_static("hidden");
        value.set_sensitive(true);
        client().default_headers(HeaderMap::from_iter([("x-token".parse().unwrap(), value)]))
    };
    let names = Names::here(&["a.test", "b.test"]);
    let connector = Connector::builder().client(own).resolver(names).build().unwrap();
    connector.request(&app.get(&server.url("a.test", "/"))).send().await.unwrap();
    assert!(shows(&server.last()) && !shows(&other.last()));
}
