//! Removing a name: a link itself, never what it leads to.

use std::io::ErrorKind;

use serde_json::json;

use super::both_ways;
use crate::{
    access::Access,
    code::Code,
    open::{OpenError, remove_file, tests::Tree},
};

fn remove(tree: &Tree, name: &str) -> Result<(), OpenError> {
    remove_file(&tree.judge(name, Access::Remove))
}

both_ways! {
    fn a_file_goes(tree) {
        tree.dir("in/d").file("in/d/b", "").link("in/l", "d").pipe("in/p");
        for name in ["in/a", "in/l/b", "in/p"] {
            remove(tree, name).unwrap();
        }
        assert_eq!((tree.names("in"), tree.names("in/d").len()), (vec!["d".into(), "denied".into(), "l".into()], 0));
    }

    fn a_link_goes_and_what_it_leads_to_stays(tree) {
        tree.link("in/f", "a").link("in/out", "../out/s").link("in/dir", "../out").link("in/gone", "x").link("in/loop", "loop");
        tree.link("in/k", "denied/k");
        for name in ["in/f", "in/out", "in/dir", "in/gone", "in/loop", "in/k"] {
            remove(tree, name).unwrap();
        }
        assert_eq!((tree.names("in"), tree.names("out")), (vec!["a".into(), "denied".into()], vec!["s".into()]));
    }

    fn nothing_goes_below_a_link_that_leaves_the_scope(tree) {
        tree.link("in/l", "../out").link("in/evil", "l/").link("in/d", "denied");
        assert_eq!(tree.refused(remove(tree, "in/l/s")), Code::LinkOutside);
        assert_eq!(tree.refused(remove(tree, "in/evil/s")), Code::LinkOutside);
        assert_eq!(tree.refused(remove(tree, "in/l/missing")), Code::LinkOutside);
        assert_eq!(tree.refused(remove(tree, "in/d/k")), Code::LinkDenied);
        assert!(tree.has("out/s") && tree.has("in/denied/k"));
    }

    fn a_directory_stays(tree) {
        tree.dir("in/d");
        assert_eq!(tree.io(remove(tree, "in/d")), ErrorKind::IsADirectory);
        assert!(tree.has("in/d"));
        assert_eq!(tree.io(remove(tree, "in/missing")), ErrorKind::NotFound);
    }

    fn the_root_directory_stays(tree) {
        tree.scope(json!(["/"]), json!([]));
        tree.io(remove_file(&tree.setup().judge("/", Access::Remove).unwrap()));
    }

    /// The entry `deny in/way/private/**` covers `in/real/private`, too. Were the link to go, it would cover nothing.
    fn a_link_that_a_deny_goes_through_stays(tree) {
        tree.file("in/real/private/k", "denied").link("in/way", "real");
        tree.scope(json!(["$ROOT/in/**"]), json!(["$ROOT/in/way/private/**"]));
        assert_eq!(tree.refused(remove(tree, "in/way")), Code::OpenHoldsDenied);
        assert!(tree.has("in/way"));
    }
}
