//! Descriptors are what an app runs out of as a whole: many paths in one call hold no more than is asked for.

use std::{fs, process::Command};

use rustix::{
    io::{FdFlags, fcntl_getfd},
    process::{Resource, Rlimit, setrlimit},
};

use super::both_ways;
use crate::{
    access::{Access, AccessSet},
    open::{
        append, copy, create, create_directory, list, metadata, read, remove_file, remove_tree, replace, tests::Tree,
        walk, write,
    },
};

const FILES: usize = 500;
const LIMIT: u64 = 256;
/// Set in the process that has the limit.
const LIMITED: &str = "AUTHORITY_TEST_LIMITED";

/// The limit is one of the process, so the test runs in one of its own.
#[test]
fn five_hundred_files_are_judged_and_used_under_a_limit_of_256() {
    if std::env::var_os(LIMITED).is_none() {
        let name = "open::tests::descriptors::five_hundred_files_are_judged_and_used_under_a_limit_of_256";
        let mut test = Command::new(std::env::current_exe().unwrap());
        let output = test.args(["--exact", name, "--nocapture"]).env(LIMITED, "1").output().unwrap();
        let said = String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success() && said.contains("1 passed"), "{said}");
        return;
    }
    setrlimit(Resource::Nofile, Rlimit { current: Some(LIMIT), maximum: Some(LIMIT) }).unwrap();
    let tree = Tree::new();
    let before = open_descriptors();
    let names: Vec<_> = (0..FILES).map(|i| format!("in/many/f{i}")).collect();
    create_directory(&tree.judge("in/many", Access::Create)).unwrap();
    let all = AccessSet::of(&[Access::Read, Access::Write, Access::Create, Access::Truncate, Access::Metadata]);
    // All judged at once, as a command gets them.
    let judged: Vec<_> = names.iter().map(|name| tree.judge(name, all)).collect();
    assert_eq!(open_descriptors(), before, "a judged value holds nothing");
    for file in &judged {
        create(file).unwrap();
        replace(file, &mut &b"content"[..]).unwrap();
        metadata(file).unwrap();
        drop((read(file).unwrap(), write(file).unwrap(), append(file).unwrap()));
    }
    let to = tree.judge("in/copy", AccessSet::REPLACE);
    assert!(judged.iter().all(|from| copy(from, &to).is_ok()));
    // In the caller's hands they are as many as it keeps.
    let held: Vec<_> = judged.iter().map_while(|file| read(file).ok()).collect();
    assert!(held.len() > 200 && held.len() < FILES);
    drop(held);
    let (dir, all) = (tree.judge("in", Access::List), tree.judge("in/many", Access::List));
    let mut walk = walk(&dir, 99).unwrap();
    assert!(walk.by_ref().filter(Result::is_ok).count() > FILES);
    drop(walk);
    assert_eq!(list(&all).unwrap().children.len(), FILES);
    remove_file(&tree.judge("in/many/f0", Access::Remove)).unwrap();
    remove_tree(&tree.judge("in/many", Access::Remove)).unwrap();
    assert_eq!(open_descriptors(), before);
}

both_ways! {
    /// A child process would use what its parent was granted.
    fn no_child_process_inherits_what_is_handed_out(tree) {
        tree.link("in/l", "a");
        for name in ["in/a", "in/l"] {
            let (reading, writing) = (tree.judge(name, Access::Read), tree.judge(name, Access::Write));
            for file in [read(&reading), write(&writing), append(&writing)] {
                assert!(fcntl_getfd(file.unwrap()).unwrap().contains(FdFlags::CLOEXEC), "{name}");
            }
        }
        let new = create(&tree.judge("in/new", Access::Create)).unwrap();
        assert!(fcntl_getfd(new).unwrap().contains(FdFlags::CLOEXEC));
    }
}

fn open_descriptors() -> usize {
    fs::read_dir("/proc/self/fd").unwrap().count()
}
