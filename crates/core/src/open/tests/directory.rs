//! Making and removing directories.

use std::{fs, io::ErrorKind, os::unix::fs::symlink};

use serde_json::json;

use super::both_ways;
use crate::{
    access::Access,
    code::Code,
    open::{
        OpenError, create_directory,
        linux::hook::{self, Step},
        remove_directory,
        tests::Tree,
    },
};

fn make(tree: &Tree, name: &str) -> Result<(), OpenError> {
    create_directory(&tree.judge(name, Access::Create))
}

fn remove(tree: &Tree, name: &str) -> Result<(), OpenError> {
    remove_directory(&tree.judge(name, Access::Remove))
}

both_ways! {
    fn all_levels_are_made_and_what_is_there_stays(tree) {
        make(tree, "in/x/y/z").unwrap();
        tree.file("in/x/y/f", "inside");
        make(tree, "in/x/y/z").unwrap();
        make(tree, "in/x/y").unwrap();
        make(tree, "in").unwrap();
        make(tree, "in/single").unwrap();
        assert_eq!((tree.names("in/x"), tree.names("in/x/y")), (vec!["y".into()], vec!["f".into(), "z".into()]));
    }

    fn a_name_that_is_taken_is_told(tree) {
        tree.pipe("in/p");
        for name in ["in/a", "in/p"] {
            assert_eq!(tree.io(make(tree, name)), ErrorKind::AlreadyExists);
            assert_eq!(tree.io(make(tree, &format!("{name}/x"))), ErrorKind::NotADirectory);
        }
    }

    fn a_link_on_the_way_that_leaves_the_scope_makes_nothing(tree) {
        tree.link("in/l", "../out").link("in/dangling", "../out/new").link("in/d", "denied");
        for name in ["in/l/new", "in/l/new/deep", "in/dangling", "in/dangling/deep", "in/l"] {
            assert_eq!(tree.refused(make(tree, name)), Code::LinkOutside, "{name}");
        }
        for name in ["in/d/new", "in/d/new/deep"] {
            assert_eq!(tree.refused(make(tree, name)), Code::LinkDenied, "{name}");
        }
        assert_eq!((tree.names("out"), tree.names("in/denied")), (vec!["s".into()], vec!["k".into()]));
    }

    fn a_link_into_the_scope_is_followed(tree) {
        tree.dir("in/d").link("in/l", "d");
        make(tree, "in/l/x/y").unwrap();
        make(tree, "in/l").unwrap();
        assert_eq!((tree.names("in/d"), tree.names("in/d/x")), (vec!["x".into()], vec!["y".into()]));
    }

    /// Each directory is something that is made.
    fn a_level_that_the_scope_does_not_grant_makes_nothing_below(tree) {
        tree.scope(json!(["$ROOT/in/*", "$ROOT/in/x/y/z", "$ROOT/new/**"]), json!(["$ROOT/in/no", "$ROOT/new/no"]));
        assert_eq!(tree.refused(make(tree, "in/x/y/z")), Code::PathOutsideScope);
        // What was granted before the first that is not may have been made.
        assert!(!tree.has("in/x/y"));
        assert_eq!(tree.refused(make(tree, "new/x")), Code::PathOutsideScope);
        assert!(!tree.has("new"));
        tree.dir("in/x/y");
        make(tree, "in/x/y/z").unwrap();
    }

    fn a_name_that_becomes_a_link_before_it_is_made_is_not_made_through(tree) {
        let out = tree.at("out");
        for (name, at) in [("in/n1/x", "in/n1"), ("in/n2", "in/n2")] {
            let judged = tree.judge(name, Access::Create);
            let (link, out) = (tree.at(at), out.clone());
            let act = move || drop(symlink(&out, &link));
            let result = hook::at(Step::Placed, act, || create_directory(&judged));
            assert_eq!(tree.refused(result), Code::LinkOutside);
        }
        assert_eq!(tree.names("out"), ["s"]);
    }

    fn a_directory_that_was_moved_away_gets_nothing_made_in_it(tree) {
        tree.dir("in/d");
        let (from, to) = (tree.at("in/d"), tree.at("out/d"));
        let judged = tree.judge("in/d/x/y", Access::Create);
        hook::at(Step::Placed, move || drop(fs::rename(&from, &to)), || create_directory(&judged)).unwrap();
        assert!(tree.names("out/d").is_empty() && tree.has("in/d/x/y"));
    }

    fn an_empty_directory_is_removed_and_nothing_else(tree) {
        tree.dir("in/d").dir("in/full/x").link("in/l", "d").link("in/out", "../out");
        tree.dir("out/empty").link("in/to-empty", "../out/empty");
        remove(tree, "in/d").unwrap();
        assert_eq!(tree.io(remove(tree, "in/full")), ErrorKind::DirectoryNotEmpty);
        assert_eq!(tree.io(remove(tree, "in/missing")), ErrorKind::NotFound);
        for name in ["in/a", "in/l", "in/to-empty"] {
            assert_eq!(tree.io(remove(tree, name)), ErrorKind::NotADirectory, "{name}");
        }
        assert_eq!(tree.refused(remove(tree, "in/out/empty")), Code::LinkOutside);
        assert!(tree.has("in/full/x") && tree.has("out/empty") && !tree.has("in/d"));
    }

    fn a_value_judged_for_something_else_makes_and_removes_nothing(tree) {
        tree.dir("in/d");
        assert_eq!(tree.refused(create_directory(&tree.judge("in/x", Access::Remove))), Code::OpenAccess);
        assert_eq!(tree.refused(remove_directory(&tree.judge("in/d", Access::Create))), Code::OpenAccess);
        assert!(tree.has("in/d") && !tree.has("in/x"));
    }
}
