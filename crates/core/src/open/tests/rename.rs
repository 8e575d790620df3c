//! Renaming: both ends judged, nothing replaced, a link itself and never what it leads to.

use std::{fs, io::ErrorKind, os::unix::fs::symlink};

use serde_json::json;

use super::both_ways;
use crate::{
    access::Access,
    code::Code,
    open::{
        OpenError,
        linux::hook::{self, Step},
        read, rename,
        tests::Tree,
    },
};

fn move_to(tree: &Tree, from: &str, to: &str) -> Result<(), OpenError> {
    rename(&tree.judge(from, Access::RenameFrom), &tree.judge(to, Access::RenameTo))
}

both_ways! {
    fn a_file_and_a_directory_take_a_free_name(tree) {
        tree.file("in/d/x", "inside").dir("in/e").link("in/l", "e").pipe("in/p");
        move_to(tree, "in/a", "in/b").unwrap();
        move_to(tree, "in/d", "in/l/d").unwrap();
        move_to(tree, "in/p", "in/q").unwrap();
        assert_eq!((tree.names("in"), tree.content("in/e/d/x").as_str()), (["b", "denied", "e", "l", "q"].map(Into::into).into(), "inside"));
    }

    fn nothing_is_replaced(tree) {
        tree.file("in/b", "b").dir("in/d").dir("in/e").link("in/l", "gone").link("in/out", "../out/s");
        for to in ["in/b", "in/d", "in/l", "in/a"] {
            assert_eq!(tree.io(move_to(tree, "in/a", to)), ErrorKind::AlreadyExists, "{to}");
        }
        assert_eq!(tree.io(move_to(tree, "in/d", "in/e")), ErrorKind::AlreadyExists);
        assert_eq!(tree.io(move_to(tree, "in/a", "in/out")), ErrorKind::AlreadyExists);
        assert_eq!((tree.content("in/a").as_str(), tree.content("in/b").as_str(), tree.content("out/s").as_str()), ("inside", "b", "outside"));
    }

    /// GHSA-m9f7 is the sibling of this one: there a separator had the end of the link moved.
    fn a_link_itself_is_renamed(tree) {
        tree.link("in/f", "a").link("in/dir", "../out").link("in/gone", "x");
        for name in ["f", "dir", "gone"] {
            move_to(tree, &format!("in/{name}"), &format!("in/{name}2")).unwrap();
            assert!(tree.at(&format!("in/{name}2")).is_symlink());
        }
        assert_eq!((tree.names("out"), tree.content("in/a").as_str()), (vec!["s".into()], "inside"));
    }

    /// GHSA-m9f7.
    fn a_separator_at_the_end_is_refused_at_either_end(tree) {
        tree.link("in/evil", "../out").dir("in/d");
        for (name, access) in [("in/evil/", Access::RenameFrom), ("in/d/", Access::RenameFrom), ("in/new/", Access::RenameTo)] {
            let path = format!("{}/{name}", tree.root().display());
            assert_eq!(tree.setup().judge(&path, access).unwrap_err().code(), Code::PathTrailingSeparator);
        }
    }

    fn each_end_is_judged(tree) {
        tree.link("in/l", "../out").link("in/d", "denied").link("in/evil", "l/");
        for (from, to, code) in [
            ("in/l/s", "in/b", Code::LinkOutside),
            ("in/evil/s", "in/b", Code::LinkOutside),
            ("in/l/missing", "in/b", Code::LinkOutside),
            ("in/d/k", "in/b", Code::LinkDenied),
            ("in/a", "in/l/b", Code::LinkOutside),
            ("in/a", "in/evil/s", Code::LinkOutside),
            ("in/a", "in/d/b", Code::LinkDenied),
        ] {
            assert_eq!(tree.refused(move_to(tree, from, to)), code, "{from} to {to}");
        }
        assert_eq!((tree.names("out"), tree.names("in/denied")), (vec!["s".into()], vec!["k".into()]));
        assert!(tree.has("in/a") && !tree.has("in/b"));
    }

    fn a_missing_end_is_missing(tree) {
        assert_eq!(tree.io(move_to(tree, "in/missing", "in/b")), ErrorKind::NotFound);
        assert_eq!(tree.io(move_to(tree, "in/a", "in/no/b")), ErrorKind::NotFound);
        assert_eq!(tree.io(move_to(tree, "in/a", "in/a/b")), ErrorKind::NotADirectory);
    }

    fn a_directory_does_not_go_into_itself(tree) {
        tree.file("in/d/x", "").dir("in/d/e");
        tree.io(move_to(tree, "in/d", "in/d/e/d"));
        assert!(tree.has("in/d/x"));
    }

    /// Moved as a whole it would take what is denied along to a name that is not.
    fn a_directory_that_holds_a_denied_child_stays(tree) {
        tree.file("in/top/mid/key.pem", "denied").file("in/top/.git/config", "denied").dir("in/free");
        for deny in ["$ROOT/in/top/mid/**", "$ROOT/in/top/mid/key.pem", "**/*.pem", "**/.git/**", "$ROOT/in/*/mid"] {
            tree.scope(json!([{ "path": "$ROOT/in/**", "hidden": true }]), json!([deny]));
            assert_eq!(tree.refused(move_to(tree, "in/top", "in/other")), Code::OpenHoldsDenied, "{deny}");
            move_to(tree, "in/free", "in/free2").unwrap();
            move_to(tree, "in/free2", "in/free").unwrap();
        }
        assert!(tree.has("in/top/mid/key.pem"));
    }

    fn a_directory_whose_child_would_be_denied_at_the_new_name_stays(tree) {
        tree.file("in/top/private/x", "inside").dir("in/safe");
        tree.scope(json!(["$ROOT/in/**"]), json!(["$ROOT/in/safe/*/private/**"]));
        assert_eq!(tree.refused(move_to(tree, "in/top", "in/safe/top")), Code::OpenHoldsDenied);
        move_to(tree, "in/top", "in/top2").unwrap();
    }

    fn the_denied_child_counts_under_the_name_that_was_asked_for(tree) {
        tree.file("in/real/d/private", "denied").link("in/link", "real");
        tree.scope(json!(["$ROOT/in/**"]), json!(["$ROOT/in/l*/d/private"]));
        assert_eq!(tree.refused(move_to(tree, "in/link/d", "in/other")), Code::OpenHoldsDenied);
    }

    /// What cannot be judged may be what is denied.
    fn a_directory_that_holds_what_cannot_be_judged_stays(tree) {
        use std::{ffi::OsStr, os::unix::ffi::OsStrExt};
        tree.dir("in/d").dir("in/e").file("in/e/a\nb", "");
        fs::write(tree.at("in/d").join(OsStr::from_bytes(b"\xff")), "").unwrap();
        assert_eq!(tree.refused(move_to(tree, "in/d", "in/d2")), Code::OpenUnjudged);
        assert_eq!(tree.refused(move_to(tree, "in/e", "in/e2")), Code::OpenUnjudged);
    }

    /// However deep it is, two descriptors are held while it is looked through.
    fn a_denied_child_is_found_at_any_depth(tree) {
        let far = format!("in/far{}", "/d".repeat(300));
        tree.dir(&far);
        move_to(tree, "in/far", "in/farther").unwrap();
        move_to(tree, "in/farther", "in/far").unwrap();
        tree.file(&format!("{far}/key.pem"), "denied");
        tree.scope(json!(["$ROOT/in/**"]), json!(["**/*.pem"]));
        assert_eq!(tree.refused(move_to(tree, "in/far", "in/farther")), Code::OpenHoldsDenied);
        assert!(tree.has("in/far"));
    }

    /// What came there instead, nobody has looked at; nor at what went elsewhere meanwhile.
    fn a_directory_that_changes_while_it_is_looked_through_stays(tree) {
        tree.file("in/d/e/f", "").file("in/g/e/f", "");
        let (from, to) = (tree.judge("in/d", Access::RenameFrom), tree.judge("in/other", Access::RenameTo));
        let (e, aside) = (tree.at("in/d/e"), tree.at("in/aside"));
        let act = move || drop(fs::rename(&e, &aside));
        assert_eq!(tree.refused(hook::at(Step::Read, act, || rename(&from, &to))), Code::OpenChanged);
        let (from, to) = (tree.judge("in/g", Access::RenameFrom), tree.judge("in/other", Access::RenameTo));
        let (e, out) = (tree.at("in/g/e"), tree.at("out"));
        let act = move || {
            if fs::remove_dir_all(&e).is_ok() {
                symlink(&out, &e).unwrap();
            }
        };
        assert_eq!(tree.refused(hook::at(Step::Read, act, || rename(&from, &to))), Code::OpenChanged);
        assert!(tree.has("in/d") && tree.has("in/g") && !tree.has("in/other"));
    }

    /// A link in it that leads to a denied object takes nothing along: it leads there from its new name, too, and is judged.
    fn a_link_to_what_is_denied_may_go_along(tree) {
        tree.dir("in/d").link("in/d/l", "$ROOT/in/denied/k");
        move_to(tree, "in/d", "in/e").unwrap();
        assert_eq!(tree.refused(read(&tree.judge("in/e/l", Access::Read))), Code::LinkDenied);
    }

    /// The entry `deny in/way/private/**` covers `in/real/private`, too. Were the link to go, it would cover nothing.
    fn a_link_that_a_deny_goes_through_stays(tree) {
        tree.file("in/real/private/k", "denied").link("in/way", "real").dir("in/d").link("in/d/way", "../real");
        tree.scope(json!(["$ROOT/in/**"]), json!(["$ROOT/in/way/private/**", "$ROOT/in/d/way/private/*"]));
        assert_eq!(tree.refused(move_to(tree, "in/way", "in/other")), Code::OpenHoldsDenied);
        assert_eq!(tree.refused(move_to(tree, "in/d", "in/other")), Code::OpenHoldsDenied);
        assert_eq!(tree.refused(read(&tree.judge("in/real/private/k", Access::Read))), Code::LinkDenied);
    }

    /// As above, where the link's own directory has a second name.
    fn a_link_that_a_deny_goes_through_stays_under_its_true_name(tree) {
        tree.file("in/home/real/private/k", "denied").link("in/home/way", "real").link("base", "in/home");
        tree.scope(json!(["$ROOT/in/**"]), json!(["$BASE/way/private/**"]));
        assert_eq!(tree.refused(move_to(tree, "in/home/way", "in/other")), Code::OpenHoldsDenied);
    }

    /// Each link on the way counts, also one that only another link names.
    fn a_link_between_links_that_a_deny_goes_through_stays(tree) {
        tree.file("in/real/private/k", "denied").link("in/way", "../in/hop").link("in/hop", "$ROOT/in/./hop2/").link("in/hop2", "real");
        tree.scope(json!(["$ROOT/in/**"]), json!(["$ROOT/in/way/private/**"]));
        for name in ["in/way", "in/hop", "in/hop2"] {
            assert_eq!(tree.refused(move_to(tree, name, "in/other")), Code::OpenHoldsDenied, "{name}");
        }
        assert_eq!(tree.refused(move_to(tree, "in/real", "in/other")), Code::OpenHoldsDenied);
    }

    /// Entries below a base directory follow it, in every command's scope: a page must not say where it leads.
    fn no_link_takes_the_name_of_a_base_directory(tree) {
        tree.link("in/evil", "../out").dir("in/d").link("in/d/base", "../../out").dir("in/plain");
        tree.scope(json!(["$ROOT/base", "$ROOT/in/**"]), json!([]));
        assert_eq!(tree.refused(move_to(tree, "in/evil", "base")), Code::LinkOutside);
        assert_eq!(tree.refused(move_to(tree, "in/evil", "in/deep")), Code::LinkOutside);
        assert_eq!(tree.refused(move_to(tree, "in/d", "in/deep")), Code::LinkOutside);
        assert!(!tree.has("base") && !tree.has("in/deep"));
        // A directory that takes it is in scope like any other.
        move_to(tree, "in/plain", "base").unwrap();
        move_to(tree, "in/a", "in/deep").unwrap();
    }

    /// Whoever comes by another name comes to the same thing.
    fn another_name_for_the_way_to_it_changes_nothing(tree) {
        tree.file("in/real/d/private", "denied").link("in/real/way", "d").link("in/alias", "real").link("in/evil", "../out");
        tree.dir("in/deep");
        tree.scope(json!(["$ROOT/in/**"]), json!(["$ROOT/in/r*l/d/private", "$ROOT/in/real/way/private"]));
        assert_eq!(tree.refused(move_to(tree, "in/alias/d", "in/other")), Code::OpenHoldsDenied);
        assert_eq!(tree.refused(move_to(tree, "in/alias/way", "in/other")), Code::OpenHoldsDenied);
        tree.link("in/shallow", "deep");
        assert_eq!(tree.refused(move_to(tree, "in/evil", "in/shallow/base")), Code::LinkOutside);
    }

    fn without_a_deny_nothing_is_looked_for(tree) {
        tree.dir(&format!("in/deep{}", "/d".repeat(64))).file("in/deep/a\nb", "");
        tree.scope(json!(["$ROOT/in/**"]), json!([]));
        move_to(tree, "in/deep", "in/deep2").unwrap();
    }
}
