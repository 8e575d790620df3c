use std::{
    net::IpAddr,
    time::{Duration, SystemTime},
};

use serde_json::{Value, json};

use super::{Admitted, JudgedUrl};
use crate::{
    code::Code,
    denial::Denial,
    record::{Stage, Verdict},
    report::{Covered, Report},
    testing::Setup,
};

const METADATA: &str = "169.254.169.254";

fn judge(setup: &Setup, url: &str, method: &str) -> Result<JudgedUrl, Denial> {
    setup.guard.judge_url(&setup.scope, url, method, setup.ask(crate::access::AccessSet::NONE))
}

fn judged(setup: &Setup, url: &str) -> JudgedUrl {
    judge(setup, url, "GET").unwrap_or_else(|denial| panic!("{:?}", denial.record()))
}

fn answers(texts: &[&str]) -> Vec<IpAddr> {
    texts.iter().map(|text| text.parse().unwrap_or_else(|_| panic!("{text} is an address"))).collect()
}

fn admitted(judged: &JudgedUrl, texts: &[&str]) -> Result<Vec<String>, Code> {
    let admitted = judged.admit(&answers(texts)).map_err(|denial| denial.record().code)?;
    Ok(admitted.addresses().iter().map(ToString::to_string).collect())
}

fn setup(allow: Value) -> Setup {
    Setup::new(allow, json!([]))
}

#[test]
fn a_judgement_is_recorded_with_method_and_without_secrets() {
    let setup = setup(json!([{ "url": "https://example.com", "credentials": true }]));
    let judged = judged(&setup, "https://user:secret@example.com/x?y#z");
    let record = setup.last_record();
    assert_eq!((record.id, record.stage, record.decision), (judged.id(), Stage::Judge, Verdict::Allow));
    assert_eq!((record.kind, record.method.as_deref()), (Some("url"), Some("GET")));
    assert_eq!(record.resource.as_deref(), Some("https://…@example.com/x?y"));
    assert!(!serde_json::to_string(&*record).unwrap().contains("secret"));
    assert!(!format!("{judged:?}").contains("example"));
    let denial = judge(&setup, "https://user:secret@exam ple.com/", "GET").unwrap_err();
    assert_eq!(denial.record().code, Code::UrlControlCharacter);
    assert!(!serde_json::to_string(denial.record()).unwrap().contains("secret"));
}

#[test]
fn all_answers_of_a_resolver_are_judged_or_none_is_used() {
    let setup = setup(json!(["https://example.com"]));
    let judged = judged(&setup, "https://example.com/");
    let public = ["93.184.216.34", "2606:4700::1"];
    assert_eq!(admitted(&judged, &public).unwrap(), ["93.184.216.34:443", "[2606:4700::1]:443"]);
    let before = setup.records().len();
    for refused in [
        &[METADATA][..],
        &["93.184.216.34", "10.0.0.5"],
        &["127.0.0.1", "93.184.216.34"],
        &["::1"],
        &["::ffff:127.0.0.1"],
        &["64:ff9b::7f00:1"],
        &["64:ff9b::a9fe:a9fe"],
        &["2002:7f00:1::"],
        &["2001:0:4136:e378:8000:63bf:80ff:fffe"],
        &["::127.0.0.1"],
        &["::ffff:0:127.0.0.1"],
        &["64:ff9b:1::7f00:1"],
        &["fe80::1"],
        &["fc00::1"],
        &["0.0.0.0"],
    ] {
        assert_eq!(admitted(&judged, refused), Err(Code::ConnectNetwork), "{refused:?}");
        let record = setup.last_record();
        assert_eq!((record.stage, record.decision, record.parent), (Stage::Connect, Verdict::Deny, Some(judged.id())));
    }
    assert_eq!(setup.records().len(), before + 15);
    assert_eq!(admitted(&judged, &[]), Err(Code::ConnectUnresolved));
    assert_eq!(setup.last_record().difference, None);
}

#[test]
fn the_page_does_not_learn_which_address_it_was() {
    let setup = setup(json!(["https://example.com"]));
    let denial = judged(&setup, "https://example.com/").admit(&answers(&[METADATA])).unwrap_err();
    assert_eq!(denial.record().difference.as_deref(), Some(METADATA));
    let page = serde_json::to_string(&denial).unwrap();
    assert!(!page.contains("169") && !page.contains("network"), "{page}");
    let unresolved = judged(&setup, "https://example.com/").admit(&[]).unwrap_err();
    let [refused, unresolved] = [denial, unresolved].map(|denial| serde_json::to_value(denial).unwrap());
    assert_eq!((&refused["code"], &refused["message"]), (&unresolved["code"], &unresolved["message"]));
}

#[test]
fn an_address_is_connected_to_and_nothing_that_a_resolver_says_of_it() {
    let setup = setup(json!(["http://8.8.8.8", "http://127.0.0.1:8080"]));
    let public = judged(&setup, "http://8.8.8.8/");
    assert_eq!(admitted(&public, &["127.0.0.1"]).unwrap(), ["8.8.8.8:80"]);
    let named = judged(&setup, "http://[::ffff:127.0.0.1]:8080/");
    assert_eq!(admitted(&named, &[]).unwrap(), ["127.0.0.1:8080"]);
}

#[test]
fn a_deny_of_an_address_counts_for_every_name_that_leads_there() {
    let setup = Setup::new(
        json!([{ "url": "http://*/*", "network": "any" }]),
        json!(["http://10.0.0.1/*", "http://[fc00::1]/*", "http://10.0.0.2:8080/*", "http://10.0.0.3/admin/*"]),
    );
    let judged = judged(&setup, "http://example.com/");
    assert_eq!(admitted(&judged, &["10.0.0.9"]).unwrap(), ["10.0.0.9:80"]);
    for denied in ["10.0.0.1", "::ffff:10.0.0.1", "64:ff9b::a00:1", "2002:a00:1::", "fc00::1"] {
        assert_eq!(admitted(&judged, &["10.0.0.9", denied]), Err(Code::ConnectDenied), "{denied}");
    }
    // For another port, or another path, it is another place.
    assert!(admitted(&judged, &["10.0.0.2", "10.0.0.3"]).is_ok());
}

#[test]
fn an_entry_admits_what_it_names_and_no_other_entry_gets_that() {
    let setup = setup(json!([
        "https://*.example.com",
        { "url": "https://intranet.example.com", "network": "private" },
        { "url": "https://dev.example.com", "network": "loopback", "methods": ["POST"] },
    ]));
    let intranet = judged(&setup, "https://intranet.example.com/");
    assert!(admitted(&intranet, &["10.0.0.1"]).is_ok());
    assert_eq!(admitted(&intranet, &["127.0.0.1"]), Err(Code::ConnectNetwork));
    assert_eq!(admitted(&intranet, &[METADATA]), Err(Code::ConnectNetwork));
    assert_eq!(admitted(&judged(&setup, "https://www.example.com/"), &["10.0.0.1"]), Err(Code::ConnectNetwork));
    // The entry that admits it is for another method.
    assert_eq!(admitted(&judged(&setup, "https://dev.example.com/"), &["127.0.0.1"]), Err(Code::ConnectNetwork));
    let post = judge(&setup, "https://dev.example.com/", "POST").unwrap();
    assert!(admitted(&post, &["127.0.0.1"]).is_ok());
}

#[test]
fn every_redirect_is_judged_from_the_start() {
    let setup = Setup::new(
        json!(["https://example.com/*", "https://cdn.example.com/*"]),
        json!(["https://example.com/admin/*"]),
    );
    let first = judged(&setup, "https://example.com/a/b");
    for (location, to) in [
        ("/c", "https://example.com/c"),
        ("c?d", "https://example.com/a/c?d"),
        ("//cdn.example.com/x", "https://cdn.example.com/x"),
        ("https://cdn.example.com/x", "https://cdn.example.com/x"),
    ] {
        let next = first.redirected(location, "GET").unwrap_or_else(|denial| panic!("{:?}", denial.record()));
        assert_eq!(next.url().shown(), to);
        let record = setup.last_record();
        assert_eq!((record.stage, record.parent, record.id), (Stage::Redirect, Some(first.id()), next.id()));
    }
    for (location, code) in [
        ("https://evil.example/", Code::UrlOutsideScope),
        ("//evil.example/", Code::UrlOutsideScope),
        ("http://example.com/", Code::UrlOutsideScope),
        ("http://169.254.169.254/latest/meta-data/", Code::UrlOutsideScope),
        ("http://localhost/", Code::UrlOutsideScope),
        ("file:///etc/passwd", Code::UrlOutsideScope),
        ("javascript:alert(1)", Code::UrlOutsideScope),
        ("/admin/x", Code::UrlDenied),
        ("/%61dmin/x", Code::UrlDenied),
        ("https://user:secret@example.com/", Code::UrlCredentials),
        ("https://example.com@evil.example/", Code::UrlOutsideScope),
        ("ht\ttps://evil.example/", Code::UrlControlCharacter),
        ("\\\\evil.example", Code::UrlBackslash),
        ("", Code::UrlEmpty),
    ] {
        let denial = first.redirected(location, "GET").err().unwrap_or_else(|| panic!("{location} was followed"));
        assert_eq!(denial.record().code, code, "{location}");
        assert_eq!((denial.record().stage, denial.record().parent), (Stage::Redirect, Some(first.id())));
    }
}

#[test]
fn a_redirect_goes_where_the_entry_that_was_asked_by_follows_it() {
    let setup = setup(json!([
        { "url": "https://none.example", "redirects": "none" },
        { "url": "https://same.example/a/*", "redirects": "same-entry" },
        "https://same.example/b/*",
    ]));
    let code =
        |from: &str, to: &str| judged(&setup, from).redirected(to, "GET").map_err(|denial| denial.record().code).err();
    assert_eq!(code("https://none.example/", "/x"), Some(Code::UrlRedirect));
    assert_eq!(code("https://same.example/a/x", "/a/y"), None);
    assert_eq!(code("https://same.example/a/x", "/b/y"), Some(Code::UrlRedirect));
    assert_eq!(code("https://same.example/b/x", "/a/y"), None);
}

#[test]
fn a_redirect_is_judged_for_the_method_that_it_is_asked_by() {
    let setup =
        setup(json!([{ "url": "https://example.com", "methods": ["POST"] }, { "url": "https://example.com/done" }]));
    let post = judge(&setup, "https://example.com/form", "POST").unwrap();
    assert_eq!(post.redirected("/form2", "POST").unwrap().method(), "POST");
    assert_eq!(post.redirected("/done", "GET").unwrap().method(), "GET");
    assert_eq!(post.redirected("/form2", "GET").unwrap_err().record().code, Code::UrlMethod);
}

#[test]
fn report_mode_goes_where_the_app_went_and_says_so() {
    let setup = setup(json!(["https://example.com"]))
        .reporting(Report::new(Covered::App, SystemTime::now() + Duration::from_secs(3600)));
    let outside = judged(&setup, "https://other.example/");
    assert_eq!(setup.last_record().decision, Verdict::Report);
    assert_eq!(admitted(&outside, &["10.0.0.1"]).unwrap(), ["10.0.0.1:443"]);
    let inside = judged(&setup, "https://example.com/");
    assert_eq!(admitted(&inside, &["10.0.0.1"]).unwrap(), ["10.0.0.1:443"]);
    assert_eq!((setup.last_record().decision, setup.last_record().stage), (Verdict::Report, Stage::Connect));
    assert!(inside.redirected("https://other.example/", "GET").is_ok());
    // What could not be parsed is refused.
    assert!(inside.redirected("ht\ttps://other.example/", "GET").is_err());
    assert!(judge(&setup, "https:other.example", "GET").is_err());
}

#[test]
fn a_peer_is_one_that_was_admitted_or_not() {
    let admitted = Admitted::of(&["93.184.216.34".parse().unwrap()], 443);
    for (peer, has) in [
        ("93.184.216.34:443", true),
        ("[::ffff:93.184.216.34]:443", true),
        ("93.184.216.34:80", false),
        ("93.184.216.35:443", false),
        ("127.0.0.1:443", false),
    ] {
        assert_eq!(admitted.has(peer.parse().unwrap()), has, "{peer}");
    }
}

#[test]
fn what_goes_wrong_on_the_way_is_recorded_under_the_judgement() {
    let setup = setup(json!([{ "url": "https://example.com", "credentials": true }]));
    let judged = judged(&setup, "https://user:secret@example.com/");
    for (code, stage) in [(Code::ConnectTls, Stage::Connect), (Code::ResponseTooLong, Stage::Respond)] {
        let denial = judged.clone().refuse(code, Some("a certificate for other.example"));
        let record = setup.last_record();
        assert_eq!((record.code, record.stage, record.parent), (code, stage, Some(judged.id())));
        assert_eq!(record.fault.as_deref(), Some("a certificate for other.example"));
        assert!(!serde_json::to_string(&*record).unwrap().contains("secret"));
        assert!(!serde_json::to_string(&denial).unwrap().contains("other.example"));
    }
}

#[test]
fn a_page_sets_harmless_headers_and_those_that_an_entry_names() {
    let setup = setup(json!([
        { "url": "https://example.com/api/*", "headers": ["X-Token"] },
        "https://example.com/*",
    ]));
    let [api, other] = ["https://example.com/api/x", "https://example.com/x"].map(|url| judged(&setup, url));
    assert!(api.admits_header("x-token") && api.admits_header("X-TOKEN") && !other.admits_header("x-token"));
    for url in [&api, &other] {
        assert!(url.admits_header("Accept") && url.admits_header("content-type") && url.admits_header("range"));
        for name in ["authorization", "cookie", "host", "origin", "referer", "user-agent", "proxy-authorization", ""] {
            assert!(!url.admits_header(name), "{name}");
        }
    }
}
