//! What the hand-written checks let through.

#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "in a test a panic is the report")]

mod support;

use std::{fs, os::unix::fs::symlink};

use serde_json::{Value, json};
use support::RecipeBox;

#[test]
fn ordinary_use_works() {
    let app = RecipeBox::open();
    let soup = app.path("recipes/soup.md");
    assert_eq!(app.call("save_recipe", json!({ "path": soup, "text": "leeks" })), Ok(Value::Null));
    assert_eq!(app.call("list_recipes", json!({})), Ok(json!([app.path("recipes/bread.md"), soup])));
    assert_eq!(app.call("read_recipe", json!({ "path": soup })), Ok(json!("leeks")));
    assert_eq!(app.call("save_recipe", json!({ "path": soup, "text": "peas" })), Ok(Value::Null));
    assert_eq!(fs::read_to_string(&soup).unwrap(), "peas");
    assert_eq!(app.call("remove_recipe", json!({ "path": soup })), Ok(Value::Null));
    assert!(!soup.exists());
}

#[test]
fn what_the_hand_checks_are_for_is_refused() {
    let app = RecipeBox::open();
    for path in [app.path("diary.md"), app.path("recipes/../diary.md")] {
        assert_eq!(app.call("read_recipe", json!({ "path": path })), Err(json!("not a recipe")));
    }
    let save = json!({ "path": app.path("diary.md"), "text": "x" });
    assert_eq!(app.call("save_recipe", save), Err(json!("not a recipe")));
    assert!(app.is_whole());
}

/// Attack: a prefix of the text is no parent directory.
#[test]
fn a_directory_whose_name_begins_alike_is_read() {
    let app = RecipeBox::open();
    let path = app.file("recipes-evil/secret.md", "secret");
    assert_eq!(app.call("read_recipe", json!({ "path": path })), Ok(json!("secret")));
}

/// Attack: a link in the directory, out of an archive perhaps, that leads out.
#[test]
fn a_link_that_leads_out_is_read() {
    let app = RecipeBox::open();
    symlink(app.path("diary.md"), app.path("recipes/link.md")).unwrap();
    assert_eq!(app.call("read_recipe", json!({ "path": app.path("recipes/link.md") })), Ok(json!("dear diary")));
}

/// Attack: what is not there yet is matched as text, whatever link the directory above it is.
#[test]
fn a_new_file_behind_a_link_is_written() {
    let app = RecipeBox::open();
    symlink(app.path("."), app.path("recipes/link")).unwrap();
    let save = json!({ "path": app.path("recipes/link/planted.md"), "text": "planted" });
    assert_eq!(app.call("save_recipe", save), Ok(Value::Null));
    assert_eq!(fs::read_to_string(app.path("planted.md")).unwrap(), "planted");
}

/// Attack: the scope of tauri-plugin-fs takes `RECIPES` for `recipes`, and the disk does not.
#[test]
fn another_directory_in_other_case_is_written() {
    let app = RecipeBox::open();
    let path = app.file("RECIPES/mine.md", "mine");
    assert_eq!(app.call("save_recipe", json!({ "path": path, "text": "theirs" })), Ok(Value::Null));
    assert_eq!(fs::read_to_string(path).unwrap(), "theirs");
}

/// Attack: any path at all.
#[test]
fn what_is_not_checked_removes_anything() {
    let app = RecipeBox::open();
    assert_eq!(app.call("remove_recipe", json!({ "path": app.path("diary.md") })), Ok(Value::Null));
    assert!(!app.is_whole());
}
