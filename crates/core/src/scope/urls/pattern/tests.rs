use super::{UrlPattern, UrlPatternError as Error};
use crate::{scope::List, validate::url::ValidUrl};

fn read(text: &str) -> Result<Vec<UrlPattern>, Error> {
    UrlPattern::parse(text, List::Allow)
}

fn takes(text: &str, url: &str) -> bool {
    let patterns = read(text).unwrap_or_else(|error| panic!("{text}: {error}"));
    let url = ValidUrl::parse(url).unwrap_or_else(|violation| panic!("{url}: {violation}"));
    patterns.iter().any(|pattern| pattern.takes(&url))
}

#[test]
fn each_part_is_compared_by_itself() {
    for (pattern, taken, not) in [
        (
            "https://api.example.com/*",
            &["https://api.example.com/", "https://API.example.com:443/a/b?c", "https://api.example.com./a"][..],
            &[
                "http://api.example.com/",
                "https://api.example.com:444/",
                "https://evil.example/api.example.com/",
                "https://xapi.example.com/",
                "https://api.example.com.evil.example/",
                "https://evil.example/?https://api.example.com/",
                "https://evil.example/#@api.example.com/",
            ][..],
        ),
        // No path, and `/`, are every path.
        ("https://example.com", &["https://example.com/", "https://example.com/a?b"], &["https://www.example.com/"]),
        ("https://example.com/", &["https://example.com/", "https://example.com/a?b"], &[]),
        (
            "https://example.com/a",
            &["https://example.com/a", "https://example.com/a?b"],
            &["https://example.com/a/", "https://example.com/ab"],
        ),
        // Below a name.
        (
            "https://*.example.com/*",
            &["https://a.example.com/", "https://a.b.example.com/"],
            &["https://example.com/", "https://evilexample.com/", "https://a.example.com.evil.example/"],
        ),
        (
            "https://:sub.example.com",
            &["https://a.example.com/"],
            &["https://a.b.example.com/", "https://example.com/"],
        ),
        (
            "https://a.*.example.com",
            &["https://a.x.example.com/", "https://a.x.y.example.com/"],
            &["https://a.example.com/", "https://b.x.example.com/"],
        ),
        (
            "http://*/*",
            &["http://example.com/", "http://127.0.0.1/"],
            &["http://example.com:81/", "https://example.com/"],
        ),
        // Ports.
        ("http://localhost:*/*", &["http://localhost/", "http://localhost:8080/x"], &["https://localhost/"]),
        ("http://localhost:8080/*", &["http://localhost:8080/"], &["http://localhost/", "http://localhost:8081/"]),
        ("http{s}?://example.com/*", &["http://example.com/", "https://example.com/"], &["ws://example.com/"]),
        (
            "https://example.com{:8443}?/*",
            &["https://example.com/", "https://example.com:8443/"],
            &["https://example.com:8444/"],
        ),
        // Addresses, however they are spelled.
        (
            "http://127.0.0.1/*",
            &["http://127.1/", "http://[::ffff:127.0.0.1]/", "http://2130706433/"],
            &["http://127.0.0.2/", "http://127.0.0.1.nip.io/"],
        ),
        ("http://[::1]:3000/*", &["http://[0::1]:3000/"], &["http://[::1]/", "http://[::2]:3000/"]),
        // Paths.
        (
            "https://example.com/users/:id",
            &["https://example.com/users/7"],
            &["https://example.com/users/", "https://example.com/users/7/x"],
        ),
        (
            "https://example.com/users/:id?",
            &["https://example.com/users/7", "https://example.com/users"],
            &["https://example.com/users/7/x"],
        ),
        (
            "https://example.com/users/:id/*",
            &["https://example.com/users/7/", "https://example.com/users/7/x/y"],
            &["https://example.com/users/7"],
        ),
        (
            "https://example.com/:name.json/x",
            &["https://example.com/a.json/x", "https://example.com/a.json.json/x"],
            &["https://example.com/a/b.json/x", "https://example.com/.json/x", "https://example.com/a.json/b.json/x"],
        ),
        (
            "https://example.com/*.json",
            &["https://example.com/a.json", "https://example.com/a/b.json"],
            &["https://example.com/a.json/x"],
        ),
        (
            "https://example.com/a/*/b/*.json",
            &["https://example.com/a/x/y/b/c.json", "https://example.com/a//b/.json"],
            &["https://example.com/a/b/c.json"],
        ),
        (
            "https://example.com/v1/**",
            &["https://example.com/v1/x/y"],
            &["https://example.com/v1", "https://example.com/v2/x"],
        ),
        ("https://example.com/\u{e4}/*", &["https://example.com/%C3%A4/x"], &["https://example.com/a/x"]),
        ("https://example.com/a\\?b", &["https://example.com/a%3Fb"], &["https://example.com/a?b"]),
        ("https://example.com/a\\*b", &["https://example.com/a*b"], &["https://example.com/axb"]),
        (
            "https://example.com/v1/*",
            &["https://example.com/v1/%252e%252e/admin"],
            &["https://example.com/v1/../admin"],
        ),
        // Queries.
        (
            "https://example.com/a?q=*",
            &["https://example.com/a?q=1"],
            &["https://example.com/a", "https://example.com/a?p=1"],
        ),
        // Names in another script.
        ("https://m\u{fc}ller.example/*", &["https://xn--mller-kva.example/x"], &["https://muller.example/"]),
        (
            "https://*.m\u{fc}ller.example/*",
            &["https://www.xn--mller-kva.example/x"],
            &["https://xn--mller-kva.example/"],
        ),
        // Schemes without rules.
        ("mailto:*", &["mailto:a@example.com"], &["https://example.com/"]),
        ("custom://host/*", &["custom://host/x"], &["custom://HOST/x", "custom://other/x"]),
        ("tel:+49\\*", &["tel:+49*"], &["tel:+491"]),
        ("data:text/plain,hello", &["data:text/plain,hello"], &["data:text/plain,hello2"]),
    ] {
        for url in taken {
            assert!(takes(pattern, url), "{pattern} takes {url}");
        }
        for url in not {
            assert!(!takes(pattern, url), "{pattern} does not take {url}");
        }
    }
}

#[test]
fn what_admits_more_than_it_shows_is_an_error_that_says_what_to_write() {
    let refused = |text: &str| read(text).err().unwrap_or_else(|| panic!("{text} was read"));
    for text in ["*://example.com/*", "*", "http*://example.com", "{http}?*://x.example/"] {
        assert!(matches!(refused(text), Error::AnyScheme | Error::Relative), "{text}");
    }
    assert_eq!(refused("*://*/*"), Error::AnyScheme);
    for text in [
        "https://*example.com/*",
        "https://example.com*",
        "https://api-*.example.com",
        "https://ex*ple.com",
        "https://:sub-x.example.com",
        "custom://*.host/x",
    ] {
        assert!(matches!(refused(text), Error::GluedHost(_)), "{text}: {}", refused(text));
    }
    for text in ["https://example.*", "https://api.*/x", "https://*.*", "http://192.168.*.*", "https://example.:tld/"] {
        assert!(matches!(refused(text), Error::OpenHost(_)), "{text}: {}", refused(text));
    }
    for (text, error) in [
        ("", Error::Relative),
        ("example.com", Error::Relative),
        ("/path", Error::Relative),
        ("https:example.com", Error::Slashes("https".into())),
        ("https:/example.com", Error::Slashes("https".into())),
        ("https://", Error::NoHost),
        ("https:///x", Error::NoHost),
        ("https://:443/", Error::NoHost),
        ("https://user@example.com/", Error::Credentials),
        ("https://example.com/#x", Error::Fragment),
        ("https://example.com/a b", Error::Space),
        ("https://example.com/(\\d+)", Error::Regex),
        ("(https|http)://example.com", Error::Regex),
        ("https://example.com/{a", Error::Braces),
        ("https://example.com/a}", Error::Braces),
        ("https://example.com/{a{b}}", Error::Braces),
        ("https://example.com/{a}*", Error::Repeated("{..}*")),
        ("https://example.com/{a}+", Error::Repeated("{..}+")),
        ("https://example.com/:a+", Error::Repeated(":name+")),
        ("https://example.com/:a*", Error::Repeated(":name*")),
        ("https://example.com/*?q=1", Error::OptionalWildcard),
        ("https://example.com/*+", Error::Repeated("*+")),
        ("https://example.com/x\\", Error::Escape),
        ("https://example.com/a\\\\b", Error::Backslash),
        ("https:\\\\\\\\example.com", Error::Slashes("https".into())),
        ("https://example.com/../x", Error::Dots("..".into())),
        ("https://example.com/a/%2e/x", Error::Dots("%2e".into())),
        ("https://example.com:0/", Error::Port("0".into())),
        ("https://example.com:65536/", Error::Port("65536".into())),
        ("https://example.com:80*/", Error::Port("80*".into())),
        ("file:*", Error::ExactScheme("file".into())),
        ("file:///srv/*", Error::ExactScheme("file".into())),
        ("javascript:*", Error::ExactScheme("javascript".into())),
        ("data:*", Error::ExactScheme("data".into())),
        ("blob:*", Error::ExactScheme("blob".into())),
    ] {
        assert_eq!(refused(text), error, "{text}");
    }
    for text in [
        "https://exam_ple.com",
        "https://a..example.com",
        "https://.example.com",
        "https://a.com,b.com/",
        "https://%65xample.com",
        "https://\u{430}pi.example.com",
        "https://*.\u{430}pi.example.com",
        "https://*.1.2.3.4",
        "http://1.2.3.4.5",
    ] {
        assert!(matches!(refused(text), Error::Host(_)), "{text}: {}", refused(text));
    }
    let many = format!("https://example.com/{}", "{a}?".repeat(6));
    assert_eq!(refused(&many), Error::Alternatives(32));
    assert_eq!(UrlPattern::parse("https://example.com/a?b=1", List::Deny), Err(Error::DenyQuery));
}

#[test]
fn a_text_of_the_page_takes_no_time_that_grows_with_its_square() {
    let pattern = read("https://example.com/*a*a*a*a*a*a*a*a*b").expect("it is a pattern");
    let url = ValidUrl::parse(&format!("https://example.com/{}", "a".repeat(8_000))).expect("it is a URL");
    assert!(!pattern.iter().any(|pattern| pattern.path.takes(url.path().as_bytes())));
}
