//! Commands that take URLs: judged before the body, for a method, with nothing told to the page that it should not learn.

use serde_json::{Value, json};
use support::{Running, with_acl, without_acl};

fn app(permission: &str, allow: Value, deny: Value) -> Running {
    with_acl().grant(json!([{ "identifier": permission, "allow": allow, "deny": deny }])).run()
}

#[test]
fn a_url_in_scope_reaches_the_body_in_its_one_form() {
    let app = app("allow-fetch", json!(["https://*.example.com"]), json!(["https://*.example.com/admin/*"]));
    let fetch = |url: &str| app.main("fetch", json!({ "url": url }));
    assert_eq!(fetch("HTTPS://API.example.com.:443/a/../b?c"), Ok(json!("https://api.example.com/b?c")));
    for (url, code) in [
        ("https://example.com/", "url.outside-scope"),
        ("https://api.example.com/admin/x", "url.outside-scope"),
        ("https://api.example.com/%61dmin/x", "url.outside-scope"),
        ("https://evil.example/api.example.com/", "url.outside-scope"),
        ("https://user:secret@api.example.com/", "url.credentials"),
        ("https://api.example.com\\@evil.example/", "url.backslash"),
        ("javascript:alert(1)", "url.outside-scope"),
        ("file:///etc/passwd", "url.outside-scope"),
        ("/etc/passwd", "url.relative"),
        ("", "url.empty"),
    ] {
        let error = fetch(url).unwrap_err();
        assert_eq!((&error["code"], &error["argument"]), (&json!(code), &json!("url")), "{url}");
        assert!(!error.to_string().contains("secret") && !error.to_string().contains("admin"), "{error}");
    }
    assert_eq!(app.runs(), 1);
}

#[test]
fn each_bad_text_has_its_code_a_sentence_a_record_and_no_body() {
    let app = app("allow-fetch", json!(["https://example.com/*"]), json!([]));
    let table: Vec<(String, &str)> = vec![
        (String::new(), "url.empty"),
        ("example.com/secret".into(), "url.relative"),
        ("//example.com/secret".into(), "url.relative"),
        ("https:/example.com/secret".into(), "url.slashes"),
        ("https:///example.com/secret".into(), "url.slashes"),
        ("https://user:secret@example.com/".into(), "url.credentials"),
        ("https://a@b@example.com/secret".into(), "url.malformed"),
        (r"https:\\example.com\secret".into(), "url.backslash"),
        ("https://example.com/\tsecret".into(), "url.control-character"),
        ("https://example.com/\u{202e}secret".into(), "url.control-character"),
        (" https://example.com/secret".into(), "url.control-character"),
        ("https://exаmple.com/secret".into(), "url.mixed-scripts"),
        (format!("https://example.com/{}", "secret".repeat(200_000)), "url.too-long"),
        ("https://example.com:0/secret".into(), "url.port"),
        ("https://example.com:65536/secret".into(), "url.port"),
        ("https://example.com%2eevil.example/secret".into(), "url.host"),
        ("https://a_b.example.com/secret".into(), "url.host"),
        ("https://1.2.3.4.5/secret".into(), "url.host"),
        ("https://example.com/%2e%2e/secret".into(), "url.encoded-dots"),
        ("https://example.com/a%2fsecret".into(), "url.encoded-separator"),
    ];
    for (url, code) in table {
        let before = app.records().len();
        let error = app.main("fetch", json!({ "url": url })).unwrap_err();
        assert_eq!((&error["code"], &error["argument"]), (&json!(code), &json!("url")), "{url:.80}");
        let sentence = error["message"].as_str().unwrap();
        assert!(sentence.len() > 10 && !sentence.contains("secret"), "{url:.80}: {sentence}");
        assert_eq!(app.records().len(), before + 1, "{url:.80}");
        let record = &app.records()[0];
        assert_eq!((&record["code"], &record["argument"]), (&json!(code), &json!("url")), "{url:.80}");
        assert!(record.to_string().len() < 10_240, "a record is bounded");
    }
    assert_eq!(app.runs(), 0);
}

#[test]
fn what_is_no_text_is_no_url() {
    let app = app("allow-fetch", json!(["https://example.com"]), json!([]));
    for value in [json!(7), json!(["https://example.com"]), json!({ "url": "https://example.com" }), json!(true)] {
        assert_eq!(app.refused("fetch", json!({ "url": value })), "argument.type", "{value}");
    }
    for value in [json!({}), json!({ "url": null })] {
        assert_eq!(app.main("fetch", value).unwrap_err()["code"], "argument.missing");
    }
}

#[test]
fn without_an_entry_no_url_is_in_scope() {
    let app = with_acl().grant(json!(["allow-fetch"])).run();
    assert_eq!(app.refused("fetch", json!({ "url": "https://example.com" })), "scope.empty");
    // An entry for paths grants none.
    let paths = self::app("allow-fetch", json!(["/**", { "table": "customers" }]), json!([]));
    assert_eq!(paths.refused("fetch", json!({ "url": "https://example.com" })), "scope.empty");
    assert_eq!(without_acl().run().refused("fetch", json!({ "url": "https://example.com" })), "scope.empty");
}

#[test]
fn entries_stand_under_authority_scope_too() {
    let app = without_acl()
        .grant(json!([{ "identifier": "authority:scope", "allow": [
            { "command": "fetch", "windows": ["main"], "url": "https://example.com" },
        ] }]))
        .run();
    assert_eq!(app.main("fetch", json!({ "url": "https://example.com/a" })), Ok(json!("https://example.com/a")));
    let other = app.call("other", "fetch", json!({ "url": "https://example.com/a" }));
    assert_eq!(other.unwrap_err()["code"], "scope.empty");
}

#[test]
fn a_grant_for_a_method_is_none_for_another() {
    let app = app(
        "allow-send-to",
        json!([{ "url": "https://get.example", "methods": ["GET"] }, { "url": "https://post.example", "methods": ["POST"] }]),
        json!([]),
    );
    let send = |hooks: Value| app.main("send_to", json!({ "hooks": hooks }));
    assert_eq!(
        send(json!(["https://post.example/a", "https://post.example/b"])),
        Ok(json!(["post.example", "post.example"]))
    );
    let error = send(json!(["https://post.example/a", "https://get.example/"])).unwrap_err();
    assert_eq!((&error["code"], &error["index"]), (&json!("url.outside-scope"), &json!([1])));
    let record = &app.records()[0];
    assert_eq!(
        (&record["code"], &record["method"], &record["kind"]),
        (&json!("url.method"), &json!("POST"), &json!("url"))
    );
}

#[test]
fn a_plain_url_is_judged_in_the_body() {
    let app = app("allow-plain-url", json!([{ "url": "https://example.com", "arg": "feedUrl" }]), json!([]));
    assert_eq!(app.main("plain_url", json!({ "feedUrl": "https://example.com/x" })), Ok(json!("example.com")));
    let error = app.main("plain_url", json!({ "feedUrl": "https://other.example/" })).unwrap_err();
    assert_eq!((&error["code"], &error["argument"]), (&json!("url.outside-scope"), &json!("feedUrl")));
    assert_eq!(app.runs(), 1);
}

#[test]
fn an_entry_for_urls_that_cannot_be_used_refuses_the_command() {
    let app = app("allow-fetch", json!(["https://example.com"]), json!(["https://*evil.example"]));
    assert_eq!(app.refused("fetch", json!({ "url": "https://example.com" })), "scope.invalid");
    let fault = app.records()[0]["fault"].as_str().unwrap().to_owned();
    assert!(fault.contains("a wildcard is a whole label of a host") && fault.contains("`deny[0]`"), "{fault}");
}
