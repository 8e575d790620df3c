//! Whatever the gate of URLs lets through is read again as the same URL, by a second parser too; and what Tauri's http plugin
//! does not take, no `allow` takes.

#![no_main]

#[path = "../../crates/core/src/scope/urls/http_plugin.rs"]
mod http_plugin;
#[path = "../../crates/core/src/validate/url/second_parser.rs"]
mod second_parser;

use arbitrary::Arbitrary;
use authority_core::{
    caller::Caller,
    decide::{UrlQuestion, decide_url},
    scope::{Frame, List, RawEntry, Scope, Way, bases::Bases},
    validate::url::ValidUrl,
};
use libfuzzer_sys::fuzz_target;
use urlpattern::UrlPatternMatchInput;

#[derive(Arbitrary, Debug)]
struct Input<'a> {
    url: &'a str,
    patterns: Vec<(bool, &'a str)>,
}

fuzz_target!(|input: Input<'_>| {
    let Ok(url) = ValidUrl::parse(input.url) else { return };
    let text = url.shown();
    if !text.contains('…') {
        let again = ValidUrl::parse(&text).unwrap_or_else(|violation| panic!("{text}: {violation}"));
        assert_eq!(again.shown(), text);
        assert_eq!(again.host_text(), url.host_text());
    }
    authority_core::fuzzing::url_table_against_reference(&input.patterns, input.url);
    // Of other schemes URLPattern reads `scheme:name` as a wildcard, and RFC 3986 knows no rules.
    if matches!(url.scheme(), "http" | "https" | "ws" | "wss") {
        second_parser::agrees(input.url, &url);
        for (_, pattern) in &input.patterns {
            against_urlpattern(pattern, &url, &text);
        }
    }
});

fn against_urlpattern(pattern: &str, url: &ValidUrl, text: &str) {
    let raw = RawEntry::new(List::Allow, Way::Command, 0, serde_json::json!({ "url": pattern, "network": "any" }));
    let (caller, bases) = (Caller::local("main", "main"), Bases::none());
    let scope = Scope::compile([&raw], &Frame::new("fetch", &caller, &bases));
    if !scope.faults().is_empty() || !decide_url(&scope, UrlQuestion::new(url, "GET", "url")).is_allowed() {
        return;
    }
    let Some(oracle) = http_plugin::read(pattern) else { return };
    let parsed = url::Url::parse(text).unwrap();
    let takes = |url: url::Url| oracle.test(UrlPatternMatchInput::Url(url)).unwrap_or(true);
    let other = other_spelling(&parsed);
    assert!(other.into_iter().chain([parsed]).any(takes), "{pattern:?} on {text:?}");
}

/// With the host as we bring it to one form, in patterns too: from a dot at its end, or from IPv6's spelling of an IPv4 address.
fn other_spelling(url: &url::Url) -> Option<url::Url> {
    let host = match url.host() {
        Some(url::Host::Domain(name)) => Some(format!("{name}.")),
        Some(url::Host::Ipv4(address)) => Some(format!("[{}]", address.to_ipv6_mapped())),
        Some(url::Host::Ipv6(_)) | None => None,
    };
    let mut url = url.clone();
    url.set_host(Some(&host?)).ok().map(|()| url)
}
