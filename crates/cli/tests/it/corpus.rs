//! The project's cases, `tests/corpus`, put to the real binary: decision and code must be the ones in the row.

use std::{collections::BTreeSet, fs, path::Path};

use serde_json::{Map, Value, json};

use crate::support::{Scratch, ask_all, said};

#[test]
fn every_case_gets_its_verdict() {
    let cases: Vec<Value> = serde_json::from_slice(&fs::read(corpus().join("path.json")).unwrap()).unwrap();
    let run: Vec<&Value> = cases.iter().filter(|case| !needs_disk(case) || cfg!(target_os = "linux")).collect();
    let scratch: Vec<Option<Scratch>> = run.iter().map(|case| needs_disk(case).then(|| fixture(case))).collect();
    let requests: Vec<Value> =
        run.iter().zip(&scratch).map(|(case, scratch)| request(case, scratch.as_ref())).collect();
    let wrong: Vec<String> = run
        .iter()
        .zip(ask_all(&requests))
        .filter(|(case, verdict)| said(verdict) != wanted(case))
        .map(|(case, verdict)| format!("{}: want {}, got {}: {}", case["id"], wanted(case), verdict, case["why"]))
        .collect();
    assert!(wrong.is_empty(), "{} of {} cases disagree:\n{}", wrong.len(), run.len(), wrong.join("\n"));
}

#[test]
fn every_case_of_a_url_gets_its_verdict_and_its_addresses() {
    let cases: Vec<Value> = serde_json::from_slice(&fs::read(corpus().join("url.json")).unwrap()).unwrap();
    let requests: Vec<Value> = cases
        .iter()
        .map(|case| {
            let mut request = json!({ "id": case["id"], "kind": "url", "scope": case["scope"] });
            for field in ["input", "method", "dns", "dns_sequence", "redirects", "proxy", "env"] {
                if let Some(value) = case.get(field) {
                    request[field] = value.clone();
                }
            }
            request
        })
        .collect();
    let wrong: Vec<String> = cases
        .iter()
        .zip(ask_all(&requests))
        .filter(|(case, verdict)| said(verdict) != wanted(case) || case.get("connect") != verdict.get("connect"))
        .map(|(case, verdict)| format!("{}: want {}, got {}: {}", case["id"], wanted(case), verdict, case["why"]))
        .collect();
    assert!(wrong.is_empty(), "{} of {} cases disagree:\n{}", wrong.len(), cases.len(), wrong.join("\n"));
}

#[test]
fn every_row_is_well_formed() {
    well_formed(
        "path.json",
        &[
            "id",
            "platform",
            "scope",
            "input",
            "input_hex",
            "input_utf16le_hex",
            "expect",
            "code",
            "why",
            "source",
            "phase",
            "op",
            "fs",
            "grant",
            "load_error",
            "policy",
        ],
    );
    well_formed(
        "url.json",
        &[
            "id",
            "scope",
            "input",
            "method",
            "dns",
            "dns_sequence",
            "redirects",
            "proxy",
            "env",
            "expect",
            "code",
            "connect",
            "why",
            "source",
            "load_error",
            "policy",
        ],
    );
}

fn well_formed(file: &str, fields: &[&str]) {
    let cases: Vec<Map<String, Value>> = serde_json::from_slice(&fs::read(corpus().join(file)).unwrap()).unwrap();
    let mut ids = BTreeSet::new();
    for case in &cases {
        let id = case["id"].as_str().unwrap();
        assert!(ids.insert(id), "{id} is there twice");
        assert!(case["why"].as_str().is_some_and(|why| !why.is_empty()), "{id} says no why");
        assert!(case.keys().all(|key| fields.contains(&key.as_str())), "{id} has an unknown field");
        assert_eq!(case.contains_key("fs"), case.get("phase").is_some_and(|phase| phase == "fs"), "{id}");
        let code = case["code"].as_str().unwrap();
        assert!(code.starts_with("disk.") || authority_core::code::Code::from_name(code).is_some(), "{id}: {code}");
    }
}

/// `id  # reason`, one a line, sorted, nothing twice.
#[test]
fn every_expected_failure_has_a_reason() {
    let text = fs::read_to_string(corpus().join("expected-failures.txt")).unwrap();
    let ids: Vec<&str> = text
        .lines()
        .map(|line| {
            line.split_once("  # ").filter(|(_, reason)| !reason.is_empty()).unwrap_or_else(|| panic!("{line}")).0
        })
        .collect();
    assert!(ids.is_sorted_by(|a, b| a < b), "{ids:?}");
}

fn corpus() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/corpus"))
}

fn needs_disk(case: &Value) -> bool {
    case["phase"] == "fs"
}

fn wanted(case: &Value) -> String {
    format!("{} {}", case["expect"].as_str().unwrap(), case["code"].as_str().unwrap())
}

fn request(case: &Value, scratch: Option<&Scratch>) -> Value {
    let mut scope = case["scope"].clone();
    if let Some(grant) = case.get("grant") {
        for entry in scope["allow"].as_array_mut().unwrap() {
            *entry = json!({ "path": entry, "access": [grant] });
        }
    }
    let op = case.get("op").cloned().unwrap_or_else(|| json!("read"));
    let mut request =
        json!({ "id": case["id"], "kind": "path", "platform": case["platform"], "op": op, "scope": scope });
    for input in ["input", "input_hex", "input_utf16le_hex"] {
        if let Some(value) = case.get(input) {
            request[input] = value.clone();
        }
    }
    if let Some(scratch) = scratch {
        request["root"] = json!(root(scratch));
    }
    request
}

fn root(scratch: &Scratch) -> std::path::PathBuf {
    scratch.path().join("ROOT")
}

#[cfg(not(target_os = "linux"))]
fn fixture(_: &Value) -> Scratch {
    panic!("cases with a fixture run on Linux")
}

/// Makes the files of a case, in their order.
#[cfg(target_os = "linux")]
fn fixture(case: &Value) -> Scratch {
    let scratch = Scratch::new();
    let root = root(&scratch);
    fs::create_dir(&root).unwrap();
    for line in case["fs"].as_array().unwrap() {
        make(&root, line.as_str().unwrap());
    }
    scratch
}

#[cfg(target_os = "linux")]
fn make(root: &Path, line: &str) {
    let at = |name: &str| {
        let path = root.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        path
    };
    if let Some((name, target)) = line.split_once(" => ") {
        std::os::unix::fs::symlink(target.replace("$ROOT", root.to_str().unwrap()), at(name)).unwrap();
    } else if let Some((name, target)) = line.split_once(" == ") {
        fs::hard_link(root.join(target), at(name)).unwrap();
    } else if let Some(name) = line.strip_suffix(" |") {
        assert!(std::process::Command::new("mkfifo").arg(at(name)).status().unwrap().success());
    } else if line.ends_with('/') {
        fs::create_dir_all(root.join(line)).unwrap();
    } else {
        fs::write(at(line), line).unwrap();
    }
}
