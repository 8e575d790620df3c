//! Other versions of Tauri than the one that is locked: the oldest that the manifest admits, and what comes after 2.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::{
    command::{cargo, line, succeed},
    copy,
    step::Outcome,
};

/// What the workspace asks of Tauri. The oldest that these admit is what is tested.
const ASKED: &[&str] = &["tauri", "tauri-build", "tauri-plugin"];
/// What came with the oldest tauri. Its own manifest would take newer ones, which were never released together with it.
const COMPANIONS: &[(&str, &str)] = &[
    ("tauri-runtime-wry", "2.11.1"),
    ("tauri-runtime", "2.11.1"),
    ("tauri-macros", "2.6.1"),
    ("tauri-codegen", "2.6.1"),
    ("tauri-utils", "2.9.1"),
];
/// What is released for each Tauri anew: also where it is optional, it brings a Tauri into the resolution.
const WITH_IT: &[&str] = &["tauri-plugin-opener"];
/// The requirement that takes the newest version of the next Tauri, an alpha or not.
const NEXT: &str = "3.0.0-alpha";
/// Tests of the repository, and of the compiler's words: neither changes with Tauri.
const ELSEWHERE: &[&str] = &["tidy", "publish", "wrong_use"];

/// The behaviour on the mock runtime, with the oldest Tauri that the manifest admits.
pub(crate) fn floor() -> Result<Outcome> {
    let copy = Copy::make("floor", &["tests/it"])?;
    let mut pins = Vec::new();
    for package in ASKED {
        pins.push((*package, copy.requirement(package)?));
    }
    pins.extend(COMPANIONS.iter().map(|(package, version)| (*package, (*version).to_owned())));
    for (package, version) in &pins {
        // Not every companion is needed without a window.
        if copy.locks(package)?.is_some() {
            succeed(copy.cargo(["update", "--quiet", "-p", package, "--precise"]).arg(version))?;
        }
    }
    for (package, version) in &pins {
        let locked = copy.locks(package)?;
        if locked.as_ref().is_some_and(|locked| locked != version) {
            bail!("the copy has {package} {locked:?}, not {version}");
        }
    }
    let mut tests = copy.cargo(["test", "--locked", "-p", "authority-it", "--test", "it", "--"]);
    tests.args(ELSEWHERE.iter().flat_map(|module| ["--skip", module]));
    succeed(&mut tests)?;
    Ok(Outcome::Passed)
}

/// Whether the plugin compiles with the next Tauri. It may not: then it says so, and fails nothing.
pub(crate) fn next() -> Result<Outcome> {
    let copy = Copy::make("next", &[])?;
    for package in ASKED.iter().chain(WITH_IT) {
        let requirement = copy.requirement(package)?;
        copy.replace(
            &format!("\n{package} = {{ version = \"{requirement}\""),
            &format!("\n{package} = {{ version = \"{NEXT}\""),
        )?;
    }
    let mut check = copy.cargo(["check", "-p", "tauri-plugin-authority", "--message-format", "json"]);
    println!("$ {}", line(&check));
    let output = check.stderr(Stdio::inherit()).output().context("cannot start cargo")?;
    let tauri = copy.locks("tauri")?.filter(|version| !version.starts_with("2."));
    let Some(tauri) = tauri else {
        return Ok(Outcome::Noted(format!("no Tauri {NEXT} could be had, so nothing was checked with it")));
    };
    if output.status.success() {
        println!("compiles with Tauri {tauri}");
        return Ok(Outcome::Passed);
    }
    let errors = errors(&String::from_utf8_lossy(&output.stdout));
    let first = errors.first().map_or("none that cargo tells as a message", String::as_str);
    Ok(Outcome::Noted(format!("does not compile with Tauri {tauri}: {} errors, the first: {first}", errors.len())))
}

/// A workspace of its own, with its own lock. Both copies compile into one directory: most of their crates are the same.
struct Copy(PathBuf);

impl Copy {
    /// The plugin and `members`; what they depend on by path is a member, too.
    fn make(name: &str, members: &[&str]) -> Result<Self> {
        let copy = Self(std::path::absolute(Path::new("target/tauri").join(name))?);
        copy::tracked(&[], &copy.0)?;
        let manifest = copy.manifest()?;
        let (start, rest) = manifest.split_once("members = [").context("the workspace has no members")?;
        let (_, end) = rest.split_once(']').context("the list of members has no end")?;
        fs::write(copy.0.join("Cargo.toml"), format!("{start}members = {members:?}{end}"))?;
        Ok(copy)
    }

    fn cargo<const N: usize>(&self, arguments: [&str; N]) -> Command {
        let mut command = cargo(arguments);
        command.current_dir(&self.0).env("CARGO_TARGET_DIR", self.0.with_file_name("target"));
        command
    }

    fn manifest(&self) -> Result<String> {
        Ok(fs::read_to_string(self.0.join("Cargo.toml"))?)
    }

    /// The version that the workspace asks of a package at least.
    fn requirement(&self, package: &str) -> Result<String> {
        let manifest = self.manifest()?;
        let line = manifest.lines().find_map(|line| line.strip_prefix(package)?.strip_prefix(" = { version = \""));
        let version = line.and_then(|line| line.split('"').next());
        Ok(version.with_context(|| format!("the workspace does not depend on {package}"))?.to_owned())
    }

    fn replace(&self, old: &str, new: &str) -> Result<()> {
        Ok(fs::write(self.0.join("Cargo.toml"), self.manifest()?.replace(old, new))?)
    }

    /// The version of a package in the copy's lock.
    fn locks(&self, package: &str) -> Result<Option<String>> {
        let lock = fs::read_to_string(self.0.join("Cargo.lock"))?;
        let mut after = lock.lines().skip_while(|line| *line != format!("name = \"{package}\""));
        Ok(after
            .nth(1)
            .and_then(|line| line.strip_prefix("version = \""))
            .map(|line| line.trim_matches('"').to_owned()))
    }
}

/// The errors among what the compiler tells cargo, each on one line.
fn errors(messages: &str) -> Vec<String> {
    let messages = messages.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
    let told = messages.filter(|message| message.pointer("/message/level").is_some_and(|level| level == "error"));
    // The compiler's last word, that it aborts, has no place in the code.
    let placed = told.filter_map(|message| {
        let place = message.pointer("/message/spans/0")?;
        let (file, line) = (place.get("file_name")?.as_str()?, place.get("line_start")?);
        Some(format!("{} ({file}:{line})", message.pointer("/message/message")?.as_str()?.replace('\n', " ")))
    });
    placed.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_are_told_with_their_place() {
        let messages = concat!(
            r#"{"reason":"compiler-artifact"}"#,
            "\n",
            r#"{"message":{"level":"warning","message":"w","spans":[{"file_name":"src/a.rs","line_start":1}]}}"#,
            "\n",
            r#"{"message":{"level":"error","message":"no\nmethod","spans":[{"file_name":"src/a.rs","line_start":7}]}}"#,
            "\n",
            r#"{"message":{"level":"error","message":"aborting","spans":[]}}"#,
        );
        assert_eq!(errors(messages), ["no method (src/a.rs:7)"]);
    }
}
