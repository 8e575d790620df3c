//! Copying: both ends are judged, and half a copy is none.

use std::io::ErrorKind;

use super::both_ways;
use crate::{
    access::{Access, AccessSet},
    code::Code,
    open::{OpenError, copy, tests::Tree},
};

fn to_new(tree: &Tree, from: &str, to: &str) -> Result<u64, OpenError> {
    copy(&tree.judge(from, Access::Read), &tree.judge(to, Access::Create))
}

fn over(tree: &Tree, from: &str, to: &str) -> Result<u64, OpenError> {
    copy(&tree.judge(from, Access::Read), &tree.judge(to, AccessSet::REPLACE))
}

both_ways! {
    fn a_copy_is_made_where_nothing_is(tree) {
        tree.link("in/l", "a");
        assert_eq!(to_new(tree, "in/l", "in/new").unwrap(), 6);
        assert_eq!(tree.content("in/new"), "inside");
        assert_eq!(tree.io(to_new(tree, "in/a", "in/new")), ErrorKind::AlreadyExists);
        assert_eq!(tree.io(to_new(tree, "in/a", "in/l")), ErrorKind::AlreadyExists);
    }

    fn a_copy_replaces_where_that_was_judged(tree) {
        tree.file("in/b", "old").link("in/l", "b");
        assert_eq!(over(tree, "in/a", "in/l").unwrap(), 6);
        assert_eq!(tree.content("in/b"), "inside");
        assert_eq!(over(tree, "in/a", "in/a").unwrap(), 6);
        assert_eq!(tree.content("in/a"), "inside");
    }

    fn each_end_is_judged(tree) {
        tree.link("in/l", "../out/s").link("in/new", "../out/new").link("in/k", "denied/k");
        assert_eq!(tree.refused(to_new(tree, "in/l", "in/b")), Code::LinkOutside);
        assert_eq!(tree.refused(to_new(tree, "in/k", "in/b")), Code::LinkDenied);
        assert_eq!(tree.refused(to_new(tree, "in/a", "in/new")), Code::LinkOutside);
        assert_eq!(tree.refused(over(tree, "in/a", "in/new")), Code::LinkOutside);
        assert_eq!(tree.refused(over(tree, "in/a", "in/l")), Code::LinkOutside);
        assert_eq!((tree.names("out"), tree.content("out/s").as_str()), (vec!["s".into()], "outside"));
        assert!(!tree.has("in/b"));
    }

    /// `/proc/self/mem` opens and then fails at its first byte: a copy that stops midway.
    fn half_a_copy_is_removed(tree) {
        tree.scope(serde_json::json!(["$ROOT/in/**", "/proc/**"]), serde_json::json!([]));
        let from = format!("/proc/{}/mem", std::process::id());
        let from = || tree.setup().judge(&from, Access::Read).unwrap();
        tree.io(copy(&from(), &tree.judge("in/new", Access::Create)));
        tree.io(copy(&from(), &tree.judge("in/a", AccessSet::REPLACE)));
        assert_eq!((tree.names("in"), tree.content("in/a").as_str()), (vec!["a".into(), "denied".into()], "inside"));
    }

    fn a_missing_source_makes_nothing(tree) {
        assert_eq!(tree.io(to_new(tree, "in/missing", "in/new")), ErrorKind::NotFound);
        assert_eq!(tree.io(over(tree, "in/missing", "in/a")), ErrorKind::NotFound);
        assert_eq!((tree.has("in/new"), tree.content("in/a").as_str()), (false, "inside"));
    }
}
