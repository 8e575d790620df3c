use serde_json::{Value, json};
use urlpattern::{UrlPattern as Oracle, UrlPatternMatchInput};

use super::{Proxy, Redirects, UrlTerms, http_plugin, reference};
use crate::{
    caller::Caller,
    decide::UrlQuestion,
    network::{Network, Networks},
    scope::{List, RawEntry, Scope, bases::Bases},
    testing::{COMMAND, Dice, entries, linux_frame},
    validate::url::ValidUrl,
};

fn scope(allow: Value, deny: Value) -> Scope {
    let raw: Vec<RawEntry> = entries(List::Allow, allow).into_iter().chain(entries(List::Deny, deny)).collect();
    let scope = Scope::compile(&raw, &linux_frame(COMMAND, &Caller::local("main", "main"), &Bases::none()));
    assert!(scope.faults().is_empty(), "{:?}", scope.faults());
    scope
}

fn url(text: &str) -> ValidUrl {
    ValidUrl::parse(text).unwrap_or_else(|violation| panic!("{text}: {violation}"))
}

const fn get(url: &ValidUrl) -> UrlQuestion<'_> {
    UrlQuestion::new(url, "GET", "url")
}

fn denies(pattern: &str, text: &str) -> bool {
    scope(json!([]), json!([pattern])).urls().denying(get(&url(text))).is_some()
}

fn grants(entry: Value, text: &str) -> bool {
    scope(json!([entry]), json!([])).urls().granting(get(&url(text))).all
}

#[test]
fn a_deny_covers_every_spelling_and_an_allow_only_its_own() {
    for (pattern, spelled, spellings) in [
        (
            "https://example.com/admin/*",
            "https://example.com/admin/x",
            &[
                "https://example.com./admin/x",
                "https://example.com/%61dmin/x",
                "https://example.com/%2561dmin/x",
                "https://example.com/%25%36%31dmin/x",
                "https://example.com//admin/x",
                "https://example.com/admin//x",
                "https://example.com/admin;v=1/x",
                "https://example.com/;a/admin/x",
                "https://example.com/admin%2fx",
                "https://example.com/admin%5Cx",
                "https://example.com/%252e%252e/admin/x",
                "https://example.com/a/%252e%252e/admin/x",
                "https://example.com/a/..%252fadmin/x",
                "https://example.com/admin",
                "https://example.com/admin/",
                "https://example.com/admin?x",
                "https://example.com/admin%3Bx/y",
            ][..],
        ),
        (
            "https://example.com/admin",
            "https://example.com/admin",
            &["https://example.com/admin/", "https://example.com/%61dmin"],
        ),
        ("https://example.com/admin/", "https://example.com/admin/", &["https://example.com/admin"]),
        ("https://example.com/a%20b", "https://example.com/a%20b", &["https://example.com/a%2520b"]),
        ("https://example.com/\u{e4}", "https://example.com/%C3%A4", &["https://example.com/%25c3%25a4"]),
        (
            "https://example.com/a;b/*",
            "https://example.com/a;b/x",
            &["https://example.com//a;b/x", "https://example.com/a%3Bb/x"],
        ),
    ] {
        assert!(denies(pattern, spelled) && grants(json!(pattern), spelled), "{pattern} {spelled}");
        for spelling in spellings {
            assert!(denies(pattern, spelling), "{pattern} denies {spelling}");
        }
    }
    // The same host in one form is the same place for both; nothing else is granted by a spelling.
    for (pattern, spelling) in [
        ("https://example.com/admin/*", "https://example.com/%61dmin/x"),
        ("https://example.com/admin/*", "https://example.com//admin/x"),
        ("https://example.com/admin/*", "https://example.com/admin"),
        ("https://example.com/admin/*", "https://example.com/admin;v=1/x"),
        ("http://127.0.0.1/*", "http://[64:ff9b::7f00:1]/"),
    ] {
        assert!(!grants(json!(pattern), spelling), "{pattern} {spelling}");
    }
    for (pattern, other) in [
        ("https://example.com/admin/*", "https://example.com/administrator"),
        ("https://example.com/admin/*", "https://example.com/x/admin/y"),
        ("https://example.com/admin/*", "https://example.com/ADMIN/x"),
        ("https://example.com/admin/*", "http://example.com/admin/x"),
        ("https://example.com/admin/*", "https://www.example.com/admin/x"),
        ("https://example.com/", "https://example.org/"),
    ] {
        assert!(!denies(pattern, other), "{pattern} {other}");
    }
}

#[test]
fn a_deny_of_an_address_covers_what_carries_it() {
    for address in
        ["[::ffff:127.0.0.1]", "127.1", "0x7f000001", "[64:ff9b::7f00:1]", "[2002:7f00:1::]", "[::127.0.0.1]"]
    {
        assert!(denies("http://127.0.0.1/*", &format!("http://{address}/x")), "{address}");
    }
    assert!(!denies("http://127.0.0.1/*", "http://127.0.0.2/"));
    assert!(denies("http://*/*", "http://[2002:7f00:1::]/"));
}

#[test]
fn a_deny_for_a_method_is_for_that_one() {
    let scope = scope(json!([]), json!([{ "url": "https://example.com", "methods": ["POST", "PUT"] }]));
    let url = url("https://example.com/");
    let denied = |method| scope.urls().denying(UrlQuestion { method, ..get(&url) }).is_some();
    assert_eq!(["GET", "POST", "PUT", "post"].map(denied), [false, true, true, false]);
}

#[test]
fn a_network_that_is_not_public_is_admitted_by_name_alone() {
    for (entry, text, granted) in [
        (json!("http://*/*"), "http://127.0.0.1/", false),
        (json!("http://*/*"), "http://localhost/", false),
        (json!("http://*/*"), "http://10.0.0.1/", false),
        (json!("http://*/*"), "http://8.8.8.8/", true),
        (json!("http://*.localhost/*"), "http://a.localhost/", true),
        (json!("http://localhost/*"), "http://localhost/", true),
        (json!("http://127.0.0.1/*"), "http://127.0.0.1/", true),
        (json!("http://169.254.169.254/*"), "http://169.254.169.254/", true),
        (json!({ "url": "http://*/*", "network": "private" }), "http://10.0.0.1/", true),
        (json!({ "url": "http://*/*", "network": "private" }), "http://127.0.0.1/", false),
        (json!({ "url": "http://*/*", "network": "private" }), "http://169.254.169.254/", false),
        (json!({ "url": "http://*/*", "network": "loopback" }), "http://localhost/", true),
        (json!({ "url": "http://*/*", "network": "loopback" }), "http://10.0.0.1/", false),
        (json!({ "url": "http://*/*", "network": "any" }), "http://169.254.169.254/", true),
        (json!("http://metadata.google.internal/*"), "http://metadata.google.internal/", false),
    ] {
        assert_eq!(grants(entry.clone(), text), granted, "{entry} {text}");
    }
}

#[test]
fn credentials_and_encoded_separators_are_taken_on_purpose() {
    for (key, text) in [("credentials", "https://u:p@example.com/"), ("encodedSeparators", "https://example.com/a%2fb")]
    {
        assert!(!grants(json!("https://example.com"), text), "{text}");
        assert!(grants(json!({ "url": "https://example.com", key: true }), text), "{text}");
    }
}

#[test]
fn grants_are_added_to_each_other() {
    let scope = scope(
        json!([
            { "url": "https://example.com/a/*", "redirects": "none", "maxBytes": 10, "headers": ["X-One"] },
            { "url": "https://example.com/a/b/*", "redirects": "same-entry", "maxBytes": 20, "network": "private" },
            { "url": "https://example.com/a/b/c/*", "proxy": "system" },
            { "url": "https://example.com/*", "methods": ["POST"], "network": "any" },
            { "url": "https://example.com/*", "arg": "other", "network": "any" },
        ]),
        json!([]),
    );
    let terms = |text: &str| scope.urls().terms(get(&url(text)));
    let public =
        UrlTerms { networks: Networks::PUBLIC, redirects: Redirects::None, proxy: Proxy::None, max_bytes: Some(10) };
    assert_eq!(terms("https://example.com/x"), None);
    assert_eq!(terms("https://example.com/a/x"), Some(public.clone()));
    let both = UrlTerms {
        networks: Networks::PUBLIC.with(Network::Private),
        redirects: Redirects::SameEntry,
        max_bytes: Some(20),
        ..public
    };
    assert_eq!(terms("https://example.com/a/b/x"), Some(both.clone()));
    let all = UrlTerms { redirects: Redirects::InScope, max_bytes: None, proxy: Proxy::System, ..both };
    assert_eq!(terms("https://example.com/a/b/c/x"), Some(all));
    assert!(scope.urls().admits_header(get(&url("https://example.com/a/x")), "x-one"));
    assert!(!scope.urls().admits_header(get(&url("https://example.com/a/x")), "x-two"));
    assert!(!scope.urls().admits_header(get(&url("https://example.com/x")), "x-one"));
}

#[test]
fn a_server_sends_on_to_where_the_entry_says() {
    let scope = scope(
        json!([
            { "url": "https://none.example", "redirects": "none" },
            { "url": "https://{also.}?same.example/a/*", "redirects": "same-entry" },
            { "url": "https://free.example" },
        ]),
        json!([]),
    );
    let follows = |from: &str, to: &str| scope.urls().follows(get(&url(from)), get(&url(to)));
    assert!(!follows("https://none.example/", "https://none.example/x"));
    assert!(follows("https://same.example/a/1", "https://also.same.example/a/2"));
    assert!(!follows("https://same.example/a/1", "https://free.example/"));
    assert!(follows("https://free.example/", "https://none.example/"));
    assert!(!follows("https://nowhere.example/", "https://free.example/"));
}

const PATTERNS: [&str; 24] = [
    "https://example.com/*",
    "https://example.com",
    "https://example.com/a",
    "https://example.com/a/",
    "https://example.com/a/*",
    "https://example.com/a/b/*",
    "https://example.com/a*",
    "https://example.com/*.json",
    "https://example.com/a/:id",
    "https://example.com/a/:id/b",
    "https://example.com/a/:id?",
    "https://example.com/:x/:y/*",
    "https://example.com/{a/}?b",
    "https://*.example.com/*",
    "https://*.example.com/a/*",
    "https://a.*.example.com/a",
    "https://:sub.example.com/*",
    "http{s}?://example.com/a",
    "https://example.com:*/a/*",
    "https://example.com:8443/*",
    "https://*/a/*",
    "http://*/*",
    "https://example.com/a?q=*",
    "https://example.com/a//b",
];
const HOSTS: [&str; 9] = [
    "example.com",
    "a.example.com",
    "a.b.example.com",
    "b.a.example.com",
    "a.b.c.example.com",
    "example.com.",
    "example.org",
    "xexample.com",
    "8.8.8.8",
];
const PIECES: [&str; 14] = ["a", "b", "/", "/", "a/", "/b", ".json", "ab", "//", ";x", "%61", "c", "id", "a/b/c"];
const ENDS: [&str; 4] = ["", "?q=1", "?p", "#f"];

fn random_url(dice: &mut Dice) -> ValidUrl {
    loop {
        let path: String = (0..dice.below(6)).map(|_| *dice.pick(&PIECES)).collect();
        let (scheme, port) = (dice.pick(&["https", "https", "http"]), dice.pick(&["", "", ":8443", ":80"]));
        let text = format!("{scheme}://{}{port}/{path}{}", dice.pick(&HOSTS), dice.pick(&ENDS));
        if let Ok(url) = ValidUrl::parse(&text) {
            return url;
        }
    }
}

#[test]
fn the_table_finds_what_the_slow_reference_takes() {
    let mut dice = Dice(5);
    let (mut found, mut questions) = (0, 0);
    for round in 0..3_000 {
        let count = [1, 2, 3, 6, 24, 60][round % 6];
        let list = *dice.pick(&[List::Allow, List::Deny]);
        let mut patterns: Vec<&str> = (0..count).map(|_| *dice.pick(&PATTERNS)).collect();
        patterns.retain(|pattern| list == List::Allow || !pattern.contains("?q"));
        let (allow, deny) =
            if list == List::Allow { (json!(patterns), json!([])) } else { (json!([]), json!(patterns)) };
        let scope = scope(allow, deny);
        let names = |taking: Vec<&super::UrlEntry>| taking.iter().map(|entry| entry.entry.index()).collect::<Vec<_>>();
        for _ in 0..20 {
            let url = random_url(&mut dice);
            let expected = names(reference::taking(scope.urls(), list, get(&url)));
            assert_eq!(names(reference::found(scope.urls(), list, get(&url))), expected, "{patterns:?} {url:?}");
            found += usize::from(!expected.is_empty());
            questions += 1;
        }
    }
    assert!(found > questions / 10 && found < questions * 9 / 10, "{found} of {questions} were found");
}

#[test]
fn an_allow_takes_what_urlpattern_takes() {
    let mut dice = Dice(6);
    let compiled: Vec<(&str, Scope, Oracle)> = PATTERNS
        .into_iter()
        .map(|pattern| (pattern, scope(json!([pattern]), json!([])), http_plugin::read(pattern).unwrap()))
        .collect();
    let mut both = 0;
    for _ in 0..20_000 {
        let url = random_url(&mut dice);
        let (pattern, scope, oracle) = dice.pick(&compiled);
        let expected = oracle.test(UrlPatternMatchInput::Url(url.url().clone())).unwrap();
        let ours = scope.urls().granting(get(&url)).all;
        assert_eq!(ours, expected, "{pattern} {url:?}");
        both += usize::from(expected);
    }
    assert!(both > 400, "{both} were taken");
}

#[test]
fn what_admits_more_than_it_seems_to_is_told() {
    let warned = |pattern: &str| scope(json!([pattern]), json!([])).warnings().to_vec();
    for (pattern, what) in [
        ("https://example.com/api*", "so it takes `/api-anything/else` too; write `/api/*`"),
        ("https://*.com/*", "it takes every host below `.com`"),
    ] {
        let warnings = warned(pattern);
        assert!(matches!(&*warnings, [one] if one.contains(what)), "{warnings:?}");
    }
    for pattern in
        ["https://example.com/api/*", "https://*.example.com", "http://*.localhost", "https://example.com/a/:id"]
    {
        assert_eq!(warned(pattern), [""; 0], "{pattern}");
    }
}

#[test]
fn each_text_of_thousands_of_entries_is_found() {
    let allow: Vec<String> = (0..3_000).map(|i| format!("https://example.com/item-{i}*")).collect();
    let scope = scope(json!(allow), json!([]));
    for i in [0, 7, 42, 999, 2_999] {
        let url = url(&format!("https://example.com/item-{i}"));
        let granted = scope.urls().granting(get(&url));
        assert!(granted.all, "{i}");
    }
    assert!(!scope.urls().granting(get(&url("https://example.com/item-x"))).all);
}

#[test]
fn a_url_as_a_pattern_takes_itself_and_no_other_path() {
    let mut dice = Dice(7);
    let more = [
        "https://example.com/",
        "https://example.com/a*b:c(d){e}+",
        "http://[::1]:8080/x",
        "http://127.0.0.1/",
        "mailto:a@b.example",
        "custom://HOST/x",
    ];
    let urls: Vec<ValidUrl> = (0..300).map(|_| random_url(&mut dice)).chain(more.map(url)).collect();
    for one in &urls {
        let scope = scope(json!([{ "url": one.as_pattern() }]), json!([]));
        for other in &urls {
            let same = other.host() == one.host()
                && other.scheme() == one.scheme()
                && other.port() == one.port()
                && other.path() == one.path();
            assert_eq!(scope.urls().granting(get(other)).all, same, "{} {other:?}", one.as_pattern());
        }
    }
}
