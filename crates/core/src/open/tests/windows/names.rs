//! An object that the system calls by another name than the page: by a short name, through a junction. Wine has neither, so
//! the tests say what the system would.

use std::fmt::Debug;

use super::super::Tree;
use crate::{
    access::{Access, AccessSet},
    code::Code,
    guard::JudgedPath,
    open::{
        OpenError, Permissions, Times, append, copy, create, create_directory, link_metadata, list, metadata, probe,
        read, remove_directory, remove_file, remove_tree, rename, replace, set_permissions, set_times, truncate, walk,
        windows::hook::named, write,
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
    check("create_directory", create_directory(&judge(Access::Create)));
    check("remove_directory", remove_directory(&judge(Access::Remove)));
    check("remove_tree", remove_tree(&judge(Access::Remove)));
    check("walk", walk(&judge(Access::List), 9).map(drop));
    check("set_permissions", set_permissions(&judge(Access::SetMetadata), Permissions::Readonly(true)));
    check("set_times", set_times(&judge(Access::SetMetadata), Times::default()));
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
        refuses(&tree, "walk", walk(&tree.judge("in/d", Access::List), 9), Code::LinkOutside);
        refuses(&tree, "make", create_directory(&tree.judge("in/d", Access::Create)), Code::LinkOutside);
        refuses(&tree, "make below", create_directory(&tree.judge("in/d/x/y", Access::Create)), Code::LinkOutside);
        refuses(&tree, "remove", remove_directory(&tree.judge("in/d", Access::Remove)), Code::LinkOutside);
        refuses(&tree, "remove all", remove_tree(&tree.judge("in/d", Access::Remove)), Code::LinkOutside);
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

#[test]
fn a_directory_that_was_made_elsewhere_goes_away_again() {
    let tree = Tree::new();
    called(&tree, "in/new", "out/new", 0, || {
        refuses(&tree, "make", create_directory(&tree.judge("in/new/x", Access::Create)), Code::OpenChanged);
    });
    assert_eq!(tree.names("in"), ["a", "denied"]);
}

/// Between the reading of a directory and the entering of one in it, a junction came there.
#[test]
fn a_directory_below_that_lies_elsewhere_is_not_entered() {
    let tree = Tree::new();
    tree.file("in/d/e/f", "").file("in/d/g", "");
    let elsewhere = |during: &dyn Fn()| called(&tree, "in/d/e", "out", 0, during);
    elsewhere(&|| {
        let judged = tree.judge("in/d", Access::List);
        let seen: Vec<_> = walk(&judged, 9).unwrap().map(|object| object.unwrap().path).collect();
        assert_eq!(seen, ["e", "g"]);
    });
    elsewhere(&|| refuses(&tree, "remove", remove_tree(&tree.judge("in/d", Access::Remove)), Code::OpenChanged));
    assert_eq!((tree.names("in/d"), tree.names("in/d/e")), (vec!["e".into(), "g".into()], vec!["f".into()]));
}
