//! Making a file: only where nothing is, and only in scope.

use std::{
    io::{ErrorKind, Write},
    os::unix::fs::PermissionsExt,
};

use super::both_ways;
use crate::{access::Access, code::Code, open::create};

both_ways! {
    fn a_new_file_is_made_for_writing(tree) {
        tree.dir("in/d").link("in/l", "d");
        for name in ["in/new", "in/d/new", "in/l/via"] {
            create(&tree.judge(name, Access::Create)).unwrap().write_all(b"new").unwrap();
            assert_eq!(tree.content(name), "new");
        }
        assert_eq!(tree.at("in/new").metadata().unwrap().permissions().mode() & 0o111, 0);
    }

    fn a_name_that_is_taken_stays_as_it_is(tree) {
        tree.dir("in/d").pipe("in/p").link("in/l", "a").link("in/dangling", "gone").link("in/self", ".");
        for name in ["in/a", "in/d", "in/p", "in/l", "in/dangling", "in/self"] {
            assert_eq!(tree.io(create(&tree.judge(name, Access::Create))), ErrorKind::AlreadyExists, "{name}");
        }
        assert_eq!(tree.content("in/a"), "inside");
        assert!(!tree.has("in/gone"));
    }

    /// plugin-fs #3627.
    fn nothing_is_made_through_a_dangling_link(tree) {
        tree.link("in/rel", "../out/new").link("in/abs", "$ROOT/out/new").link("in/denied-l", "denied/new");
        assert_eq!(tree.refused(create(&tree.judge("in/rel", Access::Create))), Code::LinkOutside);
        assert_eq!(tree.refused(create(&tree.judge("in/abs", Access::Create))), Code::LinkOutside);
        assert_eq!(tree.refused(create(&tree.judge("in/denied-l", Access::Create))), Code::LinkDenied);
        assert_eq!((tree.names("out"), tree.names("in/denied")), (vec!["s".into()], vec!["k".into()]));
    }

    fn a_link_to_what_exists_outside_gets_the_same_code(tree) {
        tree.link("in/l", "../out/s").link("in/loop", "loop");
        assert_eq!(tree.refused(create(&tree.judge("in/l", Access::Create))), Code::LinkOutside);
        assert_eq!(tree.refused(create(&tree.judge("in/loop", Access::Create))), Code::LinkLoop);
    }

    /// plugin-fs #3627, Tauri's core scope to this day.
    fn nothing_is_made_below_a_linked_directory_that_leaves_the_scope(tree) {
        tree.link("in/l", "../out").link("in/d", "denied").link("in/evil", "l/");
        assert_eq!(tree.refused(create(&tree.judge("in/l/new", Access::Create))), Code::LinkOutside);
        assert_eq!(tree.refused(create(&tree.judge("in/l/s", Access::Create))), Code::LinkOutside);
        assert_eq!(tree.refused(create(&tree.judge("in/evil/new", Access::Create))), Code::LinkOutside);
        assert_eq!(tree.refused(create(&tree.judge("in/d/new", Access::Create))), Code::LinkDenied);
        assert_eq!((tree.names("out"), tree.names("in/denied")), (vec!["s".into()], vec!["k".into()]));
    }

    fn directories_on_the_way_are_not_made(tree) {
        assert_eq!(tree.io(create(&tree.judge("in/no/new", Access::Create))), ErrorKind::NotFound);
        assert_eq!(tree.io(create(&tree.judge("in/a/new", Access::Create))), ErrorKind::NotADirectory);
        assert!(!tree.has("in/no"));
    }
}
