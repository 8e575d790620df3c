//! Replacing a file as a whole: the new content or the old, in scope, and nothing left behind.

use std::{
    fs::{Permissions, set_permissions},
    io::{self, ErrorKind, Read},
    os::unix::fs::PermissionsExt,
};

use super::both_ways;
use crate::{
    access::AccessSet,
    code::Code,
    open::{OpenError, replace, tests::Tree},
};

fn put(tree: &Tree, name: &str) -> Result<u64, OpenError> {
    replace(&tree.judge(name, AccessSet::REPLACE), &mut &b"fresh"[..])
}

/// Content that does something in the midst of being read.
struct Meanwhile<F>(F, &'static [u8]);

impl<F: FnMut() -> io::Result<()>> Read for Meanwhile<F> {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        (self.0)()?;
        self.1.read(to)
    }
}

fn mode(tree: &Tree, name: &str) -> u32 {
    tree.at(name).metadata().unwrap().permissions().mode() & 0o7777
}

both_ways! {
    fn content_is_replaced_or_made(tree) {
        for name in ["in/a", "in/new"] {
            assert_eq!(put(tree, name).unwrap(), 5);
            assert_eq!(tree.content(name), "fresh");
        }
        assert_eq!(tree.names("in"), ["a", "denied", "new"]);
    }

    fn a_link_in_scope_is_followed_and_stays(tree) {
        tree.link("in/l", "a").link("in/dangling", "new");
        put(tree, "in/l").unwrap();
        put(tree, "in/dangling").unwrap();
        assert_eq!((tree.content("in/a").as_str(), tree.content("in/new").as_str()), ("fresh", "fresh"));
        assert!(tree.at("in/l").is_symlink() && tree.at("in/dangling").is_symlink());
    }

    fn a_link_that_leaves_the_scope_is_refused(tree) {
        tree.link("in/l", "../out/s").link("in/dangling", "../out/new").link("in/d", "../out").link("in/k", "denied/k");
        for (name, code) in [
            ("in/l", Code::LinkOutside),
            ("in/dangling", Code::LinkOutside),
            ("in/d/s", Code::LinkOutside),
            ("in/d/new", Code::LinkOutside),
            ("in/k", Code::LinkDenied),
        ] {
            assert_eq!(tree.refused(put(tree, name)), code, "{name}");
        }
        assert_eq!((tree.content("out/s").as_str(), tree.content("in/denied/k").as_str()), ("outside", "denied"));
        assert_eq!((tree.names("out"), tree.names("in/denied")), (vec!["s".into()], vec!["k".into()]));
    }

    fn the_mode_of_the_old_file_stays(tree) {
        for bits in [0o600, 0o640, 0o777, 0o604] {
            set_permissions(tree.at("in/a"), Permissions::from_mode(bits)).unwrap();
            put(tree, "in/a").unwrap();
            assert_eq!(mode(tree, "in/a"), bits, "{bits:o}");
        }
    }

    fn bits_that_lend_rights_go(tree) {
        set_permissions(tree.at("in/a"), Permissions::from_mode(0o6755)).unwrap();
        put(tree, "in/a").unwrap();
        assert_eq!(mode(tree, "in/a"), 0o755);
    }

    /// What is private is private from its first byte on, under the name that it is written by, too.
    fn the_new_content_of_a_private_file_is_never_readable_by_others(tree) {
        set_permissions(tree.at("in/a"), Permissions::from_mode(0o600)).unwrap();
        let dir = tree.at("in");
        let mut content = Meanwhile(
            move || {
                for entry in dir.read_dir()?.map(|entry| entry.unwrap()).filter(|entry| entry.path().is_file()) {
                    assert_eq!(entry.metadata()?.permissions().mode() & 0o077, 0, "{entry:?}");
                }
                Ok(())
            },
            b"fresh",
        );
        replace(&tree.judge("in/a", AccessSet::REPLACE), &mut content).unwrap();
        assert_eq!(tree.content("in/a"), "fresh");
    }

    fn content_that_fails_midway_leaves_the_old_one_and_no_other_file(tree) {
        tree.link("in/l", "a");
        for name in ["in/a", "in/l", "in/new"] {
            let mut first = true;
            let mut content = Meanwhile(
                move || if std::mem::take(&mut first) { Ok(()) } else { Err(ErrorKind::ConnectionReset.into()) },
                b"half of it",
            );
            let judged = tree.judge(name, AccessSet::REPLACE);
            assert_eq!(tree.io(replace(&judged, &mut content)), ErrorKind::ConnectionReset);
        }
        assert_eq!((tree.content("in/a").as_str(), tree.names("in")), ("inside", vec!["a".into(), "denied".into(), "l".into()]));
    }

    fn content_that_panics_leaves_the_old_one_and_no_other_file(tree) {
        let judged = tree.judge("in/a", AccessSet::REPLACE);
        let panicked = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
            let _ = replace(&judged, &mut Meanwhile(|| panic!("as asked"), b""));
        }));
        assert!(panicked.is_err());
        assert_eq!((tree.content("in/a").as_str(), tree.names("in")), ("inside", vec!["a".into(), "denied".into()]));
    }

    /// Whoever has the old file open keeps the old content: readers see one or the other as a whole.
    fn an_open_reader_keeps_the_old_content(tree) {
        let mut old = std::fs::File::open(tree.at("in/a")).unwrap();
        put(tree, "in/a").unwrap();
        let mut text = String::new();
        old.read_to_string(&mut text).unwrap();
        assert_eq!((text.as_str(), tree.content("in/a").as_str()), ("inside", "fresh"));
    }

    /// The hard link of somebody else is not written through.
    fn another_hard_link_keeps_the_old_content(tree) {
        std::fs::hard_link(tree.at("out/s"), tree.at("in/h")).unwrap();
        put(tree, "in/h").unwrap();
        assert_eq!((tree.content("in/h").as_str(), tree.content("out/s").as_str()), ("fresh", "outside"));
    }

    /// The name becomes a link, a pipe, a directory while the content comes: what it leads to is not touched.
    fn what_takes_the_name_meanwhile_is_not_followed(tree) {
        let (name, target) = (tree.at("in/a"), tree.at("out/s"));
        let mut once = Some(());
        let mut content = Meanwhile(
            move || {
                if once.take().is_some() {
                    std::fs::remove_file(&name)?;
                    std::os::unix::fs::symlink(&target, &name)?;
                }
                Ok(())
            },
            b"fresh",
        );
        replace(&tree.judge("in/a", AccessSet::REPLACE), &mut content).unwrap();
        assert!(!tree.at("in/a").is_symlink());
        assert_eq!((tree.content("in/a").as_str(), tree.content("out/s").as_str()), ("fresh", "outside"));
    }

    fn a_directory_that_takes_the_name_meanwhile_stays(tree) {
        let name = tree.at("in/new");
        let mut content = Meanwhile(
            move || match std::fs::create_dir(&name) {
                Err(error) if error.kind() != ErrorKind::AlreadyExists => Err(error),
                _ => Ok(()),
            },
            b"fresh",
        );
        assert_eq!(tree.io(replace(&tree.judge("in/new", AccessSet::REPLACE), &mut content)), ErrorKind::IsADirectory);
        assert_eq!(tree.names("in"), ["a", "denied", "new"]);
    }

    fn a_missing_directory_is_missing(tree) {
        assert_eq!(tree.io(put(tree, "in/no/new")), ErrorKind::NotFound);
        assert!(!tree.has("in/no"));
    }
}
