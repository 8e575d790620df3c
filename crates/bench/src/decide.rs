//! Deciding about one path, beside `tauri::scope::fs::Scope`: built for each call, as tauri-plugin-fs does it, and built once.

use std::{error::Error, fs, path::Path, sync::Arc};

use authority_core::{
    access::Access,
    caller::Caller,
    guard::{Ask, Guard, PathInput},
    record::{Ledger, ring::Ring},
    scope::{Frame, List, RawEntry, Scope, Way, bases::Bases},
};
use tauri::{App, test::MockRuntime, utils::config::FsScope};

use crate::{
    measure::{Work, medians},
    report::Line,
};

const SIZES: [usize; 3] = [1, 100, 1_000];

/// A directory for each entry, and a file in the last one: the path that is decided about.
pub(crate) fn run() -> Result<Vec<Line>, Box<dyn Error>> {
    let app = tauri::test::mock_app();
    let mut lines = Vec::new();
    for size in SIZES {
        let dir = tempfile::tempdir()?;
        let patterns = patterns(dir.path(), size)?;
        let file = dir.path().join(format!("d{}", size - 1)).join("note.md");
        fs::write(&file, "note")?;
        lines.extend(beside_tauri(&app, size, &patterns, &file)?);
    }
    Ok(lines)
}

fn beside_tauri(
    app: &App<MockRuntime>,
    size: usize,
    patterns: &[String],
    file: &Path,
) -> Result<Vec<Line>, Box<dyn Error>> {
    let text = file.to_str().ok_or("the temporary directory's path is not Unicode text")?;
    let config = FsScope::AllowedPaths(patterns.iter().map(Into::into).collect());
    let prebuilt = tauri::scope::fs::Scope::new(app, &config)?;
    let works: Vec<(&str, Work<'_>)> = vec![
        ("ours", ours(patterns, text)),
        ("per call", Box::new(|| tauri::scope::fs::Scope::new(app, &config).is_ok_and(|scope| scope.is_allowed(file)))),
        ("prebuilt", Box::new(|| prebuilt.is_allowed(file))),
    ];
    let [ours, per_call, prebuilt] = medians(works)?.try_into().map_err(|_| "three measures were asked for")?;
    let work = |what: &str| format!("judge a path, {size} entries{what}");
    Ok(vec![
        Line { work: work(""), unit: "ns", ours, peer: "tauri scope, built per call", theirs: per_call, goal: 1.0 },
        Line { work: work(""), unit: "ns", ours, peer: "tauri scope, built once", theirs: prebuilt, goal: 1.0 },
    ])
}

/// The whole of judging: reading the text, deciding, making the record and putting it into the ring.
fn ours<'a>(patterns: &[String], path: &'a str) -> Work<'a> {
    let guard = Arc::new(Guard::new(Ledger::new(vec![Arc::new(Ring::new(1_000))]), Bases::none()));
    let caller = Arc::new(Caller::local("main", "main"));
    let raw: Vec<RawEntry> = patterns
        .iter()
        .enumerate()
        .map(|(i, pattern)| RawEntry::new(List::Allow, Way::Command, i, serde_json::json!({ "path": pattern })))
        .collect();
    let scope = Arc::new(Scope::compile(&raw, &Frame::new("read_note", &caller, guard.bases())));
    let command = Arc::from("read_note");
    Box::new(move || {
        let ask = Ask { caller: &caller, command: &command, argument: "note", index: &[], access: Access::Read.into() };
        guard.judge_path(&scope, PathInput::Absolute(path), ask).is_ok()
    })
}

fn patterns(dir: &Path, size: usize) -> Result<Vec<String>, Box<dyn Error>> {
    (0..size)
        .map(|i| {
            let below = dir.join(format!("d{i}"));
            fs::create_dir(&below)?;
            // The temporary directory's name begins with a dot, which is why it stands in the pattern as it is.
            Ok(format!("{}/**", below.to_str().ok_or("the temporary directory's path is not Unicode text")?))
        })
        .collect()
}
