//! What the disk forbids: told of what is in scope, not told of what is outside.
//!
//! Root is forbidden nothing, so as root this program starts itself once more as nobody.

use std::{
    fs::{self, Permissions, set_permissions},
    io::ErrorKind,
    os::unix::{
        fs::{MetadataExt, PermissionsExt},
        process::CommandExt,
    },
    process::Command,
};

use crate::{
    access::{Access, AccessSet},
    code::Code,
    open::{
        OpenError, copy, create, create_directory, link_metadata, linux::hook, list, metadata, read, remove_file,
        remove_tree, rename, replace, tests::Tree, truncate, walk, write,
    },
};

const NOBODY: u32 = 65_534;
const CHECKS: [fn(&Tree); 8] = [
    a_file_in_scope_that_may_not_be_read_or_written,
    a_directory_in_scope_that_may_not_be_searched,
    a_directory_in_scope_that_may_be_searched_and_not_read,
    a_directory_in_scope_that_may_not_be_written,
    what_may_not_be_searched_outside_is_outside,
    a_directory_that_cannot_be_looked_through_is_not_moved,
    a_tree_that_cannot_be_looked_through_is_not_removed,
    a_directory_that_cannot_be_read_is_told_and_the_walk_goes_on,
];

#[test]
fn what_the_disk_forbids() {
    let tree = Tree::new();
    let program = tree.at("tests");
    fs::copy(std::env::current_exe().unwrap(), &program).unwrap();
    let mut inner = Command::new(program);
    inner.args(["--exact", "open::tests::rights::inner", "--ignored"]).current_dir("/");
    if fs::metadata("/proc/self").unwrap().uid() == 0 {
        inner.uid(NOBODY).gid(NOBODY);
    }
    let output = inner.output().unwrap();
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success() && text.contains("1 passed"), "{text}");
}

#[test]
#[ignore = "needs a user whom the disk forbids something: `what_the_disk_forbids` runs it"]
fn inner() {
    for check in CHECKS {
        check(&Tree::new());
        hook::without_openat2(|| check(&Tree::new()));
    }
}

fn mode(tree: &Tree, name: &str, bits: u32) {
    set_permissions(tree.at(name), Permissions::from_mode(bits)).unwrap();
}

fn a_file_in_scope_that_may_not_be_read_or_written(tree: &Tree) {
    mode(tree, "in/a", 0o000);
    let denied = ErrorKind::PermissionDenied;
    assert_eq!(tree.io(read(&tree.judge("in/a", Access::Read))), denied);
    assert_eq!(tree.io(write(&tree.judge("in/a", Access::Write))), denied);
    assert_eq!(tree.io(truncate(&tree.judge("in/a", Access::Truncate), 0)), denied);
    assert_eq!(tree.io(copy(&tree.judge("in/a", Access::Read), &tree.judge("in/b", Access::Create))), denied);
    // What may not be written may not be replaced either, although the directory would allow it.
    mode(tree, "in/a", 0o444);
    assert_eq!(tree.io(replace(&tree.judge("in/a", AccessSet::REPLACE), &mut &b"x"[..])), denied);
    assert_eq!(metadata(&tree.judge("in/a", Access::Metadata)).unwrap().len, 6);
    assert_eq!(tree.names("in"), ["a", "denied"]);
}

fn a_directory_in_scope_that_may_not_be_searched(tree: &Tree) {
    tree.file("in/d/x", "inside").link("in/l", "d");
    mode(tree, "in/d", 0o600);
    for name in ["in/d/x", "in/d/missing", "in/l/x", "in/l/missing"] {
        let denied = ErrorKind::PermissionDenied;
        assert_eq!(tree.io(read(&tree.judge(name, Access::Read))), denied, "{name}");
        assert_eq!(tree.io(create(&tree.judge(name, Access::Create))), denied, "{name}");
        assert_eq!(tree.io(link_metadata(&tree.judge(name, Access::Metadata))), denied, "{name}");
        assert_eq!(tree.io(remove_file(&tree.judge(name, Access::Remove))), denied, "{name}");
    }
    mode(tree, "in/d", 0o700);
}

fn a_directory_in_scope_that_may_be_searched_and_not_read(tree: &Tree) {
    tree.file("in/d/x", "inside").link("in/l", "d");
    mode(tree, "in/d", 0o300);
    read(&tree.judge("in/d/x", Access::Read)).unwrap();
    read(&tree.judge("in/l/x", Access::Read)).unwrap();
    replace(&tree.judge("in/l/x", AccessSet::REPLACE), &mut &b"new"[..]).unwrap();
    assert_eq!(tree.io(list(&tree.judge("in/d", Access::List))), ErrorKind::PermissionDenied);
    mode(tree, "in/d", 0o700);
    assert_eq!((tree.content("in/d/x").as_str(), tree.names("in/d").len()), ("new", 1));
}

fn a_directory_in_scope_that_may_not_be_written(tree: &Tree) {
    tree.file("in/d/x", "inside");
    mode(tree, "in/d", 0o500);
    let denied = ErrorKind::PermissionDenied;
    assert_eq!(tree.io(create(&tree.judge("in/d/new", Access::Create))), denied);
    assert_eq!(tree.io(replace(&tree.judge("in/d/x", AccessSet::REPLACE), &mut &b"x"[..])), denied);
    assert_eq!(tree.io(remove_file(&tree.judge("in/d/x", Access::Remove))), denied);
    let (from, to) = (tree.judge("in/d/x", Access::RenameFrom), tree.judge("in/y", Access::RenameTo));
    assert_eq!(tree.io(rename(&from, &to)), denied);
    let (from, to) = (tree.judge("in/a", Access::RenameFrom), tree.judge("in/d/y", Access::RenameTo));
    assert_eq!(tree.io(rename(&from, &to)), denied);
    for name in ["in/d/new", "in/d/new/deep"] {
        assert_eq!(tree.io(create_directory(&tree.judge(name, Access::Create))), denied);
    }
    assert_eq!(tree.io(remove_tree(&tree.judge("in/d", Access::Remove))), denied);
    assert_eq!((tree.content("in/d/x").as_str(), tree.names("in/d").len()), ("inside", 1));
    mode(tree, "in/d", 0o700);
}

fn what_may_not_be_searched_outside_is_outside(tree: &Tree) {
    tree.file("out/locked/x", "").link("in/l", "../out/locked").link("in/x", "../out/locked/x");
    tree.link("in/gone", "../out/locked/missing").link("in/deep", "../out/locked/missing/deeper");
    for bits in [0o000, 0o100, 0o400, 0o700] {
        mode(tree, "out/locked", bits);
        for name in ["in/l/x", "in/l/missing", "in/l/missing/deeper", "in/x", "in/gone", "in/deep"] {
            assert_eq!(tree.refused(read(&tree.judge(name, Access::Read))), Code::LinkOutside, "{name} {bits:o}");
            assert_eq!(tree.refused(create(&tree.judge(name, Access::Create))), Code::LinkOutside, "{name} {bits:o}");
        }
    }
}

fn a_directory_that_cannot_be_looked_through_is_not_moved(tree: &Tree) {
    tree.dir("in/d/locked");
    mode(tree, "in/d/locked", 0o000);
    let (from, to) = (tree.judge("in/d", Access::RenameFrom), tree.judge("in/e", Access::RenameTo));
    assert_eq!(tree.refused(rename(&from, &to)), Code::OpenUnjudged);
    mode(tree, "in/d/locked", 0o700);
    rename(&from, &to).unwrap();
}

fn a_tree_that_cannot_be_looked_through_is_not_removed(tree: &Tree) {
    tree.file("in/d/f", "inside").dir("in/d/locked");
    mode(tree, "in/d/locked", 0o000);
    assert_eq!(tree.refused(remove_tree(&tree.judge("in/d", Access::Remove))), Code::OpenUnjudged);
    assert_eq!(tree.names("in/d"), ["f", "locked"]);
    mode(tree, "in/d/locked", 0o700);
    remove_tree(&tree.judge("in/d", Access::Remove)).unwrap();
}

fn a_directory_that_cannot_be_read_is_told_and_the_walk_goes_on(tree: &Tree) {
    tree.file("in/b/f", "").file("in/c", "");
    mode(tree, "in/b", 0o000);
    let judged = tree.judge("in", Access::List);
    let found: Vec<_> = walk(&judged, 99).unwrap().collect();
    mode(tree, "in/b", 0o700);
    assert_eq!(found.len(), 4);
    assert!(matches!(&found[2], Err(OpenError::Io(error)) if error.kind() == ErrorKind::PermissionDenied));
    assert_eq!(found[3].as_ref().unwrap().path, "c");
}
