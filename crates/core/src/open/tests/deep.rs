//! Paths as long as paths can be: they are followed, and hold up nobody else's descriptors.

use std::{
    cell::Cell,
    fs,
    io::{Read, Write},
    rc::Rc,
};

use super::both_ways;
use crate::{
    access::{Access, AccessSet},
    code::Code,
    open::{
        create,
        linux::hook::{self, Step},
        list, metadata, read, remove_file, replace,
        tests::Tree,
    },
};

const LEVELS: usize = 1_000;
/// More than all other tests hold meanwhile, fewer than there are levels.
const FEW: usize = 400;

/// A directory this many levels below `in`, with a file `f`, and the name of the directory.
fn plant(tree: &Tree) -> String {
    let deep = format!("in{}", "/d".repeat(LEVELS));
    tree.file(&format!("{deep}/f"), "deep");
    deep
}

/// Cuts the tree into pieces that can be removed without holding a descriptor for each level.
fn fell(tree: &Tree) {
    for piece in (1..LEVELS / 100).rev() {
        tree.rename(&format!("in{}", "/d".repeat(piece * 100)), &format!("piece{piece}"));
    }
}

/// The most descriptors that this process held at a step of `body`, and whether there was one.
fn held<T>(step: Step, body: impl FnOnce() -> T) -> (T, usize) {
    let most = Rc::new(Cell::new(0));
    let seen = Rc::clone(&most);
    let count = move || seen.set(seen.get().max(fs::read_dir("/proc/self/fd").unwrap().count()));
    (hook::at(step, count, body), most.get())
}

both_ways! {
    fn a_thousand_levels_are_followed(tree) {
        let deep = plant(tree);
        let name = format!("{deep}/f");
        let mut text = String::new();
        read(&tree.judge(&name, Access::Read)).unwrap().read_to_string(&mut text).unwrap();
        assert_eq!(text, "deep");
        replace(&tree.judge(&name, AccessSet::REPLACE), &mut &b"new"[..]).unwrap();
        assert_eq!(metadata(&tree.judge(&name, Access::Metadata)).unwrap().len, 3);
        let new = format!("{deep}/new");
        create(&tree.judge(&new, Access::Create)).unwrap().write_all(b"x").unwrap();
        assert_eq!(list(&tree.judge(&deep, Access::List)).unwrap().children.len(), 2);
        remove_file(&tree.judge(&new, Access::Remove)).unwrap();
        assert_eq!(tree.names(&deep), ["f"]);
        fell(tree);
    }

    fn a_thousand_levels_behind_a_link_hold_few_descriptors(tree) {
        let deep = plant(tree);
        tree.link("in/l", "d").link(&format!("{deep}/l"), "f");
        let judged = tree.judge(&format!("in/l{}/l", "/d".repeat(LEVELS - 1)), Access::Read);
        let (file, held) = held(Step::Walked, || read(&judged));
        file.unwrap();
        assert!((1..FEW).contains(&held), "{held}");
        fell(tree);
    }

    /// Where the way goes down again it is found anew from the root: once, not for each `..`.
    fn a_way_up_a_thousand_levels_holds_few_descriptors(tree) {
        let deep = plant(tree);
        tree.link(&format!("{deep}/up"), &"../".repeat(LEVELS));
        let judged = tree.judge(&format!("{deep}/up/a"), Access::Read);
        let (file, held) = held(Step::Walked, || read(&judged));
        file.unwrap();
        assert!((1..FEW).contains(&held), "{held}");
        fell(tree);
    }

    /// A link may lead further than a path can be long: what cannot be spelled cannot be judged.
    fn a_true_name_that_is_too_long_is_refused(tree) {
        let long = vec!["n".repeat(250); 9].join("/");
        tree.dir(&format!("in/{long}")).link("in/one", &long);
        // Behind the link it goes on as long again: reachable in two steps only.
        let below = vec!["m".repeat(250); 9].join("/");
        let judged = tree.judge(&format!("in/one/{below}"), Access::Read);
        assert_eq!(tree.refused(read(&judged)), Code::OpenUnresolved);
    }

    fn targets_with_more_names_than_any_path_are_refused(tree) {
        let rest = "/x".repeat(2_000);
        tree.link("in/l1", &format!("l2{rest}")).link("in/l2", &format!("l3{rest}")).link("in/l3", &format!("a{rest}"));
        assert_eq!(tree.refused(read(&tree.judge("in/l1", Access::Read))), Code::LinkLoop);
        // As many as that are fine one at a time.
        tree.link("in/dots", &format!("{}a", "./".repeat(2_000)));
        read(&tree.judge("in/dots", Access::Read)).unwrap();
    }
}
