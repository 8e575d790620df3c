//! Listing: what the caller could name, one record, and nothing of the rest.

use std::{ffi::OsStr, os::unix::ffi::OsStrExt, os::unix::net::UnixListener};

use serde_json::json;

use super::both_ways;
use crate::{
    access::Access,
    code::Code,
    open::{Kind, OpenError, list, tests::Tree, walk},
    record::{Stage, Verdict},
};

fn names(tree: &Tree, name: &str) -> Vec<String> {
    list(&tree.judge(name, Access::List)).unwrap().children.into_iter().map(|child| child.name).collect()
}

both_ways! {
    fn children_come_by_name_with_their_kinds(tree) {
        tree.dir("in/d").link("in/l", "../out").pipe("in/p").file("in/B", "");
        let _socket = UnixListener::bind(tree.at("in/s")).unwrap();
        let listing = list(&tree.judge("in", Access::List)).unwrap();
        let expected = [("B", Kind::File), ("a", Kind::File), ("d", Kind::Directory), ("l", Kind::Link), ("p", Kind::Special), ("s", Kind::Special)];
        let found: Vec<_> = listing.children.iter().map(|child| (child.name.as_str(), child.kind)).collect();
        assert_eq!(found, expected);
        assert_eq!(serde_json::to_value(&listing).unwrap()["children"][2], json!({ "name": "d", "kind": "directory" }));
    }

    /// The entry has a link's name for the directory, which was asked for by the name where it lies.
    fn a_child_that_a_deny_names_through_a_link_is_withheld(tree) {
        tree.file("in/d/k", "").file("in/d/e/k", "").file("in/d/f", "").link("in/way", "d");
        tree.scope(json!(["$ROOT/in/**"]), json!(["$ROOT/in/way/k", "$ROOT/in/way/e/k"]));
        assert_eq!(names(tree, "in/d"), ["e", "f"]);
        let judged = tree.judge("in/d", Access::List);
        let walked: Vec<_> = walk(&judged, 9).unwrap().map(|found| found.unwrap().path).collect();
        assert_eq!(walked, ["e", "f"]);
    }

    /// One decision with its counts, not one a child.
    fn a_listing_is_one_record(tree) {
        tree.file("in/.env", "").file("in/b", "");
        let judged = tree.judge("in", Access::List);
        list(&judged).unwrap();
        let (records, record) = (tree.setup().records(), tree.setup().last_record());
        assert_eq!((records.len(), record.stage, record.decision), (2, Stage::List, Verdict::Allow));
        assert_eq!((record.parent, record.shown, record.withheld), (Some(judged.id()), Some(2), Some(2)));
        assert_eq!(record.resource.as_deref(), tree.at("in").to_str());
    }

    fn what_is_hidden_denied_or_not_granted_is_withheld(tree) {
        tree.file("in/.env", "").file("in/b.md", "").file("in/c.txt", "");
        tree.scope(json!(["$ROOT/in", "$ROOT/in/*.md"]), json!([]));
        assert_eq!(names(tree, "in"), ["b.md"]);
        tree.scope(json!(["$ROOT/in", { "path": "$ROOT/in/*", "hidden": true }]), json!(["**/*.md"]));
        assert_eq!(names(tree, "in"), [".env", "a", "c.txt", "denied"]);
    }

    /// `deny in/real/private` counts for the listing of a link to `in/real`, where the child goes by another name.
    fn a_child_that_is_denied_by_its_true_name_is_withheld(tree) {
        tree.file("in/real/x", "").file("in/real/private/k", "").link("in/link", "real").link("in/here", ".");
        tree.scope(json!(["$ROOT/in", "$ROOT/in/**"]), json!(["$ROOT/in/real/private/**", "$ROOT/in/denied/**"]));
        assert_eq!(names(tree, "in/real"), ["x"]);
        assert_eq!(names(tree, "in/link"), ["x"]);
        assert_eq!(names(tree, "in/here/link/"), ["x"]);
        assert_eq!(names(tree, "in/here"), ["a", "here", "link", "real"]);
    }

    fn a_child_that_is_denied_by_the_name_asked_for_is_withheld(tree) {
        tree.file("in/real/x", "").file("in/real/private/k", "").link("in/link", "real");
        tree.scope(json!(["$ROOT/in/**"]), json!(["$ROOT/in/l*/private"]));
        assert_eq!(names(tree, "in/link"), ["x"]);
        assert_eq!(names(tree, "in/real"), ["private", "x"]);
    }

    fn a_child_that_is_not_granted_by_its_true_name_is_withheld(tree) {
        tree.file("in/real/x", "").file("in/real/y", "").link("in/link", "real");
        tree.scope(json!(["$ROOT/in/link/*", "$ROOT/in/*", "$ROOT/in/real/x"]), json!([]));
        assert_eq!(names(tree, "in/link"), ["x"]);
    }

    fn names_that_cannot_be_judged_are_withheld(tree) {
        std::fs::write(tree.at("in").join(OsStr::from_bytes(b"a\xff")), "").unwrap();
        tree.file("in/a\nb", "").file("in/a\u{202e}b", "");
        assert_eq!(names(tree, "in"), ["a"]);
        assert_eq!(tree.setup().last_record().withheld, Some(4));
    }

    fn ten_thousand_children(tree) {
        tree.dir("in/d");
        for i in 0..10_000 {
            std::fs::write(tree.at(&format!("in/d/{}{i}", if i % 10 == 0 { "." } else { "" })), "").unwrap();
        }
        assert_eq!(names(tree, "in/d").len(), 9_000);
        let record = tree.setup().last_record();
        assert_eq!((record.shown, record.withheld, tree.setup().records().len()), (Some(9_000), Some(1_000), 2));
    }

    fn an_empty_directory_has_no_children(tree) {
        tree.dir("in/d").link("in/l", "d");
        assert!(names(tree, "in/d").is_empty() && names(tree, "in/l/").is_empty());
    }

    /// CVE-2022-39215.
    fn a_directory_outside_is_not_listed(tree) {
        tree.link("in/l", "../out").link("in/k", "denied");
        let listed = |name: &str| -> Result<_, OpenError> { list(&tree.judge(name, Access::List)) };
        assert_eq!(tree.refused(listed("in/l")), Code::LinkOutside);
        assert_eq!(tree.refused(listed("in/l/sub")), Code::LinkOutside);
        assert_eq!(tree.refused(listed("in/k")), Code::LinkDenied);
    }

    fn the_root_directory_can_be_listed(tree) {
        tree.scope(json!(["/", "/*"]), json!(["/etc"]));
        let listing = list(&tree.setup().judge("/", Access::List).unwrap()).unwrap();
        let has = |name: &str| listing.children.iter().any(|child| child.name == name);
        assert!(has("usr") && !has("etc") && !has("proc"));
    }
}
