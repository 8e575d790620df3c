//! An app that does nothing that is not on record: every operation waits for the log, and is refused while it cannot be written.

use std::sync::{
    Arc,
    atomic::{AtomicBool, AtomicUsize, Ordering},
};

use super::Tree;
use crate::{
    access::{Access, AccessSet},
    code::{Code, Remedy},
    open::{
        OpenError, Permissions, Times, append, copy, create, create_directory, link_metadata, list, metadata, probe,
        read, remove_directory, remove_file, remove_tree, rename, replace, set_permissions, set_times, truncate, walk,
        write,
    },
    record::{Record, Sink, Unsettled, Verdict},
};

/// A log on a disk that is full, or not.
#[derive(Debug, Default)]
struct Disk {
    full: AtomicBool,
    waited: AtomicUsize,
}

impl Sink for Disk {
    fn record(&self, _record: &Arc<Record>) {}

    fn settled(&self) -> Result<(), Unsettled> {
        self.waited.fetch_add(1, Ordering::Relaxed);
        if self.full.load(Ordering::Relaxed) { Err(Unsettled("No space left on device".into())) } else { Ok(()) }
    }
}

fn tree() -> (Tree, Arc<Disk>) {
    let (mut tree, disk) = (Tree::new(), Arc::new(Disk::default()));
    tree.recording_to(Arc::clone(&disk) as _);
    tree.file("in/cut", "12345").file("in/gone", "").dir("in/empty").dir("in/full");
    (tree, disk)
}

#[test]
fn no_operation_is_done_while_the_log_cannot_be_written() {
    let (tree, disk) = tree();
    let judge = |name, access: AccessSet| tree.judge(name, access);
    let (read_a, write_a) = (judge("in/a", Access::Read.into()), judge("in/a", Access::Write.into()));
    let (new, removed) = (judge("in/new", Access::Create.into()), judge("in/gone", Access::Remove.into()));
    disk.full.store(true, Ordering::Relaxed);
    let refused = |what: &str, result: Result<(), OpenError>| {
        let Err(OpenError::Denied(denial)) = result else { panic!("{what} was done: {result:?}") };
        let record = denial.record();
        assert_eq!((record.code, record.decision), (Code::RecordUnsettled, Verdict::Error), "{what}");
        assert!(record.fault.as_ref().unwrap().contains("No space left") && record.parent.is_some());
        assert_eq!(denial.remedy(), Remedy::Developer);
        assert!(!serde_json::to_string(&denial).unwrap().contains("No space"), "the page learns of the disk");
    };
    let listed = judge("in", Access::List.into());
    let asked = judge("in/a", Access::Metadata.into());
    let changed = judge("in/a", Access::SetMetadata.into());
    refused("read", read(&read_a).map(drop));
    refused("write", write(&write_a).map(drop));
    refused("append", append(&write_a).map(drop));
    refused("truncate", truncate(&judge("in/cut", Access::Truncate.into()), 0).map(drop));
    refused("create", create(&new).map(drop));
    refused("create_directory", create_directory(&new).map(drop));
    refused("replace", replace(&judge("in/a", AccessSet::REPLACE), &mut &b"new"[..]).map(drop));
    refused("copy", copy(&read_a, &new).map(drop));
    refused("list", list(&listed).map(drop));
    refused("walk", walk(&listed, 3).map(drop));
    refused("metadata", metadata(&asked).map(drop));
    refused("link_metadata", link_metadata(&asked).map(drop));
    refused("probe", probe(&asked, Access::Metadata).map(drop));
    refused("set_permissions", set_permissions(&changed, Permissions::Readonly(true)).map(drop));
    refused("set_times", set_times(&changed, Times::default()).map(drop));
    refused("remove_file", remove_file(&removed).map(drop));
    refused("remove_directory", remove_directory(&judge("in/empty", Access::Remove.into())).map(drop));
    refused("remove_tree", remove_tree(&judge("in/full", Access::Remove.into())).map(drop));
    let ends = (judge("in/gone", Access::RenameFrom.into()), judge("in/other", Access::RenameTo.into()));
    refused("rename", rename(&ends.0, &ends.1).map(drop));
    assert_eq!((tree.content("in/a"), tree.content("in/cut")), ("inside".to_owned(), "12345".to_owned()));
    assert_eq!(tree.names("in"), ["a", "cut", "denied", "empty", "full", "gone"]);
    disk.full.store(false, Ordering::Relaxed);
    read(&read_a).unwrap();
}

#[test]
fn judging_waits_for_nothing() {
    let (tree, disk) = tree();
    disk.full.store(true, Ordering::Relaxed);
    tree.judge("in/a", Access::Read);
    assert_eq!(disk.waited.load(Ordering::Relaxed), 0);
}
