//! A collection of inputs with their right verdicts from outside the repository, put to `cargo authority eval`. The
//! project's own collection, `tests/corpus`, is put to it by the tests of `cargo-authority`.

use std::{
    collections::BTreeMap,
    env, fs,
    path::{Path, PathBuf},
    process::Stdio,
};

use anyhow::{Context, Result, bail};

use crate::{
    build,
    command::{program, works},
    step::Outcome,
};

/// The kinds of cases that the policy decides so far.
const KINDS: &[&str] = &["path.json", "url.json"];
const EXPECTED_FAILURES: &str = "tests/corpus/expected-failures.txt";

/// Puts the collection in `AUTHORITY_CASES` to the policy, with the runner that lies beside it.
pub(crate) fn outside() -> Result<Outcome> {
    let Some(folder) = env::var_os("AUTHORITY_CASES").filter(|value| !value.is_empty()).map(PathBuf::from) else {
        return Ok(Outcome::Skipped("AUTHORITY_CASES names no folder of cases".into()));
    };
    if !works(&mut program("python3", ["--version"])) {
        return Ok(Outcome::Skipped("python3 is not installed, and the runner of the cases is written in it".into()));
    }
    let policy = build::binary("cargo-authority", &[])?;
    let disagreements = disagreements(&folder, &policy)?;
    compare(&disagreements, &expected_failures()?)
}

/// What the runner printed for each case that it disagrees with, by the case's name.
fn disagreements(folder: &Path, policy: &Path) -> Result<BTreeMap<String, String>> {
    let mut runner = program("python3", []);
    runner.arg(folder.join("run.py")).arg("--eval").arg(format!("'{}' authority eval", policy.display()));
    runner.args(KINDS.iter().map(|file| folder.join(file))).stderr(Stdio::inherit());
    let output = runner.output().context("cannot start python3")?;
    let text = String::from_utf8_lossy(&output.stdout);
    let mut found = BTreeMap::new();
    let mut finished = false;
    for line in text.lines() {
        if let Some((name, _)) = line.split_once(": want ") {
            found.insert(name.to_owned(), line.to_owned());
        } else {
            finished |= line.ends_with(" agree");
            println!("{line}");
        }
    }
    if !finished {
        bail!("the runner in {} did not come to its end ({})", folder.display(), output.status);
    }
    Ok(found)
}

fn expected_failures() -> Result<Vec<String>> {
    let text = fs::read_to_string(EXPECTED_FAILURES).with_context(|| format!("cannot read {EXPECTED_FAILURES}"))?;
    parse_expected(&text)
}

/// The cases that are known to fail: `name # reason`, one a line.
fn parse_expected(text: &str) -> Result<Vec<String>> {
    let mut names = Vec::new();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let (name, reason) = line.split_once('#').unwrap_or((line, ""));
        if reason.trim().is_empty() {
            bail!("{EXPECTED_FAILURES}: `{line}` gives no reason; write `{} # why`", name.trim());
        }
        names.push(name.trim().to_owned());
    }
    Ok(names)
}

fn compare(disagreements: &BTreeMap<String, String>, expected: &[String]) -> Result<Outcome> {
    let unexpected: Vec<&String> =
        disagreements.iter().filter(|(name, _)| !expected.contains(name)).map(|(_, line)| line).collect();
    let passing: Vec<&String> = expected.iter().filter(|name| !disagreements.contains_key(*name)).collect();
    for line in &unexpected {
        println!("{line}");
    }
    for name in &passing {
        println!("{name}: unexpectedly passes, remove it from {EXPECTED_FAILURES}");
    }
    println!("{} expected to fail, {} more fail, {} pass", expected.len(), unexpected.len(), passing.len());
    if !unexpected.is_empty() || !passing.is_empty() {
        bail!("{} cases fail unexpectedly, {} pass unexpectedly", unexpected.len(), passing.len());
    }
    Ok(Outcome::Passed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_that_is_not_expected_fails() {
        assert!(compare(&disagreeing(&["a"]), &[]).is_err());
    }

    #[test]
    fn a_failure_that_is_expected_passes() {
        assert!(compare(&disagreeing(&["a"]), &["a".into()]).is_ok());
    }

    #[test]
    fn a_case_that_begins_to_agree_fails_until_it_is_taken_off_the_list() {
        assert!(compare(&disagreeing(&["a"]), &["a".into(), "b".into()]).is_err());
    }

    #[test]
    fn a_case_on_the_list_says_why() {
        assert_eq!(parse_expected("# all of them\n\na  # later\nb# too\n").unwrap(), ["a", "b"]);
        assert!(parse_expected("a\n").is_err());
        assert!(parse_expected("a #\n").is_err());
    }

    fn disagreeing(names: &[&str]) -> BTreeMap<String, String> {
        names.iter().map(|name| ((*name).to_owned(), String::new())).collect()
    }
}
