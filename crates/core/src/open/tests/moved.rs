//! Literal parts of entries that lie behind links: a deny counts under every spelling, an allow follows its base directory
//! and nothing else.

use std::{
    io::{ErrorKind, Read},
    os::unix::fs::MetadataExt,
    path::PathBuf,
};

use serde_json::{Value, json};

use super::both_ways;
use crate::{
    access::{Access, AccessSet},
    code::Code,
    open::{OpenError, create, list, metadata, read, remove_file, rename, replace, tests::Tree},
};

fn content(tree: &Tree, name: &str) -> String {
    let mut text = String::new();
    read(&tree.judge(name, Access::Read)).unwrap().read_to_string(&mut text).unwrap();
    text
}

fn refused(tree: &Tree, name: &str) -> Code {
    tree.refused(read(&tree.judge(name, Access::Read)))
}

/// A home that was moved: `base` leads to `data/u`, where `notes` and `notes/private` lie.
fn moved(tree: &mut Tree, allow: Value, deny: Value) {
    tree.file("data/u/notes/a", "note").file("data/u/notes/private/k", "private").file("data/u/other", "other");
    tree.link("base", "data/u");
    tree.scope(allow, deny);
}

/// Where no link is, no entry has a second spelling and no path another place: nothing is judged twice.
#[test]
fn a_scope_that_the_disk_spells_as_it_is_written_is_left_alone() {
    let mut tree = Tree::new();
    tree.dir("base");
    tree.scope(json!(["$BASE", "$BASE/**", "$ROOT/in/**"]), json!(["$ROOT/in/denied/**", "$BASE/gone/**", "**/x"]));
    let truth = tree.setup().scope.truth();
    let path = crate::testing::path(tree.at("base/a").to_str().unwrap());
    assert!(truth.scope().is_none() && truth.respell(&path).is_none());
}

/// One more spelling for each entry that a link is on the way of, and for no other.
#[test]
fn a_moved_base_has_one_more_spelling() {
    let mut tree = Tree::new();
    moved(&mut tree, json!(["$BASE/**", "$ROOT/in/**"]), json!(["$BASE/private/**", "$ROOT/in/denied/**"]));
    let truth = tree.setup().scope.truth();
    assert_eq!(truth.scope().map(|scope| scope.entries().count()), Some(6));
}

both_ways! {
    fn what_lies_below_a_moved_base_is_in_scope(tree) {
        moved(tree, json!(["$BASE/notes", "$BASE/notes/**"]), json!([]));
        assert_eq!(content(tree, "base/notes/a"), "note");
        replace(&tree.judge("base/notes/a", AccessSet::REPLACE), &mut &b"new"[..]).unwrap();
        create(&tree.judge("base/notes/b", Access::Create)).unwrap();
        rename(&tree.judge("base/notes/b", Access::RenameFrom), &tree.judge("base/notes/c", Access::RenameTo)).unwrap();
        let listing = list(&tree.judge("base/notes", Access::List)).unwrap();
        assert_eq!(listing.children.iter().map(|child| child.name.as_str()).collect::<Vec<_>>(), ["a", "c", "private"]);
        remove_file(&tree.judge("base/notes/c", Access::Remove)).unwrap();
        assert_eq!(metadata(&tree.judge("base/notes/a", Access::Metadata)).unwrap().len, 3);
        assert_eq!(tree.io(read(&tree.judge("base/notes/missing", Access::Read))), ErrorKind::NotFound);
    }

    fn the_moved_base_itself_is_in_scope_where_an_entry_names_it(tree) {
        moved(tree, json!(["$BASE", "$BASE/*"]), json!([]));
        let listing = list(&tree.judge("base", Access::List)).unwrap();
        assert_eq!(listing.children.iter().map(|child| child.name.as_str()).collect::<Vec<_>>(), ["notes", "other"]);
    }

    fn one_file_below_a_moved_base(tree) {
        moved(tree, json!(["$BASE/other"]), json!([]));
        assert_eq!(content(tree, "base/other"), "other");
    }

    fn a_deny_below_a_moved_base_counts(tree) {
        moved(tree, json!(["$BASE/notes", "$BASE/notes/**"]), json!(["$BASE/notes/private/**"]));
        tree.link("data/u/notes/l", "private/k");
        assert_eq!(refused(tree, "base/notes/l"), Code::LinkDenied);
        let listing = list(&tree.judge("base/notes", Access::List)).unwrap();
        assert_eq!(listing.children.iter().map(|child| child.name.as_str()).collect::<Vec<_>>(), ["a", "l"]);
        let code = tree.setup().judge(tree.at("base/notes/private/k").to_str().unwrap(), Access::Read).unwrap_err();
        assert_eq!(code.record().code, Code::PathDenied);
    }

    /// Whichever of its two names a directory is denied by.
    fn a_deny_counts_under_the_name_where_it_lies(tree) {
        moved(tree, json!(["$BASE/notes", "$BASE/notes/**"]), json!(["$ROOT/data/u/notes/private/**"]));
        assert_eq!(refused(tree, "base/notes/private/k"), Code::LinkDenied);
        let listing = list(&tree.judge("base/notes", Access::List)).unwrap();
        assert_eq!(listing.children.iter().map(|child| child.name.as_str()).collect::<Vec<_>>(), ["a"]);
    }

    fn a_deny_by_the_moved_name_counts_where_it_lies(tree) {
        moved(tree, json!(["$ROOT/data/u/**"]), json!(["$BASE/notes/private/**"]));
        assert_eq!(refused(tree, "data/u/notes/private/k"), Code::LinkDenied);
        assert_eq!(content(tree, "data/u/notes/a"), "note");
        assert_eq!(tree.refused(list(&tree.judge("data/u/notes/private", Access::List))), Code::LinkDenied);
        let to = tree.judge("data/u/notes2", Access::RenameTo);
        assert_eq!(tree.refused(rename(&tree.judge("data/u/notes", Access::RenameFrom), &to)), Code::OpenHoldsDenied);
        assert_eq!(tree.refused(create(&tree.judge("data/u/notes/private/new", Access::Create))), Code::LinkDenied);
    }

    fn a_deny_whose_literal_part_is_a_link_covers_what_it_leads_to(tree) {
        tree.file("in/real/k", "denied").link("in/private", "real").link("in/chain", "private");
        tree.scope(json!(["$ROOT/in/**"]), json!(["$ROOT/in/chain/**"]));
        assert_eq!(refused(tree, "in/real/k"), Code::LinkDenied);
        assert_eq!(refused(tree, "in/private/k"), Code::LinkDenied);
        assert_eq!(tree.refused(create(&tree.judge("in/real/new", Access::Create))), Code::LinkDenied);
    }

    /// What the link leads to is not there yet.
    fn a_deny_through_a_dangling_link_covers_what_is_made_at_its_end(tree) {
        tree.link("in/private", "gone").link("in/deep", "gone2/x");
        tree.scope(json!(["$ROOT/in/**"]), json!(["$ROOT/in/private/**", "$ROOT/in/deep"]));
        tree.dir("in/gone2");
        assert_eq!(tree.refused(create(&tree.judge("in/gone", Access::Create))), Code::LinkDenied);
        assert_eq!(tree.refused(create(&tree.judge("in/gone2/x", Access::Create))), Code::LinkDenied);
        create(&tree.judge("in/gone2/y", Access::Create)).unwrap();
    }

    fn a_deny_through_links_in_a_loop_covers_what_it_can(tree) {
        tree.link("in/private", "other").link("in/other", "private");
        tree.scope(json!(["$ROOT/in/**"]), json!(["$ROOT/in/private/x"]));
        assert_eq!(refused(tree, "in/other/x"), Code::LinkDenied);
        assert_eq!(tree.refused(remove_file(&tree.judge("in/other", Access::Remove))), Code::OpenHoldsDenied);
    }

    /// The names of a target are not the way: `x` is a link, so `x/..` is not where `x` stands.
    fn a_deny_through_a_target_that_goes_up_from_behind_a_link(tree) {
        tree.file("in/far/near/k", "").file("in/far/private", "denied").file("in/private", "free").link("in/x", "far/near");
        tree.link("in/way", "x/../private");
        tree.scope(json!(["$ROOT/in/**"]), json!(["$ROOT/in/way"]));
        assert_eq!(refused(tree, "in/far/private"), Code::LinkDenied);
    }

    fn a_deny_through_a_link_that_no_path_can_name(tree) {
        tree.file("in/real/k", "denied").link("in/way", "a\nb").link("in/a\nb", "real");
        tree.scope(json!(["$ROOT/in/**"]), json!(["$ROOT/in/way/**"]));
        assert_eq!(refused(tree, "in/real/k"), Code::LinkDenied);
    }

    fn a_deny_of_one_file_that_is_a_link_covers_what_it_leads_to(tree) {
        tree.file("in/real", "denied").link("in/private", "real");
        tree.scope(json!(["$ROOT/in/**"]), json!(["$ROOT/in/private"]));
        assert_eq!(refused(tree, "in/real"), Code::LinkDenied);
    }

    /// The link by its true name, the directory above it having another one.
    fn a_deny_of_a_link_below_a_moved_base_covers_the_link_where_it_lies(tree) {
        moved(tree, json!(["$ROOT/data/**"]), json!(["$BASE/l", "$BASE/m/x"]));
        tree.link("data/u/l", "notes").link("data/u/m", "notes");
        for name in ["data/u/l", "data/u/m"] {
            let removed = remove_file(&tree.judge(name, Access::Remove));
            assert!(matches!(tree.refused(removed), Code::LinkDenied | Code::OpenHoldsDenied), "{name}");
        }
    }

    fn a_deny_whose_end_is_missing_counts_as_far_as_it_exists(tree) {
        moved(tree, json!(["$ROOT/data/**"]), json!(["$BASE/new/deep/**"]));
        tree.dir("data/u/new");
        assert_eq!(tree.refused(create(&tree.judge("data/u/new/deep", Access::Create))), Code::LinkDenied);
        create(&tree.judge("data/u/new/other", Access::Create)).unwrap();
    }

    /// Links come with archives and synced folders, and a page that may rename can put one where an entry begins: what the
    /// entry grants would be the link's choice. Only a base directory is where the system says.
    fn an_allow_does_not_follow_a_link_below_its_base(tree) {
        tree.link("in/attachments", "../out").link("in/one", "../out/s");
        tree.scope(json!(["$ROOT/in/attachments", "$ROOT/in/attachments/**", "$ROOT/in/one"]), json!([]));
        for name in ["in/attachments/s", "in/attachments/missing", "in/one"] {
            assert_eq!(refused(tree, name), Code::LinkOutside, "{name}");
        }
        assert_eq!(tree.refused(list(&tree.judge("in/attachments", Access::List))), Code::LinkOutside);
        assert_eq!(tree.refused(create(&tree.judge("in/attachments/new", Access::Create))), Code::LinkOutside);
        assert_eq!(tree.refused(replace(&tree.judge("in/one", AccessSet::REPLACE), &mut &b"x"[..])), Code::LinkOutside);
        assert_eq!((tree.names("out"), tree.content("out/s").as_str()), (vec!["s".into()], "outside"));
    }

    fn an_allow_with_an_absolute_pattern_does_not_follow_links(tree) {
        let pattern = format!("{}/in/l/**", tree.root().display());
        tree.link("in/l", "../out");
        tree.scope(json!([pattern]), json!([]));
        assert_eq!(refused(tree, "in/l/s"), Code::LinkOutside);
        let pattern = format!("{}/out/**", tree.root().display());
        let both = format!("{}/in/l/**", tree.root().display());
        tree.scope(json!([both, pattern]), json!([]));
        assert_eq!(content(tree, "in/l/s"), "outside");
    }

    /// Most systems have some (`/bin`), and on a Mac `/tmp` and `/var` are: only the administrator makes them.
    fn an_absolute_pattern_follows_a_link_in_the_root_directory(tree) {
        let links = std::fs::read_dir("/").unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_symlink());
        let files = links.flat_map(|link| std::fs::read_dir(link).into_iter().flatten().map(|entry| entry.unwrap().path()));
        let plain = |path: &PathBuf| path.symlink_metadata().is_ok_and(|found| found.is_file() && found.nlink() == 1);
        let Some(file) = files.filter(plain).find(|path| path.to_str().is_some_and(|path| !path.contains("/."))) else {
            eprintln!("skipped: no link in the root directory of this machine leads to a directory with files");
            return;
        };
        let (name, first) = (file.to_str().unwrap(), file.iter().nth(1).unwrap().to_str().unwrap());
        let real = file.canonicalize().unwrap();
        for entry in [json!(format!("/{first}/**")), json!({ "path": name, "links": false })] {
            tree.scope(json!([entry]), json!([]));
            assert!(read(&tree.judge(name, Access::Read)).is_ok(), "{entry}");
            tree.scope(json!([entry]), json!([real]));
            assert_eq!(refused(tree, name), Code::LinkDenied, "{entry}");
        }
    }

    /// Two commands: one may rename in `in/**`, the other reads `in/attachments/**`.
    fn a_renamed_link_widens_no_other_commands_scope(tree) {
        tree.link("in/evil", "../out").file("in/attachments/x", "inside");
        for (from, to) in [("in/attachments", "in/old"), ("in/evil", "in/attachments")] {
            rename(&tree.judge(from, Access::RenameFrom), &tree.judge(to, Access::RenameTo)).unwrap();
        }
        tree.scope(json!(["$ROOT/in/attachments/**"]), json!([]));
        assert_eq!(refused(tree, "in/attachments/s"), Code::LinkOutside);
    }

    /// What was true of the base some time ago may not be any more: the walk then looks for itself.
    fn a_base_that_moved_since_is_found(tree) {
        moved(tree, json!(["$BASE/notes/**"]), json!([]));
        assert_eq!(content(tree, "base/notes/a"), "note");
        std::fs::remove_file(tree.at("base")).unwrap();
        tree.rename("data/u", "base");
        assert_eq!(content(tree, "base/notes/a"), "note");
    }

    /// A first run, or a drive that is plugged in: the same scope, compiled before there was anything.
    fn a_base_that_appears_later_is_as_good_as_one_that_was_there(tree) {
        tree.scope(json!(["$BASE/notes/**"]), json!(["$BASE/notes/private/**"]));
        let missing = read(&tree.judge("base/notes/a", Access::Read)).unwrap_err();
        assert!(matches!(missing, OpenError::Io(error) if error.kind() == ErrorKind::NotFound));
        tree.file("base/notes/a", "note").file("base/notes/private/k", "private").link("base/notes/l", "private");
        assert_eq!(content(tree, "base/notes/a"), "note");
        assert_eq!(refused(tree, "base/notes/l/k"), Code::LinkDenied);
        // It goes, and comes again somewhere else.
        tree.rename("base", "gone");
        assert!(matches!(read(&tree.judge("base/notes/a", Access::Read)), Err(OpenError::Io(_))));
        tree.file("data/notes/a", "elsewhere").file("data/notes/private/k", "").link("data/notes/l", "private").link("base", "data");
        std::thread::sleep(std::time::Duration::from_millis(2_100));
        assert_eq!(content(tree, "base/notes/a"), "elsewhere");
        assert_eq!(refused(tree, "base/notes/l/k"), Code::LinkDenied);
    }

    fn a_link_that_is_turned_is_noticed_after_some_seconds(tree) {
        tree.file("in/old/k", "").file("in/new/k", "").link("in/way", "old");
        tree.scope(json!(["$ROOT/in/**"]), json!(["$ROOT/in/way/**"]));
        assert_eq!(refused(tree, "in/old/k"), Code::LinkDenied);
        assert!(read(&tree.judge("in/new/k", Access::Read)).is_ok());
        std::fs::remove_file(tree.at("in/way")).unwrap();
        tree.link("in/way", "new");
        std::thread::sleep(std::time::Duration::from_millis(2_100));
        assert_eq!(refused(tree, "in/new/k"), Code::LinkDenied);
        assert!(read(&tree.judge("in/old/k", Access::Read)).is_ok());
    }

    fn a_base_of_which_another_name_begins_alike_is_left_alone(tree) {
        moved(tree, json!(["$BASE/**", "$ROOT/base2/**"]), json!([]));
        tree.file("base2/notes/a", "two");
        assert_eq!(content(tree, "base2/notes/a"), "two");
    }

    fn a_base_that_is_a_loop_or_leads_nowhere_grants_nothing(tree) {
        tree.link("base", "base");
        tree.scope(json!(["$BASE/**"]), json!(["$BASE/x/**"]));
        assert_eq!(refused(tree, "base/a"), Code::LinkLoop);
        std::fs::remove_file(tree.at("base")).unwrap();
        tree.link("base", "gone");
        tree.scope(json!(["$BASE/**"]), json!([]));
        assert_eq!(refused(tree, "base/a"), Code::LinkOutside);
    }
}
