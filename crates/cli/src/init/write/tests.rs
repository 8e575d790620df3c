use std::{
    cell::Cell,
    fs, io,
    path::{Path, PathBuf},
};

use super::{super::file::Change, *};

/// Two files that change, one that is made and one that goes.
struct Files(tempfile::TempDir);

impl Files {
    fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        for name in ["a", "b", "gone"] {
            fs::write(dir.path().join(name), format!("old {name}")).unwrap();
        }
        Self(dir)
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn changes(&self) -> Vec<Change> {
        let change = |name: &str, before: Option<&str>, after: Option<&str>| Change {
            name: name.to_owned(),
            real: self.path(name),
            before: before.map(str::to_owned),
            after: after.map(str::to_owned),
        };
        vec![
            change("made", None, Some("new made")),
            change("a", Some("old a"), Some("new a")),
            change("gone", Some("old gone"), None),
            change("b", Some("old b"), Some("new b")),
        ]
    }

    /// Names and contents of all files, those of temporary ones too.
    fn state(&self) -> Vec<(String, String)> {
        let mut state: Vec<_> = fs::read_dir(self.0.path())
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .map(|path| (name(&path), fs::read_to_string(&path).unwrap()))
            .collect();
        state.sort();
        state
    }
}

fn name(path: &Path) -> String {
    path.file_name().unwrap().to_str().unwrap().to_owned()
}

#[test]
fn all_changes_are_made() {
    let files = Files::new();
    all(&files.changes()).unwrap();
    let pairs: Vec<_> = files.state().into_iter().map(|(name, text)| format!("{name}: {text}")).collect();
    assert_eq!(pairs, ["a: new a", "b: new b", "made: new made"]);
}

#[test]
fn whichever_write_fails_every_file_is_as_before() {
    for fails_at in 0..4 {
        let files = Files::new();
        let before = files.state();
        let count = Cell::new(0);
        let failure = all_by(&files.changes(), &mut |change, new| {
            count.set(count.get() + 1);
            if count.get() > fails_at { Err(io::Error::other("the disk is gone")) } else { put(change, new) }
        });
        let Err(Failure::Nothing(why)) = failure else { panic!("{failure:?}") };
        assert!(why.to_string().contains("the disk is gone; no file was changed"), "{why}");
        assert_eq!(files.state(), before, "the write of index {fails_at} failed");
    }
}

#[test]
fn what_cannot_be_put_back_is_named() {
    let files = Files::new();
    let failure = all_by(&files.changes(), &mut |change, new| {
        if change.name != "gone" {
            return put(change, new);
        }
        fs::remove_file(files.path("a"))?;
        fs::create_dir_all(files.path("a/full"))?;
        Err(io::Error::other("the disk is gone"))
    });
    let Err(Failure::Torn(why)) = failure else { panic!("{failure:?}") };
    assert!(why.to_string().contains("could not be put back: `a` ("), "{why}");
    assert!(!files.path("made").exists());
}

#[test]
fn a_file_that_has_changed_since_is_left_and_so_are_the_others() {
    let files = Files::new();
    let changes = files.changes();
    fs::write(files.path("b"), "newer b").unwrap();
    let before = files.state();
    let Err(Failure::Nothing(why)) = all(&changes) else { panic!("it was written") };
    assert!(why.to_string().contains("`b` cannot be written: it has changed since it was read"), "{why}");
    assert_eq!(files.state(), before);
}
