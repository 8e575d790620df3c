//! The page learns what helps it and no more.

use serde_json::{Value, json};

use support::{Fixture, with_acl};

fn fixture() -> Fixture {
    with_acl().grant(json!([{
        "identifier": "allow-read-note",
        "allow": [{ "path": "$DIR/notes/**" }],
        "deny": [{ "path": "$DIR/notes/private/**" }],
    }]))
}

#[test]
fn a_denial_has_exactly_these_fields() {
    let app = fixture().run();
    let mut error = app.main("read_note", json!({ "note": "$DIR/notes/private/p.md" })).unwrap_err();
    let id = error["decision"].take();
    assert_eq!(
        error,
        json!({
            "type": "authority.denied", "code": "path.outside-scope", "command": "read_note", "argument": "note",
            "access": ["read"], "remedy": "pick", "decision": null,
            "message": "`note` of `read_note` was refused: the path is outside the scope of this command for this window (path.outside-scope)",
        })
    );
    assert_eq!(app.records()[0]["id"], id, "the log has it under the same id");
}

#[test]
fn denied_missing_and_merely_outside_look_alike_but_for_the_id() {
    let app = fixture().run();
    let answer = |path: &str| {
        let mut error = app.main("read_note", json!({ "note": path })).unwrap_err();
        error["decision"] = Value::Null;
        error
    };
    let outside = answer("$DIR/outside.md");
    for path in
        ["$DIR/notes/private/p.md", "$DIR/notes/private/missing.md", "$DIR/missing.md", "/etc/passwd", "/proc/self/mem"]
    {
        assert_eq!(answer(path), outside, "{path}");
    }
}

#[test]
fn a_developers_build_shows_the_entry_and_the_difference_when_it_asks_to() {
    let app = fixture().config(json!({ "explain": true })).run();
    let error = app.main("read_note", json!({ "note": "$DIR/outside.md" })).unwrap_err();
    let detail = &error["detail"];
    assert_eq!(detail["difference"], "outside.md");
    assert!(detail["entry"]["pattern"].as_str().unwrap().ends_with("/notes/**"));
    let error = app.main("read_note", json!({ "note": "$DIR/notes/private/p.md" })).unwrap_err();
    assert_eq!((&error["detail"]["code"], &error["detail"]["entry"]["list"]), (&json!("path.denied"), &json!("deny")));
}

#[test]
fn an_app_shapes_denials_in_one_place_for_both_stages() {
    let app = fixture().map_denial().run();
    let judged = app.main("read_note", json!({ "note": "$DIR/outside.md" })).unwrap_err();
    assert_eq!(judged, json!({ "mine": "path.outside-scope" }));
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(app.path("outside.md"), app.path("notes/link.md")).unwrap();
        let opened = app.main("read_note", json!({ "note": "$DIR/notes/link.md" })).unwrap_err();
        assert_eq!(opened, json!({ "mine": "path.outside-scope" }));
    }
}

#[test]
#[cfg(unix)]
fn a_refusal_at_opening_is_a_second_decision_with_the_firsts_id() {
    let app = fixture().run();
    std::os::unix::fs::symlink(app.path("outside.md"), app.path("notes/link.md")).unwrap();
    let error = app.main("read_note", json!({ "note": "$DIR/notes/link.md" })).unwrap_err();
    let records = app.records();
    assert_eq!(
        (&records[0]["stage"], &records[0]["code"], &records[0]["decision"]),
        (&json!("open"), &json!("link.outside"), &json!("deny"))
    );
    assert_eq!(records[0]["id"], error["decision"]);
    assert_eq!((&records[0]["parent"], &records[1]["decision"]), (&records[1]["id"], &json!("allow")));
    assert!(records[0]["resource"].as_str().unwrap().ends_with("/outside.md"), "the log names where it led");
}
