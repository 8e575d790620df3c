//! Listing a directory of which some children are denied, beside the standard library alone, and with Tauri's scope asked about
//! each child.

use std::{error::Error, ffi::OsString, fs, path::Path};

use authority_core::{access::Access, open};
use tauri::{App, test::MockRuntime, utils::config::FsScope};

use crate::{
    measure::{Work, medians},
    open::{directory, judged, scope},
    report::Line,
};

const CHILDREN: usize = 10_000;

pub(crate) fn run() -> Result<Vec<Line>, Box<dyn Error>> {
    let (_dir, root) = directory()?;
    for i in 0..CHILDREN {
        fs::write(format!("{root}/note-{i}.md"), "")?;
    }
    let (all, some) = (format!("{root}/**"), format!("{root}/note-1*.md"));
    let scope = scope(&[&root, &all], &[&some]);
    let judged = judged(&scope, &root, Access::List)?;
    let app = tauri::test::mock_app();
    let tauri = tauri_scope(&app, &all, &some)?;
    let shown = open::list(&judged)?.children.len();
    let works: Vec<(&str, Work<'_>)> = vec![
        ("ours", Box::new(|| open::list(&judged).is_ok_and(|listing| listing.children.len() == shown))),
        ("read_dir", Box::new(|| names(&root, |_| true).is_ok_and(|names| names.len() == CHILDREN))),
        ("tauri", Box::new(|| names(&root, |path| tauri.is_allowed(path)).is_ok_and(|names| names.len() == shown))),
    ];
    let [ours, bare, tauri] = medians(works)?.try_into().map_err(|_| "three measures were asked for")?;
    let line = |peer, theirs, goal| Line {
        work: format!("list {CHILDREN} children with a deny"),
        unit: "ns",
        ours,
        peer,
        theirs,
        goal,
    };
    Ok(vec![line("read_dir, names and kinds", bare, 1.3), line("read_dir, each asked of tauri's scope", tauri, 1.0)])
}

/// Names and kinds, as a listing has them.
fn names(dir: &str, shows: impl Fn(&Path) -> bool) -> std::io::Result<Vec<(OsString, fs::FileType)>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(dir)? {
        let entry = entry?;
        if shows(&entry.path()) {
            names.push((entry.file_name(), entry.file_type()?));
        }
    }
    Ok(names)
}

fn tauri_scope(app: &App<MockRuntime>, all: &str, some: &str) -> tauri::Result<tauri::scope::fs::Scope> {
    let config = FsScope::Scope { allow: vec![all.into()], deny: vec![some.into()], require_literal_leading_dot: None };
    tauri::scope::fs::Scope::new(app, &config)
}
