//! Pipes, sockets, devices and directories where a file is asked for: refused or told, and never waited for.

use std::{
    fs::OpenOptions,
    io::{self, Read, Write},
    os::{fd::OwnedFd, unix::net::UnixListener},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    thread,
    time::Duration,
};

use rustix::{
    event::{PollFd, PollFlags, Timespec, poll},
    fs::{CWD, Mode, OFlags, openat},
};
use serde_json::json;

use super::both_ways;
use crate::{
    access::{Access, AccessSet},
    code::Code,
    guard::JudgedPath,
    open::{Kind, OpenError, append, copy, link_metadata, list, metadata, read, replace, tests::Tree, truncate, write},
};

/// Every operation on a file's content, on what is at `name`.
fn each(tree: &Tree, name: &str, check: impl Fn(Result<(), OpenError>)) {
    let judge = |access: Access| tree.judge(name, access);
    check(read(&judge(Access::Read)).map(drop));
    check(write(&judge(Access::Write)).map(drop));
    check(append(&judge(Access::Write)).map(drop));
    check(truncate(&judge(Access::Truncate), 0));
    check(replace_with(&tree.judge(name, AccessSet::REPLACE)));
    check(copy(&judge(Access::Read), &tree.judge("in/copy", Access::Create)).map(drop));
    check(copy(&tree.judge("in/a", Access::Read), &tree.judge(name, AccessSet::REPLACE)).map(drop));
    assert!(!tree.has("in/copy"));
}

fn hung_up(reader: &OwnedFd) -> bool {
    let mut polled = [PollFd::new(reader, PollFlags::IN)];
    poll(&mut polled, Some(&Timespec { tv_sec: 0, tv_nsec: 0 })).unwrap();
    polled[0].revents().contains(PollFlags::HUP)
}

fn replace_with(judged: &JudgedPath) -> Result<(), OpenError> {
    replace(judged, &mut &b"new"[..]).map(drop)
}

both_ways! {
    fn a_pipe_is_refused_without_waiting_for_its_other_end(tree) {
        tree.pipe("in/p").link("in/l", "p");
        for name in ["in/p", "in/l"] {
            each(tree, name, |result| assert_eq!(tree.refused(result), Code::OpenSpecial));
        }
        assert_eq!(tree.names("in"), ["a", "denied", "l", "p"]);
    }

    /// With somebody at the other end the kernel would open it at once.
    fn a_pipe_with_another_end_is_refused(tree) {
        tree.pipe("in/p");
        let mut options = OpenOptions::new();
        let other = options.read(true).write(true);
        std::os::unix::fs::OpenOptionsExt::custom_flags(other, OFlags::NONBLOCK.bits() as i32);
        let _other = other.open(tree.at("in/p")).unwrap();
        each(tree, "in/p", |result| assert_eq!(tree.refused(result), Code::OpenSpecial));
    }

    /// Whoever reads from it would be told that somebody writes: the end of the content, when that handle is closed.
    fn a_pipe_is_not_opened_for_writing_to_be_refused(tree) {
        tree.pipe("in/p");
        let reader = openat(CWD, tree.at("in/p"), OFlags::RDONLY | OFlags::NONBLOCK, Mode::empty()).unwrap();
        for access in [Access::Write, Access::Truncate] {
            let judged = tree.judge("in/p", access);
            assert_eq!(tree.refused(if access == Access::Write { write(&judged).map(drop) } else { truncate(&judged, 0) }), Code::OpenSpecial);
        }
        assert_eq!(tree.refused(replace_with(&tree.judge("in/p", AccessSet::REPLACE))), Code::OpenSpecial);
        // A writer that came and went leaves a hang-up behind.
        assert!(!hung_up(&reader), "somebody had opened it for writing");
        drop(openat(CWD, tree.at("in/p"), OFlags::WRONLY | OFlags::NONBLOCK, Mode::empty()).unwrap());
        assert!(hung_up(&reader), "this test would not see it");
    }

    /// The price of reading at the cost of one system call: it is opened, and closed again; nothing of it is read.
    fn of_a_pipe_that_is_refused_nothing_is_read(tree) {
        tree.pipe("in/p");
        let mut other = OpenOptions::new().read(true).write(true).open(tree.at("in/p")).unwrap();
        other.write_all(b"content").unwrap();
        assert_eq!(tree.refused(read(&tree.judge("in/p", Access::Read))), Code::OpenSpecial);
        let mut content = [0; 7];
        other.read_exact(&mut content).unwrap();
        assert_eq!(&content, b"content");
    }

    /// Where devices lie nothing is opened to be refused.
    fn a_pipe_below_dev_wakes_nobody(tree) {
        *tree = Tree::in_memory();
        if !tree.root().starts_with("/dev") {
            return;
        }
        tree.pipe("in/p");
        let (name, woken) = (tree.at("in/p"), Arc::new(AtomicBool::new(false)));
        let writer = thread::spawn({
            let woken = Arc::clone(&woken);
            move || {
                let pipe = OpenOptions::new().write(true).open(name).unwrap();
                woken.store(true, Ordering::SeqCst);
                drop(pipe);
            }
        });
        thread::sleep(Duration::from_millis(50));
        assert_eq!(tree.refused(read(&tree.judge("in/p", Access::Read))), Code::OpenSpecial);
        thread::sleep(Duration::from_millis(50));
        assert!(!woken.load(Ordering::SeqCst));
        // A reader that stays, so that the thread ends however early it comes to open the pipe.
        let _reader = openat(CWD, tree.at("in/p"), OFlags::RDONLY | OFlags::NONBLOCK, Mode::empty()).unwrap();
        writer.join().unwrap();
    }

    fn a_socket_is_refused(tree) {
        let _socket = UnixListener::bind(tree.at("in/s")).unwrap();
        each(tree, "in/s", |result| assert_eq!(tree.refused(result), Code::OpenSpecial));
    }

    /// Only root can make one. It is never one of the system's: a test that fails must not take the place of `/dev/null`.
    fn a_device_is_refused(tree) {
        if tree.device("in/n") {
            each(tree, "in/n", |result| assert_eq!(tree.refused(result), Code::OpenSpecial));
        }
        tree.scope(json!(["/dev/*"]), json!([]));
        assert_eq!(tree.refused(read(&tree.setup().judge("/dev/null", Access::Read).unwrap())), Code::OpenSpecial);
        assert_eq!(tree.refused(write(&tree.setup().judge("/dev/null", Access::Write).unwrap())), Code::OpenSpecial);
    }

    fn the_page_is_told_that_an_object_in_scope_is_special(tree) {
        tree.pipe("in/p");
        let Err(OpenError::Denied(denial)) = read(&tree.judge("in/p", Access::Read)) else { panic!("it was opened") };
        assert_eq!(denial.code(), Code::OpenSpecial);
    }

    /// Outside, a pipe is outside like everything else, and nobody at its other end is woken.
    fn a_pipe_outside_is_not_told_from_a_file(tree) {
        tree.pipe("out/p").link("in/l", "../out/p");
        each(tree, "in/l", |result| assert_eq!(tree.refused(result), Code::LinkOutside));
    }

    fn size_kind_and_time_of_special_objects_are_told_without_opening_them(tree) {
        tree.pipe("in/p");
        assert_eq!(metadata(&tree.judge("in/p", Access::Metadata)).unwrap().kind, Kind::Special);
        assert_eq!(link_metadata(&tree.judge("in/p", Access::Metadata)).unwrap().kind, Kind::Special);
    }

    fn a_directory_is_no_file(tree) {
        tree.dir("in/d").link("in/l", "d");
        for name in ["in/d", "in/l", "in"] {
            each(tree, name, |result| assert_eq!(tree.io(result), io::ErrorKind::IsADirectory));
        }
        assert_eq!(tree.names("in"), ["a", "d", "denied", "l"]);
    }

    fn a_file_is_no_directory(tree) {
        tree.link("in/l", "a").pipe("in/p");
        for name in ["in/a", "in/l", "in/p"] {
            assert_eq!(tree.io(list(&tree.judge(name, Access::List))), io::ErrorKind::NotADirectory, "{name}");
        }
        assert_eq!(tree.io(read(&tree.judge("in/a/x", Access::Read))), io::ErrorKind::NotADirectory);
    }

    fn a_missing_file_in_scope_is_missing(tree) {
        for name in ["in/missing", "in/no/where"] {
            let judge = |access: Access| tree.judge(name, access);
            assert_eq!(tree.io(read(&judge(Access::Read))), io::ErrorKind::NotFound);
            assert_eq!(tree.io(write(&judge(Access::Write))), io::ErrorKind::NotFound);
            assert_eq!(tree.io(append(&judge(Access::Write))), io::ErrorKind::NotFound);
            assert_eq!(tree.io(truncate(&judge(Access::Truncate), 0)), io::ErrorKind::NotFound);
            assert_eq!(tree.io(metadata(&judge(Access::Metadata))), io::ErrorKind::NotFound);
            assert_eq!(tree.io(link_metadata(&judge(Access::Metadata))), io::ErrorKind::NotFound);
            assert_eq!(tree.io(list(&judge(Access::List))), io::ErrorKind::NotFound);
            assert!(!tree.has(name));
        }
    }
}
