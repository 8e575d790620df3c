//! The proxy that the environment names, in processes of their own: none is used but by an entry that says so.

use authority_connect::{Connector, Limits, reqwest::Proxy};
use authority_core::code::Code;
use serde_json::json;

use crate::kit::{Again, App, Names, Server, client, code, connector, ok};

const NAMES: [&str; 6] = ["HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy", "HTTPS_PROXY", "https_proxy"];
const PORT: &str = "AUTHORITY_CONNECT_PROXY_PORT";
const WHICH: &str = "AUTHORITY_CONNECT_WHICH";

fn proxy_in(host: &str) -> (Server, String) {
    let proxy = Server::always(ok("by the proxy"));
    let url = format!("http://user:secret@{host}:{}", proxy.port());
    (proxy, url)
}

fn var(name: &str) -> String {
    std::env::var(name).unwrap_or_default()
}

#[tokio::test]
async fn a_proxy_of_the_environment_is_not_used() {
    if let Some(again) = Again::begin("system_proxy::a_proxy_of_the_environment_is_not_used") {
        let (proxy, url) = proxy_in("127.0.0.1");
        NAMES.iter().fold(again, |again, name| again.env(name, &url)).passes();
        assert_eq!(proxy.connections(), 0);
        return;
    }
    let server = Server::always(ok("by itself"));
    let app = App::new(
        json!([server.entry("a.test"), { "url": server.url("b.test", "/*"), "network": "loopback", "proxy": "none" }]),
    );
    let names = Names::here(&["a.test", "b.test"]);
    // A proxy that the app's client has, or takes from the system, does not count either.
    let own = Connector::builder().resolver(names.clone()).client(|| {
        let proxy = var("HTTP_PROXY");
        client().proxy(Proxy::all(proxy).unwrap())
    });
    for connector in [connector(&names), own.build().unwrap()] {
        for host in ["a.test", "b.test"] {
            let answer = connector.request(&app.get(&server.url(host, "/"))).send().await.unwrap();
            assert_eq!(answer.text().await.unwrap(), "by itself");
        }
    }
}

#[tokio::test]
async fn an_entry_may_take_the_system_s_proxy() {
    let test = "system_proxy::an_entry_may_take_the_system_s_proxy";
    if Again::begin(test).is_some() {
        for (name, host) in [
            ("HTTP_PROXY", "127.0.0.1"),
            ("http_proxy", "127.0.0.1"),
            ("ALL_PROXY", "proxy.test"),
            ("all_proxy", "Proxy.Test"),
        ] {
            let (proxy, url) = proxy_in(host);
            Again::begin(test).unwrap().env(name, &url).passes();
            let came = proxy.requests();
            assert!(came.len() == 1 && came[0].starts_with("GET http://a.test/ HTTP/1.1\r\n"), "{name}: {came:?}");
            assert!(came[0].contains("proxy-authorization: Basic dXNlcjpzZWNyZXQ=\r\n"), "{name}: {came:?}");
            assert_eq!(proxy.connections(), 1, "{name}");
        }
        return;
    }
    let app = App::new(json!([{ "url": "http://a.test/*", "proxy": "system" }]));
    // The proxy looks the target up; here nobody asks for it.
    let names = Names::here(&["proxy.test"]);
    let answer = connector(&names).request(&app.get("http://a.test/")).send().await.unwrap();
    assert_eq!(answer.text().await.unwrap(), "by the proxy");
    assert!(!names.asked().contains(&"a.test".to_owned()));
}

#[tokio::test]
async fn what_no_proxy_names_goes_straight_and_is_judged() {
    let test = "system_proxy::what_no_proxy_names_goes_straight_and_is_judged";
    if let Some(again) = Again::begin(test) {
        let (proxy, url) = proxy_in("127.0.0.1");
        again.env("HTTP_PROXY", &url).env("NO_PROXY", "a.test, 127.0.0.1").passes();
        assert_eq!(proxy.connections(), 0);
        return;
    }
    let server = Server::always(ok("by itself"));
    let [here, public] = [Some("loopback"), None].map(|network| {
        let mut entry = json!({ "url": server.url("a.test", "/*"), "proxy": "system" });
        if let Some(network) = network {
            entry["network"] = json!(network);
        }
        App::new(json!([entry]))
    });
    let connector = connector(&Names::here(&["a.test"]));
    let url = server.url("a.test", "/");
    let answer = connector.request(&here.get(&url)).send().await.unwrap();
    assert_eq!(answer.text().await.unwrap(), "by itself");
    assert_eq!(code(connector.request(&public.get(&url)).send().await), Code::ConnectNetwork);
    assert_eq!(server.requests().len(), 1);
}

#[tokio::test]
async fn a_redirect_from_the_system_s_proxy_to_another_entry_goes_straight_and_is_judged() {
    let test = "system_proxy::a_redirect_from_the_system_s_proxy_to_another_entry_goes_straight_and_is_judged";
    if let Some(again) = Again::begin(test) {
        let secret = Server::forbidden();
        let location = secret.url("b.test", "/");
        let proxy = Server::always(crate::kit::redirect(302, &location));
        let url = format!("http://127.0.0.1:{}", proxy.port());
        again.env("HTTP_PROXY", &url).env(PORT, &secret.port().to_string()).passes();
        assert_eq!((proxy.requests().len(), secret.connections()), (1, 0));
        return;
    }
    let app =
        App::new(json!([{ "url": "http://a.test/*", "proxy": "system" }, format!("http://b.test:{}/*", var(PORT))]));
    let sent = connector(&Names::here(&["b.test"])).request(&app.get("http://a.test/")).send().await;
    assert_eq!(code(sent), Code::ConnectNetwork);
}

#[tokio::test]
async fn a_page_s_proxy_counts_before_the_system_s() {
    let test = "system_proxy::a_page_s_proxy_counts_before_the_system_s";
    if let Some(again) = Again::begin(test) {
        let (proxy, url) = proxy_in("127.0.0.1");
        again.env("ALL_PROXY", &url).passes();
        assert_eq!(proxy.connections(), 0);
        return;
    }
    let own = Server::always(ok("by the page's"));
    let app = App::new(json!([own.entry("proxy.test"), { "url": "http://a.test/*", "proxy": "system" }]));
    let via = app.get(&own.url("proxy.test", "/"));
    let request = connector(&Names::here(&["proxy.test"])).request(&app.get("http://a.test/")).via(&via);
    assert_eq!(request.send().await.unwrap().text().await.unwrap(), "by the page's");
}

#[tokio::test]
async fn a_system_s_proxy_that_cannot_be_used_is_a_failure_and_not_a_way_around_it() {
    let test = "system_proxy::a_system_s_proxy_that_cannot_be_used_is_a_failure_and_not_a_way_around_it";
    if Again::begin(test).is_some() {
        for proxy in ["socks5://127.0.0.1:1", "http://127.0.0.1:1", "http://nowhere.test:1"] {
            Again::begin(test).unwrap().env("ALL_PROXY", proxy).env(WHICH, proxy).passes();
        }
        return;
    }
    let target = Server::forbidden();
    let entry = json!({ "url": target.url("a.test", "/*"), "network": "loopback", "proxy": "system" });
    let app = App::new(json!([entry]));
    let mut limits = Limits::default();
    limits.head = std::time::Duration::from_secs(20);
    let connector = Connector::builder().resolver(Names::here(&["a.test"])).limits(limits).build().unwrap();
    let refused = code(connector.request(&app.get(&target.url("a.test", "/"))).send().await);
    let expected = if var(WHICH).contains("http://127") { Code::ConnectRefused } else { Code::ConnectFailed };
    assert_eq!((refused, target.connections()), (expected, 0), "{}", var(WHICH));
}
