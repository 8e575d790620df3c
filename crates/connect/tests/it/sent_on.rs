//! Redirects, and what the entries say of them: each hop is judged as the first URL was.

use authority_core::{code::Code, record::Stage};
use serde_json::json;

use crate::kit::{App, Names, Server, code, connector, ok, redirect};

/// An allowed host sends us on to `secret` under the name `b.test`.
fn sender_to(secret: &Server) -> Server {
    Server::always(redirect(302, &secret.url("b.test", "/next")))
}

#[tokio::test]
async fn cve_2026_95623_an_allowed_host_redirects_to_an_address_that_no_entry_admits() {
    let secret = Server::forbidden();
    let server = sender_to(&secret);
    // By its text it is in scope. By its address it is not.
    let app = App::new(json!([server.entry("a.test"), secret.url("b.test", "/*")]));
    for answers in [&["127.0.0.1"][..], &["93.184.216.34", "127.0.0.1"], &["::ffff:127.0.0.1"], &["169.254.169.254"]] {
        let names = Names::here(&["a.test"]).with("b.test", &[answers]);
        let sent = connector(&names).request(&app.get(&server.url("a.test", "/"))).send().await;
        assert_eq!(code(sent), Code::ConnectNetwork, "{answers:?}");
        assert_eq!(app.last_record().stage, Stage::Connect);
    }
    assert_eq!(secret.connections(), 0);
    // A literal says its address itself.
    for (host, refused) in [("127.0.0.1", Code::UrlOutsideScope), ("169.254.169.254", Code::UrlOutsideScope)] {
        let server = Server::always(redirect(307, &format!("http://{host}:{}/latest/meta-data/", secret.port())));
        let app = App::new(json!([server.entry("a.test"), "http://*.test:*/*"]));
        let sent = connector(&Names::here(&["a.test"])).request(&app.get(&server.url("a.test", "/"))).send().await;
        assert_eq!(code(sent), refused, "{host}");
    }
    assert_eq!(secret.connections(), 0);
}

#[tokio::test]
async fn a_hop_gets_no_network_that_another_hop_s_entry_admits() {
    // `a.test` may lie on this machine, `b.test` may not, on the same port of the same server.
    let server = Server::start(|request| match request.split_once(" /to/") {
        Some((_, rest)) => redirect(308, &format!("http://b.test:{}/", rest.split(' ').next().unwrap())),
        None => ok("read"),
    });
    let app = App::new(json!([server.entry("a.test"), server.url("b.test", "/*")]));
    let connector = connector(&Names::here(&["a.test", "b.test"]));
    assert!(connector.request(&app.get(&server.url("a.test", "/"))).send().await.is_ok());
    let url = app.get(&server.url("a.test", &format!("/to/{}", server.port())));
    assert_eq!(code(connector.request(&url).send().await), Code::ConnectNetwork);
    assert!(
        server.requests().iter().all(|request| !request.contains("b.test")),
        "a kept connection is not used either"
    );
}

#[tokio::test]
async fn an_entry_that_follows_no_redirects_sends_nobody_on() {
    let next = Server::always(ok("next"));
    let server = sender_to(&next);
    for (redirects, refused) in [("none", true), ("same-entry", true), ("in-scope", false)] {
        let first = json!({ "url": server.url("a.test", "/*"), "network": "loopback", "redirects": redirects });
        let app = App::new(json!([first, next.entry("b.test")]));
        let before = next.connections();
        let url = app.get(&server.url("a.test", "/"));
        let sent = connector(&Names::here(&["a.test", "b.test"])).request(&url).send().await;
        if refused {
            assert_eq!(code(sent), Code::UrlRedirect, "{redirects}");
        } else {
            assert_eq!(sent.unwrap().text().await.unwrap(), "next");
        }
        assert_eq!(next.connections() - before, usize::from(!refused), "{redirects}");
    }
}

#[tokio::test]
async fn a_redirect_is_asked_by_a_method_that_is_granted_there() {
    let next = Server::always(ok("next"));
    let to = next.url("b.test", "/");
    let server = Server::start(move |request| match request.split(' ').nth(1).unwrap() {
        "/keep" => redirect(307, &to),
        _ => redirect(303, &to),
    });
    let second = json!({ "url": next.url("b.test", "/*"), "network": "loopback", "methods": ["GET"] });
    let app = App::new(json!([server.entry("a.test"), second]));
    let connector = connector(&Names::here(&["a.test", "b.test"]));
    let kept = connector.request(&app.to("DELETE", &server.url("a.test", "/keep"))).send().await;
    assert_eq!((code(kept), next.connections()), (Code::UrlMethod, 0));
    assert!(connector.request(&app.to("DELETE", &server.url("a.test", "/change"))).send().await.is_ok());
    assert!(next.last().starts_with("GET / "));
}

#[tokio::test]
async fn the_first_of_two_locations_counts_and_is_judged() {
    let secret = Server::forbidden();
    let two = format!(
        "HTTP/1.1 302 x\r\nLocation: {}\r\nLocation: /fine\r\nContent-Length: 0\r\n\r\n",
        secret.url("evil.test", "/")
    );
    let server = Server::always(two.into_bytes());
    let app = App::new(json!([server.entry("a.test")]));
    let sent = connector(&Names::here(&["a.test", "evil.test"])).request(&app.get(&server.url("a.test", "/"))).send();
    assert_eq!(code(sent.await), Code::UrlOutsideScope);
    assert_eq!(secret.connections(), 0);
}

#[tokio::test]
async fn nobody_is_told_who_sent_us_on() {
    let next = Server::always(ok(""));
    let server = sender_to(&next);
    let app = App::new(json!([server.entry("a.test"), next.entry("b.test")]));
    let url = app.get(&server.url("a.test", "/a-token-in-a-path"));
    connector(&Names::here(&["a.test", "b.test"])).request(&url).send().await.unwrap();
    assert!(!next.last().to_ascii_lowercase().contains("referer") && !next.last().contains("a-token"));
}

#[tokio::test]
async fn each_hop_is_looked_up_once() {
    let next = Server::always(ok(""));
    let server = sender_to(&next);
    let app = App::new(json!([server.entry("a.test"), next.entry("b.test")]));
    let names = Names::here(&["a.test", "b.test"]);
    connector(&names).request(&app.get(&server.url("a.test", "/"))).send().await.unwrap();
    assert_eq!(names.asked(), ["a.test", "b.test"]);
}

#[tokio::test]
async fn a_name_that_turns_between_two_hops_is_refused_at_the_second() {
    let server = Server::start(|request| if request.contains(" /2 ") { ok("2") } else { redirect(302, "/2") });
    let secret = Server::forbidden_at(format!("127.0.0.2:{}", server.port()));
    let deny = json!([secret.url("127.0.0.2", "/*")]);
    let app = App::denying(json!([server.entry("a.test")]), deny);
    let names = Names::default().with("a.test", &[&["127.0.0.1"], &["127.0.0.2"]]);
    let forgetful = crate::kit::limited(&names, |limits| limits.remember = std::time::Duration::ZERO);
    let sent = forgetful.request(&app.get(&server.url("a.test", "/1"))).send().await;
    assert_eq!(code(sent), Code::ConnectDenied);
    assert_eq!((server.requests().len(), secret.connections()), (1, 0));
    assert_eq!(names.asked().len(), 2);
}

#[tokio::test]
async fn a_deny_counts_for_a_redirect() {
    let server = Server::start(|request| if request.contains(" /go ") { redirect(302, "/admin/x") } else { ok("") });
    let app = App::denying(json!([server.entry("a.test")]), json!([server.url("a.test", "/admin/*")]));
    let sent = connector(&Names::here(&["a.test"])).request(&app.get(&server.url("a.test", "/go"))).send().await;
    assert_eq!(code(sent), Code::UrlDenied);
    assert_eq!(server.requests().len(), 1);
}
