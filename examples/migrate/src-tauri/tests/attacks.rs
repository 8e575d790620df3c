//! What the hand-written checks let through is refused.

#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "in a test a panic is the report")]

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
    assert_eq!(app.newest(), json!(["allow", "allowed", "read_recipe", soup]));
    assert_eq!(app.call("save_recipe", json!({ "path": soup, "text": "peas" })), Ok(Value::Null));
    assert_eq!(fs::read_to_string(&soup).unwrap(), "peas");
    assert_eq!(app.call("remove_recipe", json!({ "path": soup })), Ok(Value::Null));
    assert!(!soup.exists());
}

#[test]
fn what_the_hand_checks_were_for_is_refused() {
    let app = RecipeBox::open();
    let (diary, around) = (app.path("diary.md"), app.path("recipes/../diary.md"));
    assert_eq!(app.refused("read_recipe", json!({ "path": diary })), "path.outside-scope");
    assert_eq!(app.refused("save_recipe", json!({ "path": diary, "text": "x" })), "path.outside-scope");
    assert_eq!(app.refused("read_recipe", json!({ "path": around })), "path.parent-component");
    assert!(app.is_whole());
}

/// Attack: a prefix of the text is no parent directory.
#[test]
fn a_directory_whose_name_begins_alike_is_refused() {
    let app = RecipeBox::open();
    let path = app.file("recipes-evil/secret.md", "secret");
    assert_eq!(app.refused("read_recipe", json!({ "path": path })), "path.outside-scope");
}

/// Attack: a link in the directory, out of an archive perhaps, that leads out.
#[test]
fn a_link_that_leads_out_is_refused() {
    let app = RecipeBox::open();
    symlink(app.path("diary.md"), app.path("recipes/link.md")).unwrap();
    assert_eq!(app.refused("read_recipe", json!({ "path": app.path("recipes/link.md") })), "link.outside");
}

/// Attack: what is not there yet is matched as text, whatever link the directory above it is.
#[test]
fn a_new_file_behind_a_link_is_refused() {
    let app = RecipeBox::open();
    symlink(app.path("."), app.path("recipes/link")).unwrap();
    let save = json!({ "path": app.path("recipes/link/planted.md"), "text": "planted" });
    assert_eq!(app.refused("save_recipe", save), "link.outside");
    assert!(!app.path("planted.md").exists());
}

/// Attack: another directory, in other case.
#[test]
fn another_directory_in_other_case_is_refused() {
    let app = RecipeBox::open();
    let path = app.file("RECIPES/mine.md", "mine");
    assert_eq!(app.refused("save_recipe", json!({ "path": path, "text": "theirs" })), "path.outside-scope");
    assert_eq!(fs::read_to_string(path).unwrap(), "mine");
}

/// Attack: any path at all.
#[test]
fn what_was_never_checked_removes_nothing_outside() {
    let app = RecipeBox::open();
    assert_eq!(app.refused("remove_recipe", json!({ "path": app.path("diary.md") })), "path.outside-scope");
    assert!(app.is_whole());
}
