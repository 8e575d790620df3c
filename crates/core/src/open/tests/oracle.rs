//! What the page can learn of the outside: for each operation, one answer to whatever is there.

use std::io::Write;

use super::both_ways;
use crate::{
    access::{Access, AccessSet},
    guard::JudgedPath,
    open::{
        OpenError, append, copy, create, link_metadata, list, metadata, probe, read, remove_file, rename, replace,
        tests::Tree, truncate, write,
    },
};

/// What the page gets to see of a result.
fn answer<T>(result: Result<T, OpenError>) -> String {
    match result {
        Ok(_) => "done".into(),
        Err(OpenError::Io(error)) => format!("{:?}", error.kind()),
        Err(OpenError::Denied(denial)) => {
            let mut wire = serde_json::to_value(&denial).unwrap();
            wire.as_object_mut().unwrap().remove("decision");
            wire.to_string()
        }
    }
}

/// The answer of every operation on `name`.
fn answers(tree: &Tree, name: &str) -> Vec<String> {
    let judge = |access: Access| tree.judge(name, access);
    let replaced = |judged: JudgedPath| replace(&judged, &mut &b"new"[..]);
    let mut answers = vec![
        answer(read(&judge(Access::Read))),
        answer(write(&judge(Access::Write)).map(|mut file| file.write_all(b"x"))),
        answer(append(&judge(Access::Write))),
        answer(truncate(&judge(Access::Truncate), 0)),
        answer(replaced(tree.judge(name, AccessSet::REPLACE))),
        answer(create(&judge(Access::Create))),
        answer(list(&judge(Access::List))),
        answer(metadata(&judge(Access::Metadata))),
        answer(copy(&judge(Access::Read), &tree.judge("in/new", Access::Create))),
        answer(copy(&tree.judge("in/a", Access::Read), &judge(Access::Create))),
        answer(copy(&tree.judge("in/a", Access::Read), &tree.judge(name, AccessSet::REPLACE))),
    ];
    // These act on a link at the name itself, so below one only are they the same.
    if name.ends_with("/x") {
        answers.extend([
            answer(link_metadata(&judge(Access::Metadata))),
            answer(remove_file(&judge(Access::Remove))),
            answer(rename(&judge(Access::RenameFrom), &tree.judge("in/new", Access::RenameTo))),
            answer(rename(&tree.judge("in/a", Access::RenameFrom), &judge(Access::RenameTo))),
        ]);
        answers.extend(Access::ALL.map(|access| answer(probe(&judge(access), access))));
    }
    answers
}

/// Everything that can be at `out/x`.
type Plant = for<'a> fn(&'a Tree) -> &'a Tree;
const KINDS: [Plant; 9] = [
    |tree| tree,
    |tree| tree.file("out/x", ""),
    |tree| tree.file("out/x", "long enough to be told from an empty one"),
    |tree| tree.dir("out/x"),
    |tree| tree.pipe("out/x"),
    |tree| tree.link("out/x", "gone"),
    |tree| tree.link("out/x", "x"),
    |tree| tree.link("out/x", "s"),
    |tree| tree.file("out/x/y", ""),
];

/// All answers are the same, whatever is at `out/x`; they name no path; and the tree is as it was.
fn same_whatever_is_there(link: &str, target: &str, name: &str) {
    let mut first: Option<Vec<String>> = None;
    for kind in KINDS {
        let tree = Tree::new();
        tree.link(link, target);
        kind(&tree);
        let before = (tree.names("in"), tree.names("out"), tree.has("out/x").then(|| tree.inode("out/x")));
        let found = answers(&tree, name);
        assert_eq!(before, (tree.names("in"), tree.names("out"), tree.has("out/x").then(|| tree.inode("out/x"))));
        for text in &found {
            assert!(text.contains("path.outside-scope"), "{text}");
            assert!(!text.contains(tree.root().to_str().unwrap()) && !text.contains("link."), "{text}");
        }
        assert_eq!(first.get_or_insert_with(|| found.clone()), &found);
    }
}

both_ways! {
    fn at_the_end_of_a_link(_tree) {
        same_whatever_is_there("in/l", "../out/x", "in/l");
    }

    fn at_the_end_of_an_absolute_link_with_a_separator(_tree) {
        same_whatever_is_there("in/l", "$ROOT/out/x/", "in/l");
    }

    fn below_a_linked_directory(_tree) {
        same_whatever_is_there("in/l", "../out", "in/l/x");
    }

    fn below_what_may_not_even_be_a_directory(_tree) {
        same_whatever_is_there("in/l", "../out/x", "in/l/x");
    }

    fn deep_below_what_may_not_be_there(_tree) {
        same_whatever_is_there("in/l", "../out/x/y/z", "in/l/x");
    }

    /// A link that an attacker made to lead out, by way of what is asked for, and back in.
    fn on_the_way_out_and_back(_tree) {
        same_whatever_is_there("in/l", "../out/x/../../in/a", "in/l");
        same_whatever_is_there("in/l", "$ROOT/out/x/../../in", "in/l/x");
    }

    /// The same of what is denied.
    fn in_what_is_denied(tree) {
        tree.link("in/k", "denied/k").link("in/m", "denied/missing").link("in/o", "../out/s");
        let [known, missing, outside] = ["in/k", "in/m", "in/o"].map(|name| answers(tree, name));
        assert_eq!((&known, &missing), (&missing, &outside));
        assert_eq!(tree.content("in/denied/k"), "denied");
    }
}
