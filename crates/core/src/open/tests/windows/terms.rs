//! What an entry says of links. Wine makes hard links and no others, so of those on the way the tests say what the system
//! would.

use std::fs;

use serde_json::json;

use super::super::Tree;
use crate::{
    access::{Access, AccessSet},
    code::Code,
    open::{
        Permissions, Times, append, copy, create, create_directory, link_metadata, list, metadata, read, remove_file,
        remove_tree, rename, replace, set_permissions, set_times, truncate, walk, windows::hook::named, write,
    },
};

fn without_links(tree: &mut Tree) {
    tree.scope(json!([{ "path": "$ROOT/in", "links": false }, { "path": "$ROOT/in/**", "links": false }]), json!([]));
}

#[test]
fn what_is_reached_straight_is_granted_without_links() {
    let mut tree = Tree::new();
    tree.dir("in/D");
    without_links(&mut tree);
    assert_eq!(super::text(read(&tree.judge("in/a", Access::Read))), "inside");
    // The other case is no link.
    assert_eq!(super::text(read(&tree.judge("in/A", Access::Read))), "inside");
    create_directory(&tree.judge("in/d/x", Access::Create)).unwrap();
    assert!(list(&tree.judge("in", Access::List)).is_ok());
    assert!(tree.has("in/D/x"));
}

#[test]
fn a_file_with_another_name_is_refused_without_links() {
    let mut tree = Tree::new();
    fs::hard_link(tree.at("out/s"), tree.at("in/h")).unwrap();
    let judge = |tree: &Tree, access: Access| tree.judge("in/h", access);
    // The limit that is documented: with links, it is a file in scope.
    read(&judge(&tree, Access::Read)).unwrap();
    without_links(&mut tree);
    assert_eq!(tree.refused(read(&judge(&tree, Access::Read))), Code::LinkRefused);
    assert_eq!(tree.refused(write(&judge(&tree, Access::Write))), Code::LinkRefused);
    assert_eq!(tree.refused(append(&judge(&tree, Access::Write))), Code::LinkRefused);
    assert_eq!(tree.refused(truncate(&judge(&tree, Access::Truncate), 0)), Code::LinkRefused);
    assert_eq!(tree.refused(replace(&tree.judge("in/h", AccessSet::REPLACE), &mut &b"x"[..])), Code::LinkRefused);
    let to = tree.judge("in/copy", Access::Create);
    assert_eq!(tree.refused(copy(&judge(&tree, Access::Read), &to)), Code::LinkRefused);
    let changed = set_permissions(&judge(&tree, Access::SetMetadata), Permissions::Readonly(true));
    assert_eq!(tree.refused(changed), Code::LinkRefused);
    assert_eq!(tree.refused(set_times(&judge(&tree, Access::SetMetadata), Times::default())), Code::LinkRefused);
    assert_eq!((tree.content("out/s"), tree.has("in/copy")), ("outside".into(), false));
    // Its name can be taken away: that changes nothing of the other one.
    remove_file(&judge(&tree, Access::Remove)).unwrap();
}

/// The directory under another name than the one that was asked for, as behind a link that leads into the scope.
#[test]
fn a_true_name_that_is_another_one_is_refused_without_links() {
    let mut tree = Tree::new();
    tree.file("in/l/f", "inside").dir("in/d");
    let told = |tree: &Tree, during: &dyn Fn()| {
        let (l, d) = (tree.at("in/l"), tree.at("in/d"));
        let (l, d) = (l.to_str().unwrap().replace('/', r"\"), d.to_str().unwrap().replace('/', r"\"));
        named(move |name| name.contains(&l).then(|| name.replace(&l, &d)), during);
    };
    told(&tree, &|| assert_eq!(super::text(read(&tree.judge("in/l/f", Access::Read))), "inside"));
    without_links(&mut tree);
    told(&tree, &|| {
        let judge = |name: &str, access: Access| tree.judge(name, access);
        assert_eq!(tree.refused(read(&judge("in/l/f", Access::Read))), Code::LinkRefused);
        assert_eq!(tree.refused(metadata(&judge("in/l/f", Access::Metadata))), Code::LinkRefused);
        assert_eq!(tree.refused(link_metadata(&judge("in/l/f", Access::Metadata))), Code::LinkRefused);
        assert_eq!(tree.refused(list(&judge("in/l", Access::List))), Code::LinkRefused);
        assert_eq!(tree.refused(walk(&judge("in/l", Access::List), 9)), Code::LinkRefused);
        assert_eq!(tree.refused(create(&judge("in/l/new", Access::Create))), Code::LinkRefused);
        assert_eq!(tree.refused(create_directory(&judge("in/l/new/x", Access::Create))), Code::LinkRefused);
        assert_eq!(tree.refused(remove_file(&judge("in/l/f", Access::Remove))), Code::LinkRefused);
        assert_eq!(tree.refused(remove_tree(&judge("in/l", Access::Remove))), Code::LinkRefused);
        let (from, to) = (judge("in/a", Access::RenameFrom), judge("in/l/a", Access::RenameTo));
        assert_eq!(tree.refused(rename(&from, &to)), Code::LinkRefused);
        // What is missing there is not told from what is there.
        assert_eq!(tree.refused(read(&judge("in/l/missing", Access::Read))), Code::LinkRefused);
        assert_eq!(tree.refused(read(&judge("in/l/no/where", Access::Read))), Code::LinkRefused);
    });
    assert_eq!((tree.content("in/l/f"), tree.names("in/l")), ("inside".into(), vec!["f".into()]));
}

/// A variable of the environment may have it in any case.
#[test]
fn a_base_directory_may_be_spelled_otherwise_without_links() {
    let mut tree = Tree::new();
    tree.dir("Base").file("Base/f", "inside");
    tree.scope(json!([{ "path": "$BASE/**", "links": false }]), json!([]));
    assert_eq!(super::text(read(&tree.judge("base/f", Access::Read))), "inside");
}
