//! Walking: each child is judged, and one that is denied is neither shown nor entered.

use std::{io::ErrorKind, os::unix::fs::symlink};

use serde_json::json;

use super::both_ways;
use crate::{
    access::Access,
    code::Code,
    open::{Kind, tests::Tree, walk},
    record::{Stage, Verdict},
};

fn walked(tree: &Tree, name: &str, max_depth: usize) -> Vec<String> {
    let judged = tree.judge(name, Access::List);
    walk(&judged, max_depth).unwrap().map(|found| found.unwrap().path).collect()
}

both_ways! {
    fn a_directory_comes_before_what_it_holds_in_the_order_of_names(tree) {
        tree.file("in/b/x/y", "").file("in/b/f", "").file("in/c", "").link("in/l", "b").pipe("in/p");
        assert_eq!(walked(tree, "in", 99), ["a", "b", "b/f", "b/x", "b/x/y", "c", "l", "p"]);
        let judged = tree.judge("in", Access::List);
        let kinds: Vec<_> = walk(&judged, 1).unwrap().map(|found| found.unwrap().kind).collect();
        assert_eq!(kinds, [Kind::File, Kind::Directory, Kind::File, Kind::Link, Kind::Special]);
    }

    fn it_goes_as_deep_as_is_said(tree) {
        tree.file("in/b/x/y", "");
        assert_eq!(walked(tree, "in", 0), [""; 0]);
        assert_eq!(walked(tree, "in", 1), ["a", "b"]);
        assert_eq!(walked(tree, "in", 2), ["a", "b", "b/x"]);
        assert_eq!(walked(tree, "in", 3), ["a", "b", "b/x", "b/x/y"]);
    }

    fn what_is_denied_or_not_granted_is_neither_shown_nor_entered(tree) {
        tree.file("in/b/.git/config", "").file("in/b/secret/f", "").file("in/b/shown/f", "").file("in/b/k", "");
        tree.scope(json!(["$ROOT/in", "$ROOT/in/**"]), json!(["$ROOT/**/secret", "$ROOT/**/k", "$ROOT/in/denied/**"]));
        assert_eq!(walked(tree, "in", 99), ["a", "b", "b/shown", "b/shown/f"]);
        let record = tree.setup().last_record();
        assert_eq!((record.stage, record.decision), (Stage::List, Verdict::Allow));
        // `.git`, `secret`, `k` and `denied`.
        assert_eq!((record.shown, record.withheld), (Some(4), Some(4)));
    }

    fn links_are_shown_and_not_followed(tree) {
        tree.file("in/d/f", "").link("in/d/out", "../../out").link("in/d/up", "..").link("in/l", "d");
        assert_eq!(walked(tree, "in/d", 99), ["f", "out", "up"]);
        // One on the way is followed as ever, by its true name.
        assert_eq!(walked(tree, "in/l", 99), ["f", "out", "up"]);
        assert_eq!(tree.refused(walk(&tree.judge("in/d/out", Access::List), 99)), Code::LinkOutside);
    }

    fn a_file_or_nothing_is_the_disks_answer(tree) {
        assert_eq!(tree.io(walk(&tree.judge("in/a", Access::List), 9)), ErrorKind::NotADirectory);
        assert_eq!(tree.io(walk(&tree.judge("in/missing", Access::List), 9)), ErrorKind::NotFound);
        assert_eq!(tree.refused(walk(&tree.judge("in", Access::Read), 9)), Code::OpenAccess);
    }

    fn a_directory_that_becomes_a_link_is_not_entered(tree) {
        tree.file("in/b/f", "").file("in/c", "");
        let judged = tree.judge("in", Access::List);
        let mut walk = walk(&judged, 99).unwrap();
        let mut next = || walk.next().map(|found| found.unwrap().path);
        assert_eq!((next().as_deref(), next().as_deref()), (Some("a"), Some("b")));
        tree.rename("in/b", "in/aside");
        symlink(tree.at("out"), tree.at("in/b")).unwrap();
        assert_eq!((next().as_deref(), next()), (Some("c"), None));
    }

    /// What is there instead may be denied where it lies.
    fn a_directory_that_was_moved_is_not_walked_on(tree) {
        tree.file("in/b/d/f", "").dir("in/b/e");
        let judged = tree.judge("in/b", Access::List);
        let mut walk = walk(&judged, 99).unwrap();
        assert_eq!(walk.next().unwrap().unwrap().path, "d");
        tree.rename("in/b", "in/denied/b");
        assert_eq!(walk.by_ref().map(|found| found.unwrap().path).collect::<Vec<_>>(), ["e"]);
    }

    fn a_walk_that_is_given_up_is_recorded_too(tree) {
        tree.file("in/b/f", "");
        let judged = tree.judge("in", Access::List);
        drop(walk(&judged, 99).unwrap().take(1).collect::<Vec<_>>());
        assert_eq!(tree.setup().last_record().stage, Stage::List);
    }
}
