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

/// What the compiler says of each file, in the words that matter: each error with the places in the file, its notes and its
/// helps. What it draws around them, and what it shows of other crates, changes with every line that is moved there.
fn said(names: &[String]) -> BTreeMap<String, String> {
    let mut check = Command::new(env!("CARGO"));
    check.args(["check", "--quiet", "--workspace", "--keep-going", "--message-format", "json"]);
    check.args(["--features", "authority-ui/misuse"]).args(names.iter().flat_map(|name| ["--bin", name]));
    let output = check.current_dir(ui()).output().unwrap();
    let mut said = BTreeMap::<String, Vec<String>>::new();
    for line in String::from_utf8(output.stdout).unwrap().lines() {
        let line: Value = serde_json::from_str(line).unwrap();
        let (name, message) = (&line["target"]["name"], &line["message"]);
        let counted = message["message"].as_str().is_some_and(|text| text.starts_with("aborting due to"));
        if line["reason"] != "compiler-message" || message["level"] != "error" || counted {
            continue;
        }
        let name = name.as_str().unwrap();
        assert!(names.iter().any(|known| known == name), "{}", message["rendered"]);
        let (errors, error) = (said.entry(name.to_owned()).or_default(), in_words(message));
        if !errors.contains(&error) {
            errors.push(error);
        }
    }
    assert!(!said.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
    said.into_iter().map(|(name, errors)| (name, errors.join("\n"))).collect()
}

fn in_words(message: &Value) -> String {
    let text = |message: &Value| message["message"].as_str().unwrap().to_owned();
    let code = message["code"]["code"].as_str().map(|code| format!("[{code}]")).unwrap_or_default();
    let mut words = format!("error{code}: {}\n", text(message));
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    for span in list(&message["spans"]).iter().filter(|span| in_ui(span)) {
        let source = span["text"][0]["text"].as_str().unwrap_or_default();
        let column = |key: &str| usize::try_from(span[key].as_u64().unwrap()).unwrap() - 1;
        let marked = source.get(column("column_start")..column("column_end")).unwrap_or(source.trim());
        words += &format!("  {}: `{marked}`", span["line_start"]);
        words += &span["label"].as_str().map(|label| format!(": {label}")).unwrap_or_default();
        words += "\n";
    }
    for child in list(&message["children"]) {
        let text = text(&child);
        // Lists of what would have fit, and where in other crates the bound stands.
        let drawn = [
            "the following other types",
            "required by a bound",
            "this error originates",
            "the trait `",
            "consider using",
            "the full name",
            "conflicting implementation",
            "inside `",
        ];
        if !drawn.iter().any(|start| text.starts_with(start)) {
            words += &format!("  {}: {}\n", child["level"].as_str().unwrap(), text.replace('\n', "\n    "));
        }
    }
    words
}

fn in_ui(span: &Value) -> bool {
    span["file_name"].as_str().is_some_and(|file| file.starts_with("tests/ui/"))
}

fn version() -> String {
    let version = Command::new("rustc").arg("--version").output().unwrap();
    String::from_utf8(version.stdout).unwrap().trim().to_owned()
}
