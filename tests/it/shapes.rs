//! What can be judged: an option, a list, a tuple, `{ path, baseDir }`, two accesses at once; and what the bodies then do.

use serde_json::{Value, json};

use support::{Running, with_acl};

fn app() -> Running {
    let allow = json!([{ "path": "$DIR/notes/**" }, { "path": "$DIR/notes" }]);
    let deny = json!([{ "path": "$DIR/notes/private/**" }]);
    let commands = [
        "read-note",
        "save-note",
        "edit-note",
        "copy-note",
        "rename-note",
        "delete-note",
        "list-notes",
        "note-info",
        "maybe-note",
        "count-notes",
        "pair-note",
        "read-async",
    ];
    let permissions: Vec<Value> = commands
        .iter()
        .map(|command| json!({ "identifier": format!("allow-{command}"), "allow": allow, "deny": deny }))
        .collect();
    with_acl().grant(json!(permissions)).run()
}

#[test]
fn an_option_may_be_missing_or_null_and_is_judged_when_there() {
    let app = app();
    assert_eq!(app.main("maybe_note", json!({})), Ok(json!(null)));
    assert_eq!(app.main("maybe_note", json!({ "note": null })), Ok(json!(null)));
    assert_eq!(app.main("maybe_note", json!({ "note": "$DIR/notes/a.md" })), Ok(json!("a")));
    assert_eq!(app.refused("maybe_note", json!({ "note": "$DIR/outside.md" })), "path.outside-scope");
}

#[test]
fn a_list_is_refused_as_a_whole_at_the_element_that_is() {
    let app = app();
    assert_eq!(app.main("count_notes", json!({ "notes": ["$DIR/notes/a.md", "$DIR/notes/b.md"] })), Ok(json!(2)));
    assert_eq!(app.main("count_notes", json!({ "notes": [] })), Ok(json!(0)));
    let error = app.main("count_notes", json!({ "notes": ["$DIR/notes/a.md", "$DIR/outside.md", 7] })).unwrap_err();
    assert_eq!((&error["code"], &error["index"]), (&json!("path.outside-scope"), &json!([1])));
    assert_eq!(app.runs(), 2);
}

#[test]
fn a_tuple_judges_each_element_as_its_own_type() {
    let app = app();
    assert_eq!(app.main("pair_note", json!({ "pair": ["$DIR/notes/a.md", "$DIR/notes/c.md"] })), Ok(json!(1)));
    let error = app.main("pair_note", json!({ "pair": ["$DIR/notes/a.md", "$DIR/notes/private/c.md"] })).unwrap_err();
    assert_eq!((&error["index"], &error["access"]), (&json!([1]), &json!(["create"])));
    assert_eq!(app.refused("pair_note", json!({ "pair": ["$DIR/notes/a.md"] })), "argument.type");
    assert_eq!(app.refused("pair_note", json!({ "pair": "$DIR/notes/a.md" })), "argument.type");
    // What nobody judges is not let through.
    let longer = json!({ "pair": ["$DIR/notes/a.md", "$DIR/notes/d.md", "$DIR/outside.md"] });
    assert_eq!(app.refused("pair_note", longer), "argument.type");
}

#[test]
fn a_path_below_a_base_directory_is_one_absolute_path_and_judged_like_any_other() {
    let app = app();
    // 12 is `BaseDirectory.Temp`; the fixture lies there.
    let below = app.dir.path().strip_prefix(std::env::temp_dir()).unwrap().to_str().unwrap().to_owned();
    let read = |path: String| {
        app.main("read_note", json!({ "note": { "path": path, "baseDir": 12 } })).map_err(|error| error["code"].clone())
    };
    assert_eq!(read(format!("{below}/notes/a.md")), Ok(json!("a")));
    assert_eq!(read(format!("{below}/outside.md")), Err(json!("path.outside-scope")));
    assert_eq!(read("../etc/passwd".to_owned()), Err(json!("path.parent-component")));
    assert_eq!(read("/etc/passwd".to_owned()), Err(json!("path.outside-scope")));
    assert_eq!(read("$HOME/x".to_owned()), Err(json!("path.outside-scope")));
}

#[test]
fn bodies_do_what_their_types_say() {
    let app = app();
    assert_eq!(app.main("save_note", json!({ "note": "$DIR/notes/n.md", "text": "new" })), Ok(json!(null)));
    assert_eq!(app.main("edit_note", json!({ "note": "$DIR/notes/n.md" })), Ok(json!(null)));
    assert_eq!(app.main("read_async", json!({ "note": "$DIR/notes/n.md" })), Ok(json!("NEW")));
    assert_eq!(app.main("copy_note", json!({ "from": "$DIR/notes/n.md", "to": "$DIR/notes/m.md" })), Ok(json!(3)));
    assert_eq!(app.main("rename_note", json!({ "from": "$DIR/notes/m.md", "to": "$DIR/notes/k.md" })), Ok(json!(null)));
    assert_eq!(app.main("note_info", json!({ "note": "$DIR/notes/k.md" })).unwrap()["len"], 3);
    assert_eq!(app.main("delete_note", json!({ "note": "$DIR/notes/k.md" })), Ok(json!(null)));
    assert!(!app.path("notes/k.md").exists() && !app.path("notes/m.md").exists());
}

#[test]
fn a_listing_shows_what_is_in_scope_and_is_one_decision_with_counts() {
    let app = app();
    let listing = app.main("list_notes", json!({ "dir": "$DIR/notes" })).unwrap();
    let names: Vec<&str> =
        listing["children"].as_array().unwrap().iter().map(|child| child["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["a.md", "b.md"]);
    assert_eq!(listing.get("withheld"), None, "the page is not told");
    let records = app.records();
    assert_eq!(
        (&records[0]["stage"], &records[0]["shown"], &records[0]["withheld"]),
        (&json!("list"), &json!(2), &json!(2))
    );
    assert_eq!(records[0]["parent"], records[1]["id"]);
}

#[test]
fn a_grant_for_one_access_is_no_grant_for_another() {
    let app = with_acl()
        .grant(json!([
            { "identifier": "allow-read-note", "allow": [{ "path": "$DIR/notes/**", "access": ["read"] }] },
            { "identifier": "allow-save-note", "allow": [{ "path": "$DIR/notes/**", "access": ["read", "write"] }] },
            { "identifier": "allow-edit-note", "allow": [
                { "path": "$DIR/notes/**", "access": ["read", "write"] }, { "path": "$DIR/notes/*", "access": ["create", "truncate"] } ] },
        ]))
        .run();
    assert_eq!(app.main("read_note", json!({ "note": "$DIR/notes/a.md" })), Ok(json!("a")));
    assert_eq!(app.refused("save_note", json!({ "note": "$DIR/notes/a.md", "text": "x" })), "path.outside-scope");
    assert_eq!(app.records()[0]["code"], "path.access");
    assert_eq!(app.main("edit_note", json!({ "note": "$DIR/notes/a.md" })), Ok(json!(null)), "entries add up");
}
