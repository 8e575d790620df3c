//! Removing a tree: everything in it is judged before anything is touched.

use std::{
    ffi::OsStr,
    fs,
    io::ErrorKind,
    os::unix::{ffi::OsStrExt, fs::symlink},
};

use serde_json::json;

use super::both_ways;
use crate::{
    access::Access,
    code::Code,
    open::{
        OpenError,
        linux::hook::{self, Step},
        remove_tree,
        tests::Tree,
    },
};

fn remove(tree: &Tree, name: &str) -> Result<(), OpenError> {
    remove_tree(&tree.judge(name, Access::Remove))
}

both_ways! {
    fn everything_in_it_goes_and_what_links_lead_to_stays(tree) {
        tree.file("in/t/f", "x").file("in/t/d/e/g", "x").dir("in/t/empty").pipe("in/t/p");
        tree.link("in/t/out", "../../out").link("in/t/d/a", "../../a").link("in/t/gone", "nowhere").link("in/t/d/up", "..");
        remove(tree, "in/t").unwrap();
        assert!(!tree.has("in/t"));
        assert_eq!((tree.content("out/s").as_str(), tree.content("in/a").as_str()), ("outside", "inside"));
    }

    fn one_denied_thing_anywhere_and_nothing_is_touched(tree) {
        tree.file("in/t/a", "x").file("in/t/z/deep/secret/k", "x").file("in/t/b/c", "x");
        for deny in ["$ROOT/in/t/z/deep/secret/k", "$ROOT/in/t/**/secret", "$ROOT/**/k"] {
            tree.scope(json!(["$ROOT/in/**"]), json!([deny]));
            assert_eq!(tree.refused(remove(tree, "in/t")), Code::OpenHoldsDenied, "{deny}");
            assert_eq!(tree.names("in/t"), ["a", "b", "z"]);
            assert!(tree.has("in/t/b/c") && tree.has("in/t/z/deep/secret/k"));
        }
        // A deny that is about another access does not count, as with a single file.
        tree.scope(json!(["$ROOT/in/**"]), json!([{ "path": "$ROOT/**/k", "access": ["read"] }]));
        remove(tree, "in/t").unwrap();
    }

    fn one_thing_that_no_entry_grants_and_nothing_is_touched(tree) {
        tree.file("in/t/a", "x").file("in/t/.git/config", "x");
        assert_eq!(tree.refused(remove(tree, "in/t")), Code::OpenHoldsOutside);
        assert_eq!(tree.names("in/t"), [".git", "a"]);
        tree.scope(json!(["$ROOT/in/t", "$ROOT/in/t/*"]), json!([]));
        tree.file("in/t/d/deep", "x").dir("in/u");
        fs::remove_dir_all(tree.at("in/t/.git")).unwrap();
        assert_eq!(tree.refused(remove(tree, "in/t")), Code::OpenHoldsOutside);
        tree.scope(json!([{ "path": "$ROOT/in/**", "hidden": true }]), json!([]));
        remove(tree, "in/t").unwrap();
    }

    fn a_name_that_cannot_be_judged_and_nothing_is_touched(tree) {
        tree.file("in/t/a", "x");
        fs::write(tree.at("in/t").join(OsStr::from_bytes(b"n\xff")), "x").unwrap();
        assert_eq!(tree.refused(remove(tree, "in/t")), Code::OpenUnjudged);
        assert!(tree.has("in/t/a"));
        fs::remove_file(tree.at("in/t").join(OsStr::from_bytes(b"n\xff"))).unwrap();
        fs::write(tree.at("in/t/new\nline"), "x").unwrap();
        assert_eq!(tree.refused(remove(tree, "in/t")), Code::OpenUnjudged);
        assert!(tree.has("in/t/a"));
    }

    fn a_link_is_no_tree(tree) {
        tree.file("in/d/f", "x").link("in/l", "d").link("in/o", "../out");
        for name in ["in/l", "in/o", "in/a"] {
            assert_eq!(tree.io(remove(tree, name)), ErrorKind::NotADirectory, "{name}");
        }
        assert_eq!(tree.io(remove(tree, "in/missing")), ErrorKind::NotFound);
        assert_eq!(tree.refused(remove(tree, "in/o/s")), Code::LinkOutside);
        assert!(tree.has("in/d/f") && tree.has("out/s"));
    }

    /// A deny that goes through a link below would be disarmed.
    fn a_link_that_a_deny_goes_through_keeps_the_tree(tree) {
        tree.dir("data").link("in/t/home", "../../data").file("in/t/f", "x");
        tree.scope(json!(["$ROOT/in/**"]), json!(["$ROOT/in/t/home/private/**"]));
        assert_eq!(tree.refused(remove(tree, "in/t")), Code::OpenHoldsDenied);
        assert!(tree.has("in/t/home") && tree.has("in/t/f"));
    }

    /// As given, as it lies, and as the disk spells the deny: one of them covers it, and the tree stays.
    fn a_child_is_judged_by_each_of_its_names(tree) {
        tree.file("in/d/t/k", "x").link("in/l", "d").link("in/way", "d/t");
        for (deny, name) in [("$ROOT/*/l/t/k", "in/l/t"), ("$ROOT/*/d/t/k", "in/l/t"), ("$ROOT/in/way/k", "in/d/t")] {
            tree.scope(json!(["$ROOT/in/**"]), json!([deny]));
            assert_eq!(tree.refused(remove(tree, name)), Code::OpenHoldsDenied, "{deny}");
            assert!(tree.has("in/d/t/k"));
        }
        tree.scope(json!(["$ROOT/in/**"]), json!([]));
        remove(tree, "in/l/t").unwrap();
        assert!(!tree.has("in/d/t"));
    }

    /// Between the look and the removal another directory takes the place of one that was looked into.
    fn a_directory_that_came_since_is_not_entered(tree) {
        tree.file("in/t/d/f", "x").file("out/d/keep", "x");
        let (there, here, aside) = (tree.at("out/d"), tree.at("in/t/d"), tree.at("in/aside"));
        let act = move || {
            if fs::rename(&here, &aside).is_ok() {
                fs::rename(&there, &here).unwrap();
            }
        };
        let judged = tree.judge("in/t", Access::Remove);
        assert_eq!(tree.refused(hook::at(Step::Looked, act, || remove_tree(&judged))), Code::OpenChanged);
        assert!(tree.has("in/t/d/keep"));
    }

    fn a_new_directory_is_not_entered(tree) {
        tree.file("in/t/f", "x");
        let new = tree.at("in/t/new");
        let act = move || {
            fs::create_dir(&new).unwrap();
            fs::write(new.join("keep"), "x").unwrap();
        };
        let judged = tree.judge("in/t", Access::Remove);
        assert_eq!(tree.refused(hook::at(Step::Looked, act, || remove_tree(&judged))), Code::OpenChanged);
        assert!(tree.has("in/t/new/keep"));
    }

    fn a_directory_that_became_a_link_is_not_followed(tree) {
        tree.file("in/t/d/s", "x");
        let (here, aside, out) = (tree.at("in/t/d"), tree.at("in/aside"), tree.at("out"));
        let act = move || {
            fs::rename(&here, &aside).unwrap();
            symlink(&out, &here).unwrap();
        };
        let judged = tree.judge("in/t", Access::Remove);
        assert_eq!(tree.refused(hook::at(Step::Looked, act, || remove_tree(&judged))), Code::OpenChanged);
        assert_eq!(tree.content("out/s"), "outside");
    }

    /// What is denied where it lies now is not removed because it was granted where it lay.
    fn a_tree_that_was_moved_into_a_denied_directory_stays(tree) {
        tree.file("in/t/d/f", "x");
        let (here, there) = (tree.at("in/t"), tree.at("in/denied/t"));
        let judged = tree.judge("in/t", Access::Remove);
        let act = move || fs::rename(&here, &there).unwrap();
        assert_eq!(tree.refused(hook::at(Step::Looked, act, || remove_tree(&judged))), Code::OpenChanged);
        assert!(tree.has("in/denied/t/d/f"));
    }

    /// It is read in the directory that was judged, and moved away before anything in it is removed.
    fn nothing_is_removed_from_a_directory_that_was_moved_after_it_was_read(tree) {
        tree.file("in/t/f", "x");
        let (here, there) = (tree.at("in/t"), tree.at("in/denied/t"));
        let judged = tree.judge("in/t", Access::Remove);
        let mut reads = 0;
        let act = move || {
            reads += 1;
            // The first one is that of the look.
            if reads == 2 {
                fs::rename(&here, &there).unwrap();
            }
        };
        assert_eq!(tree.refused(hook::at(Step::Read, act, || remove_tree(&judged))), Code::OpenChanged);
        assert!(tree.has("in/denied/t/f"));
    }

    fn a_file_that_is_denied_since_stays(tree) {
        tree.file("in/t/f", "x");
        tree.scope(json!(["$ROOT/in/**"]), json!(["$ROOT/**/k"]));
        let (here, there) = (tree.at("in/t/f"), tree.at("in/t/k"));
        let judged = tree.judge("in/t", Access::Remove);
        let act = move || fs::rename(&here, &there).unwrap();
        assert_eq!(tree.refused(hook::at(Step::Looked, act, || remove_tree(&judged))), Code::OpenHoldsDenied);
        assert!(tree.has("in/t/k"));
    }
}

/// Each level would hold a descriptor, were it not reached from the top.
#[test]
fn a_tree_may_be_deeper_than_there_are_descriptors() {
    let tree = Tree::new();
    let deep = "in/t/".to_owned() + &"d/".repeat(700) + "f";
    tree.file(&deep, "x");
    remove(&tree, "in/t").unwrap();
    assert!(!tree.has("in/t"));
}
