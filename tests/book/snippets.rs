//! What the book shows that is not Rust: entries that mean something, configuration that is taken; and that no Rust is left
//! out.

#![allow(clippy::unwrap_used, reason = "in a test a panic is the report")]

use std::fs;

use authority_book::{blocks, permissions, root};
use serde_json::Value;
use tauri_plugin_authority::{
    Config, Kind,
    core::{
        caller::{Caller, Context},
        kind::Kinds,
        scope::{Frame, List, RawEntry, Scope, Way, bases::Bases, check_attribution},
    },
};

/// The kinds that chapters declare, with the attributes that they have there.
#[derive(Debug, Kind)]
#[expect(dead_code, reason = "only its declaration counts")]
struct Flag {
    #[kind(key)]
    flag: String,
    #[kind(regex)]
    value: Option<String>,
}

#[derive(Debug, Kind)]
#[expect(dead_code, reason = "only its declaration counts")]
struct Table {
    #[kind(key, ignore_case)]
    table: String,
}

#[derive(Debug, Kind)]
#[expect(dead_code, reason = "only its declaration counts")]
struct Job {
    #[kind(key, glob)]
    printer: String,
    #[kind(range)]
    copies: u8,
    #[kind(rename = "inColor")]
    color: Option<bool>,
}

/// Every chapter, and the README that some of them are made of.
fn texts() -> Vec<(String, String)> {
    let book = root().join("docs/book/src");
    let mut texts = Vec::new();
    let mut dirs = vec![book.clone()];
    while let Some(dir) = dirs.pop() {
        for entry in fs::read_dir(dir).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                dirs.push(path);
            } else {
                let name = path.strip_prefix(&book).unwrap().to_str().unwrap().to_owned();
                texts.push((name, fs::read_to_string(path).unwrap()));
            }
        }
    }
    assert!(texts.len() > 25);
    texts.push(("README.md".to_owned(), fs::read_to_string(root().join("README.md")).unwrap()));
    texts
}

/// These, and the other texts that chapters are made of. They show diffs and plain script, too, which tests of their own apply and
/// run.
fn all_texts() -> Vec<(String, String)> {
    let included = ["docs/migrate.md", "docs/page.md", "docs/audit-format.md"];
    let included = included.map(|name| (name.to_owned(), fs::read_to_string(root().join(name)).unwrap()));
    [texts(), included.into()].concat()
}

#[test]
fn every_entry_that_is_shown_means_something() {
    let mut kinds = Kinds::none();
    for kind in [Flag::KIND, Table::KIND, Job::KIND] {
        kinds.register(kind).unwrap();
    }
    let caller = Caller { window: "main".to_owned(), webview: "main".to_owned(), context: Context::Local };
    let mut bases = Bases::none();
    for name in ["APPDATA", "DOCUMENT", "DOWNLOAD", "HOME"] {
        bases.set(name, "/home/ada", tauri_plugin_authority::core::platform::Platform::Linux);
    }
    let mut seen = 0;
    for (file, text) in all_texts() {
        for permission in permissions(&text) {
            let way = if permission["identifier"] == "authority:scope" { Way::Authority } else { Way::Command };
            for (list, entries) in [(List::Allow, &permission["allow"]), (List::Deny, &permission["deny"])] {
                for entry in entries.as_array().into_iter().flatten() {
                    let raw = RawEntry::new(list, way, 0, entry.clone());
                    let command = entry["command"].as_str().unwrap_or("read_note");
                    let mut frame = Frame::new(command, &caller, &bases);
                    frame.kinds = &kinds;
                    let scope = Scope::compile([&raw], &frame);
                    assert!(scope.faults().is_empty(), "{file}: {entry}: {:?}", scope.faults());
                    assert_eq!(
                        (scope.entries().count(), scope.inert().len()),
                        (1, 0),
                        "{file}: {entry} reaches nothing"
                    );
                    assert!(way == Way::Command || check_attribution(&raw).is_ok(), "{file}: {entry}");
                    seen += 1;
                }
            }
        }
    }
    assert!(seen > 30, "{seen} entries");
}

#[test]
fn every_configuration_that_is_shown_is_taken() {
    let mut seen = 0;
    for (file, text) in all_texts() {
        for block in blocks(&text, "json") {
            let value: Value = serde_json::from_str(&block).unwrap_or_else(|error| panic!("{file}: {error}\n{block}"));
            if let Some(config) = value.pointer("/plugins/authority") {
                serde_json::from_value::<Config>(config.clone()).unwrap_or_else(|error| panic!("{file}: {error}"));
                seen += 1;
            }
        }
        for block in blocks(&text, "toml") {
            toml::from_str::<toml::Table>(&block).unwrap_or_else(|error| panic!("{file}: {error}"));
        }
    }
    assert!(seen >= 2, "{seen} configurations");
}

/// What no test knows of is not compiled.
#[test]
fn every_snippet_is_of_a_language_that_is_tested() {
    let chapters = fs::read_to_string(root().join("tests/book/chapters.rs")).unwrap();
    for (file, text) in texts() {
        let fences = text.lines().map(str::trim_start).filter_map(|line| line.strip_prefix("```"));
        for (index, fence) in fences.enumerate().filter(|(index, _)| index % 2 == 0) {
            let known = match fence {
                "rust" => file == "README.md" || chapters.contains(&format!("\"{file}\"")),
                // Held to the examples, which are compiled: `the_quick_start_is_the_minimal_example` and the next test.
                "rust,ignore" => file == "README.md",
                "ts" | "json" | "toml" | "text" => true,
                _ => false,
            };
            assert!(known, "{file}: block {index} is `{fence}`");
        }
    }
}

#[test]
fn what_the_readme_does_not_compile_is_a_line_of_an_example() {
    // The crate may be named or imported, and a builder may do more before it builds.
    let bare = |text: &str| text.replace("tauri_plugin_authority::", "");
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    let examples: String =
        ["minimal/src-tauri/src/main.rs", "vault/src-tauri/src/main.rs", "minimal/src-tauri/build.rs"]
            .map(|file| fs::read_to_string(root().join("examples").join(file)).unwrap())
            .concat();
    for block in readme.split("```rust,ignore\n").skip(1) {
        for line in block.split("```").next().unwrap().lines().map(str::trim) {
            let start = bare(line.split(".build()").next().unwrap());
            assert!(bare(&examples).contains(&start), "{line}");
        }
    }
}
