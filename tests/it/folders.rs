//! Folders: made with all that lead to them, walked, and removed whole or not at all.

#![cfg(unix)]

use std::{fs, os::unix::fs::symlink};

use serde_json::{Value, json};
use support::{Running, with_acl};

/// A window whose scope is `notes` without `notes/private`, for this command alone.
fn granted(command: &str) -> Running {
    let allow = json!([{ "path": "$DIR/notes" }, { "path": "$DIR/notes/**" }]);
    let deny = json!([{ "path": "$DIR/notes/private/**" }]);
    let permission = format!("allow-{}", command.replace('_', "-"));
    with_acl().grant(json!([{ "identifier": permission, "allow": allow, "deny": deny }])).run()
}

fn dir(name: &str) -> Value {
    json!({ "dir": format!("$DIR/{name}") })
}

fn paths(walked: &Value) -> Vec<&str> {
    walked.as_array().unwrap().iter().map(|object| object["path"].as_str().unwrap()).collect()
}

#[test]
fn a_folder_is_made_with_all_that_lead_to_it_and_what_is_there_stays() {
    let app = granted("make_folder");
    for _ in 0..2 {
        assert_eq!(app.main("make_folder", dir("notes/2026/spring")), Ok(Value::Null));
        assert!(app.path("notes/2026/spring").is_dir());
    }
    assert_eq!(app.main("make_folder", dir("notes/a.md")).unwrap_err()["kind"], "already-exists");
    assert_eq!(app.main("make_folder", dir("notes/a.md/b")).unwrap_err()["kind"], "not-a-directory");
    assert_eq!(fs::read_to_string(app.path("notes/a.md")).unwrap(), "a");
}

#[test]
fn no_folder_is_made_outside_also_not_behind_a_link() {
    let app = granted("make_folder");
    symlink(app.path(""), app.path("notes/out")).unwrap();
    for (name, code) in [
        ("elsewhere", "path.outside-scope"),
        ("notes/private/x", "path.outside-scope"),
        ("notes/.git", "path.hidden"),
        ("notes/../elsewhere", "path.parent-component"),
        ("notes/out/elsewhere/x", "path.outside-scope"),
    ] {
        assert_eq!(app.refused("make_folder", dir(name)), code, "{name}");
    }
    assert_eq!(app.records()[0]["code"], "link.outside");
    assert!(
        !app.path("elsewhere").exists() && !app.path("notes/private/x").exists() && !app.path("notes/.git").exists()
    );
}

#[test]
fn each_folder_that_leads_there_is_judged_for_itself() {
    let app = with_acl()
        .grant(json!([{ "identifier": "allow-make-folder", "allow": [{ "path": "$DIR/notes/*/exports" }] }]))
        .run();
    fs::create_dir(app.path("notes/work")).unwrap();
    assert_eq!(app.main("make_folder", dir("notes/work/exports")), Ok(Value::Null));
    assert_eq!(app.refused("make_folder", dir("notes/new/exports")), "path.outside-scope");
    assert!(!app.path("notes/new").exists());
}

#[test]
fn a_walk_shows_what_a_listing_would_and_goes_as_deep_as_it_is_told() {
    let app = granted("walk_notes");
    fs::create_dir_all(app.path("notes/work/deep")).unwrap();
    fs::write(app.path("notes/work/deep/d.md"), "").unwrap();
    symlink(app.path(""), app.path("notes/work/out")).unwrap();
    let walk = |depth: usize| app.main("walk_notes", json!({ "dir": "$DIR/notes", "depth": depth })).unwrap();
    assert_eq!(paths(&walk(1)), ["a.md", "b.md", "work"]);
    let all = ["a.md", "b.md", "work", "work/deep", "work/deep/d.md", "work/out"];
    assert_eq!(paths(&walk(9)), all);
    assert_eq!(walk(9)[5], json!({ "path": "work/out", "kind": "link" }));
    let record = &app.records()[0];
    assert_eq!((&record["shown"], &record["withheld"]), (&json!(6), &json!(2)));
    assert_eq!(app.refused("walk_notes", json!({ "dir": "$DIR", "depth": 9 })), "path.outside-scope");
    assert_eq!(app.refused("walk_notes", json!({ "dir": "$DIR/notes/private", "depth": 9 })), "path.outside-scope");
}

#[test]
fn a_walk_off_the_main_thread_ends_where_the_command_ends_it() {
    let app = granted("walk_async");
    assert_eq!(paths(&app.main("walk_async", dir("notes")).unwrap()), ["a.md", "b.md"]);
    assert_eq!(app.records()[0]["shown"], 2);
}

#[test]
fn a_folder_that_holds_something_is_removed_by_the_tree_alone() {
    let app = granted("remove_folder");
    fs::create_dir_all(app.path("notes/work/deep")).unwrap();
    assert_eq!(app.main("remove_folder", dir("notes/work")).unwrap_err()["kind"], "directory-not-empty");
    assert_eq!(app.main("remove_folder", dir("notes/work/deep")), Ok(Value::Null));
    assert_eq!(app.main("remove_folder", dir("notes/work")), Ok(Value::Null));
    assert_eq!(app.refused("remove_folder", dir("notes/private")), "path.outside-scope");
    assert!(!app.path("notes/work").exists() && app.path("notes/private/p.md").exists());
}

#[test]
fn a_tree_is_removed_and_links_in_it_themselves() {
    let app = granted("remove_tree");
    fs::create_dir_all(app.path("notes/work/deep")).unwrap();
    fs::write(app.path("notes/work/deep/d.md"), "").unwrap();
    symlink(app.path("outside.md"), app.path("notes/work/l.md")).unwrap();
    symlink(app.path("notes/private"), app.path("notes/work/p")).unwrap();
    assert_eq!(app.main("remove_tree", dir("notes/work")), Ok(Value::Null));
    assert!(!app.path("notes/work").exists());
    assert!(app.path("outside.md").exists() && app.path("notes/private/p.md").exists());
}

#[test]
fn a_tree_with_one_thing_that_may_not_be_removed_is_not_touched() {
    let app = granted("remove_tree");
    fs::remove_file(app.path("notes/.hidden.md")).unwrap();
    assert_eq!(app.refused("remove_tree", dir("notes")), "path.outside-scope");
    assert_eq!(app.records()[0]["code"], "open.holds-denied");
    fs::create_dir(app.path("notes/work")).unwrap();
    fs::write(app.path("notes/work/a.md"), "").unwrap();
    fs::write(app.path("notes/work/.hidden"), "").unwrap();
    assert_eq!(app.refused("remove_tree", dir("notes/work")), "path.outside-scope");
    assert_eq!(app.records()[0]["code"], "open.holds-outside");
    for name in ["notes/a.md", "notes/private/p.md", "notes/work/a.md", "notes/work/.hidden"] {
        assert!(app.path(name).exists(), "{name}");
    }
}

#[test]
fn an_entry_that_lists_grants_no_removal_and_none_that_removes_making() {
    let entries = |access: &str| json!([{ "path": "$DIR/notes/**", "access": [access] }]);
    let app = with_acl()
        .grant(json!([
            { "identifier": "allow-remove-tree", "allow": entries("list") },
            { "identifier": "allow-make-folder", "allow": entries("remove") },
        ]))
        .run();
    fs::create_dir(app.path("notes/work")).unwrap();
    for (command, name) in [("remove_tree", "notes/work"), ("make_folder", "notes/new")] {
        assert_eq!(app.refused(command, dir(name)), "path.outside-scope");
        assert_eq!(app.records()[0]["code"], "path.access");
    }
    assert!(app.path("notes/work").exists() && !app.path("notes/new").exists());
    assert_eq!(app.runs(), 0);
}
