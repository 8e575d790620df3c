//! What the hand-written checks let through still goes through in report mode, and is recorded.

#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "in a test a panic is the report")]

mod support;

use std::{fs, os::unix::fs::symlink};

use serde_json::{Value, json};
use support::RecipeBox;

#[test]
fn ordinary_use_works_and_says_which_entries_are_missing() {
    let app = RecipeBox::open();
    let soup = app.path("recipes/soup.md");
    assert_eq!(app.call("save_recipe", json!({ "path": soup, "text": "leeks" })), Ok(Value::Null));
    assert_eq!(app.newest(), json!(["report", "scope.empty", "save_recipe", soup]));
    assert_eq!(app.call("list_recipes", json!({})), Ok(json!([app.path("recipes/bread.md"), soup])));
    assert_eq!(app.call("read_recipe", json!({ "path": soup })), Ok(json!("leeks")));
    let snippet: Value = serde_json::from_str(&app.snippet()).unwrap();
    let entry =
        json!({ "command": "read_recipe", "arg": "path", "path": "$APPDATA/recipes/soup.md", "windows": ["main"] });
    assert_eq!(snippet["allow"], json!([entry]), "{snippet}");
    assert_eq!(app.call("remove_recipe", json!({ "path": soup })), Ok(Value::Null));
    assert!(!soup.exists());
}

#[test]
fn what_the_hand_checks_are_for_is_refused() {
    let app = RecipeBox::open();
    let diary = app.path("diary.md");
    let refused = |command: &str, arguments: Value| app.call(command, arguments).unwrap_err()["message"].clone();
    assert_eq!(refused("read_recipe", json!({ "path": diary })), "not a recipe");
    assert_eq!(refused("save_recipe", json!({ "path": diary, "text": "x" })), "not a recipe");
    assert!(app.is_whole());
    // What cannot be parsed is refused already.
    assert!(app.call("read_recipe", json!({ "path": app.path("recipes/../diary.md") })).is_err());
    assert_eq!(app.newest()[1], "path.parent-component");
}

/// Attack: a prefix of the text is no parent directory.
#[test]
fn a_directory_whose_name_begins_alike_is_read_and_reported() {
    let app = RecipeBox::open();
    let path = app.file("recipes-evil/secret.md", "secret");
    assert_eq!(app.call("read_recipe", json!({ "path": path })), Ok(json!("secret")));
    assert_eq!(app.newest(), json!(["report", "scope.empty", "read_recipe", path]));
}

/// Attack: a link in the directory, out of an archive perhaps, that leads out.
#[test]
fn a_link_that_leads_out_is_read_and_reported() {
    let app = RecipeBox::open();
    let link = app.path("recipes/link.md");
    symlink(app.path("diary.md"), &link).unwrap();
    assert_eq!(app.call("read_recipe", json!({ "path": link })), Ok(json!("dear diary")));
    assert_eq!(app.newest(), json!(["report", "scope.empty", "read_recipe", link]));
}

/// Attack: what is not there yet is matched as text, whatever link the directory above it is.
#[test]
fn a_new_file_behind_a_link_is_written_and_reported() {
    let app = RecipeBox::open();
    symlink(app.path("."), app.path("recipes/link")).unwrap();
    let path = app.path("recipes/link/planted.md");
    assert_eq!(app.call("save_recipe", json!({ "path": path, "text": "planted" })), Ok(Value::Null));
    assert_eq!(fs::read_to_string(app.path("planted.md")).unwrap(), "planted");
    assert_eq!(app.newest(), json!(["report", "scope.empty", "save_recipe", path]));
}

/// Attack: the scope of tauri-plugin-fs takes `RECIPES` for `recipes`, and the disk does not.
#[test]
fn another_directory_in_other_case_is_written_and_reported() {
    let app = RecipeBox::open();
    let path = app.file("RECIPES/mine.md", "mine");
    assert_eq!(app.call("save_recipe", json!({ "path": path, "text": "theirs" })), Ok(Value::Null));
    assert_eq!(fs::read_to_string(&path).unwrap(), "theirs");
    assert_eq!(app.newest(), json!(["report", "scope.empty", "save_recipe", path]));
}

/// Attack: any path at all.
#[test]
fn what_was_never_checked_removes_anything_and_is_reported() {
    let app = RecipeBox::open();
    let diary = app.path("diary.md");
    assert_eq!(app.call("remove_recipe", json!({ "path": diary })), Ok(Value::Null));
    assert!(!app.is_whole());
    assert_eq!(app.newest(), json!(["report", "scope.empty", "remove_recipe", diary]));
}
