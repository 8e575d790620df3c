//! The plugin's log is kept from every page, whatever entries say: one that could write there could rewrite what is recorded of
//! it.

use std::time::{Duration, SystemTime};

use serde_json::json;

use super::{Tree, both_ways};
use crate::{
    access::Access,
    code::Code,
    open::{OpenError, create, list, read, remove_directory, remove_tree, rename, write},
    platform::Platform,
    report::{Covered, Report},
    scope::bases::Bases,
    testing::Setup,
};

const LOG: &str = "log/1/authority-00000001.jsonl";

#[test]
fn no_entry_grants_it_and_the_page_learns_no_reason() {
    let tree = Tree::reserving("log");
    for name in ["log", "log/1", LOG, "log/.hidden", "log/1/new"] {
        for access in Access::ALL {
            let denial = tree.setup().judge(tree.at(name).to_str().unwrap(), access).unwrap_err();
            assert_eq!(
                (denial.record().code, denial.code()),
                (Code::PathReserved, Code::PathOutsideScope),
                "{name} {access:?}"
            );
        }
    }
    tree.judge("in/a", Access::Read);
    tree.judge("log2", Access::Read);
}

#[test]
fn report_mode_does_not_let_it_pass() {
    let mut tree = Tree::reserving("log");
    tree.link("in/l", "../log/1").link("in/f", "../log/1/authority-00000001.jsonl");
    tree.reporting(Report::new(Covered::App, SystemTime::now() + Duration::from_secs(60)));
    let denial = tree.setup().judge(tree.at(LOG).to_str().unwrap(), Access::Write).unwrap_err();
    assert_eq!(denial.record().code, Code::PathReserved);
    assert_eq!(tree.refused(write(&tree.judge("in/f", Access::Write))), Code::PathReserved);
    assert_eq!(tree.refused(create(&tree.judge("in/l/new", Access::Create))), Code::PathReserved);
}

both_ways! {
    fn a_link_to_it_leads_nowhere(tree) {
        *tree = Tree::reserving("log");
        tree.link("in/l", "../log").link("in/f", "../log/1/authority-00000001.jsonl");
        assert_eq!(tree.refused(read(&tree.judge("in/f", Access::Read))), Code::PathReserved);
        assert_eq!(tree.refused(write(&tree.judge("in/l/1/authority-00000001.jsonl", Access::Write))), Code::PathReserved);
        assert_eq!(tree.refused(list(&tree.judge("in/l", Access::List))), Code::PathReserved);
        assert_eq!(tree.content(LOG), "recorded");
    }

    fn a_directory_that_holds_it_is_neither_removed_nor_renamed(tree) {
        *tree = Tree::reserving("out/logs");
        let refused = tree.refused(remove_tree(&tree.judge("out", Access::Remove)));
        assert!(matches!(refused, Code::PathReserved | Code::OpenHoldsDenied), "{refused}");
        let (from, to) = (tree.judge("out", Access::RenameFrom), tree.judge("in/out", Access::RenameTo));
        assert_eq!(tree.refused(rename(&from, &to)), Code::OpenHoldsDenied);
        assert!(tree.has("out/logs/1/authority-00000001.jsonl") && tree.has("out/s"));
        assert!(matches!(remove_directory(&tree.judge("out", Access::Remove)), Err(OpenError::Denied(_) | OpenError::Io(_))));
    }

    fn a_listing_does_not_show_it(tree) {
        *tree = Tree::reserving("in/log");
        let listing = list(&tree.judge("in", Access::List)).unwrap();
        assert!(listing.children.iter().all(|child| child.name != "log"), "{listing:?}");
    }
}

#[test]
fn what_is_no_clean_path_cannot_be_kept() {
    let mut bases = Bases::none();
    assert!(bases.reserve("logs", Platform::Linux).is_err());
    let setup = Setup::with_bases(json!(["/a/**"]), json!([]), bases);
    assert!(setup.judge("/a/x", Access::Read).is_ok());
}
