//! Whatever is opened, made, listed or removed below a fixture of links, pipes and denied directories lies in the scope.

#![no_main]

use std::{fs, os::fd::AsRawFd as _, path::PathBuf, sync::LazyLock};

use arbitrary::Arbitrary;
use authority_core::{
    access::{Access, AccessSet},
    fuzzing::opening::Fixture,
    open,
};
use libfuzzer_sys::fuzz_target;

static FIXTURE: LazyLock<Fixture> = LazyLock::new(Fixture::make);

#[derive(Arbitrary, Debug)]
enum Doing {
    Read,
    Write,
    Create,
    List,
    Metadata,
    Remove,
    Rename(Vec<u8>),
}

#[derive(Arbitrary, Debug)]
struct Input {
    names: Vec<u8>,
    doing: Doing,
}

fuzz_target!(|input: Input| {
    let fixture = &*FIXTURE;
    let Some(judged) = fixture.judge(&input.names, input.doing.access()) else { return };
    match &input.doing {
        Doing::Read => {
            if let Ok(file) = open::read(&judged) {
                fixture.is_in_scope(&file);
            }
        }
        Doing::Write => {
            if let Ok(file) = open::write(&judged) {
                fixture.is_in_scope(&file);
            }
        }
        Doing::Create => {
            if let Ok(file) = open::create(&judged) {
                fixture.is_in_scope(&file);
                fs::remove_file(held(&file)).unwrap();
            }
        }
        Doing::List => {
            if let Ok(listing) = open::list(&judged) {
                assert!(listing.children.iter().all(|child| !["denied", "secret", "k"].contains(&child.name.as_str())));
            }
        }
        Doing::Metadata => {
            let _ = open::metadata(&judged);
        }
        Doing::Remove => {
            let _ = open::remove_file(&judged);
            fixture.mend();
        }
        Doing::Rename(to) => {
            if let Some(to) = fixture.judge(to, Access::RenameTo.into()) {
                let _ = open::rename(&judged, &to);
                fixture.mend();
            }
        }
    }
    fixture.outside_is_whole();
});

impl Doing {
    fn access(&self) -> AccessSet {
        match self {
            Self::Read => Access::Read.into(),
            Self::Write => Access::Write.into(),
            Self::Create => Access::Create.into(),
            Self::List => Access::List.into(),
            Self::Metadata => Access::Metadata.into(),
            Self::Remove => Access::Remove.into(),
            Self::Rename(_) => Access::RenameFrom.into(),
        }
    }
}

fn held(file: &fs::File) -> PathBuf {
    fs::read_link(format!("/proc/self/fd/{}", file.as_raw_fd())).unwrap()
}
