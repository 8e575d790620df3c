//! The protocol: every line is answered, in order, whatever stands in it.

use std::{
    io::{BufRead as _, BufReader, Write as _},
    process::Stdio,
};

use serde_json::{Value, json};

use crate::support::{ask, ask_all, binary, request, run, said, text, verdicts};

#[test]
fn a_verdict_has_exactly_the_fields_of_the_protocol() {
    let verdict = ask(&request(json!({ "id": "x\n\"1\u{1f600}" })));
    assert_eq!(
        verdict,
        json!({
            "id": "x\n\"1\u{1f600}",
            "decision": "allow",
            "code": "allowed",
            "message": "the scope grants it",
            "entry": { "list": "allow", "index": 0, "pattern": "/srv/**" },
        })
    );
}

#[test]
fn verdicts_come_in_the_order_of_the_requests() {
    let requests: Vec<Value> = (0..500).map(|i| request(json!({ "id": i.to_string() }))).collect();
    let ids: Vec<String> = ask_all(&requests).iter().map(|v| v["id"].as_str().unwrap().to_owned()).collect();
    assert_eq!(ids, (0..500).map(|i| i.to_string()).collect::<Vec<_>>());
}

#[test]
fn an_unreadable_line_is_answered_by_its_number_and_the_run_goes_on() {
    let good = request(json!({}));
    let lines = ["nonsense", "", "[]", "null", "7", "{", "{}", r#"{"id": 7}"#, "\u{feff}{}", &"[".repeat(10_000)];
    let verdicts = verdicts(format!("{}\n{good}\n", lines.join("\n")));
    assert_eq!(verdicts.len(), lines.len() + 1);
    for (number, verdict) in (1..).zip(&verdicts[..lines.len()]) {
        assert_eq!(verdict["id"], number.to_string());
        assert_eq!(said(verdict), "error request.malformed");
        assert_eq!(verdict["entry"], Value::Null);
    }
    assert_eq!(said(&verdicts[lines.len()]), "allow allowed");
}

#[test]
fn a_line_that_is_no_text_is_unreadable() {
    let mut input = b"{\"id\": \"\xff\"}\n\xff\xfe\x00\n".to_vec();
    input.extend(request(json!({})).to_string().bytes());
    let verdicts = verdicts(input);
    assert_eq!(
        verdicts.iter().map(said).collect::<Vec<_>>(),
        ["error request.malformed", "error request.malformed", "allow allowed"]
    );
}

#[test]
fn the_last_line_needs_no_line_feed_and_a_carriage_return_is_no_matter() {
    let good = request(json!({}));
    assert_eq!(verdicts(format!("{good}\r\n{good}")).len(), 2);
    assert_eq!(verdicts("").len(), 0);
}

#[test]
fn a_malformed_request_with_an_id_keeps_it_and_says_what_is_wrong() {
    for (fields, what) in [
        (json!({ "kind": "pth" }), "`kind` is `pth`; did you mean `path`?"),
        (json!({ "kind": "" }), "`kind` is ``"),
        (json!({ "kind": null }), "missing field `kind`"),
        (json!({ "scope": null }), "missing field `scope`"),
        (json!({ "scope": [] }), "invalid type: sequence"),
        (json!({ "scope": [["/srv/**"]] }), "invalid type: sequence"),
        (json!({ "scope": { "alow": [] } }), "unknown field `alow` in `scope`; did you mean `allow`?"),
        (json!({ "scope": { "allow": "/srv/**" } }), "invalid type: string"),
        (json!({ "op": "reed" }), "`op` is `reed`, which is no access; did you mean `read`?"),
        (json!({ "op": "rename" }), "`op` is `rename`, which is no access"),
        (json!({ "platform": "Linux" }), "`platform` is `Linux`; did you mean `linux`?"),
        (json!({ "platform": "plan9" }), "`platform` is `plan9`"),
        (json!({ "input": null }), "give one of `input`, `input_hex`, `input_utf16le_hex`"),
        (json!({ "input_hex": "2f" }), "give one of `input`, `input_hex`, `input_utf16le_hex`"),
        (json!({ "input": 7 }), "invalid type: integer `7`"),
        (json!({ "input": null, "input_hex": "2f7" }), "`input_hex` is not pairs of hexadecimal digits"),
        (json!({ "input": null, "input_utf16le_hex": "zz" }), "`input_utf16le_hex` is not pairs of hexadecimal digits"),
        (json!({ "inptu": "/x" }), "unknown field `inptu`; did you mean `input`?"),
        (json!({ "var": {} }), "unknown field `var`; did you mean `vars`?"),
        (json!({ "dns": {} }), "`dns` means nothing in a request of kind `path`"),
        (json!({ "vars": { "$HOME": "/home/u" } }), "`vars` has `$HOME`"),
        (json!({ "vars": { "HOME": "u" } }), "`vars` has `u` for `HOME`: the path is relative"),
        (json!({ "vars": { "HOME": "/home/../u" } }), "`vars` has `/home/../u` for `HOME`"),
        (json!({ "vars": { "HOME": 1 } }), "invalid type: integer `1`"),
    ] {
        let verdict = ask(&request(fields.clone()));
        assert_eq!((said(&verdict).as_str(), &verdict["id"]), ("error request.malformed", &json!("q")), "{fields}");
        let message = verdict["message"].as_str().unwrap();
        assert!(message.contains(what), "{fields}: {message}");
    }
}

#[test]
fn a_field_that_is_there_twice_is_refused() {
    for field in [r#""input": "/etc/passwd""#, r#""op": "write""#, r#""scope": {"allow": ["/**"]}"#, r#""id": "r""#] {
        let line = request(json!({})).to_string().replacen('{', &format!("{{{field}, "), 1);
        let verdict = &verdicts(line)[0];
        assert_eq!(said(verdict), "error request.malformed", "{field}");
        assert!(verdict["message"].as_str().unwrap().contains("duplicate field"), "{field}");
    }
}

#[test]
fn a_message_is_one_line_of_bounded_length() {
    for fields in [
        json!({ "op": "a\nb\u{1b}[2J" }),
        json!({ "op": "x".repeat(1_000_000) }),
        json!({ "x\ny": 1 }),
        json!({ ("x".repeat(1_000_000)): 1 }),
        json!({ "scope": { "allow": ["/srv/\n**", "x".repeat(1_000_000)] } }),
    ] {
        let verdict = ask(&request(fields));
        let message = verdict["message"].as_str().unwrap();
        assert!(!message.contains(char::is_control) && message.chars().count() <= 1_001, "{message}");
    }
}

#[test]
fn a_url_is_answered_with_the_only_addresses_of_a_connection() {
    let url = json!({ "id": "u", "kind": "url", "scope": { "allow": ["https://example.com/*"], "deny": [] },
        "input": "https://example.com/", "method": "GET", "dns": { "example.com": ["93.184.216.34"] } });
    let verdict = ask(&url);
    assert_eq!((said(&verdict).as_str(), &verdict["id"]), ("allow allowed", &json!("u")));
    assert_eq!(verdict["connect"], json!(["93.184.216.34:443"]));
    assert_eq!(verdict["entry"], json!({ "list": "allow", "index": 0, "pattern": "https://example.com/*" }));
}

#[test]
fn an_entry_for_the_hosts_of_strangers_is_told() {
    let url = json!({ "id": "u", "kind": "url", "scope": { "allow": ["https://*.github.io"], "deny": [] },
        "input": "https://somebody.github.io/" });
    let verdict = ask(&url);
    assert_eq!(said(&verdict), "allow allowed");
    let message = verdict["message"].as_str().unwrap();
    assert!(message.contains("wider than it seems: `https://*.github.io`"), "{message}");
    assert!(!message.contains("more"), "{message}");
}

#[test]
fn of_several_that_are_wide_the_first_is_told_and_how_many_more_there_are() {
    let allow = ["https://*.github.io", "https://*.gitlab.io", "https://example.com/a*"];
    let url = json!({ "id": "u", "kind": "url", "scope": { "allow": allow, "deny": [] }, "input": "https://somebody.github.io/" });
    let verdict = ask(&url);
    assert!(verdict["message"].as_str().unwrap().ends_with("; wider than it seems, too: 2 more"), "{verdict}");
}

#[test]
fn a_field_of_the_other_kind_is_refused() {
    let scope = json!({ "allow": ["https://example.com/*", "/a/**"], "deny": [] });
    for (kind, input, field, value) in [
        ("url", "https://example.com/", "op", json!("read")),
        ("url", "https://example.com/", "root", json!("/")),
        ("path", "/a/b", "method", json!("GET")),
        ("path", "/a/b", "dns", json!({})),
    ] {
        let verdict = ask(&json!({ "id": "x", "kind": kind, "scope": scope, "input": input, field: value }));
        assert_eq!(said(&verdict), "error request.malformed", "{field}");
        let message = verdict["message"].as_str().unwrap();
        assert!(message.contains(&format!("`{field}` means nothing in a request of kind `{kind}`")), "{message}");
    }
    for (field, value, what) in [
        ("method", json!("get"), "write it in capitals"),
        ("dns", json!({ "example.com": ["1.2.3"] }), "invalid IP address syntax"),
        ("dnss", json!({}), "unknown field `dnss`; did you mean `dns`?"),
    ] {
        let verdict =
            ask(&json!({ "id": "x", "kind": "url", "scope": scope, "input": "https://example.com/", field: value }));
        let message = verdict["message"].as_str().unwrap();
        assert!(message.contains(what), "{message}");
    }
}

#[test]
fn a_line_of_16_mebibytes_is_answered() {
    let long = "a/".repeat(8 * 1024 * 1024);
    // Under Wine each pattern takes ten times as long.
    let patterns = if cfg!(windows) { 20_000 } else { 200_000 };
    let many: Vec<String> =
        (0..patterns).map(|i| format!("/srv/some/directory/of/many/that/there/are/{i}/**")).collect();
    let verdicts = ask_all(&[
        request(json!({ "input": format!("/{long}") })),
        request(json!({ "input": null, "input_hex": "2f".repeat(8 * 1024 * 1024) })),
        request(json!({ "id": long })),
        request(json!({ "scope": { "allow": many } })),
        request(json!({})),
    ]);
    assert_eq!(
        verdicts.iter().map(said).collect::<Vec<_>>(),
        ["error path.too-long", "error path.too-long", "allow allowed", "deny path.outside-scope", "allow allowed"]
    );
}

#[test]
fn a_line_beyond_all_measure_is_refused_and_the_next_one_answered() {
    let mut input = vec![b'x'; 64 * 1024 * 1024 + 1];
    input.extend(format!("\n{}\n", request(json!({}))).bytes());
    let verdicts = verdicts(input);
    assert_eq!(verdicts.iter().map(said).collect::<Vec<_>>(), ["error request.malformed", "allow allowed"]);
    assert!(verdicts[0]["message"].as_str().unwrap().contains("longer than 67108864 bytes"));
}

#[test]
fn a_program_may_hold_the_pipe_open_and_ask_line_by_line() {
    let mut child = binary().args(["authority", "eval"]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let (mut asks, mut answers) = (child.stdin.take().unwrap(), BufReader::new(child.stdout.take().unwrap()));
    for id in ["1", "2", "3"] {
        writeln!(asks, "{}", request(json!({ "id": id }))).unwrap();
        let mut line = String::new();
        answers.read_line(&mut line).unwrap();
        assert_eq!(serde_json::from_str::<Value>(&line).unwrap()["id"], id);
    }
    drop(asks);
    assert_eq!(child.wait().unwrap().code(), Some(0));
}

#[test]
fn a_reader_that_leaves_ends_the_run_without_a_word() {
    let mut child = binary()
        .args(["authority", "eval"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let mut asks = child.stdin.take().unwrap();
    for _ in 0..1_000 {
        if writeln!(asks, "{}", request(json!({}))).is_err() {
            break;
        }
    }
    drop(asks);
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), text(&output.stderr)), (Some(0), ""));
}

/// Linux reports an output that cannot take a byte as `ENOSPC`.
#[cfg(target_os = "linux")]
#[test]
fn an_output_that_fails_is_3_with_the_reason() {
    let full = std::fs::File::options().write(true).open("/dev/full").unwrap();
    let mut child = binary().arg("eval").stdin(Stdio::piped()).stdout(full).stderr(Stdio::piped()).spawn().unwrap();
    writeln!(child.stdin.take().unwrap(), "{}", request(json!({}))).unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(3));
    assert!(text(&output.stderr).starts_with("error: the requests could not be answered: "));
}

#[test]
fn no_request_at_all_is_a_run_without_verdicts() {
    let output = run(&["eval"], "");
    assert_eq!((output.status.code(), output.stdout.len()), (Some(0), 0));
}
