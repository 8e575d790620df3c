//! The tree changes between two steps: what was judged is what is used, or nothing is.

use std::{
    cell::Cell,
    fs,
    io::{ErrorKind, Read},
    os::unix::fs::symlink,
    path::PathBuf,
};

use super::both_ways;
use crate::{
    access::{Access, AccessSet},
    code::Code,
    open::{
        OpenError, append, copy, create, link_metadata,
        linux::hook::{self, Step},
        list, metadata, read, remove_file, rename, replace,
        tests::Tree,
        truncate, write,
    },
};

/// Puts a link to `target` where `name` is, and what was there aside.
fn swap(tree: &Tree, name: &str, target: &str) -> impl FnMut() + use<> {
    let (name, target) = (tree.at(name), target.to_owned());
    let mut done = false;
    move || {
        if !std::mem::replace(&mut done, true) {
            let aside: PathBuf = format!("{}-aside", name.display()).into();
            if name.symlink_metadata().is_ok() {
                fs::rename(&name, aside).unwrap();
            }
            symlink(&target, &name).unwrap();
        }
    }
}

/// Moves `from` to `to`, once.
fn shift(tree: &Tree, from: &str, to: &str) -> impl FnMut() + use<> {
    let (from, to) = (tree.at(from), tree.at(to));
    move || {
        let _ = fs::rename(&from, &to);
    }
}

fn content(file: Result<fs::File, OpenError>) -> String {
    let mut text = String::new();
    file.unwrap().read_to_string(&mut text).unwrap();
    text
}

fn untouched(tree: &Tree) {
    assert_eq!((tree.names("out"), tree.content("out/s").as_str()), (vec!["s".into()], "outside"));
    assert_eq!((tree.names("in/denied"), tree.content("in/denied/k").as_str()), (vec!["k".into()], "denied"));
}

both_ways! {
    fn a_file_that_became_a_link_since_it_was_judged(tree) {
        for (i, target) in ["../out/s", "denied/k", "../out/missing"].iter().enumerate() {
            let name = format!("in/f{i}");
            tree.file(&name, "inside");
            let judge = |access: Access| tree.judge(&name, access);
            let judged = [Access::Read, Access::Write, Access::Truncate, Access::Metadata].map(judge);
            let replaced = tree.judge(&name, AccessSet::REPLACE);
            swap(tree, &name, target)();
            let code = if i == 1 { Code::LinkDenied } else { Code::LinkOutside };
            assert_eq!(tree.refused(read(&judged[0])), code);
            assert_eq!(tree.refused(write(&judged[1])), code);
            assert_eq!(tree.refused(append(&judged[1])), code);
            assert_eq!(tree.refused(truncate(&judged[2], 0)), code);
            assert_eq!(tree.refused(metadata(&judged[3])), code);
            assert_eq!(tree.refused(replace(&replaced, &mut &b"x"[..])), code);
        }
        untouched(tree);
    }

    fn a_directory_that_became_a_link_since_it_was_judged(tree) {
        tree.file("in/d/s", "inside");
        let judge = |access: Access| tree.judge("in/d/s", access);
        let judged = [Access::Read, Access::Remove, Access::RenameFrom, Access::Metadata].map(judge);
        let (new, listed) = (tree.judge("in/d/new", Access::Create), tree.judge("in/d", Access::List));
        swap(tree, "in/d", "../out")();
        assert_eq!(tree.refused(read(&judged[0])), Code::LinkOutside);
        assert_eq!(tree.refused(remove_file(&judged[1])), Code::LinkOutside);
        assert_eq!(tree.refused(rename(&judged[2], &tree.judge("in/b", Access::RenameTo))), Code::LinkOutside);
        assert_eq!(tree.refused(link_metadata(&judged[3])), Code::LinkOutside);
        assert_eq!(tree.refused(create(&new)), Code::LinkOutside);
        assert_eq!(tree.refused(list(&listed)), Code::LinkOutside);
        untouched(tree);
    }

    /// The name becomes a link after the walk saw a file there.
    fn a_name_that_becomes_a_link_before_it_is_opened_is_not_followed(tree) {
        // A link makes both ways walk.
        tree.file("in/d/f", "inside").link("in/l", "d");
        for (i, open) in [read, write, append].into_iter().enumerate() {
            let name = format!("f{i}");
            tree.file(&format!("in/d/{name}"), "inside");
            let judged = tree.judge(&format!("in/l/{name}"), AccessSet::of(&[Access::Read, Access::Write]));
            let act = swap(tree, &format!("in/d/{name}"), "../../out/s");
            assert_eq!(hook::at(Step::Placed, act, || tree.refused(open(&judged))), Code::LinkOutside);
        }
        let judged = tree.judge("in/l/f", Access::Truncate);
        let act = swap(tree, "in/d/f", "../../out/s");
        assert_eq!(hook::at(Step::Placed, act, || tree.refused(truncate(&judged, 0))), Code::LinkOutside);
        untouched(tree);
    }

    fn a_directory_that_becomes_a_link_before_it_is_listed_is_not_followed(tree) {
        tree.dir("in/d/e").link("in/l", "d");
        let judged = tree.judge("in/l/e", Access::List);
        let act = swap(tree, "in/d/e", "../../out");
        assert_eq!(hook::at(Step::Placed, act, || tree.io(list(&judged))), ErrorKind::NotADirectory);
    }

    fn a_name_that_becomes_a_link_before_its_metadata_is_read_is_not_followed(tree) {
        tree.file("in/d/f", "inside").link("in/l", "d").file("out/long", &"x".repeat(5_000));
        let judged = tree.judge("in/l/f", Access::Metadata);
        let act = swap(tree, "in/d/f", "../../out/long");
        assert_eq!(hook::at(Step::Placed, act, || tree.refused(metadata(&judged))), Code::LinkOutside);
    }

    fn a_free_name_that_becomes_a_link_is_not_made_through(tree) {
        for (name, target) in [("in/n1", "../out/new"), ("in/n2", "../out/s"), ("in/n3", "denied/new")] {
            let judged = tree.judge(name, Access::Create);
            let code = if name == "in/n3" { Code::LinkDenied } else { Code::LinkOutside };
            let result = hook::at(Step::Placed, swap(tree, name, target), || create(&judged));
            assert_eq!(tree.refused(result), code);
        }
        untouched(tree);
    }

    fn a_file_that_becomes_a_link_is_not_replaced_through(tree) {
        for (name, target) in [("in/f1", "../out/s"), ("in/f2", "../out/new"), ("in/f3", "denied/k")] {
            tree.file(name, "inside");
            let judged = tree.judge(name, AccessSet::REPLACE);
            let code = if name == "in/f3" { Code::LinkDenied } else { Code::LinkOutside };
            let result = hook::at(Step::Placed, swap(tree, name, target), || replace(&judged, &mut &b"x"[..]));
            assert_eq!(tree.refused(result), code);
        }
        untouched(tree);
    }

    fn a_file_that_becomes_a_link_is_removed_and_renamed_as_a_link(tree) {
        tree.file("in/f", "inside").file("in/g", "inside");
        let judged = tree.judge("in/f", Access::Remove);
        hook::at(Step::Placed, swap(tree, "in/f", "../out/s"), || remove_file(&judged)).unwrap();
        let (from, to) = (tree.judge("in/g", Access::RenameFrom), tree.judge("in/h", Access::RenameTo));
        hook::at(Step::Placed, swap(tree, "in/g", "../out/s"), || rename(&from, &to)).unwrap();
        assert!(!tree.has("in/f") && tree.at("in/h").is_symlink());
        untouched(tree);
    }

    /// The directory is held by its handle: what is put in its place is not used.
    fn a_directory_that_becomes_a_link_is_still_the_one_that_was_judged(tree) {
        tree.file("in/d/s", "inside").link("in/l", "d");
        let judged = tree.judge("in/l/s", Access::Read);
        assert_eq!(hook::at(Step::Placed, swap(tree, "in/d", "../out"), || content(read(&judged))), "inside");
        tree.file("in/e/s", "inside").link("in/m", "e");
        let judged = tree.judge("in/m/s", Access::Remove);
        hook::at(Step::Placed, swap(tree, "in/e", "../out"), || remove_file(&judged)).unwrap();
        untouched(tree);
    }

    /// Where the directory went is not where it was judged.
    fn a_directory_that_leaves_the_scope_during_the_walk_is_not_used(tree) {
        tree.file("in/d/f", "inside").link("in/l", "d");
        for to in ["out/d", "in/denied/d", "in/.d"] {
            let done = |result: Result<(), OpenError>| {
                assert_eq!(tree.io(result), ErrorKind::NotFound, "{to}");
                assert_eq!(tree.names(to), ["f"], "{to}");
                tree.rename(to, "in/d");
            };
            let act = || shift(tree, "in/d", to);
            let judge = |name: &str, access: Access| tree.judge(name, access);
            let judged = judge("in/l/f", Access::Read);
            done(hook::at(Step::Walked, act(), || read(&judged).map(drop)));
            let judged = judge("in/d/new", Access::Create);
            done(hook::at(Step::Walked, act(), || create(&judged).map(drop)));
            let judged = tree.judge("in/d/new", AccessSet::REPLACE);
            done(hook::at(Step::Walked, act(), || replace(&judged, &mut &b"x"[..]).map(drop)));
            let judged = judge("in/d/f", Access::Remove);
            done(hook::at(Step::Walked, act(), || remove_file(&judged)));
            let judged = judge("in/d/f", Access::Metadata);
            done(hook::at(Step::Walked, act(), || link_metadata(&judged).map(drop)));
            let (from, new) = (judge("in/a", Access::Read), judge("in/d/new", Access::Create));
            done(hook::at(Step::Walked, act(), || copy(&from, &new).map(drop)));
        }
    }

    /// As above, with the directory back in its place each time that somebody looks: it is never used, and the end is a refusal.
    fn a_tree_that_keeps_changing_is_refused(tree) {
        tree.file("in/d/f", "inside").link("in/l", "d");
        let (here, there) = (tree.at("in/d"), tree.at("out/d"));
        let away = Cell::new(false);
        let act = move || {
            // Moved between the walk and the look at where the directory is, and a new one put in its place.
            if !away.replace(true) {
                fs::rename(&here, &there).unwrap();
            } else {
                fs::remove_dir_all(&here).unwrap();
            }
            fs::create_dir(&here).unwrap();
            fs::write(here.join("f"), "another").unwrap();
        };
        let judged = tree.judge("in/l/f", Access::Read);
        assert_eq!(hook::at(Step::Walked, act, || tree.refused(read(&judged))), Code::OpenChanged);
    }

    /// At each look the name is a file, at each opening a link to the next one.
    fn a_name_that_keeps_becoming_a_link_is_refused(tree) {
        tree.dir("in/d").link("in/l", "d");
        for i in 0..20 {
            tree.file(&format!("in/d/f{i}"), "inside");
        }
        let act = || {
            let (dir, mut turn) = (tree.at("in/d"), 0);
            move || {
                let name = dir.join(format!("f{turn}"));
                turn += 1;
                fs::remove_file(&name).unwrap();
                symlink(format!("f{turn}"), &name).unwrap();
            }
        };
        let judged = tree.judge("in/l/f0", Access::Read);
        assert_eq!(hook::at(Step::Placed, act(), || tree.refused(read(&judged))), Code::OpenChanged);
        for i in 0..20 {
            let _ = fs::remove_file(tree.at(&format!("in/d/f{i}")));
            tree.file(&format!("in/d/f{i}"), "inside");
        }
        let judged = tree.judge("in/l/f0", AccessSet::REPLACE);
        let result = hook::at(Step::Placed, act(), || replace(&judged, &mut &b"new"[..]));
        assert_eq!(tree.refused(result), Code::OpenChanged);
    }

    fn a_name_that_becomes_a_link_into_the_scope_is_followed_by_the_walk(tree) {
        tree.file("in/d/f", "first").link("in/l", "d");
        let judged = tree.judge("in/l/f", Access::Read);
        assert_eq!(hook::at(Step::Placed, swap(tree, "in/d/f", "../a"), || content(read(&judged))), "inside");
    }
}

/// One look of the kernel, not one a name; below a base directory that was moved, too.
#[test]
fn a_plain_name_takes_no_walk() {
    let mut tree = Tree::new();
    tree.file("data/d/f", "inside").link("base", "data");
    tree.scope(serde_json::json!(["$BASE/**", "$ROOT/data/**"]), serde_json::json!(["$BASE/private/**"]));
    let all = AccessSet::of(&[Access::Read, Access::Write, Access::Truncate, Access::Metadata]);
    for dir in ["data/d", "base/d"] {
        let (judged, listed) = (tree.judge(&format!("{dir}/f"), all), tree.judge(dir, Access::List));
        let missing = tree.judge(&format!("{dir}/missing"), all);
        let walked = || panic!("it was walked");
        hook::at(Step::Walked, walked, || {
            read(&judged).unwrap();
            write(&judged).unwrap();
            append(&judged).unwrap();
            truncate(&judged, 1).unwrap();
            metadata(&judged).unwrap();
            list(&listed).unwrap();
        });
        if dir == "data/d" {
            hook::at(Step::Walked, walked, || assert!(read(&missing).is_err()));
        }
    }
}
