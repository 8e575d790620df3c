//! An object that the system calls by another name than the page: by a short name, through a junction. Wine has neither, so
//! the tests say what the system would.

use std::fmt::Debug;

use super::super::Tree;
use crate::{
    access::{Access, AccessSet},
    code::Code,
    guard::JudgedPath,
    open::{
        OpenError, append, copy, create, link_metadata, list, metadata, probe, read, remove_file, rename, replace,
        truncate, windows::hook::named, write,
    },
};

/// Within `during`, what ends in `name` is called `other`, once `honest` questions were answered as they are.
fn called<T>(tree: &Tree, name: &'static str, other: &str, mut honest: u32, during: impl FnOnce() -> T) -> T {
    let other = format!(r"\\?\{}", tree.at(other).display()).replace('/', r"\");
    let name = name.replace('/', r"\");
    let answer = move |given: &str| {
        if !given.ends_with(&name) || honest > 0 {
            honest -= u32::from(given.ends_with(&name));
            return None;
        }
        Some(other.clone())
    };
    named(answer, during)
}

fn each(tree: &Tree, name: &str, check: impl Fn(&str, Result<(), OpenError>)) {
    let judge = |access: Access| tree.judge(name, access);
    let with = |judged: &JudgedPath| replace(judged, &mut &b"new"[..]).map(drop);
    check("read", read(&judge(Access::Read)).map(drop));
    check("write", write(&judge(Access::Write)).map(drop));
    check("append", append(&judge(Access::Write)).map(drop));
    check("truncate", truncate(&judge(Access::Truncate), 0));
    check("replace", with(&tree.judge(name, AccessSet::REPLACE)));
    check("copy", copy(&judge(Access::Read), &tree.judge("in/copy", Access::Create)).map(drop));
    check("copy to", copy(&tree.judge("in/a", Access::Read), &tree.judge(name, AccessSet::REPLACE)).map(drop));
    check("create", create(&judge(Access::Create)).map(drop));
    check("list", list(&judge(Access::List)).map(drop));
    check("metadata", metadata(&judge(Access::Metadata)).map(drop));
    check("link_metadata", link_metadata(&judge(Access::Metadata)).map(drop));
    check("rename", rename(&judge(Access::RenameFrom), &tree.judge("in/to", Access::RenameTo)));
    check("rename to", rename(&tree.judge("in/a", Access::RenameFrom), &judge(Access::RenameTo)));
    check("remove", remove_file(&judge(Access::Remove)));
    for access in Access::ALL {
        check("probe", probe(&judge(access), access));
    }
}

fn refuses<T: Debug>(tree: &Tree, operation: &str, result: Result<T, OpenError>, code: Code) {
    assert!(result.is_err(), "{operation}");
    assert_eq!(tree.refused(result), code, "{operation}");
}

#[test]
fn a_file_that_lies_elsewhere_by_its_true_name_is_refused_to_every_operation() {
    let tree = Tree::new();
    tree.file("in/short", "short");
    for (other, code) in [("out/s", Code::LinkOutside), ("in/denied/k", Code::LinkDenied)] {
        called(&tree, "in/short", other, 0, || {
            each(&tree, "in/short", |name, result| refuses(&tree, name, result, code))
        });
    }
    assert_eq!(
        (tree.content("in/short"), tree.names("in")),
        ("short".into(), vec!["a".into(), "denied".into(), "short".into()])
    );
}

/// What is not there is judged by where its directory lies.
#[test]
fn a_directory_that_lies_elsewhere_by_its_true_name_is_refused_with_all_below() {
    let tree = Tree::new();
    tree.dir("in/d");
    called(&tree, "in/d", "out", 0, || {
        refuses(&tree, "create", create(&tree.judge("in/d/new", Access::Create)), Code::LinkOutside);
        refuses(&tree, "read", read(&tree.judge("in/d/missing", Access::Read)), Code::LinkOutside);
        refuses(&tree, "below", read(&tree.judge("in/d/no/where", Access::Read)), Code::LinkOutside);
        refuses(&tree, "list", list(&tree.judge("in/d", Access::List)), Code::LinkOutside);
    });
    assert!(tree.names("in/d").is_empty());
}

#[test]
fn the_long_name_in_scope_is_granted() {
    let tree = Tree::new();
    tree.file("in/short", "short");
    called(&tree, "in/short", "in/long", 0, || {
        assert_eq!(super::text(read(&tree.judge("in/short", Access::Read))), "short");
    });
}

/// A directory was made a junction of between the walk and the question: the object lies in scope, and not in it.
#[test]
fn an_object_that_is_not_in_the_directory_that_is_held_is_refused() {
    let tree = Tree::new();
    tree.file("in/short", "short");
    called(&tree, "in/short", "in/d/x", 0, || {
        refuses(&tree, "remove", remove_file(&tree.judge("in/short", Access::Remove)), Code::OpenChanged);
    });
    assert!(tree.has("in/short"));
}

/// The handle that is handed out is another one than the one that was asked.
#[test]
fn what_is_handed_out_is_judged_by_its_own_name() {
    let tree = Tree::new();
    tree.file("in/short", "short");
    called(&tree, "in/short", "out/s", 1, || {
        refuses(&tree, "read", read(&tree.judge("in/short", Access::Read)), Code::LinkOutside);
    });
}

#[test]
fn a_file_that_was_made_elsewhere_goes_away_again() {
    let tree = Tree::new();
    called(&tree, "in/new", "out/new", 0, || {
        refuses(&tree, "create", create(&tree.judge("in/new", Access::Create)), Code::LinkOutside);
    });
    assert!(!tree.has("in/new"));
}
