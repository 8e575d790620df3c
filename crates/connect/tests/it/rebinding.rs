//! Names that lead elsewhere by the time they are used, and spellings that lead elsewhere than they say.

use std::{io::Write as _, time::Duration};

use authority_core::{code::Code, record::Stage};
use serde_json::json;

use crate::kit::{App, Names, Server, code, connector, limited, ok, page};

#[tokio::test]
async fn one_answer_that_is_not_admitted_and_nothing_is_connected_to() {
    let secret = Server::forbidden();
    let app = App::new(json!([secret.url("a.test", "/*")]));
    for answers in [
        &["127.0.0.1"][..],
        &["93.184.216.34", "127.0.0.1"],
        &["127.0.0.1", "93.184.216.34"],
        &["2606:4700::1", "::1"],
        &["0.0.0.0"],
        &["::"],
        &["::ffff:127.0.0.1"],
        &["::ffff:0:127.0.0.1"],
        &["::127.0.0.1"],
        &["64:ff9b::7f00:1"],
        &["64:ff9b:1::7f00:1"],
        &["64:ff9b:1:7f00:0:100::"],
        &["2002:7f00:1::"],
        &["2001:0:4136:e378:8000:63bf:80ff:fffe"],
        &["2606:4700::5efe:7f00:1"],
        &["fe80::1"],
        &["fc00::1"],
        &["10.0.0.1"],
        &["169.254.169.254"],
    ] {
        let names = Names::default().with("a.test", &[answers]);
        let denial = connector(&names).request(&app.get(&secret.url("a.test", "/"))).send().await.unwrap_err();
        let record = app.last_record();
        assert_eq!((denial.record().code, record.stage), (Code::ConnectNetwork, Stage::Connect), "{answers:?}");
        assert!(record.difference.is_some(), "the log says which address it was");
        let told = page(&denial);
        assert!(!told.contains("network") && answers.iter().all(|answer| !told.contains(answer)), "{told}");
    }
    assert_eq!(secret.connections(), 0);
}

#[tokio::test]
async fn what_was_judged_is_connected_to_and_the_name_is_not_asked_for_again() {
    let server = Server::always(ok("first"));
    let secret = Server::forbidden_at(format!("127.0.0.2:{}", server.port()));
    let app = App::new(json!([server.entry("a.test")]));
    // Whoever asked twice would be led astray.
    let names = Names::default().with("a.test", &[&["127.0.0.1"], &["127.0.0.2"]]);
    let answer = connector(&names).request(&app.get(&server.url("a.test", "/"))).send().await.unwrap();
    assert_eq!(answer.text().await.unwrap(), "first");
    assert_eq!((names.asked().len(), secret.connections()), (1, 0));
}

#[tokio::test]
async fn a_name_that_turns_is_judged_again_once_it_is_asked_for_again() {
    let server = Server::always(ok("first"));
    let secret = Server::forbidden_at(format!("127.0.0.2:{}", server.port()));
    let app = App::denying(json!([server.entry("a.test")]), json!([secret.url("127.0.0.2", "/*")]));
    for remember in [Duration::ZERO, Duration::from_nanos(1)] {
        let names = Names::default().with("a.test", &[&["127.0.0.1"], &["127.0.0.2"]]);
        let connector = limited(&names, |limits| limits.remember = remember);
        let url = app.get(&server.url("a.test", "/"));
        assert!(connector.request(&url).send().await.is_ok());
        assert_eq!(code(connector.request(&url).send().await), Code::ConnectDenied);
        assert_eq!((names.asked().len(), secret.connections()), (2, 0), "nor is the kept connection used");
    }
}

#[tokio::test]
async fn an_answer_is_used_again_for_a_while_and_judged_each_time() {
    let server = Server::always(ok("here"));
    let names = Names::here(&["a.test"]);
    let connector = connector(&names);
    let wide = App::new(json!([server.entry("a.test")]));
    for _ in 0..2 {
        let answer = connector.request(&wide.get(&server.url("a.test", "/"))).send().await.unwrap();
        assert_eq!(answer.text().await.unwrap(), "here");
    }
    assert_eq!(names.asked().len(), 1);
    let narrow = App::new(json!([server.url("a.test", "/*")]));
    let sent = connector.request(&narrow.get(&server.url("a.test", "/"))).send().await;
    assert_eq!((code(sent), names.asked().len()), (Code::ConnectNetwork, 1));
}

#[tokio::test]
async fn a_kept_connection_is_not_shared_with_a_scope_that_admits_less() {
    let server = Server::always(ok("here"));
    let other = Server::raw(format!("127.0.0.2:{}", server.port()), |_, stream| stream.write_all(&ok("there")));
    let names = Names::here(&["a.test"]);
    let connector = limited(&names, |limits| limits.remember = Duration::ZERO);
    let wide = App::new(json!([server.entry("a.test")]));
    let narrow = App::denying(json!([server.entry("a.test")]), json!([server.url("127.0.0.1", "/*")]));
    let url = server.url("a.test", "/");
    let text = async |app: &App| connector.request(&app.get(&url)).send().await.unwrap().text().await.unwrap();
    assert_eq!(text(&wide).await, "here");
    // The name turns to where both may go: what is kept leads to where one of them may not.
    names.set("a.test", &[&["127.0.0.2"]]);
    assert_eq!(text(&narrow).await, "there");
    names.set("a.test", &[&["127.0.0.1"]]);
    assert_eq!(code(connector.request(&narrow.get(&url)).send().await), Code::ConnectDenied);
    assert_eq!((server.requests().len(), other.requests().len()), (1, 1));
}

#[tokio::test]
async fn a_kept_connection_is_used_again_by_who_admits_it() {
    let server = Server::always(ok("here"));
    let names = Names::default().with("a.test", &[&["127.0.0.1", "127.0.0.9"], &["127.0.0.9", "127.0.0.1"]]);
    let connector = limited(&names, |limits| limits.remember = Duration::ZERO);
    for _ in 0..2 {
        let app = App::new(json!([server.entry("a.test")]));
        let answer = connector.request(&app.get(&server.url("a.test", "/"))).send().await.unwrap();
        assert_eq!(answer.text().await.unwrap(), "here");
    }
    assert_eq!((server.requests().len(), server.connections()), (2, 1), "a resolver gives answers in any order");
}

#[tokio::test]
async fn two_names_of_one_address_share_no_connection() {
    let server = Server::always(ok("here"));
    let app = App::new(json!([server.entry("a.test"), server.entry("b.test")]));
    let connector = connector(&Names::here(&["a.test", "b.test"]));
    for host in ["a.test", "b.test"] {
        let answer = connector.request(&app.get(&server.url(host, "/"))).send().await.unwrap();
        answer.text().await.unwrap();
        assert!(server.last().to_ascii_lowercase().contains(&format!("host: {host}:")));
    }
    assert_eq!(server.connections(), 2);
}

#[tokio::test]
async fn an_address_that_does_not_answer_gives_way_to_the_next() {
    let server = Server::always(ok("here"));
    let app = App::new(json!([server.entry("a.test")]));
    let names = Names::default().with("a.test", &[&["127.0.0.8", "::1", "127.0.0.1"]]);
    let answer = connector(&names).request(&app.get(&server.url("a.test", "/"))).send().await.unwrap();
    assert_eq!(answer.text().await.unwrap(), "here");
}

#[tokio::test]
async fn every_spelling_of_a_name_is_asked_for_and_connected_to_as_it_was_judged() {
    let server = Server::always(ok("here"));
    let hosts = ["a.test", "xn--bcher-kva.test"];
    let app = App::new(json!([server.entry(hosts[0]), server.entry(hosts[1])]));
    for (host, name) in [
        ("A.TEST", hosts[0]),
        ("a.test.", hosts[0]),
        ("A.Test.", hosts[0]),
        ("ａ.test", hosts[0]),
        ("bücher.test", hosts[1]),
        ("BÜCHER.test.", hosts[1]),
        ("xn--BCHER-kva.test", hosts[1]),
    ] {
        let names = Names::here(&[name]);
        let answer = connector(&names).request(&app.get(&server.url(host, "/"))).send().await.unwrap();
        assert_eq!(answer.text().await.unwrap(), "here", "{host}");
        assert_eq!(names.asked(), [name], "{host}");
        let asked = server.last().to_ascii_lowercase();
        assert!(asked.contains(&format!("host: {name}:{}\r\n", server.port())), "{host}: {asked}");
    }
}

/// A request whose target was a whole URL, as proxies get it, went to the host in there.
#[tokio::test]
async fn wasmtime_ghsa_5qpp_g3j2_8frx_a_url_in_the_path_leads_nowhere_else() {
    let (server, secret) = (Server::always(ok("here")), Server::forbidden());
    let app = App::new(json!([server.entry("a.test"), server.entry("proxy.test")]));
    let names = Names::here(&["a.test", "proxy.test", "evil.test"]);
    let connector = connector(&names);
    let own = format!("a.test:{}", server.port());
    let proxy = app.get(&server.url("proxy.test", "/"));
    for path in ["/http://EVIL/", "//EVIL/", "/EVIL", "/@EVIL/", "/:80@EVIL/", "/?http://EVIL/", "/?@EVIL", "/*", "//*"]
    {
        let path = path.replace("EVIL", &format!("evil.test:{}", secret.port()));
        let url = app.get(&server.url("a.test", &path));
        connector.request(&url).send().await.unwrap();
        let direct = server.last();
        connector.request(&url).via(&proxy).send().await.unwrap();
        let through = server.last();
        assert!(direct.starts_with(&format!("GET {path} HTTP/1.1\r\n")), "{direct}");
        assert!(through.starts_with(&format!("GET http://{own}{path} HTTP/1.1\r\n")), "{through}");
        for came in [direct, through] {
            let hosts =
                came.lines().filter_map(|line| line.to_ascii_lowercase().strip_prefix("host: ").map(str::to_owned));
            assert_eq!(hosts.collect::<Vec<_>>(), [&*own], "{came}");
        }
        for set in [
            connector.request(&url).page_header("Host", "evil.test"),
            connector.request(&url).header("host", "evil.test"),
        ] {
            assert_eq!(code(set.send().await), Code::RequestHeader);
        }
    }
    assert_eq!((names.asked(), secret.connections()), (vec!["a.test".into(), "proxy.test".into()], 0));
}

#[tokio::test]
async fn an_address_is_connected_to_without_a_resolver() {
    let server = Server::always(ok("here"));
    let app = App::new(json!([server.entry("127.0.0.1")]));
    let names = Names::default();
    for host in
        ["127.0.0.1", "127.1", "2130706433", "0x7f.0.0.1", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "127.0.0.1."]
    {
        let Ok(url) = app.judge(&server.url(host, "/"), "GET") else { continue };
        let answer = connector(&names).request(&url).send().await.unwrap();
        assert_eq!(answer.text().await.unwrap(), "here", "{host}");
        assert!(server.last().to_ascii_lowercase().contains(&format!("host: 127.0.0.1:{}", server.port())), "{host}");
    }
    assert!(server.connections() >= 5 && names.asked().is_empty());
}

#[tokio::test]
async fn an_address_that_no_entry_admits_is_refused_before_anything_is_made() {
    let secret = Server::forbidden();
    let app = App::new(json!(["http://*:*/*"]));
    for host in ["127.0.0.1", "0.0.0.0", "[::1]", "[::]", "[::ffff:127.0.0.1]", "[::ffff:0:127.0.0.1]", "localhost"] {
        let judged = app.judge(&secret.url(host, "/"), "GET");
        assert_eq!(code(judged), Code::UrlNetwork, "{host}");
    }
    for host in ["[::1%25lo]", "[::1%lo]", "127.0.0.1%00.test"] {
        assert!(app.judge(&secret.url(host, "/"), "GET").is_err(), "{host}");
    }
    assert_eq!(secret.connections(), 0);
}

#[tokio::test]
async fn a_literal_of_ipv6_is_connected_to() {
    let Ok(_) = std::net::TcpListener::bind("[::1]:0") else { return };
    let server = Server::raw("[::1]:0", |_, stream| crate::kit::write(stream, "HTTP/1.1 204 x\r\n\r\n"));
    let app = App::new(json!([server.entry("[::1]")]));
    let names = Names::default();
    let answer = connector(&names).request(&app.get(&server.url("[::1]", "/"))).send().await.unwrap();
    assert_eq!((answer.status().as_u16(), names.asked().len()), (204, 0));
}

#[tokio::test]
async fn many_routes_push_out_the_oldest_and_all_go_on() {
    let server = Server::always(ok("here"));
    let hosts: Vec<String> = (0..40).map(|number| format!("n{number}.test")).collect();
    let names = Names::here(&hosts.iter().map(String::as_str).collect::<Vec<_>>());
    let app = App::new(json!(hosts.iter().map(|host| server.entry(host)).collect::<Vec<_>>()));
    let connector = connector(&names);
    for host in hosts.iter().chain(hosts.first()) {
        connector.request(&app.get(&server.url(host, "/"))).send().await.unwrap().text().await.unwrap();
    }
    assert_eq!((server.requests().len(), server.connections()), (41, 41), "the first was no longer kept");
    connector.request(&app.get(&server.url("n39.test", "/"))).send().await.unwrap().text().await.unwrap();
    assert_eq!(server.connections(), 41, "the last was");
}

#[tokio::test]
async fn that_there_is_no_address_is_not_remembered() {
    let server = Server::always(ok("here"));
    let app = App::new(json!([server.entry("a.test")]));
    let names = Names::default().with("a.test", &[&[], &["127.0.0.1"]]);
    let connector = connector(&names);
    let url = app.get(&server.url("a.test", "/"));
    assert_eq!(code(connector.request(&url).send().await), Code::ConnectUnresolved);
    assert!(connector.request(&url).send().await.is_ok());
}

#[tokio::test]
async fn no_more_names_are_remembered_than_memory_is_meant_to_hold() {
    let hosts: Vec<String> = (0..300).map(|number| format!("n{number}.test")).collect();
    let names = hosts.iter().fold(Names::default(), |names, host| names.with(host, &[&["10.0.0.1"]]));
    let app = App::new(json!(["http://*.test/*"]));
    let connector = connector(&names);
    for host in hosts.iter().chain([&hosts[0], &hosts[299]]) {
        let sent = connector.request(&app.get(&format!("http://{host}/"))).send().await;
        assert_eq!(code(sent), Code::ConnectNetwork);
    }
    assert_eq!(names.asked().len(), 301, "the first is remembered, the last is not");
}
