//! Where no connection is to be had: each has a code, a record, and a sentence that tells the page no more than it should know.

use std::{io::ErrorKind, net::TcpListener, time::Duration};

use authority_connect::{
    Connector, Limits,
    resolve::{Answering, Resolve},
};
use authority_core::{code::Code, record::Stage};
use serde_json::json;

use crate::kit::{App, Names, code, connector, page};

/// Answers when nobody waits any longer.
struct Silent;

impl Resolve for Silent {
    fn resolve<'a>(&'a self, _: &'a str) -> Answering<'a> {
        Box::pin(async {
            tokio::time::sleep(Duration::from_secs(10)).await;
            Err(ErrorKind::Other.into())
        })
    }
}

#[tokio::test]
async fn the_page_cannot_tell_why_there_was_no_connection() {
    let app = App::new(json!(["http://*.test:*/*", { "url": "http://closed.test:*/*", "network": "loopback" }]));
    // Nobody listens on what was just given back.
    let closed = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let names = Names::here(&["closed.test", "internal.test"])
        .with("none.test", &[&[]])
        .with("metadata.test", &[&["169.254.169.254"]]);
    let mut limits = Limits::default();
    limits.resolve = Duration::from_millis(100);
    let silent = Connector::builder().client(crate::kit::client).resolver(Silent).limits(limits).build().unwrap();
    let usual = connector(&names);
    let mut told: Vec<String> = Vec::new();
    for (host, connector, expected) in [
        ("closed.test", &usual, Code::ConnectRefused),
        ("internal.test", &usual, Code::ConnectNetwork),
        ("metadata.test", &usual, Code::ConnectNetwork),
        ("none.test", &usual, Code::ConnectUnresolved),
        ("unknown.test", &usual, Code::ConnectUnresolved),
        ("silent.test", &silent, Code::ConnectResolver),
    ] {
        let url = app.get(&format!("http://{host}:{closed}/"));
        let denial = connector.request(&url).send().await.expect_err(host);
        let record = app.last_record();
        assert_eq!((denial.record().code, record.code, record.stage), (expected, expected, Stage::Connect), "{host}");
        assert_eq!(record.parent, Some(url.id()), "{host}");
        assert!(
            record.fault.is_some() || record.difference.is_some() || host == "none.test",
            "{host}: the log says why"
        );
        // The URL has a field of its own, in which credentials are cut off.
        assert!(!record.fault.as_deref().unwrap_or_default().contains("http://"), "{host}: {record:?}");
        let page = page(&denial);
        let (start, _) = page.split_once("\"decision\"").unwrap();
        let (_, end) = page.split_once("\"message\"").unwrap();
        told.push(format!("{start}{}", end.split("decision").next().unwrap()));
        for secret in ["127.0.0.1", "169.254", "NXDOMAIN", "refused by", "os error", host] {
            assert!(!page.contains(secret), "{host}: {page}");
        }
    }
    told.dedup();
    assert_eq!(told.len(), 1, "{told:#?}");
}

#[tokio::test]
async fn a_method_that_is_none_and_one_that_tells_secrets_reach_nobody() {
    let server = crate::kit::Server::always(crate::kit::ok(""));
    let app = App::new(json!([server.entry("a.test")]));
    let connector = connector(&Names::here(&["a.test"]));
    for method in ["GET /x HTTP/1.1\r\n", "G T", "CONNECT", "TRACE", "TRACK", "trace", "Connect"] {
        let sent = connector.request(&app.to(method, &server.url("a.test", "/"))).send().await;
        assert_eq!(code(sent), Code::UrlMethod, "{method:?}");
    }
    assert_eq!(server.connections(), 0);
    assert!(connector.request(&app.to("PROPFIND", &server.url("a.test", "/"))).send().await.is_ok());
}

#[tokio::test]
async fn what_is_no_http_is_not_connected_to() {
    let secret = crate::kit::Server::forbidden();
    let names = Names::here(&["a.test"]);
    for scheme in ["ws", "ftp", "gopher", "smb"] {
        let entry = json!({ "url": format!("{scheme}://a.test:{}/*", secret.port()), "network": "loopback" });
        let app = App::new(json!([entry]));
        let Ok(url) = app.judge(&format!("{scheme}://a.test:{}/", secret.port()), "GET") else { continue };
        let denial = connector(&names).request(&url).send().await.expect_err(scheme);
        assert!(denial.record().code.name().starts_with("connect."), "{scheme}");
    }
    assert_eq!(secret.connections(), 0);
}

#[tokio::test]
async fn an_error_or_a_value_that_is_printed_shows_no_secret() {
    let server = crate::kit::Server::always(crate::kit::ok(""));
    let entry = json!({ "url": server.url("a.test", "/*"), "network": "loopback" });
    let app = App::new(json!([entry]));
    let url = app.get(&server.url("a.test", "/?token=hidden"));
    let request = connector(&Names::here(&["a.test"])).request(&url).header("authorization", "hidden");
    assert!(!format!("{request:?}").contains("hidden"));
    let answer = request.send().await.unwrap();
    assert!(!format!("{answer:?}").contains("hidden"));
}
