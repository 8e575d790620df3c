//! Asking without doing: the answer of each operation, and an untouched tree.

use serde_json::json;

use super::both_ways;
use crate::{
    access::Access,
    code::Code,
    open::{OpenError, create, probe, tests::Tree},
};

fn ask(tree: &Tree, name: &str, access: Access) -> Result<(), OpenError> {
    probe(&tree.judge(name, access), access)
}

both_ways! {
    fn what_would_work_works_and_does_nothing(tree) {
        tree.dir("in/d");
        for access in Access::ALL {
            let name = match access {
                Access::List => "in/d",
                Access::Create | Access::RenameTo => "in/new",
                _ => "in/a",
            };
            ask(tree, name, access).unwrap();
        }
        assert_eq!((tree.names("in"), tree.content("in/a").as_str()), (["a", "d", "denied"].map(Into::into).into(), "inside"));
    }

    fn what_lies_outside_is_refused_for_every_access(tree) {
        tree.link("in/l", "../out").link("in/f", "../out/s").link("in/k", "denied");
        for access in Access::ALL {
            assert_eq!(tree.refused(ask(tree, "in/l/s", access)), Code::LinkOutside, "{access:?}");
            assert_eq!(tree.refused(ask(tree, "in/l/missing", access)), Code::LinkOutside, "{access:?}");
            assert_eq!(tree.refused(ask(tree, "in/k/k", access)), Code::LinkDenied, "{access:?}");
            // Removing and renaming act on the link itself.
            if !matches!(access, Access::Remove | Access::RenameFrom | Access::RenameTo) {
                assert_eq!(tree.refused(ask(tree, "in/f", access)), Code::LinkOutside, "{access:?}");
            } else {
                ask(tree, "in/f", access).unwrap();
            }
        }
    }

    /// As making it would be: where the link itself lies counts, too.
    fn a_name_to_be_made_is_judged_where_it_lies_and_where_it_leads(tree) {
        tree.link("in/l", "../out").link("out/back", "../in/new");
        assert_eq!(tree.refused(ask(tree, "in/l/back", Access::Create)), Code::LinkOutside);
        assert_eq!(tree.refused(create(&tree.judge("in/l/back", Access::Create))), Code::LinkOutside);
    }

    fn special_objects_and_denied_children_are_refused(tree) {
        tree.pipe("in/p").file("in/top/k.pem", "");
        tree.scope(json!(["$ROOT/in/**"]), json!(["**/*.pem"]));
        for access in [Access::Read, Access::Write, Access::Truncate, Access::SetMetadata] {
            assert_eq!(tree.refused(ask(tree, "in/p", access)), Code::OpenSpecial);
        }
        assert_eq!(tree.refused(ask(tree, "in/top", Access::RenameFrom)), Code::OpenHoldsDenied);
    }

    /// An entry may take it as a file, and still it has no length that could be set.
    fn a_pipe_cannot_be_cut_off(tree) {
        tree.pipe("in/p");
        tree.scope(json!([{ "path": "$ROOT/in/**", "special": true }]), json!([]));
        assert_eq!(tree.refused(ask(tree, "in/p", Access::Truncate)), Code::OpenSpecial);
    }

    fn a_link_that_a_deny_goes_through_is_refused(tree) {
        tree.file("in/real/private/k", "denied").link("in/way", "real");
        tree.scope(json!(["$ROOT/in/**"]), json!(["$ROOT/in/way/private/**"]));
        for access in [Access::Remove, Access::RenameFrom] {
            assert_eq!(tree.refused(ask(tree, "in/way", access)), Code::OpenHoldsDenied);
        }
    }

    fn what_is_missing_is_missing(tree) {
        for access in [Access::Read, Access::Write, Access::List, Access::Metadata, Access::RenameFrom] {
            assert_eq!(tree.io(ask(tree, "in/missing", access)), std::io::ErrorKind::NotFound, "{access:?}");
        }
    }

    fn what_was_not_judged_for_is_not_answered(tree) {
        tree.file("in/d/f", "");
        for access in Access::ALL {
            let other = if access == Access::Read { Access::Metadata } else { Access::Read };
            assert_eq!(tree.refused(probe(&tree.judge("in/d/f", other), access)), Code::OpenAccess, "{access:?}");
        }
    }
}
