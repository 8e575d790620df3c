//! The checks taken away, one at a time: each time a test must fail.
//!
//! The mutants lie in `tests/mutations/*.mutants`, written by hand for what each check is there to stop; a tool that turns
//! operators about does not know that. They are tried in a copy of the repository.

mod list;

use std::{
    fs,
    path::Path,
    process::{Command, ExitCode, Stdio},
    thread::sleep,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail};
use list::Mutant;

use crate::{
    Unusable,
    command::{cargo, line, program, succeed},
    copy,
    step::Outcome,
};

const TREE: &str = "target/mutations/tree";
const BUILD: &str = "target/mutations/build";
/// A mutant that makes its tests run for longer has been noticed, too.
const PATIENCE: Duration = Duration::from_secs(600);

/// What became of a mutant.
enum End {
    Noticed,
    Survived,
    /// It is no program, so it says nothing.
    DoesNotCompile,
}

/// `cargo xtask mutations [WORD]`: those whose file or text has the word. Exit status 1 where one survives unexplained.
pub(crate) fn run(word: Option<&str>) -> Result<ExitCode> {
    let mutants = list::read(Path::new("tests/mutations"))?;
    let asked: Vec<&Mutant> = mutants.iter().filter(|mutant| word.is_none_or(|word| mutant.has(word))).collect();
    if asked.is_empty() {
        return Err(Unusable(format!("no mutant has the word `{}`", word.unwrap_or_default())).into());
    }
    copy::tracked(&[], Path::new(TREE))?;
    // Some tests ask git for the repository's files.
    for arguments in [["init", "--quiet"], ["add", "--all"]] {
        succeed(program("git", arguments).current_dir(TREE))?;
    }
    let mut packages: Vec<&str> = asked.iter().map(|mutant| &*mutant.package).collect();
    packages.sort_unstable();
    packages.dedup();
    for package in packages {
        // Were they failing already, every mutant would seem to be noticed.
        if !matches!(tests(package, None)?, End::Survived) {
            bail!("the tests of {package} do not pass before anything is taken away");
        }
    }
    let mut unexplained = Vec::new();
    let (mut noticed, mut explained) = (0, 0);
    for (index, mutant) in asked.iter().enumerate() {
        let said = match (mutant.tried()?, &mutant.equivalent) {
            (End::Noticed, _) => {
                noticed += 1;
                "noticed".to_owned()
            }
            (End::Survived, Some(why)) => {
                explained += 1;
                format!("left, because {why}")
            }
            (End::Survived, None) => {
                unexplained.push(format!("survived: {mutant}"));
                "SURVIVED".to_owned()
            }
            (End::DoesNotCompile, _) => {
                unexplained.push(format!("does not compile: {mutant}"));
                "DOES NOT COMPILE".to_owned()
            }
        };
        println!("{}/{} {mutant}: {said}", index + 1, asked.len());
    }
    for failure in &unexplained {
        println!("{failure}");
    }
    println!("{} mutants: {noticed} noticed, {explained} explained, {} neither", asked.len(), unexplained.len());
    Ok(if unexplained.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// All of them, as a step.
pub(crate) fn all() -> Result<Outcome> {
    if run(None)? == ExitCode::SUCCESS { Ok(Outcome::Passed) } else { bail!("not every mutant is noticed") }
}

/// Whether each mutant can still be made. It costs nothing, so it is part of every run.
pub(crate) fn apply() -> Result<Outcome> {
    let mutants = list::read(Path::new("tests/mutations"))?;
    let stale: Vec<String> = mutants
        .iter()
        .filter_map(|mutant| mutant.mutated(Path::new(".")).err())
        .map(|error| error.to_string())
        .collect();
    if !stale.is_empty() {
        bail!("{} of {} mutants cannot be made:\n{}", stale.len(), mutants.len(), stale.join("\n"));
    }
    println!("{} mutants; `cargo xtask mutations` tries them", mutants.len());
    Ok(Outcome::Passed)
}

impl Mutant {
    fn tried(&self) -> Result<End> {
        let tree = Path::new(TREE);
        let file = tree.join(&self.file);
        let whole = fs::read(&file).with_context(|| format!("cannot read {}", file.display()))?;
        fs::write(&file, self.mutated(tree)?)?;
        let end = tests(&self.package, self.first_tests());
        fs::write(&file, whole).with_context(|| format!("cannot write {}", file.display()))?;
        end
    }
}

/// What the tests of a package say, these first: most mutants are noticed there, in seconds.
fn tests(package: &str, first: Option<Vec<String>>) -> Result<End> {
    let built = ended(cargo(["test", "--quiet", "--no-run", "-p", package]), Duration::MAX)?;
    if built != Some(true) {
        return Ok(End::DoesNotCompile);
    }
    if let Some(first) = first {
        let mut asked = cargo(["test", "--quiet"]);
        asked.args(first);
        if ended(asked, PATIENCE)? != Some(true) {
            return Ok(End::Noticed);
        }
    }
    let passed = ended(cargo(["test", "--quiet", "--tests", "-p", package]), PATIENCE)?;
    Ok(if passed == Some(true) { End::Survived } else { End::Noticed })
}

/// Whether the command succeeded; none where it had to be stopped.
fn ended(mut command: Command, patience: Duration) -> Result<Option<bool>> {
    let shown = line(&command);
    command.current_dir(TREE).env("CARGO_TARGET_DIR", std::path::absolute(BUILD)?).env("AUTHORITY_STORM_SECONDS", "1");
    // Of a mutant only its end is of interest; what the compiler warns of in it is noise.
    command.env("RUSTFLAGS", "-A warnings").stdout(Stdio::null()).stderr(Stdio::null());
    let mut child = in_a_group(&mut command).spawn().with_context(|| format!("cannot start `{shown}`"))?;
    let start = Instant::now();
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(Some(status.success()));
        }
        if start.elapsed() > patience {
            // With what it started: the tests are its children.
            let _ = Command::new("kill").args(["-KILL", "--", &format!("-{}", child.id())]).status();
            child.wait()?;
            return Ok(None);
        }
        sleep(Duration::from_millis(50));
    }
}

#[cfg(unix)]
fn in_a_group(command: &mut Command) -> &mut Command {
    use std::os::unix::process::CommandExt as _;
    command.process_group(0)
}

#[cfg(not(unix))]
fn in_a_group(command: &mut Command) -> &mut Command {
    command
}
