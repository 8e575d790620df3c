//! Directories made, removed and walked, and what is set of an object.

use std::{
    fs,
    io::ErrorKind,
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use serde_json::json;

use super::super::Tree;
use crate::{
    access::Access,
    code::Code,
    open::{
        Kind, OpenError, Permissions, Times, create_directory, remove_directory, remove_tree, set_permissions,
        set_times, walk,
    },
    record::Stage,
};

fn make(tree: &Tree, name: &str) -> Result<(), OpenError> {
    create_directory(&tree.judge(name, Access::Create))
}

fn remove(tree: &Tree, name: &str) -> Result<(), OpenError> {
    remove_directory(&tree.judge(name, Access::Remove))
}

fn remove_all(tree: &Tree, name: &str) -> Result<(), OpenError> {
    remove_tree(&tree.judge(name, Access::Remove))
}

#[test]
fn all_levels_are_made_and_what_is_there_stays() {
    let tree = Tree::new();
    make(&tree, "in/x/y/z").unwrap();
    tree.file("in/x/y/f", "inside");
    for name in ["in/x/y/z", "in/x/y", "in/X/Y", "in", "in/single"] {
        make(&tree, name).unwrap();
    }
    assert_eq!((tree.names("in/x"), tree.names("in/x/y")), (vec!["y".into()], vec!["f".into(), "z".into()]));
    assert_eq!(tree.names("in"), ["a", "denied", "single", "x"]);
}

#[test]
fn a_name_that_is_taken_is_told() {
    let tree = Tree::new();
    assert_eq!(tree.io(make(&tree, "in/a")), ErrorKind::AlreadyExists);
    assert_eq!(tree.io(make(&tree, "in/a/x")), ErrorKind::NotADirectory);
    assert_eq!(tree.content("in/a"), "inside");
}

/// Each directory is something that is made.
#[test]
fn a_level_that_the_scope_does_not_grant_makes_nothing_below() {
    let mut tree = Tree::new();
    tree.scope(json!(["$ROOT/in/*", "$ROOT/in/x/y/z", "$ROOT/new/**"]), json!(["$ROOT/in/no", "$ROOT/new/no"]));
    assert_eq!(tree.refused(make(&tree, "in/x/y/z")), Code::PathOutsideScope);
    // What was granted before the first that is not may have been made.
    assert!(!tree.has("in/x/y"));
    assert_eq!(tree.refused(make(&tree, "new/x")), Code::PathOutsideScope);
    assert!(!tree.has("new"));
    tree.dir("in/x/y");
    make(&tree, "in/x/y/z").unwrap();
}

#[test]
fn an_empty_directory_is_removed_and_nothing_else() {
    let tree = Tree::new();
    tree.dir("in/d").dir("in/full/x");
    remove(&tree, "in/d").unwrap();
    assert_eq!(tree.io(remove(&tree, "in/full")), ErrorKind::DirectoryNotEmpty);
    assert_eq!(tree.io(remove(&tree, "in/missing")), ErrorKind::NotFound);
    assert_eq!(tree.io(remove(&tree, "in/a")), ErrorKind::NotADirectory);
    assert!(tree.has("in/full/x") && tree.has("in/a") && !tree.has("in/d"));
}

#[test]
fn a_tree_is_removed_with_all_that_it_holds() {
    let tree = Tree::new();
    tree.file("in/d/f", "").file("in/d/e/g", "").dir("in/d/empty/deep");
    fs::hard_link(tree.at("out/s"), tree.at("in/d/e/h")).unwrap();
    remove_all(&tree, "in/d").unwrap();
    assert_eq!((tree.names("in"), tree.content("out/s")), (vec!["a".into(), "denied".into()], "outside".into()));
    assert_eq!(tree.io(remove_all(&tree, "in/a")), ErrorKind::NotADirectory);
    assert_eq!(tree.io(remove_all(&tree, "in/d")), ErrorKind::NotFound);
}

#[test]
fn a_tree_that_holds_what_is_denied_or_not_granted_stays_whole() {
    let mut tree = Tree::new();
    tree.file("in/d/e/secret.key", "").file("in/d/f", "").file("in/h/.hidden", "").file("in/h/a", "");
    tree.scope(json!(["$ROOT/in/**"]), json!(["**/*.KEY"]));
    assert_eq!(tree.refused(remove_all(&tree, "in/d")), Code::OpenHoldsDenied);
    assert_eq!(tree.refused(remove_all(&tree, "in/h")), Code::OpenHoldsOutside);
    assert_eq!(
        (tree.names("in/d"), tree.names("in/h")),
        (vec!["e".into(), "f".into()], vec![".hidden".into(), "a".into()])
    );
    assert!(tree.has("in/d/e/secret.key"));
}

fn seen(tree: &Tree, name: &str, max_depth: usize) -> Vec<String> {
    let judged = tree.judge(name, Access::List);
    walk(&judged, max_depth).unwrap().map(|object| object.unwrap().path).collect()
}

#[test]
fn a_walk_shows_what_the_scope_takes_in_the_order_of_names() {
    let tree = Tree::new();
    tree.file("in/b/c/d", "").file("in/b/e", "").file("in/.hidden", "").dir("in/empty").file("in/z", "");
    assert_eq!(seen(&tree, "in", 9), ["a", "b", "b/c", "b/c/d", "b/e", "empty", "z"]);
    assert_eq!(seen(&tree, "in", 1), ["a", "b", "empty", "z"]);
    assert_eq!(seen(&tree, "in", 2), ["a", "b", "b/c", "b/e", "empty", "z"]);
    assert!(seen(&tree, "in", 0).is_empty());
    assert_eq!(seen(&tree, "in/b", 9), ["c", "c/d", "e"]);
    assert_eq!(tree.io(walk(&tree.judge("in/a", Access::List), 9)), ErrorKind::NotADirectory);
    assert_eq!(tree.io(walk(&tree.judge("in/no", Access::List), 9)), ErrorKind::NotFound);
}

#[test]
fn a_walk_leaves_one_record_with_its_counts() {
    let tree = Tree::new();
    tree.file("in/d/f", "").file("in/d/.hidden", "");
    let judged = tree.judge("in", Access::List);
    let mut objects = walk(&judged, 9).unwrap();
    let first = objects.next().unwrap().unwrap();
    assert_eq!((first.path.as_str(), first.kind), ("a", Kind::File));
    assert_eq!(objects.by_ref().count(), 2);
    drop(objects);
    let record = tree.setup().last_record();
    assert_eq!((record.stage, record.shown, record.withheld), (Stage::List, Some(3), Some(2)));
}

/// Nobody moves the directories that the walk is in, and once it is out of them, anybody may.
#[test]
fn a_walk_holds_where_it_is_and_nothing_else() {
    let tree = Tree::new();
    tree.file("in/d/f", "").file("in/e/g", "");
    let judged = tree.judge("in", Access::List);
    let mut objects = walk(&judged, 9).unwrap().map(|object| object.unwrap().path);
    assert_eq!(objects.by_ref().take(3).collect::<Vec<_>>(), ["a", "d", "d/f"]);
    assert!(fs::rename(tree.at("in/d"), tree.at("out/d")).is_err());
    assert_eq!(objects.next().unwrap(), "e");
    fs::rename(tree.at("in/d"), tree.at("out/d")).unwrap();
    fs::rename(tree.at("in/e"), tree.at("out/e")).unwrap();
    // What is gone is as what is empty.
    assert_eq!(objects.next(), None);
}

#[test]
fn times_of_files_and_directories_are_set() {
    let tree = Tree::new();
    tree.dir("in/d");
    let at = UNIX_EPOCH + Duration::from_secs(1_000_000_000);
    let later = at + Duration::from_secs(1);
    for name in ["in/a", "in/d"] {
        let set = |times: Times| set_times(&tree.judge(name, Access::SetMetadata), times);
        set(Times { accessed: Some(at), modified: Some(later) }).unwrap();
        let told = tree.at(name).metadata().unwrap();
        assert_eq!((told.accessed().unwrap(), told.modified().unwrap()), (at, later), "{name}");
        // What is not said stays.
        set(Times { accessed: None, modified: Some(at) }).unwrap();
        set(Times::default()).unwrap();
        let told = tree.at(name).metadata().unwrap();
        assert_eq!((told.accessed().unwrap(), told.modified().unwrap()), (at, at), "{name}");
    }
    let never = SystemTime::UNIX_EPOCH - Duration::from_secs(11_644_473_600);
    let set = set_times(&tree.judge("in/a", Access::SetMetadata), Times { accessed: None, modified: Some(never) });
    assert_eq!(tree.io(set), ErrorKind::InvalidInput);
    assert_eq!(tree.io(set_times(&tree.judge("in/no", Access::SetMetadata), Times::default())), ErrorKind::NotFound);
}

#[test]
fn a_file_is_made_read_only_and_writable_again() {
    let tree = Tree::new();
    let set = |permissions| set_permissions(&tree.judge("in/a", Access::SetMetadata), permissions);
    let readonly = || tree.at("in/a").metadata().unwrap().permissions().readonly();
    set(Permissions::Readonly(true)).unwrap();
    assert!(readonly());
    set(Permissions::Readonly(false)).unwrap();
    assert!(!readonly());
    assert_eq!(tree.io(set(Permissions::Mode(0o400))), ErrorKind::Unsupported);
    assert!(!readonly());
    assert_eq!(tree.content("in/a"), "inside");
}

#[test]
fn a_value_judged_for_something_else_does_nothing() {
    let tree = Tree::new();
    tree.dir("in/d");
    assert_eq!(tree.refused(create_directory(&tree.judge("in/x", Access::Remove))), Code::OpenAccess);
    assert_eq!(tree.refused(remove_directory(&tree.judge("in/d", Access::Create))), Code::OpenAccess);
    assert_eq!(tree.refused(remove_tree(&tree.judge("in/d", Access::List))), Code::OpenAccess);
    assert_eq!(tree.refused(walk(&tree.judge("in/d", Access::Metadata), 9)), Code::OpenAccess);
    assert_eq!(tree.refused(set_times(&tree.judge("in/a", Access::Write), Times::default())), Code::OpenAccess);
    assert!(tree.has("in/d") && !tree.has("in/x"));
}
