//! Opening on Windows. Wine stands in for it here: it vouches for names, case and who may hold what, not for links, short
//! names, streams and the kernel's own races.

mod directories;
mod names;
mod terms;

use std::{
    fs::{self, File, OpenOptions},
    io::{ErrorKind, Read, Seek, SeekFrom, Write},
    os::windows::fs::OpenOptionsExt,
};

use serde_json::json;

use super::Tree;
use crate::{
    access::{Access, AccessSet},
    code::Code,
    open::{
        Kind, OpenError, append, copy, create, link_metadata, list, metadata, probe, read, remove_file, rename,
        replace, truncate, write,
    },
};

fn text(file: Result<File, OpenError>) -> String {
    let mut text = String::new();
    file.unwrap().read_to_string(&mut text).unwrap();
    text
}

#[test]
fn what_is_in_scope_is_read() {
    let tree = Tree::new();
    tree.file("in/d/e/f", "deep");
    assert_eq!(text(read(&tree.judge("in/a", Access::Read))), "inside");
    assert_eq!(text(read(&tree.judge("in/d/e/f", Access::Read))), "deep");
    assert_eq!(text(read(&tree.judge(r"in\d\e\f", Access::Read))), "deep");
}

#[test]
fn a_handle_can_do_what_was_judged_and_no_more() {
    let tree = Tree::new();
    let mut reading = read(&tree.judge("in/a", Access::Read)).unwrap();
    assert!(reading.write(b"x").is_err());
    let mut writing = write(&tree.judge("in/a", Access::Write)).unwrap();
    assert!(writing.read(&mut [0]).is_err());
    writing.write_all(b"INS").unwrap();
    assert_eq!(tree.content("in/a"), "INSide");
}

#[test]
fn what_is_appended_comes_to_the_end_wherever_the_handle_is() {
    let tree = Tree::new();
    let mut file = append(&tree.judge("in/a", Access::Write)).unwrap();
    file.seek(SeekFrom::Start(0)).unwrap();
    file.write_all(b" and more").unwrap();
    drop(file);
    assert_eq!(tree.content("in/a"), "inside and more");
    truncate(&tree.judge("in/a", Access::Truncate), 2).unwrap();
    assert_eq!(tree.content("in/a"), "in");
}

/// The name as given is in scope by its case; what lies under it is what the entry denies.
#[test]
fn a_deny_covers_the_other_case() {
    let tree = Tree::new();
    for name in ["in/DENIED/k", "in/Denied/K", "IN/denied/k"] {
        let Ok(judged) = tree.setup().judge(tree.at(name).to_str().unwrap(), Access::Read) else { continue };
        assert_eq!(tree.refused(read(&judged)), Code::LinkDenied, "{name}");
    }
    assert_eq!(tree.content("in/denied/k"), "denied");
}

#[test]
fn what_the_gate_refuses_is_not_opened() {
    let tree = Tree::new();
    for name in
        ["in/a ", "in/a.", "in/a::$DATA", "in/a:s", "in/CON", "in/NUL.txt", "in/COM1", "in/denied~1", "in/../out/s"]
    {
        assert!(tree.setup().judge(&format!(r"{}\{name}", tree.root().display()), Access::Read).is_err(), "{name}");
    }
    for path in [r"\\.\C:\x", r"\\?\GLOBALROOT\x", r"\??\C:\x", r"C:x", r"\x", r"\\.\pipe\x"] {
        assert!(tree.setup().judge(path, Access::Read).is_err(), "{path}");
    }
}

#[test]
fn a_new_file_is_made_and_one_that_is_there_stays() {
    let tree = Tree::new();
    tree.dir("in/d");
    create(&tree.judge("in/d/new", Access::Create)).unwrap().write_all(b"new").unwrap();
    assert_eq!(tree.content("in/d/new"), "new");
    for name in ["in/a", "in/A", "in/d"] {
        let Ok(judged) = tree.setup().judge(tree.at(name).to_str().unwrap(), Access::Create) else { continue };
        assert_eq!(tree.io(create(&judged)), ErrorKind::AlreadyExists, "{name}");
    }
    assert_eq!(tree.content("in/a"), "inside");
    assert_eq!(tree.io(create(&tree.judge("in/no/new", Access::Create))), ErrorKind::NotFound);
    assert_eq!(tree.io(create(&tree.judge("in/a/new", Access::Create))), ErrorKind::NotADirectory);
}

#[test]
fn a_file_is_replaced_as_a_whole_and_nothing_is_left_beside_it() {
    let tree = Tree::new();
    assert_eq!(replace(&tree.judge("in/a", AccessSet::REPLACE), &mut &b"new content"[..]).unwrap(), 11);
    assert_eq!(replace(&tree.judge("in/b", AccessSet::REPLACE), &mut &b"made"[..]).unwrap(), 4);
    assert_eq!((tree.content("in/a"), tree.content("in/b")), ("new content".into(), "made".into()));
    assert_eq!(tree.names("in"), ["a", "b", "denied"]);
}

struct Broken;

impl Read for Broken {
    fn read(&mut self, _: &mut [u8]) -> std::io::Result<usize> {
        Err(ErrorKind::ConnectionReset.into())
    }
}

#[test]
fn a_content_that_breaks_off_leaves_the_old_file() {
    let tree = Tree::new();
    assert_eq!(tree.io(replace(&tree.judge("in/a", AccessSet::REPLACE), &mut Broken)), ErrorKind::ConnectionReset);
    assert_eq!((tree.content("in/a"), tree.names("in")), ("inside".into(), vec!["a".into(), "denied".into()]));
}

#[test]
fn a_file_that_may_not_be_written_is_not_replaced() {
    let tree = Tree::new();
    let mut rights = tree.at("in/a").metadata().unwrap().permissions();
    rights.set_readonly(true);
    fs::set_permissions(tree.at("in/a"), rights.clone()).unwrap();
    let denied = replace(&tree.judge("in/a", AccessSet::REPLACE), &mut &b"new"[..]);
    #[expect(clippy::permissions_set_readonly_false, reason = "it is for this test's own file")]
    rights.set_readonly(false);
    fs::set_permissions(tree.at("in/a"), rights).unwrap();
    assert_eq!((tree.io(denied), tree.content("in/a")), (ErrorKind::PermissionDenied, "inside".into()));
}

#[test]
fn a_copy_is_made_or_replaces_by_what_it_was_judged_for() {
    let tree = Tree::new();
    let source = tree.judge("in/a", Access::Read);
    assert_eq!(copy(&source, &tree.judge("in/b", Access::Create)).unwrap(), 6);
    assert_eq!(tree.io(copy(&source, &tree.judge("in/b", Access::Create))), ErrorKind::AlreadyExists);
    tree.file("in/c", "something longer");
    assert_eq!(copy(&source, &tree.judge("in/c", AccessSet::REPLACE)).unwrap(), 6);
    assert_eq!((tree.content("in/b"), tree.content("in/c")), ("inside".into(), "inside".into()));
}

#[test]
fn a_listing_shows_what_the_caller_could_name() {
    let tree = Tree::new();
    tree.file("in/b", "").file("in/.hidden", "").dir("in/d");
    let listing = list(&tree.judge("in", Access::List)).unwrap();
    let shown: Vec<_> = listing.children.iter().map(|child| (child.name.as_str(), child.kind)).collect();
    assert_eq!(shown, [("a", Kind::File), ("b", Kind::File), ("d", Kind::Directory)]);
    assert_eq!(tree.io(list(&tree.judge("in/a", Access::List))), ErrorKind::NotADirectory);
    assert_eq!(tree.io(list(&tree.judge("in/no", Access::List))), ErrorKind::NotFound);
}

#[test]
fn a_directory_is_no_file() {
    let tree = Tree::new();
    tree.dir("in/d");
    assert_eq!(tree.io(read(&tree.judge("in/d", Access::Read))), ErrorKind::IsADirectory);
    assert_eq!(tree.io(write(&tree.judge("in/d", Access::Write))), ErrorKind::IsADirectory);
    assert_eq!(tree.io(remove_file(&tree.judge("in/d", Access::Remove))), ErrorKind::IsADirectory);
    let replaced = replace(&tree.judge("in/d", AccessSet::REPLACE), &mut &b"x"[..]);
    assert_eq!(tree.io(replaced), ErrorKind::IsADirectory);
    assert_eq!(tree.io(read(&tree.judge("in/a/x", Access::Read))), ErrorKind::NotADirectory);
    assert_eq!(tree.io(read(&tree.judge("in/no/x", Access::Read))), ErrorKind::NotFound);
    assert_eq!(tree.names("in"), ["a", "d", "denied"]);
}

#[test]
fn size_and_kind_are_told() {
    let tree = Tree::new();
    let judged = tree.judge("in/a", Access::Metadata);
    let told = metadata(&judged).unwrap();
    assert_eq!((told.kind, told.len, told.readonly), (Kind::File, 6, false));
    assert_eq!(link_metadata(&judged).unwrap(), told);
    assert!(told.modified > 1_600_000_000_000, "{told:?}");
    assert_eq!(metadata(&tree.judge("in", Access::Metadata)).unwrap().kind, Kind::Directory);
    assert_eq!(tree.io(metadata(&tree.judge("in/no", Access::Metadata))), ErrorKind::NotFound);
}

#[test]
fn a_file_is_removed() {
    let tree = Tree::new();
    remove_file(&tree.judge("in/a", Access::Remove)).unwrap();
    assert_eq!(tree.names("in"), ["denied"]);
    assert_eq!(tree.io(remove_file(&tree.judge("in/a", Access::Remove))), ErrorKind::NotFound);
}

#[test]
fn a_name_is_changed_to_one_that_is_free() {
    let tree = Tree::new();
    tree.file("in/b", "other").file("in/d/x", "x").dir("in/empty");
    let go = |from: &str, to: &str| rename(&tree.judge(from, Access::RenameFrom), &tree.judge(to, Access::RenameTo));
    for taken in ["in/b", "in/d", "in/empty"] {
        assert_eq!(tree.io(go("in/a", taken)), ErrorKind::AlreadyExists, "{taken}");
        if taken != "in/d" {
            assert_eq!(tree.io(go("in/d", taken)), ErrorKind::AlreadyExists, "{taken}");
        }
    }
    assert_eq!((tree.content("in/a"), tree.content("in/b")), ("inside".into(), "other".into()));
    go("in/a", "in/d/moved").unwrap();
    go("in/d", "in/e").unwrap();
    assert_eq!(tree.content("in/e/moved"), "inside");
    assert_eq!(tree.names("in"), ["b", "denied", "e", "empty"]);
    assert_eq!(tree.io(go("in/no", "in/free")), ErrorKind::NotFound);
    assert!(!tree.has("in/free"));
}

/// How it is spelled in the end is the file system's: Wine keeps the old case.
#[test]
fn the_other_case_of_a_name_is_free_for_what_has_it() {
    let tree = Tree::new();
    tree.file("in/b", "other");
    rename(&tree.judge("in/b", Access::RenameFrom), &tree.judge("in/B", Access::RenameTo)).unwrap();
    assert_eq!((tree.content("in/B"), tree.names("in").len()), ("other".into(), 3));
    let taken = rename(&tree.judge("in/b", Access::RenameFrom), &tree.judge("in/A", Access::RenameTo));
    assert_eq!(tree.io(taken), ErrorKind::AlreadyExists);
    assert_eq!(tree.content("in/a"), "inside");
}

/// As a variable of the environment may have it.
#[test]
fn a_base_directory_may_be_spelled_in_another_case() {
    let mut tree = Tree::new();
    let spelled = tree.root().to_str().unwrap().to_uppercase();
    tree.base_as(&spelled);
    assert_eq!(text(read(&tree.judge("in/a", Access::Read))), "inside");
    let Ok(judged) = tree.setup().judge(tree.at("in/denied/k").to_str().unwrap(), Access::Read) else { return };
    assert_eq!(tree.refused(read(&judged)), Code::LinkDenied);
}

#[test]
fn a_directory_that_holds_what_is_denied_is_not_moved() {
    let mut tree = Tree::new();
    tree.file("in/d/e/secret.key", "");
    tree.scope(json!(["$ROOT/in/**"]), json!(["**/*.key"]));
    let go = |from: &str, to: &str| rename(&tree.judge(from, Access::RenameFrom), &tree.judge(to, Access::RenameTo));
    assert_eq!(tree.refused(go("in/d", "in/f")), Code::OpenHoldsDenied);
    assert!(tree.has("in/d/e/secret.key"));
}

/// While an operation holds them, no directory on the way can be put elsewhere: what follows is what a racing thread sees.
#[test]
fn nobody_renames_a_directory_that_is_held() {
    let tree = Tree::new();
    tree.file("in/d/e/f", "");
    let held = crate::open::windows::held(&tree.judge("in/d/e/f", Access::Read)).unwrap();
    for name in ["in/d/e", "in/d", "in"] {
        assert!(fs::rename(tree.at(name), tree.at("in-moved")).is_err(), "{name}");
        assert!(!tree.has("in-moved"), "{name}");
    }
    drop(held);
    fs::rename(tree.at("in/d"), tree.at("in/moved")).unwrap();
}

/// Somebody else who holds the file to themselves is the disk's answer, and a file that was handed out is held from nobody.
#[test]
fn what_is_handed_out_is_shared() {
    let tree = Tree::new();
    let _first = read(&tree.judge("in/a", Access::Read)).unwrap();
    let _second = write(&tree.judge("in/a", Access::Write)).unwrap();
    fs::rename(tree.at("in/a"), tree.at("in/b")).unwrap();
    tree.file("in/own", "");
    let _own = OpenOptions::new().read(true).share_mode(0).open(tree.at("in/own")).unwrap();
    let Err(OpenError::Io(_)) = read(&tree.judge("in/own", Access::Read)) else { panic!("it was opened") };
}

#[test]
fn probing_does_nothing() {
    let tree = Tree::new();
    for access in [Access::Read, Access::Write, Access::Metadata, Access::Remove, Access::RenameFrom] {
        probe(&tree.judge("in/a", access), access).unwrap();
        assert_eq!(tree.io(probe(&tree.judge("in/no", access), access)), ErrorKind::NotFound, "{access:?}");
    }
    probe(&tree.judge("in/new", Access::Create), Access::Create).unwrap();
    probe(&tree.judge("in", Access::List), Access::List).unwrap();
    assert_eq!(tree.names("in"), ["a", "denied"]);
}

#[test]
fn what_was_judged_for_another_access_is_refused() {
    let tree = Tree::new();
    let judged = tree.judge("in/a", Access::Metadata);
    for result in [read(&judged), write(&judged), append(&judged), create(&judged)] {
        let Err(OpenError::Denied(denial)) = result else { panic!("it was opened") };
        assert_eq!(denial.record().code, Code::OpenAccess);
    }
}

#[test]
fn a_name_in_a_drives_root_is_a_place() {
    let mut tree = Tree::new();
    tree.scope(json!(["C:/*"]), json!([]));
    let judged = tree.setup().judge(r"C:\windows", Access::Metadata).unwrap();
    assert_eq!(metadata(&judged).unwrap().kind, Kind::Directory);
}
