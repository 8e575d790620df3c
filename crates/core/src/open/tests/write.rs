//! Writing into a file that exists, and the rule that an operation needs the access that it is.

use std::{
    io::{ErrorKind, Write},
    sync::atomic::{AtomicBool, Ordering},
};

use rustix::io::{FdFlags, fcntl_getfd};

use super::both_ways;
use crate::{
    access::{Access, AccessSet},
    code::Code,
    open::{
        append, append_or_create, copy, create, link_metadata, list, metadata, probe, read, remove_file, rename,
        replace, truncate, write, write_or_create,
    },
};

both_ways! {
    fn writing_neither_makes_nor_cuts_a_file(tree) {
        write(&tree.judge("in/a", Access::Write)).unwrap().write_all(b"OUT").unwrap();
        assert_eq!(tree.content("in/a"), "OUTide");
    }

    fn appending_goes_to_the_end(tree) {
        tree.link("in/l", "a");
        append(&tree.judge("in/a", Access::Write)).unwrap().write_all(b"+1").unwrap();
        append(&tree.judge("in/l", Access::Write)).unwrap().write_all(b"+2").unwrap();
        assert_eq!(tree.content("in/a"), "inside+1+2");
    }

    /// A log: there or not there yet, by its name or by a link into the scope.
    fn what_is_not_there_is_made_and_what_is_there_is_kept(tree) {
        let both = AccessSet::of(&[Access::Write, Access::Create]);
        for text in [b"one ", b"two "] {
            append_or_create(&tree.judge("in/log", both)).unwrap().write_all(text).unwrap();
        }
        write_or_create(&tree.judge("in/log", both)).unwrap().write_all(b"ONE").unwrap();
        assert_eq!(tree.content("in/log"), "ONE two ");
        write_or_create(&tree.judge("in/written", both)).unwrap().write_all(b"new").unwrap();
        assert_eq!(tree.content("in/written"), "new");
        tree.link("in/l", "log");
        append_or_create(&tree.judge("in/l", both)).unwrap().write_all(b"three").unwrap();
        assert_eq!(tree.content("in/log"), "ONE two three");
    }

    fn nothing_is_made_through_a_link_that_leads_nowhere_or_outside(tree) {
        let both = AccessSet::of(&[Access::Write, Access::Create]);
        tree.link("in/nowhere", "gone").link("in/outside", "../out/new").link("in/secret", "../out/s").link("in/away", "../out");
        for open in [append_or_create, write_or_create] {
            for name in ["in/nowhere", "in/missing/new"] {
                assert_eq!(tree.io(open(&tree.judge(name, both))), ErrorKind::NotFound, "{name}");
            }
            for name in ["in/outside", "in/secret", "in/away/new"] {
                assert_eq!(tree.refused(open(&tree.judge(name, both))), Code::LinkOutside, "{name}");
            }
        }
        assert!(!tree.at("in/gone").exists() && !tree.at("out/new").exists());
        assert_eq!(tree.content("out/s"), "outside");
    }

    /// Neither half is done where the other was not judged.
    fn making_what_is_missing_needs_both_accesses(tree) {
        for open in [append_or_create, write_or_create] {
            for access in [Access::Write, Access::Create] {
                for name in ["in/a", "in/new"] {
                    assert_eq!(tree.refused(open(&tree.judge(name, access))), Code::OpenAccess, "{name}");
                }
            }
        }
        assert!(!tree.at("in/new").exists());
    }

    /// Another process removes it and makes it while it is opened: it is one or the other, and never outside.
    fn what_comes_and_goes_is_opened(tree) {
        let both = AccessSet::of(&[Access::Write, Access::Create]);
        let name = tree.at("in/log");
        let stop = AtomicBool::new(false);
        std::thread::scope(|scope| {
            scope.spawn(|| {
                while !stop.load(Ordering::Relaxed) {
                    let _ = std::fs::remove_file(&name);
                    let _ = std::fs::File::create_new(&name);
                }
            });
            let opened = (0..500).filter(|_| append_or_create(&tree.judge("in/log", both)).is_ok()).count();
            stop.store(true, Ordering::Relaxed);
            assert!(opened > 450, "{opened} of 500");
        });
    }

    fn truncating_sets_the_length(tree) {
        truncate(&tree.judge("in/a", Access::Truncate), 2).unwrap();
        assert_eq!(tree.content("in/a"), "in");
        truncate(&tree.judge("in/a", Access::Truncate), 3).unwrap();
        assert_eq!(tree.content("in/a"), "in\0");
    }

    fn a_child_process_inherits_no_handle(tree) {
        let files = [
            read(&tree.judge("in/a", Access::Read)),
            write(&tree.judge("in/a", Access::Write)),
            append(&tree.judge("in/a", Access::Write)),
            create(&tree.judge("in/new", Access::Create)),
        ];
        for file in files {
            assert!(fcntl_getfd(file.unwrap()).unwrap().contains(FdFlags::CLOEXEC));
        }
    }

    /// A grant for one access is no grant for another; and the refusal comes before anything is touched.
    fn each_operation_needs_its_own_access(tree) {
        for granted in Access::ALL {
            let other = |needed: Access| granted != needed;
            let a = || tree.judge("in/a", granted);
            let refused = |code: Code| assert_eq!(code, Code::OpenAccess, "{granted:?}");
            if other(Access::Read) {
                refused(tree.refused(read(&a())));
                refused(tree.refused(copy(&a(), &tree.judge("in/new", Access::Create))));
            }
            if other(Access::Write) {
                refused(tree.refused(write(&a())));
                refused(tree.refused(append(&a())));
            }
            if other(Access::Create) {
                refused(tree.refused(create(&tree.judge("in/new", granted))));
                refused(tree.refused(copy(&tree.judge("in/a", Access::Read), &tree.judge("in/new", granted))));
            }
            if other(Access::Truncate) {
                refused(tree.refused(truncate(&a(), 0)));
            }
            if other(Access::List) {
                refused(tree.refused(list(&tree.judge("in", granted))));
            }
            if other(Access::Metadata) {
                refused(tree.refused(metadata(&a())));
                refused(tree.refused(link_metadata(&a())));
            }
            if other(Access::Remove) {
                refused(tree.refused(remove_file(&a())));
            }
            if other(Access::RenameFrom) {
                refused(tree.refused(rename(&a(), &tree.judge("in/new", Access::RenameTo))));
            }
            if other(Access::RenameTo) {
                refused(tree.refused(rename(&tree.judge("in/a", Access::RenameFrom), &tree.judge("in/new", granted))));
            }
            refused(tree.refused(replace(&a(), &mut &b"new"[..])));
            for needed in Access::ALL.into_iter().filter(|needed| other(*needed)) {
                refused(tree.refused(probe(&a(), needed)));
            }
        }
        for missing in [Access::Write, Access::Create, Access::Truncate] {
            let judged = tree.judge("in/a", AccessSet::REPLACE.without(missing.into()));
            assert_eq!(tree.refused(replace(&judged, &mut &b"new"[..])), Code::OpenAccess);
        }
        assert_eq!((tree.content("in/a").as_str(), tree.names("in")), ("inside", vec!["a".into(), "denied".into()]));
    }
}
