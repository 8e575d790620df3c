//! Report mode at opening: what the scope refuses is recorded, and done by its plain name. Nothing else ever is.

use std::{
    collections::BTreeSet,
    fs,
    io::{ErrorKind, Read, Write},
    mem::MaybeUninit,
    os::unix::fs::MetadataExt,
    thread,
    time::{Duration, SystemTime},
};

use rustix::fs::inotify::{self, CreateFlags, ReadFlags, WatchFlags};
use serde_json::json;

use super::{Tree, both_ways};
use crate::{
    access::{Access, AccessSet},
    code::Code,
    guard::{Ask, JudgedPath, PathInput},
    open::{
        Kind, OpenError, Permissions, Times, append, append_or_create, copy, create, create_directory, link_metadata,
        list, metadata, plain, probe, read, remove_directory, remove_file, remove_tree, rename, replace,
        set_permissions, set_times, truncate, walk, write, write_or_create,
    },
    record::{Stage, Verdict},
    report::{Covered, Report},
    testing::COMMAND,
};

fn reporting() -> Tree {
    let mut tree = Tree::new();
    tree.reporting(Report::new(Covered::App, SystemTime::now() + Duration::from_secs(3600)));
    tree
}

fn text(file: Result<fs::File, OpenError>) -> String {
    let mut text = String::new();
    file.unwrap().read_to_string(&mut text).unwrap();
    text
}

fn written(file: Result<fs::File, OpenError>) {
    file.unwrap().write_all(b"new").unwrap();
}

/// The last record is one of opening, and says what would have been refused.
fn reported(tree: &Tree, judged: &JudgedPath) -> Code {
    let record = tree.setup().last_record();
    assert_eq!((record.decision, record.parent), (Verdict::Report, Some(judged.id())), "{record:?}");
    assert_ne!(record.stage, Stage::Judge);
    record.code
}

#[test]
fn every_operation_is_done_outside_the_scope() {
    let tree = reporting();
    tree.file("out/t", "t").file("out/cut", "12345").file("out/old", "old").link("out/l", "s");
    assert_eq!(text(read(&tree.judge("out/s", Access::Read))), "outside");
    written(write(&tree.judge("out/s", Access::Write)));
    written(append(&tree.judge("out/s", Access::Write)));
    assert_eq!(tree.content("out/s"), "newsidenew");
    let both = AccessSet::of(&[Access::Write, Access::Create]);
    for open in [write_or_create, append_or_create, write_or_create] {
        written(open(&tree.judge("out/made", both)));
    }
    assert_eq!(tree.content("out/made"), "newnew");
    remove_file(&tree.judge("out/made", Access::Remove)).unwrap();
    written(create(&tree.judge("out/new", Access::Create)));
    assert_eq!(replace(&tree.judge("out/new", AccessSet::REPLACE), &mut &b"whole"[..]).unwrap(), 5);
    assert_eq!(tree.content("out/new"), "whole");
    truncate(&tree.judge("out/cut", Access::Truncate), 2).unwrap();
    assert_eq!(tree.content("out/cut"), "12");
    let names: Vec<_> = list(&tree.judge("out", Access::List)).unwrap().children;
    assert_eq!(names.iter().map(|child| child.name.as_str()).collect::<Vec<_>>(), ["cut", "l", "new", "old", "s", "t"]);
    assert_eq!(names[1].kind, Kind::Link);
    let found = metadata(&tree.judge("out/l", Access::Metadata)).unwrap();
    assert_eq!((found.kind, found.len, found.readonly), (Kind::File, 10, false));
    assert!(found.modified > 1_700_000_000_000);
    assert_eq!(link_metadata(&tree.judge("out/l", Access::Metadata)).unwrap().kind, Kind::Link);
    assert_eq!(copy(&tree.judge("out/t", Access::Read), &tree.judge("out/copy", Access::Create)).unwrap(), 1);
    assert_eq!(copy(&tree.judge("out/t", Access::Read), &tree.judge("out/old", AccessSet::REPLACE)).unwrap(), 1);
    assert_eq!((tree.content("out/copy"), tree.content("out/old")), ("t".to_owned(), "t".to_owned()));
    rename(&tree.judge("out/t", Access::RenameFrom), &tree.judge("out/u", Access::RenameTo)).unwrap();
    assert!(tree.has("out/u") && !tree.has("out/t"));
    remove_file(&tree.judge("out/u", Access::Remove)).unwrap();
    assert!(!tree.has("out/u"));
    for access in Access::ALL {
        let name = if access == Access::List { "out" } else { "out/s" };
        probe(&tree.judge(name, access), access).unwrap();
    }
    // One record each, at judging: what would have been refused there is not judged again.
    for record in tree.setup().records() {
        assert_eq!((record.decision, record.stage), (Verdict::Report, Stage::Judge), "{record:?}");
    }
}

#[test]
fn what_has_a_name_is_kept_outside_too() {
    let tree = reporting();
    tree.file("out/t", "t");
    let (from, to) = (tree.judge("out/t", Access::RenameFrom), tree.judge("out/s", Access::RenameTo));
    assert_eq!(tree.io(rename(&from, &to)), ErrorKind::AlreadyExists);
    assert_eq!(tree.io(create(&tree.judge("out/s", Access::Create))), ErrorKind::AlreadyExists);
    let (from, to) = (tree.judge("out/t", Access::Read), tree.judge("out/s", Access::Create));
    assert_eq!(tree.io(copy(&from, &to)), ErrorKind::AlreadyExists);
    assert_eq!(tree.content("out/s"), "outside");
    assert_eq!(tree.io(read(&tree.judge("out/missing", Access::Read))), ErrorKind::NotFound);
}

both_ways! {
    fn what_would_be_refused_at_opening_is_recorded_and_done(tree) {
        tree.reporting(Report::new(Covered::App, SystemTime::now() + Duration::from_secs(3600)));
        tree.link("in/l", "../out/s").link("in/k", "denied/k").link("in/d", "../out");
        let judged = tree.judge("in/l", Access::Read);
        assert_eq!(text(read(&judged)), "outside");
        assert_eq!(reported(tree, &judged), Code::LinkOutside);
        let judged = tree.judge("in/k", Access::Read);
        assert_eq!(text(read(&judged)), "denied");
        assert_eq!(reported(tree, &judged), Code::LinkDenied);
        let judged = tree.judge("in/l", AccessSet::REPLACE);
        replace(&judged, &mut &b"whole"[..]).unwrap();
        assert_eq!((reported(tree, &judged), tree.content("out/s").as_str()), (Code::LinkOutside, "whole"));
        let judged = tree.judge("in/d/new", Access::Create);
        written(create(&judged));
        assert_eq!((reported(tree, &judged), tree.content("out/new").as_str()), (Code::LinkOutside, "new"));
        let judged = tree.judge("in/d/new", Access::Remove);
        remove_file(&judged).unwrap();
        assert_eq!((reported(tree, &judged), tree.has("out/new")), (Code::LinkOutside, false));
    }

    fn what_is_in_scope_takes_the_vetted_way(tree) {
        tree.reporting(Report::new(Covered::App, SystemTime::now() + Duration::from_secs(3600)));
        let before = tree.inode("in/a");
        replace(&tree.judge("in/a", AccessSet::REPLACE), &mut &b"whole"[..]).unwrap();
        assert_ne!(tree.inode("in/a"), before, "as a whole, by another file that takes the name over");
        assert_eq!(text(read(&tree.judge("in/a", Access::Read))), "whole");
        for record in tree.setup().records() {
            assert_eq!((record.decision, record.stage), (Verdict::Allow, Stage::Judge));
        }
    }
}

#[test]
fn a_pipe_is_reported_and_read() {
    let tree = reporting();
    tree.pipe("in/p");
    let (judged, pipe) = (tree.judge("in/p", Access::Read), tree.at("in/p"));
    let writer = thread::spawn(move || fs::write(pipe, "through").unwrap());
    // It waits by then, and would be woken by whoever opens the pipe only to look at it.
    thread::sleep(Duration::from_millis(100));
    assert_eq!(text(read(&judged)), "through");
    writer.join().unwrap();
    assert_eq!(reported(&tree, &judged), Code::OpenSpecial);
}

/// Whoever is told that a pipe was opened is told once: by what reads it, and not by a look at what it is.
#[test]
fn a_pipe_that_is_only_reported_is_opened_once() {
    let tree = reporting();
    tree.pipe("in/p");
    let _ends = fs::OpenOptions::new().read(true).write(true).open(tree.at("in/p")).unwrap();
    let told = inotify::init(CreateFlags::NONBLOCK).unwrap();
    inotify::add_watch(&told, tree.at("in/p"), WatchFlags::OPEN | WatchFlags::CLOSE).unwrap();
    let _file = read(&tree.judge("in/p", Access::Read)).unwrap();
    let mut buffer = [MaybeUninit::uninit(); 1024];
    let mut told = inotify::Reader::new(told, &mut buffer);
    assert_eq!(told.next().unwrap().events(), ReadFlags::OPEN);
    assert!(told.next().is_err(), "it was closed, and opened once more");
}

#[test]
fn a_directory_that_holds_something_denied_is_moved() {
    let mut tree = Tree::new();
    tree.file("in/d/secret", "s");
    tree.scope(json!(["$ROOT/in/**"]), json!(["$ROOT/in/d/secret"]));
    tree.reporting(Report::new(Covered::App, SystemTime::now() + Duration::from_secs(3600)));
    let (from, to) = (tree.judge("in/d", Access::RenameFrom), tree.judge("in/e", Access::RenameTo));
    rename(&from, &to).unwrap();
    assert_eq!((reported(&tree, &from), tree.has("in/e/secret")), (Code::OpenHoldsDenied, true));
}

#[test]
fn directories_are_made_changed_walked_and_removed_where_a_link_leads() {
    let tree = reporting();
    tree.link("in/l", "../out");
    let made = tree.judge("in/l/new/deep", Access::Create);
    create_directory(&made).unwrap();
    assert_eq!((reported(&tree, &made), tree.has("out/new/deep")), (Code::LinkOutside, true));
    let changed = tree.judge("in/l/new", Access::SetMetadata);
    set_permissions(&changed, Permissions::Mode(0o700)).unwrap();
    set_times(&changed, Times { modified: Some(SystemTime::UNIX_EPOCH), ..Times::default() }).unwrap();
    let metadata = tree.at("out/new").metadata().unwrap();
    assert_eq!((metadata.mode() & 0o777, metadata.mtime()), (0o700, 0));
    let walked = tree.judge("in/l", Access::List);
    let names = |depth| walk(&walked, depth).unwrap().map(|found| found.unwrap().path).collect::<Vec<_>>();
    assert_eq!(
        (names(1), names(9)),
        (vec!["new".into(), "s".into()], vec!["new".into(), "new/deep".into(), "s".into()])
    );
    remove_directory(&tree.judge("in/l/new/deep", Access::Remove)).unwrap();
    tree.file("out/new/f", "");
    let removed = tree.judge("in/l/new", Access::Remove);
    remove_tree(&removed).unwrap();
    assert_eq!((reported(&tree, &removed), tree.names("out")), (Code::LinkOutside, vec!["s".into()]));
}

#[test]
fn nothing_is_withheld_from_a_walk_and_what_would_be_is_counted() {
    let tree = reporting();
    tree.file("in/.hidden/f", "h");
    let judged = tree.judge("in", Access::List);
    let names: Vec<String> = walk(&judged, 9).unwrap().map(|found| found.unwrap().path).collect();
    assert_eq!(names, [".hidden", ".hidden/f", "a", "denied", "denied/k"]);
    let record = tree.setup().last_record();
    assert_eq!((record.decision, record.withheld), (Verdict::Report, Some(4)));
}

#[test]
fn nothing_is_withheld_from_a_listing_and_what_would_be_is_counted() {
    let tree = reporting();
    tree.file("in/.hidden", "h");
    let judged = tree.judge("in", Access::List);
    let names: Vec<String> = list(&judged).unwrap().children.into_iter().map(|child| child.name).collect();
    assert_eq!(names, [".hidden", "a", "denied"]);
    let record = tree.setup().last_record();
    assert_eq!((record.stage, record.decision, record.parent), (Stage::List, Verdict::Report, Some(judged.id())));
    assert_eq!((record.shown, record.withheld), (Some(1), Some(2)));
}

#[test]
fn a_listing_that_withholds_nothing_is_one_as_ever() {
    let mut tree = reporting();
    tree.scope(json!(["$ROOT/out", "$ROOT/out/**"]), json!([]));
    tree.reporting(Report::new(Covered::App, SystemTime::now() + Duration::from_secs(3600)));
    list(&tree.judge("out", Access::List)).unwrap();
    assert_eq!((tree.setup().last_record().stage, tree.setup().last_record().decision), (Stage::List, Verdict::Allow));
}

/// Report mode is no grant of other accesses: that would be a bug of ours, and none that the app has today.
#[test]
fn a_value_is_good_for_what_it_was_judged_for() {
    let tree = reporting();
    for judged in [tree.judge("out/s", Access::Read), tree.judge("in/a", Access::Read)] {
        assert_eq!(tree.refused(write(&judged)), Code::OpenAccess);
        assert_eq!(tree.refused(truncate(&judged, 0)), Code::OpenAccess);
        assert_eq!(tree.refused(remove_file(&judged)), Code::OpenAccess);
    }
    assert_eq!(tree.setup().records().len(), 8, "two judgements, and one record of each refusal");
    assert_eq!(tree.content("out/s"), "outside");
}

/// The attack: code that comes to the plain way with a value that was judged under enforcement.
#[test]
fn the_plain_way_is_closed_to_values_that_are_enforced() {
    let tree = Tree::new();
    let judged = tree.judge("in/a", AccessSet::of(&Access::ALL));
    let other = tree.judge("in/b", AccessSet::of(&Access::ALL));
    let refused = |result: Result<(), OpenError>| assert_eq!(tree.refused(result), Code::OpenAccess);
    refused(plain::read(&judged).map(drop));
    refused(plain::write(&judged).map(drop));
    refused(plain::append(&judged).map(drop));
    refused(plain::truncate(&judged, 0));
    refused(plain::create(&other).map(drop));
    refused(plain::replace(&judged, &mut &b"x"[..]).map(drop));
    refused(plain::copy(&judged, &other).map(drop));
    refused(plain::rename(&judged, &other));
    refused(plain::remove_file(&judged));
    refused(plain::list(&judged).map(drop));
    refused(plain::metadata(&judged).map(drop));
    refused(plain::link_metadata(&judged).map(drop));
    for access in Access::ALL {
        refused(plain::probe(&judged, access));
    }
    assert_eq!((tree.content("in/a").as_str(), tree.has("in/b")), ("inside", false));
}

/// A name of the tree, judged as an argument of this command.
fn judge_for(tree: &Tree, command: &str, name: &str, access: Access) -> JudgedPath {
    let (setup, path, command) = (tree.setup(), tree.at(name), command.into());
    let ask = Ask { command: &command, ..setup.ask(access) };
    setup.guard.judge_path(&setup.scope, PathInput::Absolute(path.to_str().unwrap()), ask).unwrap()
}

/// Two values of one operation, of which one is enforced: neither is opened by its plain name, whichever it is.
#[test]
fn an_operation_is_enforced_when_one_of_its_values_is() {
    let mut tree = Tree::new();
    let covered = Covered::Commands(BTreeSet::from([COMMAND.to_owned()]));
    tree.reporting(Report::new(covered, SystemTime::now() + Duration::from_secs(3600)));
    tree.link("in/l", "../out").file("in/m", "m");
    let denied = |result: Result<(), OpenError>, code| {
        assert_eq!(tree.refused(result), code);
        assert_ne!(tree.setup().last_record().decision, Verdict::Report);
    };
    let enforced = |name, access| judge_for(&tree, "other", name, access);
    let in_report = |name, access| judge_for(&tree, COMMAND, name, access);
    // Refused by the scope already, and handed out in report mode.
    denied(
        copy(&in_report("out/s", Access::Read), &enforced("in/new", Access::Create)).map(drop),
        Code::PathOutsideScope,
    );
    denied(
        copy(&enforced("in/a", Access::Read), &in_report("out/new", Access::Create)).map(drop),
        Code::PathOutsideScope,
    );
    denied(
        rename(&in_report("out/s", Access::RenameFrom), &enforced("in/new", Access::RenameTo)),
        Code::PathOutsideScope,
    );
    denied(
        rename(&enforced("in/a", Access::RenameFrom), &in_report("out/new", Access::RenameTo)),
        Code::PathOutsideScope,
    );
    // Granted, and refused at opening.
    denied(copy(&in_report("in/l/s", Access::Read), &enforced("in/new", Access::Create)).map(drop), Code::LinkOutside);
    denied(copy(&enforced("in/l/s", Access::Read), &in_report("in/new", Access::Create)).map(drop), Code::LinkOutside);
    denied(rename(&in_report("in/l/s", Access::RenameFrom), &enforced("in/new", Access::RenameTo)), Code::LinkOutside);
    denied(rename(&enforced("in/a", Access::RenameFrom), &in_report("in/l/new", Access::RenameTo)), Code::LinkOutside);
    assert!(!tree.has("in/new") && !tree.has("out/new") && tree.has("out/s"));
    // In scope, both: done.
    assert_eq!(copy(&in_report("in/a", Access::Read), &enforced("in/new", Access::Create)).unwrap(), 6);
    rename(&enforced("in/m", Access::RenameFrom), &in_report("in/moved", Access::RenameTo)).unwrap();
    assert!(tree.has("in/moved"));
}

#[test]
fn a_value_that_was_judged_before_the_end_keeps_its_mode_and_the_next_is_refused() {
    let mut tree = Tree::new();
    let ends = SystemTime::now() + Duration::from_millis(400);
    tree.reporting(Report::new(Covered::App, ends));
    let (read_it, judged) = (tree.at("out/s"), tree.judge("out/s", Access::Read));
    thread::sleep(ends.duration_since(SystemTime::now()).unwrap_or_default() + Duration::from_millis(1));
    assert_eq!(text(read(&judged)), "outside");
    assert!(tree.setup().judge(read_it.to_str().unwrap(), Access::Read).is_err());
}
