//! Wrong use does not compile, and the compiler says what to write instead: `tests/ui`, a file for each misuse with what is
//! said of it beside it. `UI=overwrite cargo test -p authority-it wrong_use` takes over what is said now.
//!
//! All files are checked by one run of cargo over the whole workspace, so that it finds the dependencies as clippy left them.

use std::{
    collections::BTreeMap,
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};

use serde_json::Value;

/// The compiler whose words stand in `tests/ui`. Another one's differ in what is not ours, so there it counts only that
/// none of the files compiles.
const WORDED_BY: &str = "rustc 1.95.";

#[test]
fn wrong_use_does_not_compile_and_says_what_to_write() {
    let names = names();
    let said = said(&names);
    let same_words = version().starts_with(WORDED_BY);
    if !same_words {
        eprintln!("SKIPPED in part: the messages in tests/ui are worded by {WORDED_BY}x, and this is {}", version());
    }
    let mut wrong = String::new();
    for name in &names {
        let Some(said) = said.get(name) else { panic!("tests/ui/{name}.rs compiles") };
        let file = ui().join(format!("{name}.stderr"));
        if env::var_os("UI").is_some_and(|word| word == "overwrite") {
            fs::write(&file, said).unwrap();
        }
        let expected = fs::read_to_string(&file).unwrap_or_default();
        if same_words && *said != expected {
            wrong += &format!("──── {name} ────\nexpected:\n{expected}\nsaid:\n{said}\n");
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

fn ui() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../ui")
}

/// The files, which are the binaries of the package.
fn names() -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(ui())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "rs"))
        .map(|path| path.file_stem().unwrap().to_str().unwrap().to_owned())
        .collect();
    names.sort();
    let manifest = fs::read_to_string(ui().join("Cargo.toml")).unwrap();
    for name in &names {
        assert!(manifest.contains(&format!("name = \"{name}\"")), "tests/ui/Cargo.toml does not know {name}.rs");
    }
    assert!(names.len() > 10);
    names
}

/// What the compiler says of each file: its errors, as they are shown, without what differs from machine to machine.
fn said(names: &[String]) -> BTreeMap<String, String> {
    let mut check = Command::new(env!("CARGO"));
    check.args(["check", "--quiet", "--workspace", "--keep-going", "--message-format", "json"]);
    check.args(["--features", "authority-ui/misuse"]).args(names.iter().flat_map(|name| ["--bin", name]));
    let output = check.current_dir(ui()).output().unwrap();
    let mut said = BTreeMap::<String, String>::new();
    for line in String::from_utf8(output.stdout).unwrap().lines() {
        let line: Value = serde_json::from_str(line).unwrap();
        let (name, message) = (&line["target"]["name"], &line["message"]);
        let counted = message["message"].as_str().is_some_and(|text| text.starts_with("aborting due to"));
        if line["reason"] != "compiler-message" || message["level"] != "error" || counted {
            continue;
        }
        let name = name.as_str().unwrap();
        if names.iter().any(|known| known == name) {
            *said.entry(name.to_owned()).or_default() += &everywhere(message["rendered"].as_str().unwrap());
        } else {
            panic!("{}", message["rendered"]);
        }
    }
    assert!(!said.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
    said
}

/// The message as it would be on every machine: paths of the registry, of the compiler and of this repository cut off, and
/// the places in other crates with them.
fn everywhere(rendered: &str) -> String {
    let root = ui().join("../..").canonicalize().unwrap();
    let place = |line: &str| {
        let (arrow, path) = line.split_once("--> ")?;
        let path = path.trim().strip_prefix(root.to_str()?).map_or(path.trim(), |rest| rest.trim_start_matches('/'));
        Some(match path {
            path if path.starts_with("tests/ui/") => format!("{arrow}--> {path}\n"),
            path if path.starts_with('/') => format!("{arrow}--> another crate\n"),
            path => format!("{arrow}--> {}\n", path.split(':').next()?),
        })
    };
    rendered.lines().map(|line| place(line).unwrap_or_else(|| format!("{}\n", line.trim_end()))).collect()
}

fn version() -> String {
    let version = Command::new("rustc").arg("--version").output().unwrap();
    String::from_utf8(version.stdout).unwrap().trim().to_owned()
}
