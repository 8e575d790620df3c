mod sweep;

use super::{MAX_URL_BYTES, Network, ValidUrl};
use crate::code::Code;

fn parsed(raw: &str) -> ValidUrl {
    ValidUrl::parse(raw).unwrap_or_else(|violation| panic!("{raw}: {violation}"))
}

fn refused(raw: &str, code: Code) {
    let violation = ValidUrl::parse(raw).err().unwrap_or_else(|| panic!("{raw} was taken"));
    assert_eq!(violation.code(), code, "{raw}");
}

#[test]
fn what_parsers_read_differently_is_refused() {
    for (raw, code) in [
        ("", Code::UrlEmpty),
        ("/relative", Code::UrlRelative),
        ("relative", Code::UrlRelative),
        ("//example.com/", Code::UrlRelative),
        ("://example.com/", Code::UrlRelative),
        ("1http://example.com/", Code::UrlRelative),
        ("ht tp://example.com/", Code::UrlControlCharacter),
        (" https://example.com/", Code::UrlControlCharacter),
        ("https://example.com/ ", Code::UrlControlCharacter),
        ("https://example.com/a b", Code::UrlControlCharacter),
        ("ht\ttps://example.com/", Code::UrlControlCharacter),
        ("https://exam\nple.com/", Code::UrlControlCharacter),
        ("https://example.com/\r", Code::UrlControlCharacter),
        ("\0https://example.com/", Code::UrlControlCharacter),
        ("https://example.com/\u{7f}", Code::UrlControlCharacter),
        ("https://example.com/\u{202e}gpj.exe", Code::UrlControlCharacter),
        ("https://example.com/%00", Code::UrlControlCharacter),
        ("https://example.com\\@evil.example/", Code::UrlBackslash),
        ("https:\\\\example.com/", Code::UrlBackslash),
        ("https://example.com/?a\\b", Code::UrlBackslash),
        ("https:example.com/", Code::UrlSlashes),
        ("https:/example.com/", Code::UrlSlashes),
        ("https:///example.com/", Code::UrlSlashes),
        ("https:////example.com/", Code::UrlSlashes),
        ("ws:/example.com/", Code::UrlSlashes),
        ("https://a@b@example.com/", Code::UrlMalformed),
        ("file://host//c:/windows/win.ini", Code::UrlMalformed),
        ("file://KKuJj//u:/;u%2E", Code::UrlMalformed),
        ("https://", Code::UrlHost),
        ("https://?x", Code::UrlHost),
        ("https://user@/", Code::UrlHost),
        ("https://api.example.com%2eevil.example/", Code::UrlHost),
        ("http://%31%32%37.0.0.1/", Code::UrlHost),
        ("https://a.com,evil.example/", Code::UrlHost),
        ("https://exam_ple.com/", Code::UrlHost),
        ("https://.example.com/", Code::UrlHost),
        ("https://a..example.com/", Code::UrlHost),
        ("https://example.com../", Code::UrlHost),
        ("https://./", Code::UrlHost),
        ("https://a.com&evil.example/", Code::UrlHost),
        ("https://a.com`evil.example/", Code::UrlHost),
        ("https://a.com|evil.example/", Code::UrlHost),
        ("https://xn--example-.org/", Code::UrlHost),
        ("http://1.2.3.4.5/", Code::UrlHost),
        ("http://256.256.256.256/", Code::UrlHost),
        ("http://[::1/", Code::UrlHost),
        ("http://[fe80::1%25eth0]/", Code::UrlHost),
        ("https://example.com:0/", Code::UrlPort),
        ("https://example.com:65536/", Code::UrlPort),
        ("https://example.com:+443/", Code::UrlPort),
        ("https://example.com:80:443/", Code::UrlPort),
        ("https://example.com/a/%2e%2e/b", Code::UrlEncodedDots),
        ("https://example.com/a/.%2E/b", Code::UrlEncodedDots),
        ("https://example.com/a/%2e", Code::UrlEncodedDots),
        ("https://example.com/a/..;/b", Code::UrlEncodedDots),
        ("https://example.com/a/%2e%2e;x=1/b", Code::UrlEncodedDots),
        // Cyrillic `а` before Latin letters, as text and as the name that it stands for.
        ("https://\u{430}pi.example.com/", Code::UrlMixedScripts),
        ("https://xn--pi-7kc.example.com/", Code::UrlMixedScripts),
        ("https://exampl\u{3b5}.com/", Code::UrlMixedScripts),
    ] {
        refused(raw, code);
    }
    refused(&format!("https://example.com/{}", "a".repeat(MAX_URL_BYTES)), Code::UrlTooLong);
    refused(&"a".repeat(1 << 20), Code::UrlTooLong);
    refused(&format!("https://{}.com/", "a".repeat(64)), Code::UrlHost);
    refused(&format!("https://{}com/", "a.".repeat(126)), Code::UrlHost);
}

#[test]
fn what_all_read_alike_is_taken_in_one_form() {
    for (raw, form) in [
        ("https://example.com", "https://example.com/"),
        ("HTTPS://API.Example.COM/v1", "https://api.example.com/v1"),
        ("https://example.com:443/", "https://example.com/"),
        ("https://example.com:0443/", "https://example.com/"),
        ("https://example.com:/", "https://example.com/"),
        ("https://example.com:8443/", "https://example.com:8443/"),
        ("https://example.com./v1", "https://example.com/v1"),
        ("https://example.com/a/../b/./c", "https://example.com/b/c"),
        ("https://example.com/%252e%252e/x", "https://example.com/%252e%252e/x"),
        ("https://example.com/a;b=1/c", "https://example.com/a;b=1/c"),
        ("https://example.com/a...b/...", "https://example.com/a...b/..."),
        ("https://example.com/?q=https://evil.example/", "https://example.com/?q=https://evil.example/"),
        ("https://example.com/#top", "https://example.com/"),
        // One host by UTS 46, whatever a page's author typed.
        ("https://api.ex\u{ad}ample.com/", "https://api.example.com/"),
        ("https://api\u{3002}example\u{ff0e}com/", "https://api.example.com/"),
        ("https://m\u{fc}ller.example/", "https://xn--mller-kva.example/"),
        ("https://\u{4f8b}\u{3048}.example/", "https://xn--r8jz45g.example/"),
        ("http://0x7f.1/", "http://127.0.0.1/"),
        ("http://2130706433/", "http://127.0.0.1/"),
        ("http://127.0.0.1./", "http://127.0.0.1/"),
        ("http://[::ffff:7f00:1]/", "http://127.0.0.1/"),
        ("http://[0:0::1]/", "http://[::1]/"),
        ("mailto:someone@example.com", "mailto:someone@example.com"),
        ("custom://HOST/x", "custom://HOST/x"),
    ] {
        assert_eq!(parsed(raw).shown(), form, "{raw}");
    }
    parsed(&format!("https://{}.com/", "a".repeat(63)));
}

#[test]
fn what_an_entry_must_take_on_purpose_is_remembered() {
    let traits = |raw: &str| {
        let traits = parsed(raw).traits();
        (traits.credentials, traits.encoded_separators)
    };
    assert_eq!(traits("https://example.com/a%2fb"), (false, true));
    assert_eq!(traits("https://example.com/a%5Cb"), (false, true));
    assert_eq!(traits("https://example.com/?a%2fb"), (false, false));
    assert_eq!(traits("https://user:secret@example.com/"), (true, false));
    assert_eq!(traits("https://user@example.com/"), (true, false));
    assert_eq!(traits("https://example.com/user@host"), (false, false));
    assert_eq!(traits("custom://user:secret@host/"), (true, false));
}

#[test]
fn credentials_are_shown_to_nobody() {
    let url = parsed("https://user:secret@example.com/x?y#z");
    for shown in [url.shown(), format!("{url:?}")] {
        assert!(!shown.contains("secret") && !shown.contains("user"), "{shown}");
        assert!(shown.contains("example.com/x?y"), "{shown}");
    }
}

#[test]
fn a_location_is_read_as_strictly_as_a_url() {
    let base = parsed("https://api.example.com/v1/x?y");
    let joined = |location: &str| base.join(location).map(|url| url.shown()).map_err(|violation| violation.code());
    for (location, url) in [
        ("/z", "https://api.example.com/z"),
        ("z", "https://api.example.com/v1/z"),
        ("../z", "https://api.example.com/z"),
        ("?z", "https://api.example.com/v1/x?z"),
        ("//evil.example/x", "https://evil.example/x"),
        ("http://evil.example/", "http://evil.example/"),
    ] {
        assert_eq!(joined(location).as_deref(), Ok(url), "{location}");
    }
    for (location, code) in [
        ("", Code::UrlEmpty),
        ("ht\ttps://evil.example/", Code::UrlControlCharacter),
        ("\\\\evil.example/", Code::UrlBackslash),
        ("///evil.example/", Code::UrlSlashes),
        ("https:/x", Code::UrlSlashes),
        ("/a/%2e%2e/b", Code::UrlEncodedDots),
        ("//a@b@c/", Code::UrlMalformed),
        ("//evil.example%2e/", Code::UrlHost),
        ("//example.com:0/", Code::UrlPort),
    ] {
        assert_eq!(joined(location), Err(code), "{location}");
    }
    let with_secrets = parsed("https://user:secret@example.com/");
    assert!(with_secrets.join("/x").is_ok_and(|url| url.traits().credentials));
    assert!(with_secrets.join("https://other.example/").is_ok_and(|url| !url.traits().credentials));
}

#[test]
fn a_url_says_what_of_its_network_can_be_known_by_its_text() {
    for (raw, network) in [
        ("http://127.0.0.1/", Some(Network::Loopback)),
        ("http://localhost/", Some(Network::Loopback)),
        ("http://localhost./", Some(Network::Loopback)),
        ("http://LOCALHOST/", Some(Network::Loopback)),
        ("http://x.localhost/", Some(Network::Loopback)),
        ("http://192.168.0.1/", Some(Network::Private)),
        ("http://8.8.8.8/", Some(Network::Public)),
        ("http://example.com/", None),
    ] {
        assert_eq!(parsed(raw).network(), network, "{raw}");
    }
}

/// The public data that browsers are tested by (web-platform-tests), as it comes with the `url` crate: where it says which host
/// a URL has, ours is that one or none.
#[test]
#[cfg(unix)]
fn no_host_is_one_that_the_standard_does_not_read() {
    let suite = suite().expect("cargo knows where the url crate lies");
    let mut compared = 0;
    for case in suite.as_array().expect("a list").iter().filter(|case| case.is_object()) {
        let input = case.get("input").and_then(|input| input.as_str()).unwrap_or_default();
        let Ok(url) = ValidUrl::parse(input) else { continue };
        if !matches!(url.scheme(), "http" | "https" | "ws" | "wss") {
            continue;
        }
        assert!(case.get("failure").is_none(), "{input} must be refused");
        let expected = case.get("hostname").and_then(|host| host.as_str()).unwrap_or_default();
        let canonical = ValidUrl::parse(&format!("http://{expected}/")).expect("the standard's own host");
        assert_eq!(url.host(), canonical.host(), "{input}");
        compared += 1;
    }
    assert!(compared > 100, "{compared} URLs were compared");
}

#[cfg(unix)]
fn suite() -> Option<serde_json::Value> {
    let mut metadata = std::process::Command::new(env!("CARGO"));
    metadata.args(["metadata", "--format-version", "1", "--filter-platform", "x86_64-unknown-linux-gnu"]);
    let told = metadata.current_dir(env!("CARGO_MANIFEST_DIR")).output().ok()?;
    let told: serde_json::Value = serde_json::from_slice(&told.stdout).ok()?;
    let mut packages = told.get("packages")?.as_array()?.iter();
    let url = packages.find(|package| package.get("name").is_some_and(|name| name == "url"))?;
    let manifest = std::path::Path::new(url.get("manifest_path")?.as_str()?);
    serde_json::from_slice(&std::fs::read(manifest.with_file_name("tests").join("urltestdata.json")).ok()?).ok()
}
