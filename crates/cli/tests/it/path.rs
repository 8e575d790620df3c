//! Questions about paths: what the protocol adds around the core. What the core says of a path is in `tests/corpus`.

use authority_core::platform::Platform;
use serde_json::{Value, json};

use crate::support::{ask, request, said};

#[test]
fn the_verdict_names_the_entry_that_decided_or_came_nearest() {
    let scope = json!({ "allow": ["/home/a/**", { "path": "/srv/**" }], "deny": ["/x", "/srv/secret/**"] });
    for (input, said_of_it, entry) in [
        ("/srv/a", "allow allowed", json!({ "list": "allow", "index": 1, "pattern": "/srv/**" })),
        ("/srv/secret/a", "deny path.denied", json!({ "list": "deny", "index": 1, "pattern": "/srv/secret/**" })),
        ("/srv", "deny path.outside-scope", json!({ "list": "allow", "index": 1, "pattern": "/srv/**" })),
        ("/srv/.a", "deny path.hidden", json!({ "list": "allow", "index": 1, "pattern": "/srv/**" })),
        ("/home/b", "deny path.outside-scope", json!({ "list": "allow", "index": 0, "pattern": "/home/a/**" })),
        ("srv/a", "error path.relative", Value::Null),
    ] {
        let verdict = ask(&request(json!({ "scope": scope, "input": input })));
        assert_eq!((said(&verdict).as_str(), &verdict["entry"]), (said_of_it, &entry), "{input}");
    }
}

#[test]
fn the_message_tells_a_developer_what_and_what_to_do() {
    for (fields, parts) in [
        (json!({ "input": "/srv" }), &["outside the scope", "`/srv`", "add an `allow` entry"][..]),
        (json!({ "input": "/srw/a" }), &["parts from `/srv/**` at `srw`"]),
        (json!({ "input": "/srv/.env" }), &["begins with a dot", "`.env`", "\"hidden\": true"]),
        (json!({ "scope": { "allow": ["/srv/{a,b}"] } }), &["`allow[0]`", "\"/srv/{a,b}\"", "has a brace in it"]),
        (json!({ "scope": { "deny": [{ "pth": "/srv" }] } }), &["`deny[0]`", "did you mean `path` by `pth`?"]),
        (json!({ "scope": { "allow": ["$DOCUMENT/**"] } }), &["passed over: ", "`$DOCUMENT` is no directory here"]),
    ] {
        let verdict = ask(&request(fields.clone()));
        let message = verdict["message"].as_str().unwrap();
        for part in parts {
            assert!(message.contains(part), "{fields}: {message}");
        }
    }
}

#[test]
fn variables_stand_for_what_the_request_says() {
    let vars = json!({ "DOCUMENT": "/home/u/Documents", "MY_OWN": "/srv/[x]*" });
    let scope = json!({ "allow": ["$DOCUMENT/notes/**", "$MY_OWN/*"], "deny": ["$DOCUMENT/notes/private/**"] });
    for (input, said_of_it) in [
        ("/home/u/Documents/notes/a", "allow allowed"),
        ("/home/u/Documents/notes/private/a", "deny path.denied"),
        ("/home/u/Documents/a", "deny path.outside-scope"),
        ("/srv/[x]*/a", "allow allowed"),
        // What a variable stands for is text, not a pattern.
        ("/srv/xy/a", "deny path.outside-scope"),
        // And it is a variable in entries only.
        ("$DOCUMENT/notes/a", "error path.relative"),
        ("/home/u/Documents/notes/$DOCUMENT", "allow allowed"),
    ] {
        let verdict = ask(&request(json!({ "vars": vars, "scope": scope, "input": input })));
        assert_eq!(said(&verdict), said_of_it, "{input}");
    }
}

#[test]
fn a_variable_without_a_value_never_matches_and_an_unknown_one_refuses() {
    for (entry, said_of_it) in [
        ("$DOCUMENT/**", "deny scope.empty"),
        ("$ROOT/**", "error scope.invalid"),
        ("$DOCUMENTS/**", "error scope.invalid"),
        ("$mine/**", "error scope.invalid"),
    ] {
        assert_eq!(said(&ask(&request(json!({ "scope": { "allow": [entry] } })))), said_of_it, "{entry}");
    }
    let verdict = ask(&request(json!({ "scope": { "allow": ["$DOCUMENTS/**"] } })));
    assert!(verdict["message"].as_str().unwrap().contains("did you mean `DOCUMENT`?"));
}

#[test]
fn bytes_are_judged_as_the_text_that_they_are() {
    let hex = |text: &str| text.bytes().map(|byte| format!("{byte:02x}")).collect::<String>();
    let utf16 =
        |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).map(|b| format!("{b:02x}")).collect::<String>();
    for text in ["/srv/a", "/srv/\u{e9}\u{1f600}", "/etc/passwd", "srv", "", "/srv/../a"] {
        let by_text = ask(&request(json!({ "input": text })));
        assert_eq!(ask(&request(json!({ "input": null, "input_hex": hex(text) }))), by_text);
        assert_eq!(ask(&request(json!({ "input": null, "input_utf16le_hex": utf16(text) }))), by_text);
    }
}

#[test]
fn a_platform_without_rules_refuses_every_path() {
    for platform in ["android", "ios"] {
        let scope = json!({ "allow": ["/srv/**"], "deny": [] });
        for input in ["/srv/a", "C:\\a", ""] {
            let verdict = ask(&request(json!({ "platform": platform, "scope": scope, "input": input })));
            assert_eq!(said(&verdict), "error path.unsupported-platform", "{platform} {input}");
        }
    }
}

#[test]
fn each_platform_reads_variables_by_its_own_rules() {
    for (platform, home, input, said_of_it) in [
        ("windows", r"C:\Users\RUNNER~1", r"C:\Users\RUNNER~1\a", "allow allowed"),
        ("windows", r"C:\Users\RUNNER~1", r"C:\Users\RUNNER~1\SECRET~1", "error path.short-name"),
        ("windows", r"\\nas\home", r"\\NAS\Home\a", "allow allowed"),
        ("windows", "/home/u", r"C:\a", "error request.malformed"),
        ("macos", "/Users/u", "/users/U/a", "allow allowed"),
        ("macos", r"C:\Users", "/a", "error request.malformed"),
    ] {
        let vars = json!({ "HOME": home });
        let scope = json!({ "allow": ["$HOME/**"] });
        let verdict = ask(&request(json!({ "platform": platform, "vars": vars, "scope": scope, "input": input })));
        assert_eq!(said(&verdict), said_of_it, "{platform} {home} {input}: {verdict}");
    }
}

#[test]
fn the_platform_is_the_hosts_where_none_is_named() {
    let verdict = ask(&request(json!({ "platform": null })));
    assert_eq!(said(&verdict) == "allow allowed", cfg!(any(target_os = "linux", target_os = "macos")));
}

#[test]
fn the_access_is_reading_where_none_is_named() {
    for (access, said_of_it) in [("read", "allow allowed"), ("write", "deny path.access")] {
        let scope = json!({ "allow": [{ "path": "/srv/**", "access": [access] }] });
        assert_eq!(said(&ask(&request(json!({ "op": null, "scope": scope })))), said_of_it);
    }
}

#[test]
fn without_a_root_no_disk_is_touched() {
    let here = env!("CARGO_MANIFEST_DIR");
    // A directory that exists would be refused by the opening step.
    let verdict = ask(&request(json!({ "input": here, "scope": { "allow": [here] } })));
    if Platform::host() == Platform::Linux {
        assert_eq!(said(&verdict), "allow allowed");
    }
}

#[cfg(target_os = "linux")]
mod on_disk {
    use std::{
        fs,
        os::unix::fs::{PermissionsExt as _, symlink},
    };

    use super::*;
    use crate::support::Scratch;

    fn below(root: &Scratch, fields: Value) -> Value {
        let mut all =
            json!({ "root": root.path(), "input": "$ROOT/a", "scope": { "allow": ["$ROOT/**"], "deny": [] } });
        all.as_object_mut().unwrap().extend(fields.as_object().unwrap().clone());
        request(all)
    }

    #[test]
    fn the_root_is_a_base_in_entries_and_a_prefix_in_the_input() {
        let root = Scratch::new();
        fs::write(root.path().join("a"), "").unwrap();
        for (input, said_of_it) in [
            ("$ROOT/a", "allow allowed"),
            ("$ROOT//./a", "allow allowed"),
            (root.path().join("a").to_str().unwrap(), "allow allowed"),
            ("$ROOT", "deny path.outside-scope"),
            ("$ROOT-evil/a", "deny path.outside-scope"),
            ("$ROOT/../a", "error path.parent-component"),
            ("/$ROOT/a", "deny path.outside-scope"),
        ] {
            assert_eq!(said(&ask(&below(&root, json!({ "input": input })))), said_of_it, "{input}");
        }
    }

    #[test]
    fn a_root_that_cannot_be_asked_is_a_fault_of_the_request() {
        let root = Scratch::new();
        fs::write(root.path().join("a"), "").unwrap();
        for (fields, what) in [
            (json!({ "root": "relative" }), "`root` is `relative`: the path is relative"),
            (json!({ "root": root.path().join("missing") }), "which is no directory"),
            (json!({ "root": root.path().join("a") }), "which is no directory"),
            (json!({ "platform": "windows" }), "does not go by the rules of `windows`"),
            (json!({ "vars": { "ROOT": "/" } }), "`vars` has `ROOT`, which `root` sets"),
        ] {
            let verdict = ask(&below(&root, fields.clone()));
            assert_eq!(said(&verdict), "error request.malformed", "{fields}");
            assert!(verdict["message"].as_str().unwrap().contains(what), "{fields}: {verdict}");
        }
    }

    #[test]
    fn asking_does_nothing() {
        let root = Scratch::new();
        fs::write(root.path().join("a"), "content").unwrap();
        for access in authority_core::access::Access::ALL {
            for input in ["$ROOT/a", "$ROOT/new"] {
                ask(&below(&root, json!({ "op": access.name(), "input": input })));
            }
        }
        assert_eq!(fs::read_to_string(root.path().join("a")).unwrap(), "content");
        assert_eq!(fs::read_dir(root.path()).unwrap().count(), 1);
    }

    #[test]
    fn the_disks_answer_is_an_error_with_the_entry_that_granted() {
        let root = Scratch::new();
        fs::create_dir(root.path().join("a")).unwrap();
        let verdict = ask(&below(&root, json!({})));
        assert_eq!(said(&verdict), "error disk.is-a-directory");
        assert_eq!(verdict["entry"], json!({ "list": "allow", "index": 0, "pattern": "$ROOT/**" }));
    }

    #[test]
    fn a_file_that_may_not_be_read_is_the_disks_answer() {
        let root = Scratch::new();
        let file = root.path().join("a");
        fs::write(&file, "").unwrap();
        fs::set_permissions(&file, fs::Permissions::from_mode(0o000)).unwrap();
        // Root may read everything.
        if fs::File::open(&file).is_err() {
            assert_eq!(said(&ask(&below(&root, json!({})))), "error disk.permission-denied");
        }
    }

    #[test]
    fn a_root_behind_a_link_is_still_the_root() {
        let root = Scratch::new();
        fs::create_dir(root.path().join("real")).unwrap();
        fs::write(root.path().join("real/a"), "").unwrap();
        symlink("real", root.path().join("link")).unwrap();
        let linked = root.path().join("link");
        assert_eq!(said(&ask(&below(&root, json!({ "root": linked })))), "allow allowed");
        let denied = json!({ "root": linked, "scope": { "allow": ["$ROOT/**"], "deny": ["$ROOT/a"] } });
        assert_eq!(said(&ask(&below(&root, denied))), "deny path.denied");
    }

    #[test]
    fn each_question_sees_the_disk_as_it_is_then() {
        let root = Scratch::new();
        let asked = below(&root, json!({ "op": "list" }));
        assert_eq!(said(&ask(&asked)), "allow allowed");
        symlink("/etc", root.path().join("a")).unwrap();
        assert_eq!(said(&ask(&asked)), "deny link.outside");
    }
}
